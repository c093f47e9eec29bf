"""A crowd: all connections of an edge that follow the same shared topics. What is news to one is news to all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from live import metrics
from live.connection import Connection
from live.feed import Feed, News
from live.frames import Carries, Frame, Position
from live.tick import GATHER, SMALL_CROWD, values_tick_s

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many get their bytes before others get the loop: about two milliseconds of work.
_CHUNK = 200
# How long what is worth no frame of its own (presence, the heartbeat) waits for one to ride in. A client takes silence
# for the end after 30 s, and the heart beats every 10.
_RIDE_S = 5.0

# What to say, by a key: a later one takes the place of an earlier.
Riders = dict[str, Callable[[], bytes]]


class Crowd:
    """Builds one frame at a tick from the news of its feeds, and writes it to each member.

    `positions` is what has been sent to the crowd: a member is at it or ahead of it. `tick_s` tells the length of a
    tick now (0: at once).
    """

    def __init__(self, feeds: Sequence[Feed], tick_s: Callable[[], float]) -> None:
        self.feeds = tuple(feeds)
        self.names = tuple(feed.name for feed in feeds)
        # A dictionary keeps the order in which they came, which is that of their memory, here and in the kernel: a
        # frame for everybody walks through it once, instead of here and there.
        self.members: dict[Connection, None] = {}
        self.positions: dict[str, Position] = {feed.name: feed.position for feed in feeds}
        self._before: dict[str, Position] = {}
        self._tick_s = tick_s
        self._timer: asyncio.TimerHandle | asyncio.Handle | None = None
        self._due = 0.0
        self._sent_at = self._values_sent_at = 0.0
        self._riders: Riders = {}
        # The frame of riders alone that is being written, and they: it gives way to news.
        self._quiet: tuple[Frame, Riders] | None = None
        self._gives_way = False
        self._sending = 0
        self._left: set[Connection] = set()
        for feed in feeds:
            feed.crowds.add(self)

    def position_of(self, name: str) -> Position:
        """Return a position of topic `name` that every member has passed, those too whose frame is still on its way."""
        return self._before.get(name, self.positions[name])

    def add(self, connection: Connection) -> None:
        """Take in a connection that has everything up to the feeds' positions."""
        if not self.members:
            self.positions = {feed.name: feed.position for feed in self.feeds}
        self.members[connection] = None
        connection.crowd = self

    def remove(self, connection: Connection) -> None:
        """Let a connection go."""
        self.members.pop(connection, None)
        connection.crowd = None
        if self._sending:
            self._left.add(connection)

    # --- when

    def wake(self, carries: Carries) -> None:
        """Something is new in one of the feeds: send it when the tick has come."""
        if not self.members:
            return
        self._gives_way = self._quiet is not None
        tick = self._tick_s()
        due = max(self._sent_at + tick, asyncio.get_running_loop().time() + tick * GATHER)
        if carries is not Carries.FACTS:
            due = max(due, self._values_sent_at + values_tick_s(tick))
        self._schedule(due)

    def ride(self, key: str, message: Callable[[], bytes]) -> None:
        """Send a message that is not worth a frame of its own with the next frame, or alone after a moment.

        A later one with the same `key` takes its place; it is encoded when it goes.
        """
        self._riders[key] = message
        if self.members:
            small = len(self.members) <= SMALL_CROWD
            loop = asyncio.get_running_loop()
            self._schedule(loop.time() + (0.0 if small else _RIDE_S))

    def _schedule(self, due: float) -> None:
        if self._timer is not None:
            if due >= self._due:
                return
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._due = due
        self._timer = loop.call_soon(self.flush) if due <= loop.time() else loop.call_at(due, self.flush)

    # --- what

    def flush(self) -> None:
        """Send what is new."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = asyncio.get_running_loop().time()
        if self._sending:
            # The last frame is still being written: this one follows it.
            self._schedule(now + 0.01)
            return
        tick = self._tick_s()
        with_values = now >= self._values_sent_at + values_tick_s(tick) - 0.001
        news = [feed.news(self.positions[feed.name], with_values=with_values) for feed in self.feeds]
        messages = [message for one in news for message in one.messages]
        riders, self._riders = self._riders, {}
        if not self.members:
            return
        if not with_values and any(feed.position.rev != self.positions[feed.name].rev for feed in self.feeds):
            # The tick may have grown since they were put off: they are not due yet, even if nothing else is.
            asyncio.get_running_loop().call_soon(self.wake, Carries.VALUES)
        carries = max((one.carries for one in news), default=Carries.PULSE)
        if any(one.has_values for one in news):
            self._values_sent_at = now
        is_quiet = not messages
        messages += [message() for message in riders.values()]
        if not messages:
            return
        if not is_quiet:
            self._sent_at = now
        before = {
            feed.name: self.positions[feed.name] for feed, one in zip(self.feeds, news, strict=True) if one.messages
        }
        self._advance(news)
        metrics.tick_seconds.set(tick)
        self.send(Frame(messages, carries=carries, before=before), riders if is_quiet else None)

    def _advance(self, news: Iterable[News]) -> None:
        for feed, one in zip(self.feeds, news, strict=True):
            self.positions[feed.name] = one.position

    def send(self, frame: Frame, riders: Riders | None = None) -> None:
        """Write `frame` to each member; the loop is given to others in between. `riders`: all that is in it."""
        members = list(self.members)
        if len(members) <= _CHUNK:
            _push(members, frame)
            return
        if riders is not None:
            self._quiet = frame, riders
        self._sending += 1
        self._before = {**frame.before, **self._before}
        self._send_on(members, 0, frame)

    def _send_on(self, members: list[Connection], start: int, frame: Frame) -> None:
        if self._gives_way and self._quiet is not None and frame is self._quiet[0]:
            # A fact would wait for a second behind it. They ride with the fact; some have them twice, which is nothing.
            self._riders = {**self._quiet[1], **self._riders}
            members = members[:start]
        end = start + _CHUNK
        # Who has moved to another crowd meanwhile has had this, and maybe more.
        chunk = members[start:end]
        if self._left and frame.before:
            chunk = [member for member in chunk if member not in self._left]
        _push(chunk, frame)
        if end < len(members):
            asyncio.get_running_loop().call_soon(self._send_on, members, end, frame)
        else:
            if self._quiet is not None and frame is self._quiet[0]:
                self._quiet, self._gives_way = None, False
            self._sending -= 1
            if not self._sending:
                self._before = {}
                self._left.clear()

    def stop(self) -> None:
        """Let go of the timer and the feeds."""
        if self._timer is not None:
            self._timer.cancel()
        for feed in self.feeds:
            feed.crowds.discard(self)


def _push(members: Sequence[Connection], frame: Frame) -> None:
    metrics.frames_sent.inc(len(members))
    metrics.frame_bytes.inc(len(members) * len(frame.wire))
    for member in members:
        if not member.closed:
            # As `Connection.push` does: a call saved is a hundredth of what a frame costs.
            if member.behind is not None or (outlet := member.outlet).is_full:
                member.push(frame)
            else:
                outlet.write(frame)
