"""A server that says what the protocol says and does nothing else: to measure the audience, and to show it mistakes."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
EPOCH = "5f3a9c01"


def server_frame(*messages: dict[str, Any]) -> bytes:
    """Return the frame that carries `messages`."""
    payload = json.dumps(messages, separators=(",", ":")).encode()
    length = len(payload)
    if length < 126:
        return bytes((0x81, length)) + payload
    width = (b"\x7e", 2) if length < 1 << 16 else (b"\x7f", 8)
    return b"\x81" + width[0] + length.to_bytes(width[1], "big") + payload


class FakeEdge:
    """Holds sockets and broadcasts facts. `spoil` may change or drop (None) a frame on its way to a socket's number."""

    def __init__(self, spoil: Callable[[int, int, bytes], bytes | None] | None = None, fact_bytes: int = 400) -> None:
        self.offset = 0
        self.sockets: list[_Socket] = []
        self.spoil = spoil
        self._padding = "x" * fact_bytes
        self._server: asyncio.Server | None = None

    async def start(self) -> int:
        """Listen, and return the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Socket(self), "127.0.0.1", 0, backlog=4096)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Close everything."""
        assert self._server is not None
        self._server.close()
        for socket in self.sockets:
            socket.transport.abort()
        await self._server.wait_closed()

    def say_fact(self, topic: str) -> None:
        """Broadcast the next fact."""
        self.offset += 1
        fact = {"offset": self.offset, "kind": "Said", "at_ms": time.time_ns() // 1_000_000, "programme_ms": None}
        message = {"type": "facts", "topic": topic, "epoch": EPOCH, "facts": [fact | {"data": self._padding}]}
        frame = server_frame(message)
        for number, socket in enumerate(self.sockets):
            sent = frame if self.spoil is None else self.spoil(number, self.offset, frame)
            if sent is not None:
                socket.transport.write(sent)


class _Socket(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self, edge: FakeEdge) -> None:
        self._edge = edge
        self._head = b""
        self._is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._is_open:
            return
        self._head += data
        if not self._head.endswith(b"\r\n\r\n"):
            return
        self._is_open = True
        path, key = self._head.split(b" ", 2)[1].decode(), b""
        for line in self._head.split(b"\r\n"):
            if line.lower().startswith(b"sec-websocket-key: "):
                key = line[19:]
        accept = base64.b64encode(hashlib.sha1(key + _GUID, usedforsecurity=False).digest())
        messages: list[dict[str, Any]] = [{"type": "welcome", "subject": "a1", "roles": [], "at_ms": 0}]
        for followed in parse_qs(urlsplit(path).query)["follow"]:
            topic, _, since = followed.partition("@")
            if not since:
                position = {"epoch": EPOCH, "offset": self._edge.offset, "rev": 0}
                messages.append({"type": "snapshot", "topic": topic, **position, "state": {}})
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n" + server_frame(*messages)
        )
        self._edge.sockets.append(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self in self._edge.sockets:
            self._edge.sockets.remove(self)
