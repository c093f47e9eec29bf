"""A topic in an edge: its newest facts and values, encoded once for all who follow it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

import msgspec
from django.conf import settings

from live import metrics
from live.connection import Connection
from live.facts import encode
from live.frames import Carries, Frame, Position
from live.reading import TopicNow
from live.wire import BusFacts, BusValues, Facts, Pulse, Snapshot, Values, frame

# What arrives out of turn (two processes publish at once) usually finds its turn within milliseconds.
_EARLY_WAIT_S = 0.05
_MOST_EARLY = 256
# A cached snapshot with so many facts behind it is dearer to send than to make anew.
_MOST_FACTS_ON_SNAPSHOT = 100


class _Offset(msgspec.Struct):
    offset: int


class Feed:
    """Follows one topic in the order of its offsets. Lives in the event loop.

    `fall_behind` is called when something is missing that the bus did not bring: the hub then reads the log.
    """

    def __init__(self, name: str, channel: str, fall_behind: Callable[[Feed], None]) -> None:
        self.name = name
        self.channel = channel
        self.followers: set[Connection] = set()
        self.empty_since: float | None = None
        self.position = Position("", 0, 0)
        self.ready = False
        self._fall_behind = fall_behind
        self._ring: deque[msgspec.Raw] = deque(maxlen=settings.LIVE_RING_FACTS)
        self._values: dict[str, tuple[int, msgspec.Raw]] = {}
        self._early_facts: dict[int, list[msgspec.Raw]] = {}
        self._early_values: dict[int, dict[str, msgspec.Raw]] = {}
        self._early_timer: asyncio.TimerHandle | None = None
        self._snapshot: tuple[Position, msgspec.Raw] | None = None
        self._catch_ups: dict[tuple[int, int], bytes] = {}
        self._flushed_rev = 0
        self._flush_timer: asyncio.TimerHandle | None = None
        self._flushed_at = 0.0
        self.last_pulse: dict[str, object] = {}

    # --- what comes in

    def load(self, now: TopicNow) -> None:
        """Begin, or begin again, at a moment that was read from the database."""
        was_ready, before = self.ready, self.position
        self.position = Position(now.epoch, now.offset, now.rev)
        self._values = {key: (rev, msgspec.Raw(value)) for key, (rev, value) in now.values.items()}
        self._snapshot = (self.position, msgspec.Raw(now.state))
        self._ring.clear()
        self._catch_ups.clear()
        self._flushed_rev = now.rev
        self.ready = True
        if was_ready and before != self.position:
            self._send(Carries.FACTS, self._snapshot_frame(), before)
        self._take_early()

    def refresh_snapshot(self, now: TopicNow) -> None:
        """Keep a newer snapshot. The facts up to it may still be on their way: then it is used once they are here."""
        if now.epoch == self.position.epoch and now.offset <= self.position.offset:
            self._snapshot = (Position(now.epoch, now.offset, now.rev), msgspec.Raw(now.state))
            self._catch_ups.clear()

    def take_facts(self, message: BusFacts) -> None:
        """Take facts from the bus: apply them in their turn, forget what is known, wait for what is missing."""
        if not self.ready or message.epoch == self.position.epoch:
            self._early_facts[message.last - len(message.facts) + 1] = message.facts
            if self.ready:
                self._take_early()
        else:
            self._fall_behind(self)

    def take_values(self, message: BusValues) -> None:
        """Take conflated values from the bus."""
        if not self.ready or message.epoch == self.position.epoch:
            self._early_values[message.rev] = message.values
            if self.ready:
                self._take_early()
        else:
            self._fall_behind(self)

    def take_log(self, facts: Sequence[bytes]) -> None:
        """Take the facts that follow this feed's offset, as read from the log."""
        self._advance([msgspec.Raw(body) for body in facts])
        self._take_early()

    def take_logged_values(self, rev: int, newer: dict[str, tuple[int, bytes]]) -> None:
        """Take the values that are newer than this feed's rev, as read from the database."""
        for key, (value_rev, value) in newer.items():
            if value_rev > self._values.get(key, (0, msgspec.Raw()))[0]:
                self._values[key] = (value_rev, msgspec.Raw(value))
        self._move_rev(max(rev, self.position.rev))
        self._take_early()

    def pulse(self, values: dict[str, object]) -> None:
        """Send ephemeral values to whoever can take them; who joins later gets the last ones."""
        self.last_pulse = values
        self._send(Carries.PULSE, frame(self._pulse_message()), self.position)

    # --- what goes out to one

    def snapshot_is_usable(self) -> bool:
        """Whether the cached snapshot plus the ring bring a joiner up to date."""
        if self._snapshot is None:
            return False
        behind = self.position.offset - self._snapshot[0].offset
        return behind <= min(len(self._ring), _MOST_FACTS_ON_SNAPSHOT)

    def join_message(self) -> list[bytes]:
        """Return the messages for somebody who has nothing: the snapshot and what came since."""
        assert self._snapshot is not None
        at, state = self._snapshot
        snapshot = Snapshot(topic=self.name, epoch=at.epoch, offset=at.offset, rev=at.rev, state=state)
        since = self._since(at)
        pulse = [self._pulse_message()] if self.last_pulse else []
        return [encode(snapshot), *([since] if since else []), *pulse]

    def ring_covers(self, since: Position) -> bool:
        """Whether the ring holds every fact after `since`."""
        missed = self.position.offset - since.offset
        return since.epoch == self.position.epoch and 0 <= missed <= len(self._ring)

    def could_cover(self, since: Position) -> bool:
        """Whether the ring would have the room to cover `since`, if what it lacks were read from the log."""
        missed = self.position.offset - since.offset
        return since.epoch == self.position.epoch and 0 <= missed <= settings.LIVE_RING_FACTS

    def reach_back(self, older: Sequence[bytes]) -> None:
        """Put facts that were read from the log before those in the ring: all who resume later find them there."""
        begins = self.position.offset - len(self._ring)
        for body in reversed(older):
            offset = msgspec.json.decode(body, type=_Offset).offset
            if offset == begins and len(self._ring) < settings.LIVE_RING_FACTS:
                self._ring.appendleft(msgspec.Raw(body))
                begins -= 1

    def resume_message(self, since: Position) -> list[bytes]:
        """Return the messages for somebody whom the ring covers. Encoded once for all who were at `since`."""
        message = self._since(since)
        pulse = [self._pulse_message()] if self.last_pulse else []
        return [*([message] if message else []), *pulse]

    def _pulse_message(self) -> bytes:
        return encode(Pulse(topic=self.name, values=self.last_pulse))

    def _since(self, since: Position) -> bytes:
        key = (since.offset, since.rev)
        message = self._catch_ups.get(key)
        if message is None:
            parts = []
            missed = self.position.offset - since.offset
            if missed:
                facts = list(self._ring)[-missed:]
                parts.append(encode(Facts(topic=self.name, epoch=self.position.epoch, facts=facts)))
            if self.position.rev != since.rev:
                parts.append(self._values_message(since.rev))
            message = self._catch_ups[key] = b",".join(parts)
        return message

    # --- in order

    def _take_early(self) -> None:
        progress = True
        while progress:
            progress = False
            for first in sorted(self._early_facts):
                facts = self._early_facts[first]
                if first > self.position.offset + 1:
                    break
                del self._early_facts[first]
                self._advance(facts[self.position.offset + 1 - first :])
                progress = True
            for rev in sorted(self._early_values):
                if rev > self.position.rev + 1:
                    break
                for key, value in self._early_values.pop(rev).items():
                    if rev > self._values.get(key, (0, value))[0]:
                        self._values[key] = (rev, value)
                if rev > self.position.rev:
                    self._move_rev(rev)
                progress = True
        if not self._early_facts and not self._early_values:
            if self._early_timer is not None:
                self._early_timer.cancel()
                self._early_timer = None
        elif len(self._early_facts) + len(self._early_values) > _MOST_EARLY:
            self._give_up_waiting()
        elif self._early_timer is None:
            self._early_timer = asyncio.get_running_loop().call_later(_EARLY_WAIT_S, self._give_up_waiting)

    def _give_up_waiting(self) -> None:
        self._early_timer = None
        # All of it is in the log.
        self._early_facts.clear()
        self._early_values.clear()
        self._fall_behind(self)

    def _advance(self, facts: Sequence[msgspec.Raw]) -> None:
        if not facts:
            return
        before = self.position
        self._ring.extend(facts)
        self._catch_ups.clear()
        self.position = before._replace(offset=before.offset + len(facts))
        payload = frame(encode(Facts(topic=self.name, epoch=before.epoch, facts=list(facts))))
        # A reader may have fewer values than this feed: those not yet flushed.
        self._send(Carries.FACTS, payload, before._replace(rev=self._flushed_rev))

    def _move_rev(self, rev: int) -> None:
        if rev == self.position.rev:
            return
        self.position = self.position._replace(rev=rev)
        self._catch_ups.clear()
        if self._flush_timer is None:
            loop = asyncio.get_running_loop()
            due = self._flushed_at + 1 / settings.LIVE_VALUES_PER_SECOND
            self._flush_timer = loop.call_at(max(due, loop.time()), self._flush)

    def _flush(self) -> None:
        self._flush_timer = None
        self._flushed_at = asyncio.get_running_loop().time()
        before, self._flushed_rev = self._flushed_rev, self.position.rev
        if self.followers and self._flushed_rev != before:
            payload = frame(self._values_message(before))
            self._send(Carries.VALUES, payload, self.position._replace(rev=before))

    def _values_message(self, after: int) -> bytes:
        newer = {key: value for key, (rev, value) in self._values.items() if rev > after}
        return encode(Values(topic=self.name, epoch=self.position.epoch, rev=self.position.rev, values=newer))

    def _snapshot_frame(self) -> bytes:
        return frame(*self.join_message())

    def _send(self, carries: Carries, payload: bytes, before: Position) -> None:
        message = Frame(self.name, carries, payload, before)
        for connection in self.followers:
            connection.push(message)

    def stop(self) -> None:
        """Let go of timers."""
        for timer in (self._early_timer, self._flush_timer):
            if timer is not None:
                timer.cancel()
        metrics.feeds.dec()
