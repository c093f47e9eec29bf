"""A topic in an edge: its newest facts and values, encoded once for all who follow it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from django.conf import settings

from live import metrics
from live.facts import encode
from live.frames import Carries, Position
from live.reading import TopicNow
from live.wire import BusFacts, BusValues, Facts, Pulse, Snapshot, Values

if TYPE_CHECKING:
    from live.crowd import Crowd

# What arrives out of turn (two processes publish at once) usually finds its turn within milliseconds.
_EARLY_WAIT_S = 0.05
_MOST_EARLY = 256
# A cached snapshot with so many facts behind it is dearer to send than to make anew.
_MOST_FACTS_ON_SNAPSHOT = 100
# Those who come back were at a few positions: where the break caught them.
_MOST_KEPT = 64


class _Offset(msgspec.Struct):
    offset: int


class News(NamedTuple):
    """What a crowd has not had from a feed: encoded messages, and the position that they lead to."""

    messages: list[bytes]
    carries: Carries
    has_values: bool
    position: Position


class Feed:
    """Follows one topic in the order of its offsets. Lives in the event loop.

    `fall_behind` is called when something is missing that the bus did not bring: the hub then reads the log.
    `need_snapshot` when a crowd can only be brought up to date by a snapshot, and the one at hand is too old.
    """

    def __init__(
        self,
        name: str,
        channel: str,
        fall_behind: Callable[[Feed], None],
        need_snapshot: Callable[[Feed], None],
    ) -> None:
        self.name = name
        self.channel = channel
        self.crowds: set[Crowd] = set()
        self.empty_since: float | None = None
        self.position = Position("", 0, 0)
        self.ready = False
        self._fall_behind = fall_behind
        self._need_snapshot = need_snapshot
        self._ring: deque[msgspec.Raw] = deque()
        self._values: dict[str, tuple[int, msgspec.Raw]] = {}
        self._before_load: list[BusFacts | BusValues] = []
        self._early_facts: dict[int, list[msgspec.Raw]] = {}
        self._early_values: dict[int, dict[str, msgspec.Raw]] = {}
        self._early_timer: asyncio.TimerHandle | None = None
        self._snapshot: tuple[Position, msgspec.Raw] | None = None
        self._facts_since: dict[int, bytes] = {}
        self._values_since: dict[int, bytes] = {}
        self._join: list[bytes] | None = None
        self.last_pulse: dict[str, object] = {}

    # --- what comes in

    def load(self, now: TopicNow) -> None:
        """Begin, or begin again, at a moment that was read from the database."""
        was_ready, before = self.ready, self.position
        if was_ready and now.epoch == before.epoch and (now.offset < before.offset or now.rev < before.rev):
            return  # what was read is older than what has come since
        self.position = Position(now.epoch, now.offset, now.rev)
        self._values = {key: (rev, msgspec.Raw(value)) for key, (rev, value) in now.values.items()}
        self._snapshot = (self.position, msgspec.Raw(now.state))
        self._ring.clear()
        if now.epoch != before.epoch:
            self._early_facts.clear()
            self._early_values.clear()
        self._forget_encoded()
        self.ready = True
        if was_ready and before != self.position:
            self._wake(Carries.FACTS)
        early, self._before_load = self._before_load, []
        for message in early:
            if isinstance(message, BusFacts):
                self.take_facts(message)
            else:
                self.take_values(message)
        self._take_early()

    def refresh_snapshot(self, now: TopicNow) -> None:
        """Keep a newer snapshot. The facts up to it may still be on their way: then it is used once they are here."""
        if now.epoch == self.position.epoch and now.offset <= self.position.offset:
            self._snapshot = (Position(now.epoch, now.offset, now.rev), msgspec.Raw(now.state))
            self._forget_encoded()

    def take_facts(self, message: BusFacts) -> None:
        """Take facts from the bus: apply them in their turn, forget what is known, wait for what is missing."""
        if not self.ready:
            self._before_load.append(message)
        elif message.epoch == self.position.epoch:
            self._early_facts[message.last - len(message.facts) + 1] = message.facts
            self._take_early()
        else:
            self._fall_behind(self)

    def take_values(self, message: BusValues) -> None:
        """Take conflated values from the bus."""
        if not self.ready:
            self._before_load.append(message)
        elif message.epoch == self.position.epoch:
            self._early_values[message.rev] = message.values
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
        self._join = None
        for crowd in self.crowds:
            crowd.ride(f"pulse {self.name}", self._pulse_message)

    # --- what goes out to all

    @property
    def is_followed(self) -> bool:
        """Whether anybody follows it."""
        return any(crowd.members for crowd in self.crowds)

    def news(self, since: Position, *, with_values: bool) -> News:
        """Return what a crowd at `since` has not had; encoded once for all crowds that are there."""
        if since == self.position:
            return News([], Carries.PULSE, False, since)
        if not self.ring_covers(since):
            return self._new_snapshot(since)
        messages, carries = [], Carries.PULSE
        has_values = with_values and since.rev != self.position.rev
        if has_values:
            messages.append(self._values_message(since.rev))
            carries = Carries.VALUES
        if since.offset != self.position.offset:
            messages.insert(0, self._facts_message(since.offset))
            carries = Carries.FACTS
        return News(
            messages, carries, has_values, self.position if has_values else self.position._replace(rev=since.rev)
        )

    def _new_snapshot(self, since: Position) -> News:
        messages = self.join_message()
        if messages is not None:
            return News(messages, Carries.FACTS, True, self.position)
        self._need_snapshot(self)
        return News([], Carries.PULSE, False, since)

    # --- what goes out to one

    def snapshot_is_usable(self) -> bool:
        """Whether the cached snapshot plus the ring bring a joiner up to date."""
        if self._snapshot is None:
            return False
        behind = self.position.offset - self._snapshot[0].offset
        return behind <= min(len(self._ring), _MOST_FACTS_ON_SNAPSHOT)

    def join_message(self) -> list[bytes] | None:
        """Return the messages for somebody who has nothing: the snapshot and what came since. Encoded once for all.

        None when the snapshot at hand is too old.
        """
        if self._join is None:
            if self._snapshot is None or not self.snapshot_is_usable():
                return None
            at, state = self._snapshot
            snapshot = Snapshot(topic=self.name, epoch=at.epoch, offset=at.offset, rev=at.rev, state=state)
            self._join = [encode(snapshot), *self.resume_message(at)]
        return self._join

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
        messages = []
        if since.offset != self.position.offset:
            messages.append(self._facts_message(since.offset))
        if since.rev != self.position.rev:
            messages.append(self._values_message(since.rev))
        if self.last_pulse:
            messages.append(self._pulse_message())
        return messages

    def _pulse_message(self) -> bytes:
        return encode(Pulse(topic=self.name, values=self.last_pulse))

    def _facts_message(self, after: int) -> bytes:
        message = self._facts_since.get(after)
        if message is None:
            missed = self.position.offset - after
            facts = list(islice(self._ring, len(self._ring) - missed, None))
            message = encode(Facts(topic=self.name, epoch=self.position.epoch, facts=facts))
            _keep(self._facts_since, after, message)
        return message

    def _values_message(self, after: int) -> bytes:
        message = self._values_since.get(after)
        if message is None:
            newer = {key: value for key, (rev, value) in self._values.items() if rev > after}
            news = Values(topic=self.name, epoch=self.position.epoch, rev=self.position.rev, values=newer)
            message = encode(news)
            _keep(self._values_since, after, message)
        return message

    def _forget_encoded(self) -> None:
        self._facts_since.clear()
        self._values_since.clear()
        self._join = None

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
        self._ring.extend(facts)
        self._facts_since.clear()
        self._join = None
        self.position = self.position._replace(offset=self.position.offset + len(facts))
        self._trim()
        self._wake(Carries.FACTS)

    def _trim(self) -> None:
        # What a crowd has not had yet stays, however much it is: a tick later it has had it.
        not_sent = max(
            (
                self.position.offset - at.offset
                for crowd in self.crowds
                if crowd.members and (at := crowd.position_of(self.name)).epoch == self.position.epoch
            ),
            default=0,
        )
        while len(self._ring) > max(settings.LIVE_RING_FACTS, not_sent):
            self._ring.popleft()

    def _move_rev(self, rev: int) -> None:
        if rev == self.position.rev:
            return
        self.position = self.position._replace(rev=rev)
        self._values_since.clear()
        self._join = None
        self._wake(Carries.VALUES)

    def _wake(self, carries: Carries) -> None:
        for crowd in self.crowds:
            crowd.wake(carries)

    def stop(self) -> None:
        """Let go of timers."""
        if self._early_timer is not None:
            self._early_timer.cancel()
        metrics.feeds.dec()


def _keep(messages: dict[int, bytes], after: int, message: bytes) -> None:
    if len(messages) >= _MOST_KEPT:
        messages.clear()
    messages[after] = message
