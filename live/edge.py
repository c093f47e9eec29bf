"""The edge: what a process that holds sockets has once. Made with the first need in an event loop."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from weakref import WeakKeyDictionary

from django.conf import settings

from live import closing
from live.bus import current_bus
from live.dispatcher import Dispatcher
from live.facts import encode
from live.hub import Hub
from live.wire import Beat, Drain, frame

logger = logging.getLogger(__name__)


class Edge:
    """Hub and dispatcher of a process, its heartbeat, and its polite leave."""

    def __init__(self) -> None:
        self.hub = Hub(current_bus())
        self.dispatcher = Dispatcher()
        self.draining = False
        self._started: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start once, however often asked."""
        if self._started is None:
            self._started = asyncio.get_running_loop().create_task(self._start())
        await asyncio.shield(self._started)

    async def _start(self) -> None:
        await self.hub.start()
        self.hub.spawn(self._beat())
        # What is here now stays: the collector need not walk through it (an 80 ms pause in a storm otherwise).
        gc.collect()
        gc.freeze()

    async def stop(self) -> None:
        """Let go of everything."""
        if self._started is not None:
            await self.hub.stop()
            self._started = None

    async def drain(self, window_s: float | None = None) -> None:
        """Send everybody away within `window_s` seconds, spread evenly, so that they do not stampede into another edge.

        A client that is told leaves by itself at a random moment; who is still here at the end is closed.
        """
        window_s = settings.LIVE_DRAIN_WINDOW_S if window_s is None else window_s
        self.draining = True
        leaving = list(self.hub.connections)
        if not leaving:
            return
        logger.info("edge: draining %d connections within %.1f s", len(leaving), window_s)
        self.hub.broadcast(frame(encode(Drain(window_ms=int(window_s * 1000)))))
        deadline = time.monotonic() + window_s
        while self.hub.connections and time.monotonic() < deadline:  # noqa: ASYNC110 - a wait with a deadline
            await asyncio.sleep(0.05)
        for connection in list(self.hub.connections):
            connection.close(closing.RESTART)
        for _ in range(20):
            if not self.hub.connections:
                return
            await asyncio.sleep(0.05)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(settings.LIVE_BEAT_S)
            self.hub.broadcast(frame(encode(Beat(at_ms=time.time_ns() // 1_000_000))))


_edges: WeakKeyDictionary[asyncio.AbstractEventLoop, Edge] = WeakKeyDictionary()


def current_edge() -> Edge:
    """Return the edge of the running event loop."""
    loop = asyncio.get_running_loop()
    edge = _edges.get(loop)
    if edge is None:
        edge = _edges[loop] = Edge()
    return edge
