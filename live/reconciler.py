"""Compares an edge with the log, again and again: what the bus lost is found here."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from live.database import in_database
from live.log import current_epoch
from live.reading import Head, read_heads
from live.topics import parse_topic

if TYPE_CHECKING:
    from live.hub import Hub

logger = logging.getLogger(__name__)

# With the bus up this finds what died between a commit and its publication (a killed writer); with the bus down it
# is how facts travel at all.
_HEALTHY_S = 2.0
_DEGRADED_S = 0.5
# Wide enough for the length of any transaction and the difference of the machines' clocks.
_LOOK_BACK = timedelta(seconds=30)
_FULL_EVERY = 30
_CHUNK = 400


class Reconciler:
    """One query for all topics of an edge, each `_HEALTHY_S` seconds, or each `_DEGRADED_S` while the bus is down."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._woken = asyncio.Event()
        self._everything = True

    def wake(self, *, everything: bool) -> None:
        """Compare now; `everything` includes topics that nobody has touched lately."""
        self._everything = self._everything or everything
        self._woken.set()

    async def run(self) -> None:
        """Go on until cancelled. A database that does not answer is asked again."""
        rounds = 0
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_DEGRADED_S if self._hub.degraded else _HEALTHY_S):
                    await self._woken.wait()
            self._woken.clear()
            rounds += 1
            everything, self._everything = self._everything or rounds % _FULL_EVERY == 0, False
            try:
                await self._compare(everything)
                await self._hub.drop_idle()
            except Exception:
                self._everything = self._everything or everything
                logger.warning("hub: could not compare with the log", exc_info=True)

    async def _begin_again(self, everything: bool) -> None:
        """Find what is of another life of the log, or could not be read when it was."""
        for channel in self._hub.personal.values():
            if channel.epoch and not channel.ready:
                self._hub.reload_personal(channel)
        if not everything:
            return
        epoch = await in_database(current_epoch)
        for feed in self._hub.feeds.values():
            if feed.ready and feed.position.epoch != epoch:
                self._hub.catching_up.begin(feed)
        for channel in self._hub.personal.values():
            if channel.ready and channel.epoch != epoch:
                channel.begin_again()

    async def _compare(self, everything: bool) -> None:
        await self._begin_again(everything)
        touched_after = None if everything else timezone.now() - _LOOK_BACK
        channels = sorted({feed.channel for feed in self._hub.feeds.values()} | self._hub.personal.keys())
        for start in range(0, len(channels), _CHUNK):
            heads = await in_database(read_heads, channels[start : start + _CHUNK], touched_after)
            personal: dict[str, list[Head]] = defaultdict(list)
            for name, offset, rev in heads:
                topic = parse_topic(name)
                if topic.kind.personal:
                    personal[topic.channel].append((name, offset, rev))
                    continue
                feed = self._hub.feeds.get(name)
                if feed is None or not feed.ready:
                    continue
                if offset > feed.position.offset or rev > feed.position.rev:
                    self._hub.catching_up.begin(feed)
            for name, some in personal.items():
                channel = self._hub.personal.get(name)
                if channel is not None and channel.ready:
                    channel.compare(some)
