"""Keeps as many channels at work as streams are open."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from streaming.packager.channel import ChannelWorker, Outfit
from streaming.packager.orders import Order, read_orders

log = logging.getLogger(__name__)
POLL_S = 1.0


@dataclass(frozen=True, slots=True)
class _Running:
    worker: ChannelWorker
    task: asyncio.Task[None]


class Supervisor:
    """Follows the table of streams. A stream whose row asks for something else gets another worker."""

    def __init__(self, outfit: Outfit) -> None:
        self._outfit = outfit
        self._running: dict[Order, _Running] = {}

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set, then end every encoder."""
        try:
            while not stopping.is_set():
                await self._look()
                try:
                    async with asyncio.timeout(POLL_S):
                        await stopping.wait()
                except TimeoutError:
                    pass
        finally:
            await self._end(list(self._running))

    async def _look(self) -> None:
        try:
            wanted = await read_orders()
        except Exception as error:  # without the database, what runs goes on
            log.warning("packager: the database does not answer (%s); what is on the air stays there", error)
            return
        await self._end([order for order in self._running if order not in wanted])
        for order, status in wanted.items():
            running = self._running.get(order)
            if running is not None and running.task.done():
                log.error("packager: %s: the worker ended", order.channel, exc_info=running.task.exception())
                running = None
            if running is None:
                worker = ChannelWorker(order, self._outfit, status=status)
                self._running[order] = _Running(worker, asyncio.create_task(worker.run(), name=order.channel))
            else:
                running.worker.status = status

    async def _end(self, orders: list[Order]) -> None:
        tasks = [self._running.pop(order).task for order in orders]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
