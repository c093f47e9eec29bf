"""Personal topics of an edge: one bus channel for a whole event, and facts for the few who have any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from live.connection import Connection
from live.facts import Record, encode
from live.frames import Carries, Frame, Position
from live.reading import Head
from live.topics import TopicKind
from live.wire import BusFacts, BusValues, Facts, Snapshot, Values

_START = (0, 0)


@dataclass(frozen=True, slots=True)
class Gap:
    """What the bus did not bring of a topic: the facts after an offset, or values too (then only a snapshot helps)."""

    name: str
    after: int
    values: bool


class PersonalChannel:
    """Knows where each personal topic of one channel is (those to which anything was ever appended), and who follows.

    Nothing is kept for somebody who only listens but an entry in `followers`: their topic is at its start, and its
    state is the kind's initial one. `fall_behind` is told of what did not come, `reload` that the log has begun
    another life.
    """

    def __init__(
        self,
        channel: str,
        kind: TopicKind[Record],
        fall_behind: Callable[[PersonalChannel, Gap], None],
        reload: Callable[[PersonalChannel], None],
    ) -> None:
        self.name = channel
        self.epoch = ""
        self.ready = False
        self.followers: dict[str, tuple[Connection, ...]] = {}
        self.empty_since: float | None = None
        self._heads: dict[str, tuple[int, int]] = {}
        self._fall_behind = fall_behind
        self._reload = reload
        self._initial = None if kind.initial is None else msgspec.Raw(encode(kind.initial))
        self._early: list[BusFacts | BusValues] = []

    # --- what comes in

    def load(self, epoch: str, heads: Sequence[Head]) -> None:
        """Begin at a moment that was read from the database."""
        is_new, self.epoch, self.ready = epoch != self.epoch, epoch, True
        early, self._early = self._early, []
        if is_new:
            self._heads = {name: (offset, rev) for name, offset, rev in heads}
        else:
            self.compare(heads)
        for message in early:
            # One of a life that is over would have everything read again, without end.
            if message.epoch == epoch:
                self.take(message)

    def compare(self, heads: Sequence[Head]) -> None:
        """Take positions as read from the database; what followers lack is fetched."""
        for name, offset, rev in heads:
            known_offset, known_rev = self._heads.get(name, _START)
            if offset > known_offset or rev > known_rev:
                head = (max(offset, known_offset), max(rev, known_rev))
                self._missed(Gap(name, known_offset, values=rev > known_rev), head)

    def take(self, message: BusFacts | BusValues) -> None:
        """Take a message of the bus."""
        if not self.ready:
            self._early.append(message)
            return
        if message.epoch != self.epoch:
            self._early.append(message)
            self.begin_again()
            return
        offset, rev = self._heads.get(message.topic, _START)
        if isinstance(message, BusFacts):
            self._take_facts(message, offset, rev)
        else:
            self._take_values(message, offset, rev)

    def _take_facts(self, message: BusFacts, offset: int, rev: int) -> None:
        first = message.last - len(message.facts) + 1
        if first > offset + 1:
            self._missed(Gap(message.topic, offset, values=False), (message.last, rev))
        elif message.last > offset:
            self._heads[message.topic] = (message.last, rev)
            before = Position(self.epoch, offset, rev)
            self._send_facts(message.topic, before, message.facts[offset + 1 - first :])

    def _take_values(self, message: BusValues, offset: int, rev: int) -> None:
        if message.rev > rev + 1:
            self._missed(Gap(message.topic, offset, values=True), (offset, message.rev))
        elif message.rev > rev:
            self._heads[message.topic] = (offset, message.rev)
            news = Values(topic=message.topic, epoch=self.epoch, rev=message.rev, values=message.values)
            before = {message.topic: Position(self.epoch, offset, rev)}
            self._send(message.topic, Frame([encode(news)], carries=Carries.VALUES, before=before))

    def begin_again(self) -> None:
        """The log has begun another life: read where it is, and wait for that."""
        if self.ready:
            self.ready = False
            self._reload(self)

    def take_log(self, gap: Gap, epoch: str, bodies: Sequence[bytes]) -> None:
        """Send facts that were read from the log to those who follow. A follower that had them ignores them."""
        if epoch != self.epoch:
            self.begin_again()
        elif bodies:
            offset, rev = self._heads.get(gap.name, _START)
            self._heads[gap.name] = (max(offset, gap.after + len(bodies)), rev)
            self._send_facts(gap.name, Position(self.epoch, gap.after, rev), [msgspec.Raw(body) for body in bodies])

    def could_not_read(self, gap: Gap) -> None:
        """Be where the gap begins again: the next comparison with the log finds it."""
        _, rev = self._heads.get(gap.name, _START)
        self._heads[gap.name] = (gap.after, rev)

    def _missed(self, gap: Gap, head: tuple[int, int]) -> None:
        self._heads[gap.name] = head
        if gap.name in self.followers:
            self._fall_behind(self, gap)

    # --- what goes out

    def _send_facts(self, name: str, before: Position, facts: list[msgspec.Raw]) -> None:
        if name in self.followers:
            message = encode(Facts(topic=name, epoch=self.epoch, facts=facts))
            self._send(name, Frame([message], carries=Carries.FACTS, before={name: before}))

    def _send(self, name: str, frame: Frame) -> None:
        for connection in self.followers.get(name, ()):
            connection.push(frame)

    def position(self, name: str) -> Position:
        """Return where a topic is."""
        return Position(self.epoch, *self._heads.get(name, _START))

    def messages_without_reading(self, name: str, since: Position | None) -> list[bytes] | None:
        """Return what brings somebody at `since` up to date, or None when it has to be read."""
        at = self.position(name)
        if since == at:
            return []
        if since is not None and since.epoch == at.epoch and (since.offset > at.offset or since.rev > at.rev):
            return None  # this client has heard from an edge that was ahead of us
        if (at.offset, at.rev) == _START and self._initial is not None:
            return [encode(Snapshot(topic=name, epoch=self.epoch, offset=0, rev=0, state=self._initial))]
        return None

    # --- who follows

    def add(self, name: str, connection: Connection) -> None:
        """Send what happens in a topic to a connection from now on."""
        others = self.followers.get(name, ())
        if connection not in others:
            self.followers[name] = (*others, connection)
            connection.personal = (*connection.personal, name)
        self.empty_since = None

    def remove(self, name: str, connection: Connection) -> None:
        """Send it no more."""
        others = tuple(one for one in self.followers.get(name, ()) if one is not connection)
        if others:
            self.followers[name] = others
        else:
            self.followers.pop(name, None)
        connection.personal = tuple(one for one in connection.personal if one != name)
