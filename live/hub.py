"""The hub: one subscription for a topic in a process, and every follower served from memory."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import msgspec

from live import metrics
from live.bus import Bus
from live.catching_up import CatchingUp
from live.connection import Connection
from live.errors import DEGRADED, RECOVERED, TOPIC_FORBIDDEN, UNKNOWN_TOPIC
from live.errors import UNAVAILABLE as UNAVAILABLE_CODE
from live.facts import encode
from live.feed import Feed
from live.frames import NOWHERE, Position
from live.presence import Presence
from live.reading import TopicLoader
from live.reconciler import Reconciler
from live.topics import topic_event_id, topic_kind, topic_subject
from live.wire import BusFacts, BusPresence, BusValues, Notice, Unavailable, bus_decoder, frame

logger = logging.getLogger(__name__)

# A feed outlives its last follower by this long: a reload or a reconnect finds it warm.
_LINGER_S = 30.0
_LOAD_ATTEMPTS = 5
MOST_TOPICS = 24


class Hub:
    """Joins connections to feeds, and feeds to the bus and the log. Belongs to one event loop."""

    def __init__(self, bus: Bus) -> None:
        self.connections: set[Connection] = set()
        self.feeds: dict[str, Feed] = {}
        self.degraded = False
        self.presence = Presence(self)
        self._bus = bus
        self._loader = TopicLoader()
        self.catching_up = CatchingUp(self._loader, self.spawn)
        self._reconciler = Reconciler(self)
        self._channels: Counter[str] = Counter()
        self._opening: dict[str, asyncio.Task[Feed]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Connect to the bus and begin to compare with the log."""
        await self._bus.start(self._deliver, self._bus_changed)
        self.degraded = not self._bus.healthy
        self.spawn(self._reconciler.run())
        self.spawn(self.presence.run())

    async def stop(self) -> None:
        """Let go of everything."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for feed in self.feeds.values():
            feed.stop()
        self.feeds.clear()
        await self._bus.stop()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` beside the rest. A task that nobody holds may be collected before it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # --- connections

    def add(self, connection: Connection) -> None:
        """Take a connection in."""
        self.connections.add(connection)
        connection.heal = self._heal
        metrics.connections.set(len(self.connections))

    def remove(self, connection: Connection) -> None:
        """Forget a connection."""
        self.connections.discard(connection)
        for name in list(connection.follows):
            self.unfollow(connection, name)
        metrics.connections.set(len(self.connections))

    def broadcast(self, payload: bytes) -> None:
        """Send to every connection what concerns none of its topics (heartbeat, notices)."""
        for connection in list(self.connections):
            connection.answer(payload)

    def refusal(self, connection: Connection, name: str) -> str | None:
        """Return the code that says why this connection may not follow `name`, or None. No database."""
        try:
            kind = topic_kind(name)
        except LookupError:
            return UNKNOWN_TOPIC
        ticket = connection.ticket
        if topic_event_id(name) != ticket.event_id:
            return TOPIC_FORBIDDEN
        if kind.personal and topic_subject(name) != ticket.subject:
            return TOPIC_FORBIDDEN
        return None if kind.may_follow(ticket, name) else TOPIC_FORBIDDEN

    async def follow(self, connection: Connection, name: str, since: Position | None) -> None:
        """Bring `connection` up to date on a topic and keep it so. It must be allowed to (see `refusal`)."""
        connection.follows.add(name)
        try:
            feed = await self._feed(name)
            messages = await self._catch_up_messages(feed, since)
        except LookupError:
            connection.follows.discard(name)
            connection.answer(frame(encode(Unavailable(topic=name, code=UNKNOWN_TOPIC))))
            return
        except Exception:
            logger.exception("hub: could not read %s", name)
            connection.follows.discard(name)
            connection.answer(frame(encode(Unavailable(topic=name, code=UNAVAILABLE_CODE))))
            return
        # From here to the end nothing waits: what is sent next is what comes next.
        if connection.closed or name not in connection.follows:
            self._left(feed)
            return
        if messages and not connection.bring_up_to_date(name, since or NOWHERE, frame(*messages)):
            return
        feed.followers.add(connection)
        feed.empty_since = None

    def unfollow(self, connection: Connection, name: str) -> None:
        """End a topic for a connection."""
        connection.follows.discard(name)
        connection.behind.pop(name, None)
        feed = self.feeds.get(name)
        if feed is not None:
            feed.followers.discard(connection)
            self._left(feed)

    def _left(self, feed: Feed) -> None:
        if not feed.followers and feed.empty_since is None:
            feed.empty_since = asyncio.get_running_loop().time()

    def _heal(self, connection: Connection) -> None:
        behind, connection.behind = connection.behind, {}
        for name, position in behind.items():
            feed = self.feeds.get(name)
            if feed is not None:
                # It must get nothing newer before what it missed.
                feed.followers.discard(connection)
                self.spawn(self.follow(connection, name, position))

    # --- feeds

    async def _feed(self, name: str) -> Feed:
        feed = self.feeds.get(name)
        if feed is not None and feed.ready:
            return feed
        task = self._opening.get(name)
        if task is None:
            task = self._opening[name] = self.spawn(self._open(name))
            task.add_done_callback(lambda _: self._opening.pop(name, None))
        return await asyncio.shield(task)

    async def _open(self, name: str) -> Feed:
        channel = topic_kind(name).channel(name)
        feed = self.feeds[name] = Feed(name, channel, self.catching_up.begin)
        feed.empty_since = asyncio.get_running_loop().time()
        metrics.feeds.inc()
        try:
            # First the subscription, then the log: nothing falls between them.
            await self._hold_channel(channel)
            feed.load(await self._loader.load(name))
        except BaseException:
            await self.drop(feed)
            raise
        return feed

    async def drop(self, feed: Feed) -> None:
        """Forget a feed that nobody follows."""
        if self.feeds.get(feed.name) is feed:
            del self.feeds[feed.name]
            self.catching_up.forget(feed)
            feed.stop()
            self._channels[feed.channel] -= 1
            if self._channels[feed.channel] <= 0:
                del self._channels[feed.channel]
                await self._bus.unsubscribe(feed.channel)

    async def drop_idle(self) -> None:
        """Forget the feeds that nobody has followed for a while."""
        now = asyncio.get_running_loop().time()
        for feed in list(self.feeds.values()):
            if feed.followers or not feed.ready:
                feed.empty_since = None if feed.followers else feed.empty_since
            elif feed.empty_since is None:
                feed.empty_since = now
            elif now - feed.empty_since > _LINGER_S:
                await self.drop(feed)

    async def _hold_channel(self, channel: str) -> None:
        self._channels[channel] += 1
        await self._bus.subscribe(channel)

    async def _catch_up_messages(self, feed: Feed, since: Position | None) -> list[bytes]:
        if since is not None and since.epoch == feed.position.epoch:
            if since.offset > feed.position.offset or since.rev > feed.position.rev:
                # This client has heard from an edge that was ahead of us.
                await self.catching_up.finish(feed)
            by = "ring"
            if feed.could_cover(since) and not feed.ring_covers(since):
                by = "log"
                await self.catching_up.reach_back(feed, since)
            if feed.ring_covers(since) and since.rev <= feed.position.rev:
                metrics.joined.labels(by).inc()
                return feed.resume_message(since)
        for _ in range(_LOAD_ATTEMPTS):
            if feed.snapshot_is_usable():
                metrics.joined.labels("snapshot").inc()
                return feed.join_message()
            now = await self._loader.load(feed.name)
            if now.epoch != feed.position.epoch:
                feed.load(now)
            elif now.offset > feed.position.offset:
                await self.catching_up.finish(feed)
            feed.refresh_snapshot(now)
        raise RuntimeError(f"expected a snapshot of {feed.name} to hold still, got {_LOAD_ATTEMPTS} that did not")

    # --- the bus

    def _deliver(self, channel: str, payload: bytes) -> None:
        try:
            message = bus_decoder.decode(payload)
        except msgspec.DecodeError:
            logger.exception("hub: not a message on %s", channel)
            return
        if isinstance(message, BusPresence):
            self.presence.heard(message)
            return
        feed = self.feeds.get(message.topic)
        if feed is None:
            return
        if isinstance(message, BusFacts):
            feed.take_facts(message)
        elif isinstance(message, BusValues):
            feed.take_values(message)

    def _bus_changed(self, healthy: bool) -> None:
        metrics.bus_up.set(healthy)
        changed, self.degraded = self.degraded == healthy, not healthy
        if changed:
            self.broadcast(frame(encode(Notice(code=RECOVERED if healthy else DEGRADED))))
        self._reconciler.wake(everything=healthy)

    async def hold_channel(self, channel: str) -> None:
        """Subscribe to a channel that is no feed's (presence)."""
        if not self._channels[channel]:
            await self._hold_channel(channel)

    def publish(self, channel: str, payload: bytes) -> None:
        """Say something to the other edges, off the loop: a bus that is down may take a moment to say so."""
        asyncio.get_running_loop().run_in_executor(None, self._bus.publish, channel, payload)

    @property
    def channels(self) -> list[str]:
        """The channels this edge listens to."""
        return list(self._channels)
