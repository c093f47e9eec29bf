"""The database, seen from the packager: what is to be on the air, and how it goes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from django.db import close_old_connections

from streaming.facts import Interruption
from streaming.selectors import enabled_streams
from streaming.services import report_interruption, report_picture

log = logging.getLogger(__name__)
Result = TypeVar("Result")
# One thread, one connection; and reports reach the database in the order in which they were made.
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="packager-database")


@dataclass(frozen=True, slots=True)
class Order:
    """A stream that is to be on the air. A new `generation` asks for a fresh encoder."""

    stream_id: int
    channel: str
    source: str
    file: str
    stream_key: str
    ingest_port: int | None
    generation: int


async def read_orders() -> dict[Order, str]:
    """Return what is to be on the air, each with its status as viewers know it. Raises what the database raises."""
    return await _in_database(_read_orders)


async def tell_picture(stream_id: int) -> bool:
    """Report that the picture is there; False where the database did not take it, so that it is to be told again."""
    return await _told(lambda: report_picture(stream_id=stream_id))


async def tell_interruption(stream_id: int, reason: Interruption) -> bool:
    """Report that the picture is gone; False where the database did not take it."""
    return await _told(lambda: report_interruption(stream_id=stream_id, reason=reason))


def _read_orders() -> dict[Order, str]:
    return {
        Order(
            stream_id=stream.pk,
            channel=stream.channel,
            source=stream.source,
            file=stream.file.path if stream.file else "",
            stream_key=stream.stream_key,
            ingest_port=stream.ingest_port,
            generation=stream.generation,
        ): stream.status
        for stream in enabled_streams()
    }


async def _told(report: Callable[[], bool]) -> bool:
    try:
        await _in_database(report)
    except Exception as error:  # whatever it is, the picture matters more, and it is told again
        log.warning("packager: the report did not reach the database: %s", error)
        return False
    return True


async def _in_database(work: Callable[[], Result]) -> Result:
    def run() -> Result:
        close_old_connections()
        try:
            return work()
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_thread, run)
