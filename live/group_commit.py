"""Group commit: the crowd's commands share transactions, and are acknowledged after the commit."""

from __future__ import annotations

import asyncio

from django.conf import settings

from live import metrics
from live.database import in_database
from live.errors import BUSY, FAILED, Refusal
from live.receipts import Outcome, Work, do_batch

_MOST_WAITING = 50_000


class GroupCommit:
    """Collects the works of one command for a few milliseconds. While one commit runs, the next one fills."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: list[tuple[Work, asyncio.Future[Outcome]]] = []
        self._task: asyncio.Task[None] | None = None

    async def submit(self, work: Work) -> Outcome:
        """Return the outcome of `work`, once it is durable."""
        if len(self._waiting) >= _MOST_WAITING:
            return Refusal(BUSY, "the queue is full; try again with the same id", {"retry_after_ms": 2000})
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        metrics.commit_queue.labels(self._name).set(len(self._waiting))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())
        return await future

    async def _run(self) -> None:
        try:
            await asyncio.sleep(settings.LIVE_COMMIT_WINDOW_MS / 1000)
            while self._waiting:
                batch = self._waiting[: settings.LIVE_COMMIT_MAX_ITEMS]
                del self._waiting[: len(batch)]
                metrics.commit_queue.labels(self._name).set(len(self._waiting))
                metrics.commit_size.labels(self._name).observe(len(batch))
                await self._commit(batch)
        finally:
            self._task = None

    async def _commit(self, batch: list[tuple[Work, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await in_database(do_batch, [work for work, _ in batch])
        except BaseException:
            for _, future in batch:
                if not future.done():
                    future.set_result(Refusal(FAILED, "the server was interrupted; repeat with the same id"))
            raise
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if not future.done():
                future.set_result(outcome)
