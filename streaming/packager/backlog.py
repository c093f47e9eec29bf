"""What an encoder made and the origin has not acknowledged yet."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """An initialisation segment (`number` None) or a fragment of segment `number`."""

    number: int | None
    data: bytes


class Backlog:
    """A bounded queue with a place in it: what was sent stays until it is acknowledged, and is sent again otherwise.

    Past `max_bytes` the oldest go: an origin that comes back after long wants the present first.
    """

    def __init__(self, *, max_bytes: int) -> None:
        self._items: deque[Item] = deque()
        self._max_bytes = max_bytes
        self._size_bytes = 0
        self._sent = 0
        self._arrived = asyncio.Event()

    @property
    def size_bytes(self) -> int:
        """How much waits for an acknowledgement."""
        return self._size_bytes

    def append(self, item: Item) -> None:
        """Add what the encoder made."""
        self._items.append(item)
        self._size_bytes += len(item.data)
        while self._size_bytes > self._max_bytes:
            self._drop_oldest()
        self._arrived.set()

    async def peek(self) -> Item:
        """Return the next to send, once there is one."""
        while self._sent >= len(self._items):
            self._arrived.clear()
            await self._arrived.wait()
        return self._items[self._sent]

    def advance(self) -> None:
        """The item that `peek` returned was sent."""
        self._sent += 1

    def acknowledge(self) -> None:
        """All that was sent has arrived."""
        while self._sent:
            self._drop_oldest()

    def rewind(self) -> None:
        """Nobody knows what arrived of what was sent: send it again. The origin drops what it has."""
        self._sent = 0

    def _drop_oldest(self) -> None:
        self._size_bytes -= len(self._items.popleft().data)
        self._sent = max(0, self._sent - 1)
