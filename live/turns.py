"""Turns in the interpreter: how many requests work at one time in a process that has an event loop to look after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from django.conf import settings

from live import metrics

# Who has a turn for so long waits for something, or is a rare page that computes: the next one goes on beside it.
_LONGEST_S = 0.5
_MOST_WAITING = 2_000


class Turn:
    """One turn, that ends once."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._timer = asyncio.get_running_loop().call_later(_LONGEST_S, self.end)
        self._has_ended = False

    def end(self) -> None:
        """Let the next one have it."""
        if not self._has_ended:
            self._has_ended = True
            self._timer.cancel()
            self._free.release()


class Turns:
    """Waiting on the loop, at next to no cost, for a thread to work in.

    The interpreter runs one thread at a time, and the loop stands in line for it with each event of a socket. While
    3,000 registered in 30 s at two edges, and 10,000 came for page and socket, 95% of these were in within 13 s with a
    thread for each request (and 400 registrations failed), 9 s with 8 at one time, 1.8 s with 2, 1.2 - 1.5 s with one.
    """

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(settings.REQUESTS_AT_ONCE)
        self._waiting = 0

    @property
    def are_gone(self) -> bool:
        """Whether so many wait that one more should come back later."""
        return self._waiting >= _MOST_WAITING

    @asynccontextmanager
    async def take(self) -> AsyncIterator[Turn]:
        """Wait for a turn, and have it while the block runs: for half a second at most."""
        self._wait(1)
        try:
            await self._free.acquire()
        finally:
            self._wait(-1)
        turn = Turn(self._free)
        try:
            yield turn
        finally:
            turn.end()

    def _wait(self, change: int) -> None:
        self._waiting += change
        metrics.requests_waiting.set(self._waiting)
