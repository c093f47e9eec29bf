"""The way out: a server's own outlet where there is one, plain `send` where not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from live.frames import Frame
from live.mailbox import OUTLET_EXTENSION, PlainOutlet
from live.routing import websocket_application
from live.tickets import Ticket, sign_ticket
from tests.live.outlets import FakeOutlet


def scope(ticket: Ticket, extensions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "websocket",
        "path": "/ws/events/1/",
        "query_string": b"follow=board/1",
        "headers": [
            (b"host", b"localhost"),
            (b"origin", b"http://localhost"),
            (b"cookie", f"ticket_1={sign_ticket(ticket)}".encode()),
        ],
        "extensions": extensions,
    }


class Drained:
    """Whom a drained outlet tells."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self.drained = tell


async def test_servers_own_outlet_is_used(database_threads: None, ticket: Callable[..., Ticket]) -> None:
    outlet = FakeOutlet()
    incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    incoming.put_nowait({"type": "websocket.connect"})
    running = asyncio.create_task(
        websocket_application(scope(ticket(), {OUTLET_EXTENSION: outlet}), incoming.get, send)
    )
    async with asyncio.timeout(10):
        while len(outlet.written) < 2:  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0.01)
    assert [message["type"] for payload in outlet.written for message in msgspec.json.decode(payload)] == [
        "welcome",
        "snapshot",
    ]
    assert [message["type"] for message in sent] == ["websocket.accept"]
    incoming.put_nowait({"type": "websocket.disconnect", "code": 1000})
    await running
    from live.edge import current_edge

    assert not current_edge().hub.connections
    await current_edge().stop()


async def test_plain_outlet_waits_for_nobody_and_keeps_the_order() -> None:
    may_go = asyncio.Event()
    sent: list[Any] = []

    async def send(message: dict[str, Any]) -> None:
        await may_go.wait()
        sent.append(message.get("text", message.get("code")))

    outlet, drained = PlainOutlet(send), []
    outlet.reader = Drained(lambda: drained.append(outlet.queued_bytes))
    for n in range(3):
        outlet.write(Frame([b"%d" % n]))
    await asyncio.sleep(0)
    assert (sent, outlet.queued_bytes) == ([], 9)
    may_go.set()
    async with asyncio.timeout(2):
        while not drained:  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0)
    outlet.write(Frame([b"last"]))
    outlet.close(1012, "restart")
    outlet.write(Frame([b"too late"]))
    await asyncio.sleep(0.01)
    assert sent == ["[0]", "[1]", "[2]", "[last]", 1012]
    assert drained == [0]


@pytest.mark.parametrize("dies_at", [0, 2])
async def test_plain_outlet_of_a_client_that_left_holds_nothing(dies_at: int) -> None:
    sent = 0

    async def send(message: dict[str, Any]) -> None:
        nonlocal sent
        if sent == dies_at:
            raise ConnectionError("the client left")
        sent += 1

    outlet = PlainOutlet(send)
    for n in range(5):
        outlet.write(Frame([b"%d" % n]))
    await asyncio.sleep(0.01)
    assert outlet.queued_bytes == 0
    outlet.write(Frame([b"more"]))
    assert outlet.queued_bytes == 0
