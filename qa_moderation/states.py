"""The states of the topics of questions.

In every state `upvotes` holds the count of each question that has any, whether the question is listed or not, and only
conflated values change it. Facts never do: facts and values commute, whichever overtakes the other on its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from live.facts import JSON, Fact, Record
from qa_moderation.facts import (
    NO_PROMPT,
    Cursor,
    Deck,
    DeskQuestion,
    Feed,
    FeedsChanged,
    Flagged,
    MyQuestion,
    Policy,
    Prompt,
    PromptChanged,
    PublicQuestion,
    Theme,
    ThemesChanged,
    View,
)

AnyQuestion = TypeVar("AnyQuestion", DeskQuestion, PublicQuestion, MyQuestion)

_UPVOTES = "upvotes/"
_CURSOR = "cursor/"

MAIN = "main"
"""The set desk that every event has."""

ON_SET = frozenset({"on_deck", "on_air", "parked", "answered", "skipped"})
"""The states in which the set lists a question."""


class DeskState(Record):
    """All open questions, and the latest that are closed, by id.

    `deck` is one order for all feeds. `prompts` are by feed, `cursors` by the subject of a crew ticket; one that was
    not heard of for a while is nobody's.
    """

    policy: Policy
    questions: dict[str, DeskQuestion]
    deck: Deck
    upvotes: dict[str, int]
    themes: list[Theme]
    themes_version: int
    feeds: list[Feed]
    feeds_version: int
    views: list[View]
    prompts: dict[str, Prompt]
    cursors: dict[str, Cursor]


class SetState(Record):
    """The questions on air (one a feed), on deck and parked, and the latest finished, by id."""

    questions: dict[str, DeskQuestion]
    deck: Deck
    upvotes: dict[str, int]
    themes: list[Theme]
    feeds: list[Feed]
    prompts: dict[str, Prompt]


class QuestionsState(Record):
    """What the audience sees, by id: approved, on deck, on air, and the latest answered."""

    policy: Policy
    questions: dict[str, PublicQuestion]
    upvotes: dict[str, int]


class MyQuestionsState(Record):
    """One attendee's own questions by id, and the ids (ascending) of the questions that they upvoted."""

    questions: dict[str, MyQuestion]
    upvoted: list[int]


def with_question(questions: Mapping[str, AnyQuestion], question: AnyQuestion) -> dict[str, AnyQuestion]:
    """Return `questions` with `question` in its place."""
    return {**questions, str(question.id): question}


def without_questions(questions: Mapping[str, AnyQuestion], *ids: int | None) -> dict[str, AnyQuestion]:
    """Return `questions` without those of `ids`, which need not be there."""
    gone = {str(id) for id in ids}
    return {key: question for key, question in questions.items() if key not in gone}


def upvotes_key(question_id: int) -> str:
    """Return the conflated key of a question's count."""
    return f"{_UPVOTES}{question_id}"


def with_upvotes(upvotes: Mapping[str, int], values: Mapping[str, JSON]) -> dict[str, int]:
    """Return `upvotes` with the newest counts; a question without upvotes has no entry."""
    counts = {key.removeprefix(_UPVOTES): count for key, count in values.items() if key.startswith(_UPVOTES)}
    return {id: count for id, count in {**upvotes, **counts}.items() if count}


def cursor_key(subject: str) -> str:
    """Return the conflated key of one crew member's place on the desk."""
    return f"{_CURSOR}{subject}"


def with_cursors(cursors: Mapping[str, Cursor], values: Mapping[str, JSON]) -> dict[str, Cursor]:
    """Return `cursors` with the newest places."""
    moved = {
        key.removeprefix(_CURSOR): msgspec.convert(value, Cursor)
        for key, value in values.items()
        if key.startswith(_CURSOR)
    }
    return {**cursors, **moved}


def with_fields(questions: Mapping[str, DeskQuestion], question_id: int, **fields: Any) -> dict[str, DeskQuestion]:
    """Return `questions` with `fields` of one of them changed, if it is there."""
    question = questions.get(str(question_id))
    return dict(questions) if question is None else with_question(questions, structs.replace(question, **fields))


def with_flags(questions: Mapping[str, DeskQuestion], flagged: Iterable[Flagged]) -> dict[str, DeskQuestion]:
    """Return `questions` with other flags, of those that are there."""
    flags = {str(each.question_id): each.flags for each in flagged if str(each.question_id) in questions}
    return {**questions, **{id: structs.replace(questions[id], flags=its) for id, its in flags.items()}}


def set_changes(fact: Fact, state: DeskState | SetState) -> dict[str, Any]:
    """Return the fields of `state` that a fact about set desks and themes changes; none for another fact.

    Prompts go with their feed, and a new feed has an empty one. Questions of a theme that is gone have none, those of
    a feed that is gone are the main one's.
    """
    match fact:
        case ThemesChanged():
            known = {theme.id for theme in fact.themes}
            lost = [question for question in state.questions.values() if question.theme_id not in known]
            questions = _all_with(state.questions, lost, theme_id=None)
            return {"themes": fact.themes, "questions": questions, **_version(state, "themes_version", fact.version)}
        case FeedsChanged():
            slugs = {feed.slug for feed in fact.feeds}
            lost = [question for question in state.questions.values() if question.feed not in slugs]
            return {
                "feeds": fact.feeds,
                "prompts": {slug: state.prompts.get(slug, NO_PROMPT) for slug in slugs},
                "questions": _all_with(state.questions, lost, feed=MAIN),
                **_version(state, "feeds_version", fact.version),
            }
        case PromptChanged():
            return {"prompts": {**state.prompts, fact.feed: fact.prompt}}
    return {}


def _version(state: DeskState | SetState, field: str, version: int) -> dict[str, Any]:
    """Only who may change a list needs its version."""
    return {field: version} if isinstance(state, DeskState) else {}


def _all_with(
    questions: Mapping[str, DeskQuestion], some: Iterable[DeskQuestion], **fields: Any
) -> dict[str, DeskQuestion]:
    return {**questions, **{str(question.id): structs.replace(question, **fields) for question in some}}
