"""What waits for one reader: bounded, and never a reason for anybody else to wait."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from django.conf import settings

from live.frames import Frame

# The name in scope["extensions"] under which a server offers an Outlet of its own: one that writes frames which were
# built once for a whole broadcast. Without it the consumer uses PlainOutlet.
OUTLET_EXTENSION = "unveil.outlet"

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Reader(Protocol):
    """Whom an outlet belongs to."""

    def drained(self) -> None:
        """The outlet has room again."""


class Outlet(Protocol):
    """The way to one client. `write` never blocks; `is_full` says that its reader is behind."""

    reader: Reader | None
    """Who is told when what had piled up has left."""

    @property
    def is_full(self) -> bool:
        """Whether as much waits as may: broadcasts leave this one out until it has drained."""

    @property
    def queued_bytes(self) -> int:
        """Bytes that wait."""

    def write(self, frame: Frame) -> None:
        """Queue one frame."""

    def close(self, code: int, reason: str) -> None:
        """Send a close frame after what is queued, or abort when the client does not read."""

    def discard(self) -> None:
        """Let go of everything: the connection is gone."""


class PlainOutlet:
    """An outlet over plain ASGI `send`, for every server: a queue, and a task for as long as it is not empty.

    A server's `send` waits while the client does not read (uvicorn) or buffers without bound (Daphne), so nothing else
    may ever await it.
    """

    def __init__(self, send: Send, bound_bytes: int | None = None) -> None:
        self.reader: Reader | None = None
        self.is_full = False
        self._send = send
        self._bound = settings.LIVE_MAILBOX_BYTES if bound_bytes is None else bound_bytes
        self._queue: deque[bytes] = deque()
        self._queued_bytes = 0
        self._task: asyncio.Task[None] | None = None
        self._closing: tuple[int, str] | None = None
        self._gone = False

    @property
    def queued_bytes(self) -> int:
        """Bytes that wait."""
        return self._queued_bytes

    def write(self, frame: Frame) -> None:
        """Queue one frame."""
        if self._gone or self._closing is not None:
            return
        self._queue.append(frame.payload)
        self._queued_bytes += len(frame.payload)
        self.is_full = self._queued_bytes >= self._bound
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
        self._queued_bytes = 0
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
                self._queued_bytes -= len(payload)
            if self._closing is not None:
                self._gone = True
                await self._send_close(*self._closing)
        except Exception:
            # The client is gone, and the server tells the consumer so in its own way.
            self._gone = True
            self._queue.clear()
            self._queued_bytes = 0
        finally:
            self._task = None
        self.is_full = False
        if not self._gone and self.reader is not None:
            self.reader.drained()

    async def _send_close(self, code: int, reason: str) -> None:
        try:
            await self._send({"type": "websocket.close", "code": code, "reason": reason})
        except Exception:
            # Daphne sends no code of the protocol's own range (1003, 1009, 1012): then the client hears 1000.
            await self._send({"type": "websocket.close", "code": 1000, "reason": reason})
