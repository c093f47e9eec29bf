"""What stands before Django for the crowd's requests: pages from memory, and visits.

When a launch begins, everybody asks for one page at once. A page through Django's middleware costs 7 ms of CPU here,
this way 0.1 ms. What a shared cache may keep (Cache-Control: s-maxage) is kept for a second, one request asks Django
for all that wait, and the rest is a look into a dictionary. What a CDN does for the world, this does for one process.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from events.kept_pages import kept_pages
from events.visits import Visits

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Key = tuple[str, ...]

_VISIT = re.compile(r"^/visits/(?P<event_id>[0-9]{1,18})/$")
# The page, the inside of a phase, the brand's stylesheet, the registration form (an
# invitation's has its token in the path, and is not among them): see events/urls.py.
_SHARED = re.compile(r"^/[a-z]{2}(?:-[a-z]+)?/e/[-\w]+/(?:phase/[-\w]+/[0-9]+/|brand\.[0-9a-f]+\.css|register/)?$")
# What may change an answer, beside the path. The query does not: no shared page reads it.
_READ_HEADERS = (b"host", b"x-forwarded-proto")
_FRESH_S = 1.0
# Who comes while the database is down gets the page of before, as those who have it open do.
_STALE_IF_ERROR_S = 600.0
# A database that is down says so only after seconds.
_PATIENCE_S = 0.5
_MOST = 128


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of Django's, and when it came."""

    status: int
    headers: Headers
    body: bytes
    at_s: float
    generation: int

    def header(self, name: bytes) -> bytes:
        """Return a header's value, empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), b"")

    @property
    def may_be_kept(self) -> bool:
        """Whether everybody may get it."""
        shared = b"s-maxage=" in self.header(b"cache-control") or b"immutable" in self.header(b"cache-control")
        return self.status == 200 and shared and not self.header(b"set-cookie") and not self.header(b"vary")


class Front:
    """ASGI: passes on to `application` (Django) what is not for the crowd."""

    def __init__(self, application: Application, clock: Callable[[], float] = time.monotonic) -> None:
        self._application = application
        self._clock = clock
        self._visits = Visits()
        self._kept: dict[Key, Answer] = {}
        self._asking: dict[Key, asyncio.Task[Answer]] = {}

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one HTTP request."""
        path = scope["path"]
        visit = _VISIT.match(path)
        if visit is not None:
            await self._visits.answer(scope, send, int(visit["event_id"]))
        elif scope["method"] in ("GET", "HEAD") and _SHARED.match(path):
            await _send(await self._answer(scope), scope, send)
        else:
            await self._application(scope, receive, send)

    async def _answer(self, scope: dict[str, Any]) -> Answer:
        read = sorted((name, value) for name, value in scope["headers"] if name in _READ_HEADERS)
        key = (scope.get("scheme", "http"), scope["path"], *(value.decode("latin-1") for _name, value in read))
        kept = self._kept.get(key)
        if kept and kept.generation == kept_pages.generation and self._clock() - kept.at_s < _FRESH_S:
            return kept
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._ask(key, scope, read))
            task.add_done_callback(lambda _task: self._asking.pop(key, None))
        if kept and kept.generation == kept_pages.generation and self._clock() - kept.at_s < _STALE_IF_ERROR_S:
            await asyncio.wait({task}, timeout=_PATIENCE_S)
            if not task.done():
                return kept
        # One who leaves must not take the answer from those who wait with him.
        return await asyncio.shield(task)

    async def _ask(self, key: Key, scope: dict[str, Any], read: Headers) -> Answer:
        """Ask Django as nobody in particular: no cookie, no condition, no query reaches it."""
        generation = kept_pages.generation
        asked = {**scope, "method": "GET", "query_string": b"", "headers": read}
        status, headers, body = await _collect(self._application, asked)
        answer = Answer(status, headers, body, at_s=self._clock(), generation=generation)
        former = self._kept.get(key)
        if status >= 500 and former is not None and answer.at_s - former.at_s < _STALE_IF_ERROR_S:
            return former
        self._kept.pop(key, None)
        if answer.may_be_kept:
            while len(self._kept) >= _MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = answer
        return answer


async def _collect(application: Application, scope: dict[str, Any]) -> tuple[int, Headers, bytes]:
    requests: asyncio.Queue[dict[str, Any]] = asyncio.Queue()  # nothing more comes: nobody leaves before the answer
    requests.put_nowait({"type": "http.request", "body": b"", "more_body": False})
    start: dict[str, Any] = {"status": 500, "headers": []}
    parts: list[bytes] = []

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    await application(scope, requests.get, send)
    return start["status"], list(start["headers"]), b"".join(parts)


async def _send(answer: Answer, scope: dict[str, Any], send: Any) -> None:
    status, headers, body = answer.status, answer.headers, answer.body
    if status == 200 and _has(scope["headers"], answer.header(b"etag")):
        status, body = 304, b""
        headers = [(name, value) for name, value in headers if name.lower() not in (b"content-length", b"content-type")]
    elif scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _has(headers: Headers, etag: bytes) -> bool:
    """Whether the browser has the document with this ETag. A proxy that compresses makes it a weak one."""
    known = next((value for name, value in headers if name == b"if-none-match"), b"")
    return bool(etag) and etag in [each.strip().removeprefix(b"W/") for each in known.split(b",")]
