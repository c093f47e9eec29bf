"""Group commit: the crowd's commands share transactions, and are acknowledged after the commit."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from django.conf import settings

from live import metrics
from live.database import in_database
from live.errors import BUSY, UNAVAILABLE, Refusal
from live.receipts import Outcome, Work, do_batch

logger = logging.getLogger(__name__)

_MOST_WAITING = 50_000

Done = Callable[[Outcome], None]


class GroupCommit:
    """Collects the works of one command for a few milliseconds. While one commit runs, the next one fills.

    With `pace_ms` a batch that is not full has waited for so long, also behind another one.
    """

    def __init__(self, name: str, pace_ms: int | None = None) -> None:
        self._name = name
        self._pace_ms = pace_ms
        self._queue_gauge = metrics.commit_queue.labels(name)
        self._size = metrics.commit_size.labels(name)
        self._waiting: list[tuple[Work, Done]] = []
        self._batch: list[tuple[Work, Done]] = []
        self._task: asyncio.Task[None] | None = None

    def submit(self, work: Work, done: Done) -> None:
        """Call `done` with the outcome of `work`, once it is durable. No task and no future for a command."""
        if len(self._waiting) >= _MOST_WAITING:
            done(Refusal(BUSY, "the queue is full; try again with the same id", {"retry_after_ms": 2000}))
            return
        self._waiting.append((work, done))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def waiting_s(self) -> float:
        """Return how long the oldest without an outcome has waited, in seconds; less the pace, which is on purpose."""
        oldest = (self._batch or self._waiting)[:1]
        if not oldest:
            return 0.0
        waited_ms = time.time_ns() // 1_000_000 - oldest[0][0].context.received_ms
        return max(0.0, (waited_ms - (self._pace_ms or 0)) / 1000)

    async def _run(self) -> None:
        try:
            await asyncio.sleep((self._pace_ms or settings.LIVE_COMMIT_WINDOW_MS) / 1000)
            while self._waiting:
                batch = self._batch = self._waiting[: settings.LIVE_COMMIT_MAX_ITEMS]
                del self._waiting[: len(batch)]
                self._queue_gauge.set(len(self._waiting))
                self._size.observe(len(batch))
                await self._commit(batch)
                self._batch = []
                if self._pace_ms is not None and len(self._waiting) < settings.LIVE_COMMIT_MAX_ITEMS:
                    await asyncio.sleep(self._pace_ms / 1000)
        finally:
            self._task, self._batch = None, []

    async def _commit(self, batch: list[tuple[Work, Done]]) -> None:
        try:
            outcomes: list[Outcome] = await in_database(do_batch, [work for work, _ in batch])
        except Exception:
            # Those who wait behind this batch have their turn.
            logger.exception("%s: a batch came to no end", self._name)
            outcomes = [Refusal(UNAVAILABLE, "the server was interrupted; repeat with the same id")] * len(batch)
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            try:
                done(outcome)
            except Exception:
                # One who cannot be answered takes nobody's acknowledgement along.
                logger.exception("%s: could not answer", self._name)
