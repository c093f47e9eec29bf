"""The hub: one subscription for a topic in a process, and every follower served from memory."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from typing import Any

import msgspec

from live import closing, metrics
from live.bus import Bus
from live.catching_up import CatchingUp
from live.connection import Connection
from live.crowd import Crowd
from live.database import in_database
from live.errors import DEGRADED, RECOVERED
from live.facts import encode
from live.feed import Feed
from live.frames import Frame
from live.joining import Joining
from live.personal import Gap, PersonalChannel
from live.presence import Presence
from live.reading import Collector, FactsAfter, FactsOf, TopicLoader, read_channel, read_facts_of
from live.reconciler import Reconciler
from live.tick import Lag, tick_s
from live.topics import parse_topic
from live.wire import BusPresence, BusValues, Notice, bus_decoder

logger = logging.getLogger(__name__)

# A feed outlives its last follower by this long: a reload or a reconnect finds it warm.
_LINGER_S = 30.0
# A reader that is behind for longer than this is closed, with a code that says to come back.
BEHIND_LIMIT_S = 30.0
_SWEEP_S = 1.0
_STOP_AGAIN_S = 1.0
MOST_TOPICS = 24


class Hub:
    """Joins connections to feeds, and feeds to the bus and the log. Belongs to one event loop.

    `waiting_s` tells how long the crowd's commands have waited for their commit.
    """

    def __init__(self, bus: Bus, waiting_s: Callable[[], float] = lambda: 0.0) -> None:
        self.connections: set[Connection] = set()
        self.feeds: dict[str, Feed] = {}
        self.personal: dict[str, PersonalChannel] = {}
        self.degraded = False
        self.lag = Lag(waiting_s)
        self.presence = Presence(self)
        self.loader = TopicLoader()
        self.catching_up = CatchingUp(self.loader, self.spawn)
        self.joining = Joining(self)
        self._bus = bus
        self._reconciler = Reconciler(self)
        self._channels: Counter[str] = Counter()
        self._opening: dict[str, asyncio.Task[Any]] = {}
        self._crowds: dict[tuple[bool, tuple[str, ...]], Crowd] = {}
        self._gaps: Collector[FactsAfter, FactsOf] = Collector(read_facts_of)
        self._behind: dict[Connection, float] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Connect to the bus and begin to compare with the log."""
        await self._bus.start(self._deliver, self._bus_changed)
        self.degraded = not self._bus.healthy
        for work in (self._reconciler.run(), self.presence.run(), self.lag.run(), self._sweep()):
            self.spawn(work)

    async def stop(self) -> None:
        """Let go of everything."""
        # Again and again: one that was just ending may have begun another.
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=_STOP_AGAIN_S)
        for crowd in self._crowds.values():
            crowd.stop()
        self._crowds.clear()
        for feed in self.feeds.values():
            feed.stop()
        self.feeds.clear()
        self.personal.clear()
        await self._bus.stop()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` beside the rest. A task that nobody holds may be collected before it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # --- connections

    def add(self, connection: Connection, names: tuple[str, ...] = ()) -> None:
        """Take a connection in, that has everything of the feeds called `names` (sorted)."""
        if connection not in self.connections:
            self.connections.add(connection)
            self.presence.came(connection.ticket)
        connection.healer = self
        self.crowd((connection.is_crew, names)).add(connection)

    def remove(self, connection: Connection) -> None:
        """Forget a connection."""
        if connection in self.connections:
            self.connections.remove(connection)
            self.presence.left(connection.ticket)
        self._behind.pop(connection, None)
        if connection.crowd is not None:
            connection.crowd.remove(connection)
        for name in connection.personal:
            channel = self.personal.get(parse_topic(name).channel)
            if channel is not None:  # none any more, for who is cut off after the hub has stopped
                channel.remove(name, connection)
        connection.loading = None

    def broadcast(self, message: bytes) -> None:
        """Send to every connection what concerns none of its topics (notices, the drain)."""
        frame = Frame([message])
        for crowd in self._crowds.values():
            crowd.send(frame)

    def beat(self, message: Callable[[], bytes]) -> None:
        """Send the heartbeat to everybody; it rides in a frame that goes anyway, if there is one."""
        for crowd in self._crowds.values():
            crowd.ride("beat", message)

    def crowd(self, key: tuple[bool, tuple[str, ...]]) -> Crowd:
        """Return the crowd of those who follow the feeds called `key[1]` (sorted), crew (`key[0]`) apart."""
        crowd = self._crowds.get(key)
        if crowd is None:
            is_crew, names = key
            tick = _at_once if is_crew else self.audience_tick_s
            crowd = self._crowds[key] = Crowd([self.feeds[name] for name in names], tick)
        return crowd

    def audience_tick_s(self) -> float:
        """Return the tick of the audience now, in seconds."""
        return tick_s(len(self.connections), self.lag.loop_s, self.lag.wait_s)

    # --- those who fell behind

    def fell_behind(self, connection: Connection) -> None:
        """From now on this reader misses something."""
        self._behind[connection] = asyncio.get_running_loop().time()

    def heal(self, connection: Connection) -> None:
        """Bring a reader up to date whose outlet has room again."""
        self.joining.heal(connection)

    async def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_SWEEP_S)
            self._behind = {one: since for one, since in self._behind.items() if one.behind is not None}
            late = loop.time() - BEHIND_LIMIT_S
            for connection in [one for one, since in self._behind.items() if since <= late]:
                connection.close(closing.TOO_SLOW)
            metrics.readers_behind.set(len(self._behind))
            metrics.queued_bytes.set(sum(one.outlet.queued_bytes for one in self._behind))
            metrics.connections.set(len(self.connections))

    # --- feeds

    async def feed(self, name: str) -> Feed:
        """Return the feed of a shared topic, ready. Raises LookupError or the database's error."""
        feed = self.feeds.get(name)
        if feed is not None and feed.ready:
            feed.empty_since = None  # whoever asks is about to follow
            return feed
        opened: Feed = await self._once(name, partial(self._open, name))
        return opened

    async def personal_channel(self, name: str) -> PersonalChannel:
        """Return the channel of a personal topic, ready. Raises the database's error."""
        channel_name = parse_topic(name).channel
        channel = self.personal.get(channel_name)
        if channel is not None and channel.ready:
            channel.empty_since = None  # whoever asks is about to follow
            return channel
        opened: PersonalChannel = await self._once(channel_name, partial(self._open_personal, channel_name, name))
        return opened

    async def _once(self, key: str, open_it: Any) -> Any:
        task = self._opening.get(key)
        if task is None:
            task = self._opening[key] = self.spawn(open_it())
            task.add_done_callback(lambda _: self._opening.pop(key, None))
        return await asyncio.shield(task)

    async def _open(self, name: str) -> Feed:
        channel = parse_topic(name).channel
        feed = self.feeds[name] = Feed(name, channel, self.catching_up.begin, self._need_snapshot)
        feed.empty_since = asyncio.get_running_loop().time()
        metrics.feeds.inc()
        try:
            # First the subscription, then the log: nothing falls between them.
            await self._hold_channel(channel)
            feed.load(await self.loader.load(name))
        except BaseException:
            await self.drop(feed)
            raise
        return feed

    async def _open_personal(self, channel_name: str, name: str) -> PersonalChannel:
        channel = self.personal.get(channel_name)
        if channel is None:
            channel = PersonalChannel(channel_name, parse_topic(name).kind, self._personal_gap, self.reload_personal)
            self.personal[channel_name] = channel
            await self._hold_channel(channel_name)
        channel.load(*await in_database(read_channel, channel_name))
        return channel

    def _need_snapshot(self, feed: Feed) -> None:
        self.spawn(self._refresh(feed))

    async def _refresh(self, feed: Feed) -> None:
        try:
            await self.joining.refresh(feed)
        except Exception:
            logger.warning("hub: could not read %s", feed.name, exc_info=True)
            await asyncio.sleep(_SWEEP_S)
        for crowd in list(feed.crowds):
            crowd.flush()

    async def drop(self, feed: Feed) -> None:
        """Forget a feed that nobody follows, with the empty crowds that knew it."""
        if self.feeds.get(feed.name) is not feed:
            return
        del self.feeds[feed.name]
        for key in [key for key in self._crowds if feed.name in key[1]]:
            self._crowds.pop(key).stop()
        self.catching_up.forget(feed)
        feed.stop()
        await self._release_channel(feed.channel)

    async def drop_idle(self) -> None:
        """Forget what nobody has followed for a while."""
        now = asyncio.get_running_loop().time()
        for feed in list(self.feeds.values()):
            if feed.ready and _idle_since(feed, now, is_used=feed.is_followed) < now - _LINGER_S:
                await self.drop(feed)
        for channel in list(self.personal.values()):
            if channel.ready and _idle_since(channel, now, is_used=bool(channel.followers)) < now - _LINGER_S:
                del self.personal[channel.name]
                await self._release_channel(channel.name)

    async def _hold_channel(self, channel: str) -> None:
        self._channels[channel] += 1
        await self._bus.subscribe(channel)

    async def _release_channel(self, channel: str) -> None:
        self._channels[channel] -= 1
        if self._channels[channel] <= 0:
            del self._channels[channel]
            await self._bus.unsubscribe(channel)

    # --- personal topics

    def _personal_gap(self, channel: PersonalChannel, gap: Gap) -> None:
        self.spawn(self._fill_gap(channel, gap))

    async def _fill_gap(self, channel: PersonalChannel, gap: Gap) -> None:
        try:
            if gap.values:
                self._resend(channel, [gap.name])
            else:
                channel.take_log(gap, *await self._gaps.ask((gap.name, gap.after)))
        except Exception:
            channel.could_not_read(gap)
            logger.warning("hub: could not read what %s is missing", gap.name, exc_info=True)

    def reload_personal(self, channel: PersonalChannel) -> None:
        """Read again where a channel is, and tell everybody who follows a topic of it."""
        self.spawn(self._start_again(channel))

    async def _start_again(self, channel: PersonalChannel) -> None:
        try:
            channel.load(*await in_database(read_channel, channel.name))
        except Exception:
            # The reconciler tries again.
            logger.warning("hub: could not read where %s is", channel.name, exc_info=True)
        else:
            self._resend(channel, list(channel.followers))

    def _resend(self, channel: PersonalChannel, names: Iterable[str]) -> None:
        for name in names:
            for connection in channel.followers.get(name, ()):
                self.joining.follow(connection, name, None)

    # --- the bus

    def _deliver(self, channel: str, payload: bytes) -> None:
        try:
            message = bus_decoder.decode(payload)
        except msgspec.DecodeError:
            logger.exception("hub: not a message on %s", channel)
            return
        if isinstance(message, BusPresence):
            self.presence.heard(message)
        elif channel in self.personal:
            self.personal[channel].take(message)
        elif (feed := self.feeds.get(message.topic)) is None:
            return
        elif isinstance(message, BusValues):
            feed.take_values(message)
        else:
            feed.take_facts(message)

    def _bus_changed(self, healthy: bool) -> None:
        metrics.bus_up.set(healthy)
        changed, self.degraded = self.degraded == healthy, not healthy
        if changed:
            self.broadcast(encode(Notice(code=RECOVERED if healthy else DEGRADED)))
        self._reconciler.wake(everything=healthy)

    async def hold_channel(self, channel: str) -> None:
        """Subscribe to a channel that is no feed's (presence)."""
        if not self._channels[channel]:
            await self._hold_channel(channel)

    def publish(self, channel: str, payload: bytes) -> None:
        """Say something to the other edges, off the loop: a bus that is down may take a moment to say so."""
        asyncio.get_running_loop().run_in_executor(None, self._bus.publish, (channel, payload))

    @property
    def channels(self) -> list[str]:
        """The channels this edge listens to."""
        return list(self._channels)


def _at_once() -> float:
    return 0.0


def _idle_since(holder: Feed | PersonalChannel, now: float, *, is_used: bool) -> float:
    if is_used:
        holder.empty_since = None
        return now
    if holder.empty_since is None:
        holder.empty_since = now
    return holder.empty_since
