"""Answering over ASGI: whole bodies, growing bodies, and the headers that caches and players need."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# The media are public to read: any page, and any CDN, may play them.
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"date, content-length, content-range"),
    (b"x-content-type-options", b"nosniff"),
]
IMMUTABLE = "public, max-age=31536000, immutable"
MANIFEST = "public, max-age=1"
SHORT = "public, max-age=10"
NEVER = "no-store"


class Refused(Exception):
    """A request that gets an error status; the message says what was expected and what came."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    body: bytes
    content_type: str
    cache: str
    status: int = 200
    headers: tuple[tuple[bytes, bytes], ...] = ()


async def send_reply(send: Send, reply: Reply, *, head: bool) -> None:
    """Send a whole answer; for HEAD its headers alone."""
    headers = [*_headers(reply.content_type, reply.cache), (b"content-length", str(len(reply.body)).encode())]
    await send({"type": "http.response.start", "status": reply.status, "headers": [*headers, *reply.headers]})
    await send({"type": "http.response.body", "body": b"" if head else reply.body})


async def send_growing(send: Send, chunks: AsyncIterator[bytes], content_type: str, cache: str) -> None:
    """Send a body while it is made; the server frames it in chunks."""
    await send({"type": "http.response.start", "status": 200, "headers": _headers(content_type, cache)})
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def refusal(error: Refused) -> Reply:
    """The answer to a refused request: short-lived in caches, so that a CDN asks again when the media are there."""
    cache = MANIFEST if error.status == 404 else NEVER
    extra = ((b"retry-after", b"1"),) if error.status == 503 else ()
    return Reply(f"{error.message}\n".encode(), "text/plain; charset=utf-8", cache, error.status, extra)


def preflight() -> Reply:
    """The answer to OPTIONS: reading is open to every origin, with or without a Range."""
    allowed = (
        (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
        (b"access-control-allow-headers", b"range"),
        (b"access-control-max-age", b"86400"),
    )
    return Reply(b"", "text/plain; charset=utf-8", "public, max-age=86400", 204, allowed)


def header(scope: Scope, name: bytes) -> str:
    """A request header, or an empty string."""
    pairs: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return next((value.decode("latin-1") for key, value in pairs if key == name), "")


def parse_range(value: str, size: int) -> tuple[int, int] | None:
    """Read one byte range as (first, past the last); None for no range or several; raises Refused(416)."""
    unit, _equals, spec = value.partition("=")
    if unit.strip() != "bytes" or "," in spec:
        return None
    first, dash, last = spec.strip().partition("-")
    if not dash or not all(
        part == "" or (part.isascii() and part.isdigit() and len(part) < 16) for part in (first, last)
    ):
        return None
    if first == "":
        if last == "":
            return None
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    if start >= end:
        raise Refused(416, f"expected a range within {size} bytes, got '{value}'")
    return start, end


def _headers(content_type: str, cache: str) -> list[tuple[bytes, bytes]]:
    return [(b"content-type", content_type.encode()), (b"cache-control", cache.encode()), *_CORS]
