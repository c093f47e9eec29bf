"""The states of the topics of questions.

In every state `upvotes` holds the count of each question that has any, whether the question is listed or not, and only
conflated values change it. Facts never do: facts and values commute, whichever overtakes the other on its way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from live.facts import JSON, Record
from qa_moderation.facts import Deck, DeskQuestion, MyQuestion, Policy, PublicQuestion

AnyQuestion = TypeVar("AnyQuestion", DeskQuestion, PublicQuestion, MyQuestion)

_UPVOTES = "upvotes/"


class DeskState(Record):
    """All open questions, and the latest that are closed, by id."""

    policy: Policy
    questions: dict[str, DeskQuestion]
    deck: Deck
    upvotes: dict[str, int]


class SetState(Record):
    """The question on air, those on deck, and the latest finished, by id."""

    questions: dict[str, DeskQuestion]
    deck: Deck
    upvotes: dict[str, int]


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
    changed = {**upvotes, **{key.removeprefix(_UPVOTES): count for key, count in values.items()}}
    return {id: count for id, count in changed.items() if count}
