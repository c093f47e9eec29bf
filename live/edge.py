"""The edge: what a process that holds sockets has once. Made with the first need in an event loop."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from weakref import WeakKeyDictionary

from django.conf import settings

from live import closing
from live.admission import WaitingList
from live.bus import current_bus
from live.dispatcher import Dispatcher
from live.facts import encode
from live.hub import Hub
from live.revocation import Revocations
from live.turns import Turns
from live.wire import Beat, Drain

logger = logging.getLogger(__name__)

_DRAIN_STEP_S = 0.05
# The collector walks through all that lives: 100 ms for 4,000 sockets and the requests of their people, on a busy core.
_FREEZE_EACH = 1_000
# Who has been closed answers within this time, or is cut off.
_FAREWELL_S = 2.0


class Edge:
    """Hub and dispatcher of a process, its heartbeat, and its polite leave."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher()
        self.hub = Hub(current_bus(), self.dispatcher.waiting_s)
        self.revocations = Revocations(self.hub)
        self.waiting_list = WaitingList()
        self.turns = Turns()
        self.draining = False
        self._started: asyncio.Task[None] | None = None
        self._frozen = 0

    async def start(self) -> None:
        """Start once, however often asked."""
        if self._started is None:
            self._started = asyncio.get_running_loop().create_task(self._start())
        await asyncio.shield(self._started)

    async def _start(self) -> None:
        await self.hub.start()
        await self.revocations.look()
        self.hub.spawn(self.revocations.run())
        self.hub.spawn(self._beat())
        # What is here now stays: the collector need not walk through it (an 80 ms pause in a storm otherwise).
        gc.collect()
        gc.freeze()
        gc.callbacks.append(self._collected)

    def _collected(self, phase: str, info: dict[str, int]) -> None:
        """Keep the collector from those who have come: they stay, and go without it.

        Only after a full collection, and once for each thousand that an edge has held: what else was alive at that
        moment is not looked at again either.
        """
        if phase == "stop" and info["generation"] == 2 and len(self.hub.connections) >= self._frozen + _FREEZE_EACH:
            self._frozen = len(self.hub.connections)
            gc.freeze()

    async def stop(self) -> None:
        """Let go of everything."""
        if self._started is not None:
            if self._collected in gc.callbacks:
                gc.callbacks.remove(self._collected)
            await self.hub.stop()
            self._started = None

    async def drain(self, window_s: float | None = None) -> None:
        """Send everybody away within `window_s` seconds, spread evenly, so that they do not stampede into another edge.

        A client that is told leaves by itself at a random moment. Of those who do not, as many are closed at each
        moment as should have gone by then. Returns when all are gone, or `_FAREWELL_S` after the window.
        """
        window_s = settings.LIVE_DRAIN_WINDOW_S if window_s is None else window_s
        self.draining = True
        at_first = len(self.hub.connections)
        if not at_first:
            return
        logger.info("edge: draining %d connections within %.1f s", at_first, window_s)
        self.hub.broadcast(encode(Drain(window_ms=int(window_s * 1000))))
        began = time.monotonic()
        while self.hub.connections:
            passed_s = time.monotonic() - began
            if passed_s > window_s + _FAREWELL_S:
                return
            may_stay = int(at_first * (1 - passed_s / window_s)) if passed_s < window_s else 0
            here = [connection for connection in self.hub.connections if not connection.closed]
            for connection in here[may_stay:]:
                connection.close(closing.RESTART)
            await asyncio.sleep(_DRAIN_STEP_S)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(settings.LIVE_BEAT_S)
            self.hub.beat(lambda: encode(Beat(at_ms=time.time_ns() // 1_000_000)))


_edges: WeakKeyDictionary[asyncio.AbstractEventLoop, Edge] = WeakKeyDictionary()


def current_edge() -> Edge:
    """Return the edge of the running event loop."""
    loop = asyncio.get_running_loop()
    edge = _edges.get(loop)
    if edge is None:
        edge = _edges[loop] = Edge()
    return edge
