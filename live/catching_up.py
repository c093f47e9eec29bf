"""What the bus did not bring, from the log: for a feed that fell behind, for readers whom its ring does not reach."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec

from live.database import in_database
from live.feed import Feed
from live.frames import Position
from live.reading import TopicLoader, read_since

logger = logging.getLogger(__name__)

Spawn = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class CatchingUp:
    """Reads for each feed once at a time, however many ask."""

    def __init__(self, loader: TopicLoader, spawn: Spawn) -> None:
        self._loader = loader
        self._spawn = spawn
        self._running: dict[str, asyncio.Task[None]] = {}
        self._reaching_back: dict[str, asyncio.Lock] = {}

    def begin(self, feed: Feed) -> None:
        """Read what a feed is missing, soon."""
        if feed.name not in self._running:
            task = self._running[feed.name] = self._spawn(self._run(feed))
            task.add_done_callback(lambda _: self._running.pop(feed.name, None))

    async def finish(self, feed: Feed) -> None:
        """Read what a feed is missing. Returns when it is there."""
        self.begin(feed)
        await asyncio.shield(self._running[feed.name])

    async def reach_back(self, feed: Feed, since: Position) -> None:
        """Put the facts after `since` before those in the feed's ring, so that many can resume from one read."""
        async with self._reaching_back.setdefault(feed.name, asyncio.Lock()):
            # Who came first has read it for all who were as far.
            if not feed.ring_covers(since):
                log = await in_database(read_since, feed.name, since)
                if log.epoch == feed.position.epoch:
                    feed.reach_back(log.facts)
                else:
                    feed.load(await self._loader.load(feed.name))

    def forget(self, feed: Feed) -> None:
        """The feed is gone."""
        self._reaching_back.pop(feed.name, None)

    async def _run(self, feed: Feed) -> None:
        try:
            position = feed.position
            log = await in_database(read_since, feed.name, position)
            if feed.position.epoch != position.epoch:
                return
            is_cut = bool(log.facts) and msgspec.json.decode(log.facts[0])["offset"] != position.offset + 1
            if is_cut or log.epoch != position.epoch:
                feed.load(await self._loader.load(feed.name))
                return
            already = feed.position.offset - position.offset
            feed.take_log(log.facts[already:])
            feed.take_logged_values(log.rev, log.values)
        except Exception:
            # The reconciler finds the gap again within seconds, as long as it is there.
            logger.warning("hub: could not read what %s is missing", feed.name, exc_info=True)
