"""Pages take turns: who works, who waits, and whom nobody waits for."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from live import turns
from live.edge import current_edge
from live.pacing import Paced

Message = dict[str, Any]


class Pages:
    """An ASGI application that answers when it is told to, and notes who is in it."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.bodies: dict[str, bytes] = {}
        self.may_answer: dict[str, asyncio.Event] = {}
        self.may_end: dict[str, asyncio.Event] = {}
        self._came = asyncio.Event()

    async def wait_for(self, count: int) -> None:
        """Wait until `count` have come."""
        while len(self.inside) < count:
            self._came.clear()
            await self._came.wait()

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Answer once `may_answer` is set for the path."""
        path = scope["path"]
        self.inside.append(path)
        self._came.set()
        body, more = b"", True
        while more:
            message = await receive()
            body += message["body"]
            more = message["more_body"]
        self.bodies[path] = body
        await self.may_answer.setdefault(path, asyncio.Event()).wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await self.may_end.setdefault(path, asyncio.Event()).wait()
        await send({"type": "http.response.body"})


class Visitor:
    """One request; `body` is what the client has still to say."""

    def __init__(self, paced: Paced, path: str, *first: bytes, more: bool = False) -> None:
        self.status: int | None = None
        self.headers: dict[bytes, bytes] = {}
        self.body: asyncio.Queue[Message] = asyncio.Queue()
        for part in first or (b"",):
            self.body.put_nowait({"type": "http.request", "body": part, "more_body": more})
        self.task = asyncio.create_task(paced({"type": "http", "path": path}, self.body.get, self._send))

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])


@pytest.fixture
def pages() -> Pages:
    """What is behind the turns."""
    return Pages()


@pytest.fixture
def paced(pages: Pages) -> Paced:
    """The turns before it: one at a time."""
    return Paced(pages, unpaced=("/healthz",))


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_next_one_works_when_the_answer_of_the_first_begins(pages: Pages, paced: Paced) -> None:
    first, second = Visitor(paced, "/1"), Visitor(paced, "/2")
    await _settle()
    assert pages.inside == ["/1"]
    pages.may_answer["/1"].set()
    await _settle()
    assert pages.inside == ["/1", "/2"]
    assert (first.status, first.task.done()) == (200, False)
    for path, visitor in (("/1", first), ("/2", second)):
        pages.may_answer[path].set()
        pages.may_end.setdefault(path, asyncio.Event()).set()
        await visitor.task
    assert (first.status, second.status) == (200, 200)


async def test_who_takes_long_holds_up_nobody(pages: Pages, paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_LONGEST_S", 0.0)
    visitors = [Visitor(paced, f"/{number}") for number in range(3)]
    async with asyncio.timeout(5):
        await pages.wait_for(3)
    for number, visitor in enumerate(visitors):
        pages.may_answer.setdefault(f"/{number}", asyncio.Event()).set()
        pages.may_end.setdefault(f"/{number}", asyncio.Event()).set()
        await visitor.task


async def test_turn_is_given_back_once(pages: Pages, paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    await test_who_takes_long_holds_up_nobody(pages, paced, monkeypatch)
    monkeypatch.undo()
    pages.inside.clear()
    Visitor(paced, "/1b")
    Visitor(paced, "/2b")
    await _settle()
    assert pages.inside == ["/1b"]


async def test_health_is_told_whoever_waits(pages: Pages, paced: Paced) -> None:
    Visitor(paced, "/1")
    Visitor(paced, "/2")
    Visitor(paced, "/healthz")
    await _settle()
    assert pages.inside == ["/1", "/healthz"]


async def test_body_that_does_not_come_holds_up_nobody(pages: Pages, paced: Paced) -> None:
    slow = Visitor(paced, "/slow", b"na", more=True)
    Visitor(paced, "/quick", b"all")
    await _settle()
    assert pages.inside == ["/quick"]
    pages.may_answer["/quick"].set()
    slow.body.put_nowait({"type": "http.request", "body": b"me", "more_body": False})
    await _settle()
    assert pages.inside == ["/quick", "/slow"]
    assert pages.bodies == {"/quick": b"all", "/slow": b"name"}


async def test_body_that_never_comes_is_not_waited_for(
    pages: Pages, paced: Paced, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("live.pacing._NEXT_PIECE_S", 0.0)
    silent = Visitor(paced, "/silent", b"na", more=True)
    await silent.task
    assert (silent.status, silent.headers[b"connection"], pages.inside) == (408, b"close", [])


async def test_long_body_is_read_by_the_page_itself(pages: Pages, paced: Paced) -> None:
    parts = [b"x" * 40_000] * 3
    upload = Visitor(paced, "/upload", *parts, more=True)
    upload.body.put_nowait({"type": "http.request", "body": b"end", "more_body": False})
    await _settle()
    assert pages.bodies == {"/upload": b"".join(parts) + b"end"}


async def test_who_leaves_the_line_gives_up_no_turn(pages: Pages, paced: Paced) -> None:
    Visitor(paced, "/1")
    leaving, staying = Visitor(paced, "/2"), Visitor(paced, "/3")
    await _settle()
    leaving.task.cancel()
    pages.may_answer["/1"].set()
    await _settle()
    assert pages.inside == ["/1", "/3"]
    pages.may_answer["/3"].set()
    pages.may_end.setdefault("/3", asyncio.Event()).set()
    await staying.task
    Visitor(paced, "/4")
    await _settle()
    assert pages.inside[-1] == "/4"


async def test_too_many_are_told_to_come_back(pages: Pages, paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_MOST_WAITING", 2)
    Visitor(paced, "/1")
    waiting = [Visitor(paced, f"/{number}") for number in (2, 3)]
    await _settle()
    refused = Visitor(paced, "/4")
    await refused.task
    assert (refused.status, refused.headers[b"retry-after"]) == (503, b"5")
    assert [visitor.status for visitor in waiting] == [None, None]
    assert pages.inside == ["/1"]


async def test_collector_is_spared_each_thousand_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[int] = []
    edge = current_edge()
    monkeypatch.setattr("live.edge.gc.freeze", lambda: frozen.append(len(edge.hub.connections)))
    for phase, generation, count in [("stop", 2, 900), ("stop", 1, 1500), ("start", 2, 1500), ("stop", 2, 1500)]:
        edge.hub.connections = set(range(count))  # type: ignore[arg-type]
        edge._collected(phase, {"generation": generation})
    for count in (1600, 100, 2499, 2500):
        edge.hub.connections = set(range(count))  # type: ignore[arg-type]
        edge._collected("stop", {"generation": 2})
    edge.hub.connections = set()
    assert frozen == [1500, 2500]
