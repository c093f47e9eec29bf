"""What happens to questions, and the records that tell it.

The crew's topics (desk, set) share facts and the crew's record. The audience's and the asker's topics have few facts
with records of their own, so that a field meant for the crew cannot reach the audience.
"""

from __future__ import annotations

from typing import Literal

from live.facts import Fact, Record

QuestionStateName = Literal[
    "pending", "approved", "on_deck", "on_air", "parked", "rejected", "merged", "withdrawn", "answered", "skipped"
]
PublicStateName = Literal["approved", "on_deck", "on_air", "answered"]


FlagName = Literal["link", "insult", "personal_data", "name"]


class Claim(Record):
    """A moderator works on the question. Until then others leave it alone; afterwards the claim says nothing more."""

    by: str
    subject: str
    until_ms: int


class Note(Record):
    """What one of the crew tells the others about a question."""

    by: str
    at_ms: int
    text: str


class Similar(Record):
    """An open question that may say the same; `score` is from 0 to 100, 100 for the same words."""

    question_id: int
    score: int


class DeskQuestion(Record):
    """A question as the crew sees it. `asker_name` is None for an anonymous one, whose other asker fields are empty.

    `text` is what was asked; `set_text` the wording that set, graphics and audience see in its place, empty where it is
    the same. `feed` is the set desk that it goes to. `merged_into` is the question that it became a part of,
    `merged_count` the number of those that became a part of it. `note_to_asker` and `answer` are read by the asker,
    the answer by everybody. `moved_by` names the crew member of the last move; it is empty when the asker made it.
    `version` grows with each move and with each change of wording, theme, priority and feed; not with claims, notes
    and proposals.
    """

    id: int
    text: str
    set_text: str
    source: Literal["attendee", "crew"]
    language: str
    asker_name: str | None
    asker_company: str
    asker_country: str
    state: QuestionStateName
    version: int
    feed: str
    theme_id: int | None
    priority: int
    flags: list[FlagName]
    claim: Claim | None
    notes: list[Note]
    similar: list[Similar]
    merged_into: int | None
    merged_count: int
    reason: str
    note_to_asker: str
    answer: str
    asked_at_ms: int
    moved_at_ms: int
    moved_by: str
    published_at_ms: int | None
    on_air_at_ms: int | None
    answered_at_ms: int | None


class PublicQuestion(Record):
    """A question as the audience sees it, in the wording of the set. `asker_name` is None for an anonymous one.

    `answer` is what the crew answered in writing, or empty.
    """

    id: int
    text: str
    language: str
    asker_name: str | None
    asker_company: str
    state: PublicStateName
    answer: str
    published_at_ms: int
    on_air_at_ms: int | None
    answered_at_ms: int | None


class MyQuestion(Record):
    """A question as its asker sees it. `is_next` says that it is the first on deck of its set desk.

    One that became a part of another (`merged_into`) goes that one's way: state, wording, answer and moments are of the
    other. `set_text` is the wording of the set where it is not the asker's own.
    """

    id: int
    text: str
    set_text: str
    language: str
    anonymous: bool
    state: QuestionStateName
    is_next: bool
    merged_into: int | None
    reason: str
    note_to_asker: str
    answer: str
    asked_at_ms: int
    moved_at_ms: int
    on_air_at_ms: int | None
    answered_at_ms: int | None


class Deck(Record):
    """The questions that wait on the set, next first. `version` grows when the deck or its order changes."""

    version: int
    question_ids: list[int]


class Theme(Record):
    """One of the event's own themes; `colour` is `#rrggbb`."""

    id: int
    name: str
    colour: str


class Feed(Record):
    """A set desk that questions can be sent to: the host's ("main"), a co-host's, a region's."""

    slug: str
    name: str


class View(Record):
    """A filter of the desk that somebody keeps for all: `query` is that of the desk's address."""

    id: int
    name: str
    query: str
    by: str


class Cursor(Record):
    """Where one of the crew is on the desk: the question under the cursor, if one is."""

    name: str
    question_id: int | None
    at_ms: int


class Prompt(Record):
    """What a set desk shows beside its question: a note of the director, and the moment to which it counts down.

    `seen_at_ms` is when the host said that it was read.
    """

    version: int
    note: str
    by: str
    at_ms: int | None
    countdown_until_ms: int | None
    seen_at_ms: int | None


NO_PROMPT = Prompt(version=0, note="", by="", at_ms=None, countdown_until_ms=None, seen_at_ms=None)


class Policy(Record):
    """What the organiser decided about questions; the event's phase has its say as well (none are taken after it)."""

    accepts_questions: bool
    allows_anonymous: bool
    min_chars: int
    max_chars: int


# --- desk/<event>, and set/<event> where it concerns a question that the set lists


class CrewFact(Fact):
    """Something happened to a question, and this is how it is now. Only the kinds of this fact are ever logged."""

    question: DeskQuestion


class QuestionAsked(CrewFact):
    """An attendee asked; the question is pending."""


class QuestionApproved(CrewFact):
    """A moderator approved it, after it was parked or rejected as well: the audience sees it."""


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


class QuestionParked(CrewFact):
    """It is put aside, and may come later. `deck` is there when it was on deck."""

    deck: Deck | None


class QuestionReworded(CrewFact):
    """Set and audience see another wording."""


class QuestionSorted(CrewFact):
    """Its theme, its priority or its language changed."""


class QuestionAssigned(CrewFact):
    """It goes to another set desk."""


class QuestionMerged(CrewFact):
    """It became a part of `into`. `deck` is there when it was on deck; `evicted_id` leaves the lists."""

    into: DeskQuestion
    deck: Deck | None
    evicted_id: int | None


class QuestionRegrouped(CrewFact):
    """What it is a part of, or how much is a part of it, changed: an asker took back what was in between, or a part."""


class QuestionAnsweredInWriting(CrewFact):
    """The crew answered it in writing. `deck` is there when it was on deck."""

    deck: Deck | None
    evicted_id: int | None


class QuestionComposed(CrewFact):
    """A moderator entered it: it came by another way, or from the room. Like one that was asked, it is pending."""


class MoveUndone(CrewFact):
    """The last move was undone within its ten seconds. `also` is the question that it had become a part of.

    Also when the asker of that one took it back: then the question is pending again, and `also` is null. `evicted_id`
    leaves the lists where the question is closed again after they moved on.
    """

    also: DeskQuestion | None
    deck: Deck | None
    evicted_id: int | None


class QuestionNoted(CrewFact):
    """One of the crew wrote a note for the others."""


class QuestionsErased(Fact):
    """Questions were deleted with who asked them; no list has them any more, and `upvotes` neither.

    `changed` is how others are now that were a part of one of them, led one, or may say the same. `deck` is there when
    one of them was on deck. Where it would be too long, several facts say it.
    """

    question_ids: list[int]
    changed: list[DeskQuestion]
    deck: Deck | None


class QuestionClaimed(Fact):
    """A moderator works on it, or lets go of it (`claim` is null). Its version stays."""

    question_id: int
    claim: Claim | None


class SimilarFound(Fact):
    """These open questions may say the same. Its version stays."""

    question_id: int
    similar: list[Similar]


class Flagged(Record):
    """The flags that a question has now."""

    question_id: int
    flags: list[FlagName]


class QuestionsFlagged(Fact):
    """The event's words changed, and with them the flags of these open questions. Their versions stay.

    Where it would be too long, several facts say it.
    """

    flagged: list[Flagged]


class ThemesChanged(Fact):
    """The event has these themes, in this order; questions of another have none. Told to desk and set.

    `version` grows with each change of the list.
    """

    themes: list[Theme]
    version: int


class FeedsChanged(Fact):
    """The event has these set desks, in this order; questions of another go to "main". Told to desk and set.

    `version` grows with each change of the list.
    """

    feeds: list[Feed]
    version: int


class ViewsChanged(Fact):
    """These views of the desk are kept, in the order of their ids."""

    views: list[View]


class PromptChanged(Fact):
    """A set desk shows another note or countdown, or its host has seen it. On desk/<event> and set/<event>."""

    feed: str
    prompt: Prompt


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


class SetAskersShown(Fact):
    """What the set is shown of who asks changed: these are as they are now.

    Where it would be too long, several facts say it.
    """

    questions: list[DeskQuestion]


class QuestionPolicyChanged(Fact):
    """The organiser or the director changed the policy. On desk/<event> and questions/<event>."""

    policy: Policy


# --- questions/<event>


class QuestionPublished(Fact):
    """The audience sees a question that it did not see."""

    question: PublicQuestion


class QuestionProgressed(Fact):
    """A question that the audience sees moved on, or was answered in writing before it was seen.

    `evicted_id` is the finished one that leaves the list.
    """

    question: PublicQuestion
    evicted_id: int | None


class AskersShown(Fact):
    """What the audience is shown of who asks changed: these are as they are now.

    Where it would be too long, several facts say it.
    """

    questions: list[PublicQuestion]


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
