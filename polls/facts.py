"""What happens to polls, and the records that tell it.

Times are programme times in UTC milliseconds: each browser follows them by the frame that it shows, the crew at once.
Texts are objects by language. What is right, and how many chose what, is in no record of the audience's before it may
be seen.
"""

from __future__ import annotations

from typing import Literal

from live.facts import Fact, Record

KindName = Literal["single", "several", "rating", "ranking", "words", "text", "number", "quiz"]
StateName = Literal["draft", "armed", "open", "closed", "results", "archived"]
PlacementName = Literal["show", "feedback"]
ResultsName = Literal["live", "close", "crew"]
AudienceName = Literal["all", "continent", "company"]
ScaleName = Literal["stars", "nps"]
TextStateName = Literal["waiting", "shown", "hidden"]
Texts = dict[str, str]


class PollImage(Record):
    """A picture of an option, as it is served; px."""

    url: str
    width: int
    height: int


class PollOption(Record):
    """Something to choose. `alt` describes the picture."""

    id: int
    text: Texts
    image: PollImage | None
    alt: Texts


class PollRecord(Record):
    """A poll as the audience sees it.

    It is there from `opens_at_ms` (None: a survey's question, which the phase opens) to `gone_at_ms`; takes votes until
    `closes_at_ms`; `results_at_ms` is when its results come on the page. None where that has not been decided.
    `position`: a survey's questions come by it; 0 of a poll of the show, which comes by its opening, and on air.
    `min_value`, `max_value`: of a guess, in units of 10 ** -`decimals`.
    """

    id: int
    placement: PlacementName
    position: int
    kind: KindName
    question: Texts
    options: list[PollOption]
    min_choices: int
    max_choices: int
    scale: ScaleName
    low_label: Texts
    high_label: Texts
    min_value: int
    max_value: int
    decimals: int
    unit: Texts
    max_words: int
    is_anonymous: bool
    may_change: bool
    results: ResultsName
    audience: AudienceName
    audience_value: str
    seconds: int | None
    opens_at_ms: int | None
    closes_at_ms: int | None
    accepts_until_ms: int | None
    results_at_ms: int | None
    gone_at_ms: int | None
    right_options: list[int]
    right_value: int | None


class DeskPoll(Record):
    """A poll as the crew sees it. `poll` has what is right, whatever its state."""

    poll: PollRecord
    room: str
    position: int
    state: StateName
    version: int
    graphic: Literal["", "question", "results", "leaderboard"]


class Tally(Record):
    """How a poll stands. `counts` by option, "<option>:<place>", value, lower bound of a guess's bar, or word."""

    ballots: int
    counts: dict[str, int]
    mean: float | None
    """Of a rating or a guess (in its own unit)."""


class ShownText(Record):
    """An answer in one's own words that the crew let through. `author_name` is "" in an anonymous poll."""

    id: int
    number: int
    text: str
    author_name: str


class Leader(Record):
    """A place on the leaderboard."""

    rank: int
    name: str
    points: int
    right: int


class Answer(Record):
    """What somebody answers: `options` (a ranking's from the first place on), or `value`, or `words`, or `text`."""

    options: list[int] = []
    value: int | None = None
    words: list[str] = []
    text: str = ""


class MyVote(Record):
    """One's own vote that stands. `answer` is None in an anonymous poll: nobody knows it any more."""

    poll_id: int
    revision: int
    answer: Answer | None


class MyPoll(Record):
    """What a poll is to one person. `points` and `is_right` are None before a quiz question's results are shown."""

    poll_id: int
    is_invited: bool
    vote: MyVote | None
    points: int | None
    is_right: bool | None


class MyScore(Record):
    """Where one stands in the quiz; `name` is "" for who has not chosen one, and then nobody sees it."""

    name: str
    points: int
    right: int
    rank: int


class TextRecord(Record):
    """An answer in one's own words as the crew reads it."""

    id: int
    text: str
    author_name: str
    state: TextStateName
    moved_by: str


# --- polls/<event>/<room>


class PollOpened(Fact):
    """The audience is asked; or asked again, after a close that came too early."""

    poll: PollRecord


class PollClosed(Fact):
    """It closes for each viewer at `closes_at_ms` of what they see; votes are taken until `accepts_until_ms`."""

    poll_id: int
    closes_at_ms: int
    accepts_until_ms: int


class PollResultsShown(Fact):
    """The results come on the page; `right_*` are of a quiz question or a guess."""

    poll_id: int
    results_at_ms: int
    right_options: list[int]
    right_value: int | None


class PollLeadersChanged(Fact):
    """The leaderboard, after a quiz question's results or when somebody left it."""

    leaders: list[Leader]


class SurveyOrdered(Fact):
    """The survey's questions come in another order: `positions` by the poll's id, of those that have a new one."""

    positions: dict[str, int]


class PollWithdrawn(Fact):
    """It leaves the page."""

    poll_id: int
    gone_at_ms: int


class PollTakenBack(Fact):
    """It was a rehearsal, or a mistake: the poll, its votes and its results never were."""

    poll_id: int


class PollTextShown(Fact):
    """The crew lets an answer through; those with a number below `kept_from` leave the list."""

    poll_id: int
    text: ShownText
    kept_from: int


class PollTextsHidden(Fact):
    """Answers leave the page: the crew took one back, or its author was erased."""

    poll_id: int
    text_ids: list[int]


# --- poll-desk/<event>


class DeskPollChanged(Fact):
    """A poll was made or changed in any way, and this is how it is now."""

    poll: DeskPoll


class DeskPollDeleted(Fact):
    """A draft was thrown away."""

    poll_id: int


class DeskPollsOrdered(Fact):
    """The polls come in this order."""

    poll_ids: list[int]


class DeskLeadersChanged(Fact):
    """The leaderboard after a quiz question's results."""

    leaders: list[Leader]


# --- poll-graphics/<event>


class PollGraphic(Record):
    """What of a poll is on air as a graphic."""

    view: Literal["question", "results", "leaderboard"]
    poll: PollRecord
    leaders: list[Leader]


class PollGraphicShown(Fact):
    """A graphic of a poll comes on air, in place of the one before, or changes there."""

    graphic: PollGraphic


class PollGraphicTaken(Fact):
    """Nothing of a poll is on air any more."""
