"""The database from the event loop: worker threads for blocking calls, and reads that see one moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper

P = ParamSpec("P")
R = TypeVar("R")

_executor: ThreadPoolExecutor | None = None


async def in_database(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call `function` in one of settings.LIVE_DATABASE_THREADS threads, each with a connection of its own."""
    global _executor
    if _executor is None:
        _executor = ThreadPoolExecutor(settings.LIVE_DATABASE_THREADS, thread_name_prefix="live-database")
    call = partial(_with_fresh_connection, partial(function, *args, **kwargs))
    return await asyncio.get_running_loop().run_in_executor(_executor, call)


def stop_database_threads() -> None:
    """Wait for the worker threads and end them."""
    global _executor
    executor, _executor = _executor, None
    if executor is not None:
        executor.shutdown(wait=True)


@contextmanager
def consistent_read() -> Iterator[None]:
    """Read everything in the block as of one moment, without blocking writers.

    PostgreSQL: a REPEATABLE READ, READ ONLY transaction. SQLite: a deferred transaction (ours usually begin IMMEDIATE).
    Inside another transaction (tests) it is that transaction's view.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()  # a wrapper knows its mode from its first connection on
        wrapper = cast(SQLiteWrapper, connections[DEFAULT_DB_ALIAS])
        before, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            wrapper.transaction_mode = before  # type: ignore[attr-defined]
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _with_fresh_connection(call: Callable[[], R]) -> R:
    close_old_connections()
    try:
        return call()
    finally:
        close_old_connections()
