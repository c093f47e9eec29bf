"""Joining, following, resuming, healing: all of them bring a connection from a position to now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Raw

from live import metrics
from live.connection import Connection
from live.errors import TOPIC_FORBIDDEN, UNKNOWN_TOPIC
from live.errors import UNAVAILABLE as UNAVAILABLE_CODE
from live.facts import encode
from live.feed import Feed
from live.frames import NOWHERE, Carries, Frame, Position
from live.plans import Ask, Plan, Plans
from live.reading import Collector, FactsAfter, FactsOf, TopicLoader, read_facts_of
from live.tickets import Ticket
from live.topics import parse_topic
from live.wire import Facts, Snapshot, Unavailable

if TYPE_CHECKING:
    from live.hub import Hub

logger = logging.getLogger(__name__)

_ATTEMPTS = 5
# What is personal may come a moment after the rest: then many who join share a read.
_PERSONAL_WINDOW_S = 0.02


class Joining:
    """What can be answered from memory is answered at once, without waiting; only the rest is read.

    Between the last wait and the place in the crowd nothing waits, so nothing falls between them.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._plans = Plans()
        self._personal = TopicLoader(_PERSONAL_WINDOW_S)
        self._resumes: Collector[FactsAfter, FactsOf] = Collector(read_facts_of, _PERSONAL_WINDOW_S)

    # --- the ways in

    def join_as_others(self, connection: Connection, query: bytes, welcome: bytes) -> bool:
        """Take a new connection in, whose address asks for what others asked for before it, all of it from memory.

        Returns whether it did; if not, nothing was done, and `join` can. A join takes two thirds of the time so.
        """
        plan = self._plans.find(connection.ticket, query)
        messages = None if plan is None else self._planned(plan, connection.ticket.subject)
        if plan is None or messages is None:
            return False
        self._hub.add(connection, plan.crowd)
        for stem, channel in plan.personal:
            self._hub.personal[channel].add(stem + connection.ticket.subject, connection)
        metrics.joined_by_snapshot.inc(len(plan.shared))
        connection.outlet.write(Frame([welcome, *messages]))
        return True

    def _planned(self, plan: Plan, subject: str) -> list[bytes] | None:
        messages: list[bytes] = []
        for name in plan.shared:
            feed = self._hub.feeds.get(name)
            news = feed.join_message() if feed is not None and feed.ready else None
            if news is None:
                return None
            messages += news
        for stem, channel_name in plan.personal:
            channel = self._hub.personal.get(channel_name)
            news = channel.messages_without_reading(stem + subject, None) if channel and channel.ready else None
            if news is None:
                return None
            messages += news
        return messages

    def learn(self, ticket: Ticket, query: bytes, asks: Sequence[Ask]) -> None:
        """Note what an address asks for, if everybody with these roles who asks so gets just that."""
        names = {ask.name for ask in asks}
        if len(names) == len(asks) and not any(ask.since or refusal(ticket, ask.name) for ask in asks):
            self._plans.learn(ticket, query, asks)

    def join(self, connection: Connection, asks: Sequence[Ask], welcome: bytes) -> None:
        """Take a new connection in, with all that its address asks for: from memory in one write."""
        messages, lacking = [welcome], []
        shared: list[str] = []
        for ask in asks:
            code = refusal(connection.ticket, ask.name)
            if code is not None:
                messages.append(encode(Unavailable(topic=ask.name, code=code)))
            elif ask.name not in shared and ask.name not in connection.personal:
                news = self._from_memory(ask)
                if news is None:
                    lacking.append(ask)
                else:
                    messages += news
                    self._note(connection, ask.name, shared)
        self._hub.add(connection, tuple(sorted(shared)))
        connection.outlet.write(Frame(messages))
        if lacking:
            connection.loading = {ask.name for ask in lacking}
            self._hub.spawn(self._read_and_follow(connection, lacking))

    def follow(self, connection: Connection, name: str, since: Position | None) -> None:
        """Bring `connection` up to date on a topic and keep it so, soon. It must be allowed to (see `refusal`)."""
        loading = connection.loading = connection.loading or set()
        loading.add(name)
        ask = Ask(name, since)
        news = self._from_memory(ask)
        if news is None:
            self._hub.spawn(self._read_one(connection, ask))
        else:
            self._begin(connection, ask, news)

    def unfollow(self, connection: Connection, name: str) -> None:
        """End a topic for a connection."""
        if connection.loading is not None:
            connection.loading.discard(name)
        if connection.behind is not None:
            connection.behind.pop(name, None)
        if name in connection.personal:
            self._hub.personal[parse_topic(name).channel].remove(name, connection)
        elif connection.crowd is not None and name in connection.crowd.names:
            self._move(connection, [other for other in connection.crowd.names if other != name])
        self._settle(connection)

    def heal(self, connection: Connection) -> None:
        """Bring a connection up to date that was left out: at once if memory has it all, else when it is read."""
        loading = connection.loading or set()
        asks = [Ask(name, since) for name, since in (connection.behind or {}).items() if name not in loading]
        news = [self._from_memory(ask) for ask in asks]
        lacking = [ask for ask, one in zip(asks, news, strict=True) if one is None]
        if lacking:
            connection.loading = loading | {ask.name for ask in lacking}
            self._hub.spawn(self._read_and_follow(connection, lacking))
        elif not loading:
            connection.behind = None
            messages = [message for one in news for message in one or ()]
            if messages:
                connection.outlet.write(Frame(messages))

    # --- from memory, or read

    def _from_memory(self, ask: Ask, *, was_read: bool = False) -> list[bytes] | None:
        topic = parse_topic(ask.name)
        if topic.kind.personal:
            channel = self._hub.personal.get(topic.channel)
            return channel.messages_without_reading(ask.name, ask.since) if channel and channel.ready else None
        feed, since = self._hub.feeds.get(ask.name), ask.since
        if feed is None or not feed.ready:
            return None
        if since is not None:
            if feed.ring_covers(since) and since.rev <= feed.position.rev:
                metrics.joined_by_ring.inc()
                return feed.resume_message(since)
            if _lacks(feed, since) and not was_read:
                return None
        messages = feed.join_message()
        if messages is not None:
            metrics.joined_by_snapshot.inc()
        return messages

    async def _read_and_follow(self, connection: Connection, asks: Sequence[Ask]) -> None:
        await asyncio.gather(*(self._read_one(connection, ask) for ask in asks))

    async def _read_one(self, connection: Connection, ask: Ask) -> None:
        code = None
        try:
            for _ in range(_ATTEMPTS):
                await self._prepare(ask)
                personal = await self._read_personal(ask) if parse_topic(ask.name).kind.personal else None
                # From here to the end nothing waits: what is sent next is what comes next.
                news = self._from_memory(ask, was_read=True) if personal is None else personal
                if news is not None:
                    self._begin(connection, ask, news)
                    return
            raise RuntimeError(f"expected a snapshot of {ask.name} to hold still, got {_ATTEMPTS} that did not")
        except LookupError:
            code = UNKNOWN_TOPIC
        except Exception:
            logger.exception("hub: could not read %s", ask.name)
            code = UNAVAILABLE_CODE
        if ask.name in (connection.loading or ()):
            connection.answer(Frame([encode(Unavailable(topic=ask.name, code=code))]))
            self.unfollow(connection, ask.name)

    def _begin(self, connection: Connection, ask: Ask, news: list[bytes]) -> None:
        if connection.closed or connection.loading is None or ask.name not in connection.loading:
            return
        connection.loading.discard(ask.name)
        if connection.outlet.is_full:
            # Nothing large for a full mailbox: it gets this topic when it has room.
            connection.fall_behind(ask.name, ask.since or NOWHERE)
        else:
            if connection.behind is not None:
                connection.behind.pop(ask.name, None)
            if news:
                connection.outlet.write(Frame(news))
        shared = list(connection.crowd.names) if connection.crowd is not None else []
        if parse_topic(ask.name).kind.personal:
            self._note(connection, ask.name, shared)
        elif ask.name not in shared:
            self._move(connection, [*shared, ask.name])
        self._settle(connection)

    def _settle(self, connection: Connection) -> None:
        """Heal a connection for which nothing is being read any more, unless it has first to read what waits."""
        if connection.loading:
            return
        connection.loading = None
        if connection.behind is not None and not connection.outlet.is_full:
            self.heal(connection)

    async def _prepare(self, ask: Ask) -> None:
        """Read what `_from_memory` lacks. Raises LookupError or the database's error."""
        if parse_topic(ask.name).kind.personal:
            await self._hub.personal_channel(ask.name)
            return
        feed, since = await self._hub.feed(ask.name), ask.since
        if since is not None and since.epoch == feed.position.epoch:
            if since.offset > feed.position.offset or since.rev > feed.position.rev:
                # This client has heard from an edge that was ahead of us.
                await self._hub.catching_up.finish(feed)
            if _could_resume(feed, since):
                metrics.joined_by_log.inc()
                await self._hub.catching_up.reach_back(feed, since)
        if not feed.snapshot_is_usable():
            await self.refresh(feed)

    async def refresh(self, feed: Feed) -> None:
        """Read a newer snapshot of a feed."""
        now = await self._hub.loader.load(feed.name)
        if now.epoch != feed.position.epoch:
            feed.load(now)
        elif now.offset > feed.position.offset:
            await self._hub.catching_up.finish(feed)
        feed.refresh_snapshot(now)

    async def _read_personal(self, ask: Ask) -> list[bytes] | None:
        channel = await self._hub.personal_channel(ask.name)
        known = channel.messages_without_reading(ask.name, ask.since)
        if known is not None:
            return known
        at, since = channel.position(ask.name), ask.since
        if since is not None and since.epoch == at.epoch and since.rev == at.rev and since.offset < at.offset:
            metrics.joined_by_log.inc()
            log = await self._resumes.ask((ask.name, since.offset))
            message = encode(Facts(topic=ask.name, epoch=at.epoch, facts=[Raw(body) for body in log.bodies]))
            reached = Position(log.epoch, since.offset + len(log.bodies), since.rev)
        else:
            metrics.joined_by_snapshot.inc()
            now = await self._personal.load(ask.name)
            reached = Position(now.epoch, now.offset, now.rev)
            message = encode(Snapshot(topic=ask.name, **reached._asdict(), state=Raw(now.state)))
        at = channel.position(ask.name)
        if reached.epoch != at.epoch:
            channel.begin_again()
            return None
        # What came in the meantime went to nobody here: then it is read again.
        return [message] if reached.offset >= at.offset and reached.rev >= at.rev else None

    # --- places

    def _note(self, connection: Connection, name: str, shared: list[str]) -> None:
        topic = parse_topic(name)
        if topic.kind.personal:
            self._hub.personal[topic.channel].add(name, connection)
        elif name not in shared:
            shared.append(name)

    def _place(self, connection: Connection, names: Sequence[str]) -> None:
        if connection.crowd is not None:
            connection.crowd.remove(connection)
        self._hub.crowd((connection.is_crew, tuple(sorted(names)))).add(connection)

    def _move(self, connection: Connection, names: Sequence[str]) -> None:
        """Put a connection into another crowd; what the old one had not sent yet is sent now."""
        old = connection.crowd
        if old is not None and old.names:
            self._catch_up_with(connection, [name for name in old.names if name in names])
        self._place(connection, names)

    def _catch_up_with(self, connection: Connection, names: Sequence[str]) -> None:
        assert connection.crowd is not None
        messages: list[bytes] = []
        before: dict[str, Position] = {}
        for name in names:
            position = connection.crowd.position_of(name)
            news = self._hub.feeds[name].news(position, with_values=True)
            if news.messages:
                messages += news.messages
                before[name] = position
            elif news.position != self._hub.feeds[name].position:
                connection.fall_behind(name, position)
        if messages:
            connection.push(Frame(messages, carries=Carries.FACTS, before=before))


def refusal(ticket: Ticket, name: str) -> str | None:
    """Return the code that says why the holder of `ticket` may not follow `name`, or None. No database."""
    try:
        topic = parse_topic(name)
    except LookupError:
        return UNKNOWN_TOPIC
    if topic.event_id != ticket.event_id or (topic.kind.personal and topic.subject != ticket.subject):
        return TOPIC_FORBIDDEN
    if ticket.is_by_key and ticket.roles.isdisjoint(topic.kind.key_roles):
        return TOPIC_FORBIDDEN
    return None if topic.kind.may_follow(ticket, name) else TOPIC_FORBIDDEN


def _lacks(feed: Feed, since: Position) -> bool:
    """Whether the log may have what somebody at `since` misses, and this feed has not: older facts, or newer ones than
    it has heard of."""
    if since.epoch != feed.position.epoch:
        return False
    is_ahead = since.offset > feed.position.offset or since.rev > feed.position.rev
    return is_ahead or _could_resume(feed, since)


def _could_resume(feed: Feed, since: Position) -> bool:
    return feed.could_cover(since) and not feed.ring_covers(since)
