"""One client: who it is, what it follows, and what it has missed by being slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from live import closing, metrics
from live.frames import Carries, Frame, Position
from live.mailbox import Outlet
from live.tickets import Ticket

if TYPE_CHECKING:
    from live.crowd import Crowd


class Healer(Protocol):
    """Who brings a reader up to date that fell behind: the hub."""

    def fell_behind(self, connection: Connection) -> None:
        """From now on this reader misses something."""

    def heal(self, connection: Connection) -> None:
        """Its outlet has room again."""


_LEFT_OUT = {
    Carries.FACTS: metrics.frames_skipped,
    Carries.VALUES: metrics.frames_conflated,
    Carries.PULSE: metrics.pulses_dropped,
}


class Connection:
    """Takes frames without ever waiting for the client. Tens of thousands of these: each slot counts.

    While its outlet is full, broadcasts leave it out; what was left out is remembered as a position for each topic,
    and once the queue has left, the `healer` brings the client up to date from there. Answers to its own commands are
    always taken, up to twice the bound of a mailbox: then it is closed.

    `crowd` holds the shared topics that it follows, `personal` the names of its own ones; `loading` those that are
    being read for it.
    """

    __slots__ = ("behind", "closed", "crowd", "healer", "loading", "outlet", "personal", "ticket")

    def __init__(self, ticket: Ticket, outlet: Outlet) -> None:
        self.ticket = ticket
        self.outlet = outlet
        self.crowd: Crowd | None = None
        self.personal: tuple[str, ...] = ()
        self.loading: set[str] | None = None
        self.behind: dict[str, Position] | None = None
        self.healer: Healer | None = None
        self.closed = False
        outlet.reader = self

    @property
    def is_crew(self) -> bool:
        """Whether it is the crew's, or puts graphics on air for them: those are never slowed."""
        return self.ticket.is_crew or self.ticket.is_by_key

    @property
    def follows(self) -> set[str]:
        """The names of all topics that it follows, or will as soon as they are read."""
        return {*(self.crowd.names if self.crowd else ()), *self.personal, *(self.loading or ())}

    def push(self, frame: Frame) -> None:
        """Take a broadcast frame, or leave it out because the reader is behind."""
        if self.outlet.is_full or self.behind is not None:
            self._leave_out(frame)
        else:
            self.outlet.write(frame)

    def answer(self, frame: Frame) -> None:
        """Take what is for this client alone."""
        if self.closed:
            return
        if self.outlet.is_full and self.outlet.queued_bytes + len(frame.payload) > 2 * settings.LIVE_MAILBOX_BYTES:
            self.close(closing.TOO_SLOW)
        else:
            self.outlet.write(frame)

    def close(self, code: closing.CloseCode, reason: str = "") -> None:
        """End the connection with a code that says whether to come back."""
        if not self.closed:
            metrics.closed.labels(code.name).inc()
            self.closed = True
            self.behind = None
            self.outlet.close(code.code, reason or code.name)

    def gone(self) -> None:
        """The client has left."""
        self.closed = True
        self.behind = None
        self.healer = None
        self.outlet.discard()

    def drained(self) -> None:
        """The outlet has room again: bring the reader up to date."""
        if self.behind is not None and not self.closed and self.healer is not None:
            self.healer.heal(self)

    def fall_behind(self, topic: str, position: Position) -> None:
        """Remember that the reader is at `position` of a topic, and gets nothing newer until it is healed."""
        if self.behind is None:
            self.behind = {}
            if self.healer is not None:
                self.healer.fell_behind(self)
        self.behind.setdefault(topic, position)

    def _leave_out(self, frame: Frame) -> None:
        if self.closed:
            return
        _LEFT_OUT[frame.carries].inc()
        for topic, position in frame.before.items():
            self.fall_behind(topic, position)
