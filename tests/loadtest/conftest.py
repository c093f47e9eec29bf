"""Servers that make mistakes, so that it shows whether the audience notices."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from loadtest.cohort import Cohort
from loadtest.fake_edge import FakeEdge

T = TypeVar("T")


class Loop:
    """An event loop in a thread: the audience blocks, the servers must not wait for it."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def call(self, function: Callable[..., Any], *arguments: Any) -> None:
        self.loop.call_soon_threadsafe(function, *arguments)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


@pytest.fixture
def loop_thread() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@contextmanager
def fake_edge(loop: Loop, **options: Any) -> Iterator[tuple[FakeEdge, int]]:
    edge = FakeEdge(**options)
    port = loop.run(edge.start())
    try:
        yield edge, port
    finally:
        loop.run(edge.stop())


def turn_until(cohort: Cohort, done: Callable[[], bool], timeout_s: float = 60) -> None:
    deadline = time.monotonic() + timeout_s
    while not done():
        assert time.monotonic() < deadline, cohort.figures
        cohort.turn(0.005)
