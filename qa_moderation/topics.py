"""The topics of questions: desk, set, audience, and each attendee's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from live.facts import JSON, Fact
from live.tickets import ATTENDEE, Ticket
from live.topics import TopicKind, register_topic, topic_event_id, topic_subject
from qa_moderation import facts, selectors
from qa_moderation.facts import DeskQuestion, PublicQuestion
from qa_moderation.states import (
    ON_SET,
    DeskState,
    MyQuestionsState,
    QuestionsState,
    SetState,
    set_changes,
    with_cursors,
    with_fields,
    with_flags,
    with_question,
    with_upvotes,
    without_questions,
)

DESK_ROLES = frozenset({"moderator", "director", "organiser"})
SET_ROLES = DESK_ROLES | {"host"}
AUDIENCE_ROLES = SET_ROLES | {ATTENDEE, "technician", "speaker"}


def desk_topic(event_id: int) -> str:
    """Return the name of the moderators' topic."""
    return f"desk/{event_id}"


def set_topic(event_id: int) -> str:
    """Return the name of the set's topic."""
    return f"set/{event_id}"


def questions_topic(event_id: int) -> str:
    """Return the name of the audience's topic."""
    return f"questions/{event_id}"


def my_questions_topic(event_id: int, subject: str) -> str:
    """Return the name of one attendee's topic; `subject` as in tickets ("a12")."""
    return f"my-questions/{event_id}/{subject}"


def _by_event(names: Iterable[str]) -> dict[int, str]:
    return {topic_event_id(name): name for name in names}


# What concerns the set as well as the desk.
_CHANGES: tuple[type[Fact], ...] = (
    facts.QuestionApproved,
    facts.QuestionRejected,
    facts.QuestionWithdrawn,
    facts.QuestionSentToSet,
    facts.QuestionRecalled,
    facts.QuestionParked,
    facts.QuestionReworded,
    facts.QuestionSorted,
    facts.QuestionAssigned,
    facts.QuestionMerged,
    facts.QuestionRegrouped,
    facts.QuestionAnsweredInWriting,
    facts.MoveUndone,
    facts.QuestionNoted,
    facts.QuestionsErased,
    facts.QuestionClaimed,
    facts.SimilarFound,
    facts.QuestionsFlagged,
    facts.DeckOrdered,
    facts.QuestionTaken,
    facts.QuestionAnswered,
    facts.QuestionSkipped,
    facts.QuestionPutBack,
    facts.ThemesChanged,
    facts.FeedsChanged,
    facts.PromptChanged,
)


def _told(fact: Fact) -> list[DeskQuestion]:
    """Return the questions that a fact tells of."""
    match fact:
        case facts.QuestionsErased():
            return fact.changed
        case facts.SetAskersShown():
            return fact.questions
        case facts.CrewFact():
            other = getattr(fact, "into", None) or getattr(fact, "also", None)
            return [fact.question, other] if other else [fact.question]
    return []


def _gone(fact: Fact) -> list[int | None]:
    """Return the ids of the questions that leave the lists with a fact."""
    return [*fact.question_ids] if isinstance(fact, facts.QuestionsErased) else [getattr(fact, "evicted_id", None)]


def _aside(fact: Fact, state: DeskState | SetState) -> dict[str, Any]:
    """Return the fields of `state` that a fact changes which moves no question."""
    match fact:
        case facts.QuestionClaimed():
            return {"questions": with_fields(state.questions, fact.question_id, claim=fact.claim)}
        case facts.SimilarFound():
            return {"questions": with_fields(state.questions, fact.question_id, similar=fact.similar)}
        case facts.QuestionsFlagged():
            return {"questions": with_flags(state.questions, fact.flagged)}
    return set_changes(fact, state)


@register_topic
class DeskTopic(TopicKind[DeskState]):
    """What moderators work on."""

    prefix = "desk"
    state_type = DeskState
    fact_types = (
        facts.QuestionAsked,
        facts.QuestionComposed,
        *_CHANGES,
        facts.ViewsChanged,
        facts.QuestionPolicyChanged,
    )

    def snapshots(self, names: Sequence[str]) -> dict[str, DeskState]:
        """Read policies, questions, decks, counts, themes, feeds, their versions, views and cursors: ten queries."""
        events = _by_event(names)
        known = selectors.events_with_policy(events)
        decks, upvotes = selectors.decks(list(events)), selectors.upvote_counts(events)
        themes, feeds = selectors.themes(events), selectors.feeds(events)
        versions = selectors.list_versions(events)
        views, cursors = selectors.views(events), selectors.cursors(events)
        questions: dict[int, dict[str, DeskQuestion]] = {event_id: {} for event_id in events}
        for question in selectors.desk_questions(events):
            questions[question.event_id][str(question.pk)] = selectors.desk_record(question)
        return {
            name: DeskState(
                policy=selectors.policy_record(known.get(event_id)),
                questions=questions[event_id],
                deck=decks[event_id],
                upvotes=upvotes.get(event_id, {}),
                themes=themes[event_id],
                themes_version=versions[event_id].themes,
                feeds=[feed.record for feed in feeds[event_id]],
                feeds_version=versions[event_id].feeds,
                views=views[event_id],
                prompts={feed.record.slug: feed.prompt for feed in feeds[event_id]},
                cursors=cursors[event_id],
            )
            for event_id, name in events.items()
        }

    def apply(self, state: DeskState, fact: Fact) -> DeskState:
        """Put the question in its place, drop the evicted one, take the newest deck."""
        match fact:
            case facts.QuestionPolicyChanged():
                return msgspec.structs.replace(state, policy=fact.policy)
            case facts.ViewsChanged():
                return msgspec.structs.replace(state, views=fact.views)
        if changes := _aside(fact, state):
            return msgspec.structs.replace(state, **changes)
        deck = getattr(fact, "deck", None) or state.deck
        questions = without_questions(state.questions, *_gone(fact))
        for question in _told(fact):
            questions = with_question(questions, question)
        return msgspec.structs.replace(state, questions=questions, deck=deck)

    def apply_values(self, state: DeskState, values: Mapping[str, JSON]) -> DeskState:
        """Take the newest upvote counts and cursors."""
        return msgspec.structs.replace(
            state, upvotes=with_upvotes(state.upvotes, values), cursors=with_cursors(state.cursors, values)
        )

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Moderators, directors, organisers."""
        return not ticket.roles.isdisjoint(DESK_ROLES)


@register_topic
class SetTopic(TopicKind[SetState]):
    """What the host on the set sees."""

    prefix = "set"
    state_type = SetState
    fact_types = (*_CHANGES, facts.SetAskersShown)

    def snapshots(self, names: Sequence[str]) -> dict[str, SetState]:
        """Read questions, decks, counts, themes and feeds: six queries."""
        events = _by_event(names)
        decks, upvotes = selectors.decks(list(events)), selectors.upvote_counts(events)
        themes, feeds = selectors.themes(events), selectors.feeds(events)
        questions: dict[int, dict[str, DeskQuestion]] = {event_id: {} for event_id in events}
        for question in selectors.set_questions(events):
            questions[question.event_id][str(question.pk)] = selectors.set_record(question)
        return {
            name: SetState(
                questions=questions[event_id],
                deck=decks[event_id],
                upvotes=upvotes.get(event_id, {}),
                themes=themes[event_id],
                feeds=[feed.record for feed in feeds[event_id]],
                prompts={feed.record.slug: feed.prompt for feed in feeds[event_id]},
            )
            for event_id, name in events.items()
        }

    def apply(self, state: SetState, fact: Fact) -> SetState:
        """Put the question in its place, or take it away when it left the set."""
        if changes := _aside(fact, state):
            return msgspec.structs.replace(state, **changes)
        deck = getattr(fact, "deck", None) or state.deck
        questions = without_questions(state.questions, *_gone(fact))
        for question in _told(fact):
            is_on_set = question.state in ON_SET
            questions = with_question(questions, question) if is_on_set else without_questions(questions, question.id)
        return msgspec.structs.replace(state, questions=questions, deck=deck)

    def apply_values(self, state: SetState, values: Mapping[str, JSON]) -> SetState:
        """Take the newest upvote counts."""
        return msgspec.structs.replace(state, upvotes=with_upvotes(state.upvotes, values))

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """The host and those who work the desk."""
        return not ticket.roles.isdisjoint(SET_ROLES)


@register_topic
class QuestionsTopic(TopicKind[QuestionsState]):
    """What the audience sees."""

    prefix = "questions"
    state_type = QuestionsState
    fact_types = (
        facts.QuestionPublished,
        facts.QuestionProgressed,
        facts.QuestionUnpublished,
        facts.AskersShown,
        facts.QuestionPolicyChanged,
    )

    def snapshots(self, names: Sequence[str]) -> dict[str, QuestionsState]:
        """Read policies, questions and counts: three queries."""
        events = _by_event(names)
        known, upvotes = selectors.events_with_policy(events), selectors.upvote_counts(events, published=True)
        questions: dict[int, dict[str, PublicQuestion]] = {event_id: {} for event_id in events}
        for question in selectors.public_questions(events):
            questions[question.event_id][str(question.pk)] = selectors.public_record(question)
        return {
            name: QuestionsState(
                policy=selectors.policy_record(known.get(event_id)),
                questions=questions[event_id],
                upvotes=upvotes.get(event_id, {}),
            )
            for event_id, name in events.items()
        }

    def apply(self, state: QuestionsState, fact: Fact) -> QuestionsState:
        """Put the question in its place, or take it away."""
        if isinstance(fact, facts.QuestionPolicyChanged):
            return msgspec.structs.replace(state, policy=fact.policy)
        questions = without_questions(state.questions, getattr(fact, "evicted_id", None))
        if isinstance(fact, facts.AskersShown):
            questions |= {str(question.id): question for question in fact.questions}
        elif isinstance(fact, facts.QuestionUnpublished):
            questions = without_questions(questions, fact.question_id)
        elif isinstance(fact, facts.QuestionPublished | facts.QuestionProgressed):
            questions = with_question(questions, fact.question)
        return msgspec.structs.replace(state, questions=questions)

    def apply_values(self, state: QuestionsState, values: Mapping[str, JSON]) -> QuestionsState:
        """Take the newest upvote counts."""
        return msgspec.structs.replace(state, upvotes=with_upvotes(state.upvotes, values))

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Everybody who registered, and the crew. Not guests."""
        return not ticket.roles.isdisjoint(AUDIENCE_ROLES)


@register_topic
class MyQuestionsTopic(TopicKind[MyQuestionsState]):
    """What became of one's own questions, and what one upvoted."""

    prefix = "my-questions"
    state_type = MyQuestionsState
    fact_types = (facts.MyQuestionAsked, facts.MyQuestionMoved, facts.UpvoteCast, facts.UpvoteTakenBack)
    personal = True
    initial = MyQuestionsState(questions={}, upvoted=[])

    def snapshots(self, names: Sequence[str]) -> dict[str, MyQuestionsState]:
        """Read the questions and upvotes of all these people: two queries."""
        people = {name: _person(name) for name in names}
        questions, upvoted = selectors.questions_of(people.values()), selectors.upvoted_by(people.values())
        return {
            name: MyQuestionsState(questions=questions.get(person, {}), upvoted=upvoted.get(person, []))
            for name, person in people.items()
        }

    def apply(self, state: MyQuestionsState, fact: Fact) -> MyQuestionsState:
        """Put the question in its place, or note the upvote."""
        match fact:
            case facts.MyQuestionAsked() | facts.MyQuestionMoved():
                return msgspec.structs.replace(state, questions=with_question(state.questions, fact.question))
            case facts.UpvoteCast():
                upvoted = sorted({*state.upvoted, fact.question_id})
            case facts.UpvoteTakenBack():
                upvoted = [id for id in state.upvoted if id != fact.question_id]
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")
        return msgspec.structs.replace(state, upvoted=upvoted)

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """The attendee alone."""
        return ATTENDEE in ticket.roles and ticket.subject == topic_subject(name)


def _person(name: str) -> selectors.Person:
    # A subject that is no attendee's (crew, guest) has no questions: no attendee has the id 0.
    subject = topic_subject(name)
    is_attendee = subject.startswith("a") and subject[1:].isdecimal()
    return topic_event_id(name), int(subject[1:]) if is_attendee else 0
