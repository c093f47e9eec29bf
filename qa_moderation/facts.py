"""What happens to questions, and the records that tell it.

The crew's topics (desk, set) share facts and the crew's record. The audience's and the asker's topics have few facts
with records of their own, so that a field meant for the crew cannot reach the audience.
"""

from __future__ import annotations

from typing import Literal

from live.facts import Fact, Record

QuestionStateName = Literal["pending", "approved", "rejected", "on_deck", "on_air", "answered", "skipped", "withdrawn"]
PublicStateName = Literal["approved", "on_deck", "on_air", "answered"]


class DeskQuestion(Record):
    """A question as the crew sees it. `asker_name` is None for an anonymous one, whose other asker fields are empty.

    `moved_by` names the crew member of the last move; it is empty when the asker made it.
    """

    id: int
    text: str
    language: str
    asker_name: str | None
    asker_company: str
    asker_country: str
    state: QuestionStateName
    version: int
    reason: str
    asked_at_ms: int
    moved_at_ms: int
    moved_by: str
    published_at_ms: int | None
    on_air_at_ms: int | None
    answered_at_ms: int | None


class PublicQuestion(Record):
    """A question as the audience sees it. `asker_name` is None for an anonymous one."""

    id: int
    text: str
    language: str
    asker_name: str | None
    asker_company: str
    state: PublicStateName
    published_at_ms: int
    on_air_at_ms: int | None
    answered_at_ms: int | None


class MyQuestion(Record):
    """A question as its asker sees it."""

    id: int
    text: str
    language: str
    anonymous: bool
    state: QuestionStateName
    reason: str
    asked_at_ms: int
    moved_at_ms: int
    on_air_at_ms: int | None
    answered_at_ms: int | None


class Deck(Record):
    """The questions that wait on the set, next first. `version` grows when the deck or its order changes."""

    version: int
    question_ids: list[int]


class Policy(Record):
    """What the organiser decided about questions; the event's phase has its say as well (none are taken after it)."""

    accepts_questions: bool
    allows_anonymous: bool
    min_chars: int
    max_chars: int


# --- desk/<event> and, from QuestionWithdrawn on, set/<event>


class CrewFact(Fact):
    """Something happened to a question, and this is how it is now. Only the kinds of this fact are ever logged."""

    question: DeskQuestion


class QuestionAsked(CrewFact):
    """An attendee asked; the question is pending."""


class QuestionApproved(CrewFact):
    """A moderator approved it, or took its rejection back: the audience sees it."""


class QuestionRejected(CrewFact):
    """A moderator rejected it. `evicted_id` is the dismissed question that leaves the lists."""

    evicted_id: int | None


class QuestionWithdrawn(CrewFact):
    """The asker took it back. `deck` is there when it was on deck."""

    deck: Deck | None
    evicted_id: int | None


class QuestionSentToSet(CrewFact):
    """A moderator sent it to the set: it is last on deck."""

    deck: Deck


class QuestionRecalled(CrewFact):
    """A moderator took it from the deck; it is approved again."""

    deck: Deck


class DeckOrdered(Fact):
    """The deck has another order."""

    deck: Deck
    ordered_by: str


class QuestionTaken(CrewFact):
    """The host took it: it is on air."""

    deck: Deck


class QuestionAnswered(CrewFact):
    """It was answered on air. `evicted_id` is the finished question that leaves the lists."""

    evicted_id: int | None


class QuestionSkipped(CrewFact):
    """The host passed over it, on deck (then `deck` is there) or on air."""

    deck: Deck | None
    evicted_id: int | None


class QuestionPutBack(CrewFact):
    """It is first on deck again, after it was on air, answered or skipped."""

    deck: Deck


class QuestionPolicyChanged(Fact):
    """The organiser or the director changed the policy. On desk/<event> and questions/<event>."""

    policy: Policy


# --- questions/<event>


class QuestionPublished(Fact):
    """The audience sees a question that it did not see."""

    question: PublicQuestion


class QuestionProgressed(Fact):
    """A question that the audience sees moved on. `evicted_id` is the finished one that leaves the list."""

    question: PublicQuestion
    evicted_id: int | None


class QuestionUnpublished(Fact):
    """The audience sees a question no more."""

    question_id: int
    evicted_id: int | None


# --- my-questions/<event>/<subject>


class MyQuestionAsked(Fact):
    """This person asked."""

    question: MyQuestion


class MyQuestionMoved(Fact):
    """Something became of this person's question."""

    question: MyQuestion


class UpvoteCast(Fact):
    """This person upvoted a question."""

    question_id: int


class UpvoteTakenBack(Fact):
    """This person took an upvote back."""

    question_id: int
