"""What happens to graphics, and the records that tell it. No fact of `graphics/` names anybody of the crew."""

from __future__ import annotations

from typing import Literal

from live.facts import Fact, Record

GraphicKind = Literal["lower_third", "full", "ticker"]


class GraphicQuestion(Record):
    """A question as graphics show it, no more than what the audience sees. `asker_name` is None for an anonymous one.

    `is_on_air` is false for one that has left the air while a graphic still shows it.
    """

    id: int
    text: str
    language: str
    asker_name: str | None
    asker_company: str
    asker_country: str
    is_on_air: bool


class TickerLine(Record):
    """A line of the ticker: a question, or (`question_id` None, `language` "") words of the crew's own."""

    question_id: int | None
    text: str
    language: str
    asker_name: str | None
    asker_company: str


class Ticker(Record):
    """The ticker's lines in order. `version` grows when they change."""

    version: int
    lines: list[TickerLine]


class Shown(Record):
    """Which graphics are on air."""

    lower_third: bool
    full: bool
    ticker: bool


class GraphicsKeyRecord(Record):
    """A key that opens the graphics' pages. `secret` is what stands in their address."""

    id: int
    label: str
    secret: str
    made_by: str
    made_at_ms: int


# --- graphics/<event>


class GraphicShown(Fact):
    """The crew put a graphic on air. Of the full screen and the lower third, one takes the other's place."""

    kind: GraphicKind
    shown: Shown


class GraphicHidden(Fact):
    """The crew took a graphic off the air. `question` is what the rest may go on to show."""

    kind: GraphicKind
    shown: Shown
    question: GraphicQuestion | None


class QuestionOnAirChanged(Fact):
    """Another question is on air, or none, or its words changed; `shown` says which graphics go on."""

    question: GraphicQuestion | None
    shown: Shown


class TickerChanged(Fact):
    """The ticker has other lines, or the audience sees one of its questions no more. Without lines it is not shown."""

    ticker: Ticker
    shown: Shown


class AutoHideChanged(Fact):
    """The crew decided whether a question's graphics go when it leaves the air."""

    auto_hide: bool


# --- graphics-keys/<event>


class GraphicsKeyMade(Fact):
    """Somebody made a key."""

    key: GraphicsKeyRecord


class GraphicsKeyRevoked(Fact):
    """Somebody revoked a key: it opens nothing any more, and what it had opened is closed."""

    key_id: int
