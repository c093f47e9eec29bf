"""What is to be done later, in order."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from typing import Any


class Timers:
    """Calls functions when their time has come. Times are seconds of the owner's clock."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Callable[..., Any], tuple[Any, ...]]] = []
        self._number = itertools.count()

    def at(self, due_s: float, call: Callable[..., Any], *arguments: Any) -> None:
        """Call `call` with `arguments` at `due_s`."""
        heapq.heappush(self._heap, (due_s, next(self._number), call, arguments))

    def run(self, now_s: float, most: int) -> bool:
        """Make the calls that are due, at most `most`; return whether more are."""
        for _ in range(most):
            if not self._heap or self._heap[0][0] > now_s:
                return False
            _, _, call, arguments = heapq.heappop(self._heap)
            call(*arguments)
        return bool(self._heap) and self._heap[0][0] <= now_s

    def clear(self) -> None:
        """Forget all of it."""
        self._heap.clear()
