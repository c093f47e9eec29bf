"""An edge that is full keeps whom it has, and says to each of the others when to come back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import cast

import pytest
from pytest_django import Settings

from live import admission, closing
from live.admission import WaitingList, refusal_reason
from live.connection import Connection
from live.edge import Edge
from live.hub import Hub
from live.tickets import Ticket
from tests.live.client import Client
from tests.live.outlets import FakeOutlet
from tests.live.servers import uvicorn_server

Tickets = Callable[..., Ticket]


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(admission.time, "monotonic", lambda: self.now)  # type: ignore[attr-defined]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    with monkeypatch.context() as patch:
        yield Clock(patch)


def test_each_one_sent_away_has_a_moment_of_its_own(clock: Clock) -> None:
    waiting = WaitingList()
    waits = [waiting.wait_ms() for _ in range(10_000)]
    assert waits[0] == 5_000
    assert len(set(waits)) == len(waits)
    assert {later - sooner for sooner, later in pairwise(waits)} <= {1, 2, 3}
    assert max(waits) < 26_000


def test_nobody_waits_longer_than_a_minute(clock: Clock) -> None:
    waiting = WaitingList()
    waits = [waiting.wait_ms() for _ in range(60_000)]
    assert min(waits) == 5_000
    assert 59_000 < max(waits) <= 60_000
    seconds = [wait // 1000 for wait in waits]
    assert max(seconds.count(second) for second in set(seconds)) <= 3.1 * admission._RETURNS_PER_SECOND


def test_who_comes_later_waits_no_longer_for_those_before(clock: Clock) -> None:
    waiting = WaitingList()
    for _ in range(1_000):
        waiting.wait_ms()
    clock.now += 100
    assert waiting.wait_ms() == 5_000


def test_reasons_say_when_only_where_waiting_helps() -> None:
    edge = cast(Edge, SimpleNamespace(waiting_list=WaitingList()))
    for code in closing.CLOSE_CODES:
        reason = refusal_reason(edge, code)
        says_when = re.fullmatch(rf"{code.name} after_ms=([0-9]+)", reason)
        assert bool(says_when) == (code in {closing.OVERLOADED, closing.FLOODING})
        assert says_when or reason == code.name
        assert len(reason.encode()) <= 123


@pytest.fixture(params=[True, False], ids=["frame path", "plain send"])
def full_server(request: pytest.FixtureRequest, database_threads: None, settings: Settings) -> Iterator[int]:
    """A server that takes three."""
    settings.LIVE_MAX_CONNECTIONS = 3
    settings.LIVE_DRAIN_WINDOW_S = 0
    settings.LIVE_FRAME_PATH = request.param
    with uvicorn_server() as port:
        yield port


async def test_those_inside_are_not_disturbed_and_those_outside_are_told_when(
    full_server: int, ticket: Tickets
) -> None:
    inside = [await Client.open(full_server, ticket(f"a{n}"), "board/1") for n in range(1, 4)]
    for client in inside:
        await client.of_type("snapshot")
    for n in range(4, 9):
        outside = await Client.open(full_server, ticket(f"a{n}"), "board/1")
        code, reason = await outside.closed()
        assert (code, outside.messages) == (closing.OVERLOADED.code, [])
        said = re.fullmatch(r"overloaded after_ms=([0-9]+)", reason or "")
        assert said is not None
        assert 5_000 <= int(said[1]) <= 60_000
    assert (await inside[0].command("board.write", {"text": "undisturbed"}))["type"] == "ack"
    for client in inside:
        await client.until(lambda client=client: client.facts("board/1"))  # type: ignore[misc]
    await inside[2].close()
    async with asyncio.timeout(10):
        while True:
            newcomer = await Client.open(full_server, ticket("a12"), "board/1")
            if await _is_let_in(newcomer):
                break
    assert newcomer.messages[0]["type"] == "welcome"
    for client in (*inside[:2], newcomer):
        await client.close()


async def _is_let_in(client: Client) -> bool:
    """Whether it was welcomed: until the server knows that another has gone, it is not."""
    closed = asyncio.ensure_future(client.socket.wait_closed())
    welcomed = asyncio.ensure_future(client.of_type("welcome"))
    done, _ = await asyncio.wait({closed, welcomed}, return_when=asyncio.FIRST_COMPLETED)
    closed.cancel()
    welcomed.cancel()
    return welcomed in done


# --- leaving


class Leaving:
    """An edge with connections whose clients the test plays, and a note of when each was closed."""

    def __init__(self, tickets: Tickets, count: int) -> None:
        self.edge = Edge()
        self.closed_at: list[float] = []
        for n in range(count):
            outlet = FakeOutlet()
            connection = Connection(tickets(f"a{n}"), outlet)
            self.edge.hub.add(connection)
            outlet.close = self._closer(self.edge.hub, connection, outlet)  # type: ignore[method-assign, assignment]

    def _closer(self, hub: Hub, connection: Connection, outlet: FakeOutlet) -> Callable[[int, str], None]:
        def close(code: int, reason: str) -> None:
            outlet.closed_with = (code, reason)
            self.closed_at.append(asyncio.get_running_loop().time())
            hub.remove(connection)

        return close


def test_who_ignores_a_drain_is_closed_spread_over_the_window(ticket: Tickets, monkeypatch: pytest.MonkeyPatch) -> None:
    from live import edge
    from tests.live.simulation import SimulatedLoop

    loop = SimulatedLoop()

    async def main() -> None:
        monkeypatch.setattr(edge.time, "monotonic", loop.time)  # type: ignore[attr-defined]
        leaving = Leaving(ticket, 1_000)
        began = loop.time()
        await leaving.edge.drain(10)
        passed = [at - began for at in leaving.closed_at]
        assert len(passed) == 1_000
        assert passed == sorted(passed)
        assert max(passed) <= 10.1
        by_second = [sum(second <= at < second + 1 for at in passed) for second in range(10)]
        assert all(90 <= count <= 110 for count in by_second), by_second

    try:
        loop.run_until_complete(main())
    finally:
        monkeypatch.undo()
        loop.close()


def test_who_leaves_by_itself_is_left_in_peace(ticket: Tickets, monkeypatch: pytest.MonkeyPatch) -> None:
    from live import edge
    from tests.live.simulation import SimulatedLoop

    loop = SimulatedLoop()

    async def main() -> None:
        monkeypatch.setattr(edge.time, "monotonic", loop.time)  # type: ignore[attr-defined]
        leaving = Leaving(ticket, 1_000)
        # They leave evenly, a little before their time.
        for n, connection in enumerate(list(leaving.edge.hub.connections)):
            loop.call_later(n * 0.0098, leaving.edge.hub.remove, connection)
        await leaving.edge.drain(10)
        assert len(leaving.closed_at) < 20

    try:
        loop.run_until_complete(main())
    finally:
        monkeypatch.undo()
        loop.close()
