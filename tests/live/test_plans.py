"""Who asks for what others asked for before gets what these got, and nothing that is not theirs."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from live import joining
from live.bus import use_bus
from live.bus.memory import MemoryBroker, MemoryBus
from live.connection import Connection
from live.hub import Hub
from live.plans import Plans
from live.session import open_connection, parse_query
from live.tickets import Ticket, sign_ticket, ticket_cookie_name
from tests.live import board
from tests.live.outlets import FakeOutlet

Tickets = Callable[..., Ticket]
Join = Callable[[Ticket, str], Connection]


@pytest.fixture
async def hub(database_threads: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    monkeypatch.setattr(board.MyBoardTopic, "initial", board.BoardState())
    with use_bus(MemoryBus(MemoryBroker())) as bus:
        running = Hub(bus)
        await running.start()
        # So that memory has it all.
        await running.feed("board/1")
        await running.personal_channel("my-board/1/a1")
        yield running
        await running.stop()


@pytest.fixture
def join(hub: Hub) -> Join:
    """Open a connection with a query."""
    edge: Any = SimpleNamespace(hub=hub, draining=False, revocations=SimpleNamespace(is_void=lambda ticket: False))

    def opened(ticket: Ticket, query: str) -> Connection:
        cookie = f"{ticket_cookie_name(1, crew=False)}={sign_ticket(ticket)}".encode()
        connection = open_connection(edge, FakeOutlet(), event_id=1, crew=False, cookies=cookie, query=query.encode())
        assert connection is not None
        return connection

    return opened


def said(connection: Connection) -> list[dict[str, Any]]:
    """Return all messages that a connection got, but for what differs with the time and the name."""
    outlet = connection.outlet
    assert isinstance(outlet, FakeOutlet)
    messages = [message for payload in outlet.written for message in json.loads(payload)]
    told = json.dumps([{**message, "at_ms": 0} for message in messages]).replace(connection.ticket.subject, "me")
    return list(json.loads(told))


QUERY = "follow=board/1&follow=my-board/1/{}"


async def test_second_of_a_kind_gets_what_the_first_got(
    hub: Hub, join: Join, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    general = join(ticket("a2"), QUERY.format("a2"))
    asked_in_general: list[Connection] = []
    monkeypatch.setattr(joining.Joining, "join", lambda self, connection, *rest: asked_in_general.append(connection))
    planned = join(ticket("a31"), QUERY.format("a31"))
    assert asked_in_general == []
    assert said(planned) == said(general)
    assert planned.crowd is general.crowd
    assert planned.personal == ("my-board/1/a31",)
    assert planned.follows == {"board/1", "my-board/1/a31"}
    assert hub.personal["my-board/1"].followers["my-board/1/a31"] == (planned,)


@pytest.mark.parametrize(
    "query",
    [
        QUERY.format("a1"),  # somebody else's own topic
        "follow=board/1&follow=my-board/1/a2&follow=my-board/1/a1",
        "follow=board/2&follow=my-board/1/a2",  # another event's
        "follow=nothing/1&follow=my-board/1/a2",
    ],
)
async def test_plan_of_one_lets_nobody_into_what_is_not_theirs(join: Join, ticket: Tickets, query: str) -> None:
    join(ticket("a1"), QUERY.format("a1"))
    refused = [message["topic"] for message in said(join(ticket("a2"), query)) if message["type"] == "unavailable"]
    again = [message["topic"] for message in said(join(ticket("a2"), query)) if message["type"] == "unavailable"]
    assert len(refused) == 1
    assert again == refused


async def test_plan_holds_for_those_with_the_same_roles(join: Join, ticket: Tickets) -> None:
    join(ticket("a1"), "follow=board/1")
    guest = join(ticket("g1"), "follow=board/1")
    assert [message["type"] for message in said(guest)] == ["welcome", "unavailable"]
    assert guest.follows == set()


async def test_plan_is_not_used_for_what_has_to_be_read(hub: Hub, join: Join, ticket: Tickets) -> None:
    join(ticket("a1"), QUERY.format("a1"))
    hub.feeds["board/1"].ready = False
    late = join(ticket("a2"), QUERY.format("a2"))
    assert late.loading == {"board/1"}


@pytest.mark.parametrize(
    ("subject", "query"),
    [
        ("a1", "follow=board/1&follow=board/1"),
        ("a1", "follow=board/1@0badc0ffee0badc0.3.0"),
        ("board", "follow=board/1&follow=my-board/1/board"),  # the subject stands in other names as well
    ],
)
def test_addresses_that_are_nobody_elses_are_not_remembered(
    ticket: Tickets, monkeypatch: pytest.MonkeyPatch, subject: str, query: str
) -> None:
    one = ticket(subject, roles={"attendee"})
    asks = parse_query(query.encode())
    assert asks is not None
    plans = Plans()
    monkeypatch.setattr(joining, "Plans", lambda: plans)
    hub: Any = None
    joining.Joining(hub).learn(one, query.encode(), asks)
    assert plans.find(one, query.encode()) is None


def test_made_up_addresses_take_no_more_room_than_some(ticket: Tickets) -> None:
    plans, one = Plans(), ticket("a1")
    for number in range(3000):
        query = f"follow=board/1&x={number}".encode()
        plans.learn(one, query, parse_query(query) or [])
    assert len(plans._plans) <= 1024
