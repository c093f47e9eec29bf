"""How long news wait to share a frame: not at all while the crowd is small, never longer than a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from django.conf import settings

from live import metrics

# Up to so many sockets each fact is a frame of its own, at once.
SMALL_CROWD = 400
# A tick for each socket: at 10,000 it is a quarter of a second, from 40,000 on the whole. A delivered frame takes 10 to
# 13 us of CPU, so that a crowd in which something always happens takes about half of a core, whatever its size.
TICK_FOR_A_SOCKET_S = 25e-6
LONGEST_TICK_S = 1.0
# After a pause news wait for this share of a tick, for those that were written with them.
GATHER = 0.2
# A loop that comes late is given this many times its lag. Below the least it is the machine's noise, and longer ticks
# would only add to it.
_LAG_FACTOR = 2.0
_LEAST_LAG_S = 0.05
# Whoever wrote something is answered before everybody is told: while many write at once, frames to a large crowd take
# what the writing lacks. A second's tick at a wait of a quarter; below the least it is what a commit takes.
_WAIT_FACTOR = 4.0
_LEAST_WAIT_S = 0.1

_SAMPLE_S = 0.1
_DECAY = 0.5


def tick_s(sockets: int, lag_s: float, wait_s: float = 0.0) -> float:
    """Return the seconds between two frames to an audience of `sockets` in a loop that comes `lag_s` late, and whose
    commands wait `wait_s` for their commit."""
    is_small = sockets <= SMALL_CROWD
    by_crowd = 0.0 if is_small else sockets * TICK_FOR_A_SOCKET_S
    by_lag = 0.0 if lag_s < _LEAST_LAG_S else lag_s * _LAG_FACTOR
    by_wait = 0.0 if is_small or wait_s < _LEAST_WAIT_S else wait_s * _WAIT_FACTOR
    return min(LONGEST_TICK_S, max(by_crowd, by_lag, by_wait))


def values_tick_s(tick: float) -> float:
    """Return the seconds between two frames with conflated values, at a tick."""
    return max(tick, 1 / settings.LIVE_VALUES_PER_SECOND)


class Lag:
    """How late the event loop comes, and answers to the crowd: the worst of late, halving with each sample.

    `waiting_s` tells how long the oldest command that is not yet committed has waited.
    """

    def __init__(self, waiting_s: Callable[[], float] = lambda: 0.0) -> None:
        self.loop_s = 0.0
        self.wait_s = 0.0
        self._waiting_s = waiting_s

    async def run(self) -> None:
        """Sample until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            expected = loop.time() + _SAMPLE_S
            await asyncio.sleep(_SAMPLE_S)
            self.note(max(0.0, loop.time() - expected))

    def note(self, late_s: float) -> None:
        """Take one sample: the loop came `late_s` late."""
        self.loop_s = max(late_s, self.loop_s * _DECAY)
        self.wait_s = max(self._waiting_s(), self.wait_s * _DECAY)
        metrics.loop_lag.set(self.loop_s)
        metrics.loop_late.observe(late_s)
        metrics.commit_wait.set(self.wait_s)
