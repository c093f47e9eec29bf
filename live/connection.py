"""One client: who it is, what it follows, and what it has missed by being slow."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable

from django.conf import settings

from live import closing, metrics
from live.frames import Carries, Frame, Position
from live.mailbox import Outlet
from live.tickets import Ticket

# A reader that is behind for longer than this is closed, with a code that says to come back.
BEHIND_LIMIT_S = 30.0


class Connection:
    """Takes frames without ever waiting for the client.

    Over half of its bound it takes no more values (the newest come later: conflation) and pulses (dropped); over its
    bound no more facts. What was left out is remembered as a position for each topic, and once everything queued has
    left, `heal` brings the client up to date from there. Answers to its own commands are always taken, up to twice the
    bound: then it is closed.
    """

    __slots__ = ("_behind_timer", "_bound", "behind", "closed", "follows", "heal", "id", "outlet", "ticket")

    def __init__(self, ticket: Ticket, outlet: Outlet, bound_bytes: int | None = None) -> None:
        self.id = secrets.token_hex(6)
        self.ticket = ticket
        self.outlet = outlet
        self.follows: set[str] = set()
        self.behind: dict[str, Position] = {}
        self.heal: Callable[[Connection], None] | None = None
        self.closed = False
        self._bound = settings.LIVE_MAILBOX_BYTES if bound_bytes is None else bound_bytes
        self._behind_timer: asyncio.TimerHandle | None = None
        outlet.on_drained = self._drained

    def push(self, frame: Frame) -> None:
        """Take a frame of a topic, or leave it out because the reader is behind."""
        if self.closed:
            return
        queued = self.outlet.queued_bytes
        fits = queued + len(frame.payload) <= self._bound
        pressing = queued > self._bound // 2 and frame.carries is not Carries.FACTS
        if fits and not pressing and frame.topic not in self.behind:
            self.outlet.write(frame.payload)
        else:
            self._leave_out(frame)

    def bring_up_to_date(self, topic: str, since: Position, payload: bytes) -> bool:
        """Take what brings the reader from `since` to now on a topic, whatever its size, if the mailbox is not full.

        If it is, nothing is taken, False is returned, and the topic is healed like one that fell behind: a client that
        asks for many large snapshots and reads none holds no more than the bound and one snapshot.
        """
        if self.outlet.queued_bytes > self._bound:
            self._fall_behind(topic, since)
            return False
        self.outlet.write(payload)
        return True

    def answer(self, payload: bytes) -> None:
        """Take what is for this client alone."""
        if self.closed:
            return
        if self.outlet.queued_bytes + len(payload) > 2 * self._bound:
            self.close(closing.TOO_SLOW)
        else:
            self.outlet.write(payload)

    def close(self, code: closing.CloseCode, reason: str = "") -> None:
        """End the connection with a code that says whether to come back."""
        if not self.closed:
            metrics.closed.labels(code.name).inc()
            self.outlet.close(code.code, reason or code.name)
            self._end()

    def gone(self) -> None:
        """The client has left."""
        self.outlet.discard()
        self._end()

    def _leave_out(self, frame: Frame) -> None:
        if frame.carries is Carries.PULSE:
            metrics.pulses_dropped.inc()
            return
        (metrics.frames_skipped if frame.carries is Carries.FACTS else metrics.frames_conflated).inc()
        self._fall_behind(frame.topic, frame.before)

    def _fall_behind(self, topic: str, position: Position) -> None:
        self.behind.setdefault(topic, position)
        if self._behind_timer is None:
            loop = asyncio.get_running_loop()
            self._behind_timer = loop.call_later(BEHIND_LIMIT_S, self.close, closing.TOO_SLOW)

    def _drained(self) -> None:
        if self.behind and not self.closed and self.heal is not None:
            if self._behind_timer is not None:
                self._behind_timer.cancel()
                self._behind_timer = None
            self.heal(self)

    def _end(self) -> None:
        self.closed = True
        self.behind.clear()
        if self._behind_timer is not None:
            self._behind_timer.cancel()
            self._behind_timer = None
