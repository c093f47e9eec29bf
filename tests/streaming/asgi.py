"""A client of the origin without a network: whole requests, uploads in progress, bodies that grow."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from streaming.origin.app import OriginApplication


@dataclass(slots=True)
class Answer:
    """What came so far: `body` grows until `done`."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    done: bool = False

    async def wait_for_bytes(self, size: int) -> bytes:
        """Return the body once it has at least `size` bytes."""
        async with asyncio.timeout(5):
            while len(self.body) < size:
                self.changed.clear()
                await self.changed.wait()
        return self.body


@dataclass(slots=True)
class Exchange:
    """A request in progress: `upload` adds to its body, `finish` ends it and returns the answer."""

    answer: Answer
    uploads: asyncio.Queue[bytes | None]
    task: asyncio.Task[None]

    async def upload(self, *chunks: bytes) -> None:
        """Send chunks, and let the application take them."""
        for chunk in chunks:
            self.uploads.put_nowait(chunk)
        # The queue cannot tell: an application that refuses stops taking.
        while not self.uploads.empty() and not self.task.done():  # noqa: ASYNC110
            await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def finish(self) -> Answer:
        """End the body; return the whole answer."""
        self.uploads.put_nowait(None)
        async with asyncio.timeout(5):
            await self.task
        return self.answer


def begin(
    app: OriginApplication, method: str, path: str, *, query: str = "", headers: dict[str, str] | None = None
) -> Exchange:
    """Start a request whose body comes later."""
    answer = Answer()
    uploads: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def receive() -> dict[str, Any]:
        chunk = await uploads.get()
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {key.decode(): value.decode() for key, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")
            answer.done = not message.get("more_body", False)
        answer.changed.set()

    scope = {
        "type": "http",
        "method": method,
        "path": f"/stream/{path}",
        "query_string": query.encode(),
        "headers": [(key.lower().encode(), value.encode()) for key, value in (headers or {}).items()],
    }
    return Exchange(answer, uploads, asyncio.ensure_future(app(scope, receive, send)))


async def ask(
    app: OriginApplication,
    path: str,
    *,
    method: str = "GET",
    query: str = "",
    headers: dict[str, str] | None = None,
    body: Iterable[bytes] = (),
) -> Answer:
    """Make a whole request."""
    exchange = begin(app, method, path, query=query, headers=headers)
    await exchange.upload(*body)
    return await exchange.finish()
