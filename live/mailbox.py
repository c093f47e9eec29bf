"""What waits for one reader: bounded, and never a reason for anybody else to wait."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from live import metrics

# The name in scope["extensions"] under which a server offers an Outlet of its own: one that writes frames which were
# built once for a whole broadcast. Without it the consumer uses PlainOutlet.
OUTLET_EXTENSION = "unveil.outlet"

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Outlet(Protocol):
    """The way to one client. `write` never blocks; `queued_bytes` says what has not left yet."""

    on_drained: Callable[[], None] | None
    """Called when the last queued byte has left."""

    @property
    def queued_bytes(self) -> int:
        """Bytes that wait."""

    def write(self, payload: bytes) -> None:
        """Queue one text frame."""

    def close(self, code: int, reason: str) -> None:
        """Send a close frame after what is queued, or abort when the client does not read."""

    def discard(self) -> None:
        """Let go of everything: the connection is gone."""


class PlainOutlet:
    """An outlet over plain ASGI `send`, for every server: a queue, and a task for as long as it is not empty.

    A server's `send` waits while the client does not read (uvicorn) or buffers without bound (Daphne), so nothing else
    may ever await it.
    """

    def __init__(self, send: Send) -> None:
        self.on_drained: Callable[[], None] | None = None
        self._send = send
        self._queue: deque[bytes] = deque()
        self._queued_bytes = 0
        self._task: asyncio.Task[None] | None = None
        self._closing: tuple[int, str] | None = None
        self._gone = False

    @property
    def queued_bytes(self) -> int:
        """Bytes that wait."""
        return self._queued_bytes

    def write(self, payload: bytes) -> None:
        """Queue one text frame."""
        if self._gone or self._closing is not None:
            return
        self._queue.append(payload)
        self._count(len(payload))
        self._wake()

    def close(self, code: int, reason: str) -> None:
        """Send a close frame after what is queued."""
        if not self._gone and self._closing is None:
            self._closing = (code, reason)
            self._wake()

    def discard(self) -> None:
        """Let go of everything."""
        self._gone = True
        self._queue.clear()
        self._count(-self._queued_bytes)
        if self._task is not None:
            self._task.cancel()

    def _wake(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        try:
            while self._queue:
                payload = self._queue.popleft()
                await self._send({"type": "websocket.send", "text": payload.decode()})
                self._count(-len(payload))
            if self._closing is not None:
                code, reason = self._closing
                self._gone = True
                await self._send({"type": "websocket.close", "code": code, "reason": reason})
        except Exception:
            # The client is gone, and the server tells the consumer so in its own way.
            self._gone = True
            self._queue.clear()
            self._count(-self._queued_bytes)
        finally:
            self._task = None
        if not self._gone and self.on_drained is not None:
            self.on_drained()

    def _count(self, change: int) -> None:
        self._queued_bytes += change
        metrics.queued_bytes.inc(change)
