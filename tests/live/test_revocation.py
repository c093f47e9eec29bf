"""A revoked ticket opens nothing any more, and what it has opened is closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from live import closing, revocation
from live.bus import use_bus
from live.bus.memory import MemoryBroker
from live.connection import Connection
from live.database import in_database
from live.edge import Edge
from live.models import Revocation
from live.revocation import revoke_tickets
from live.session import open_connection
from live.tickets import Ticket, sign_ticket
from tests.live.client import Client
from tests.live.outlets import FakeOutlet
from tests.live.test_hub import LossyBus

Tickets = Callable[..., Ticket]
Heard = Callable[[closing.CloseCode], tuple[int, str]]
REVOKED = (closing.REVOKED.code, "revoked")


async def test_revoked_sockets_are_closed_and_kept_out(server: int, ticket: Tickets, heard: Heard) -> None:
    mine, mine_too = ticket("a1"), ticket("a1")
    crew, other = ticket("c1", roles={"moderator"}), ticket("a2")
    sockets = [await Client.open(server, one, "board/1") for one in (mine, mine_too, crew, other)]
    for client in sockets:
        await client.of_type("snapshot")
    await in_database(lambda: revoke_tickets(subject="a1", event_id=1))
    await in_database(lambda: revoke_tickets(subject="c1"))
    for client in sockets[:3]:
        assert await client.closed() == heard(closing.REVOKED)
    for void in (mine, mine_too, crew):
        again = await Client.open(server, void, "board/1")
        assert await again.closed() == heard(closing.REVOKED)
        assert again.messages == []
    renewed = await Client.open(server, ticket("a1"), "board/1")
    await renewed.of_type("snapshot")
    assert (await sockets[3].command("board.write", {"text": "still here"}))["type"] == "ack"
    for client in (renewed, sockets[3]):
        await client.close()


@pytest.fixture
async def bus(database_threads: None) -> AsyncIterator[LossyBus]:
    with use_bus(LossyBus(MemoryBroker())) as lossy:
        assert isinstance(lossy, LossyBus)
        yield lossy


@pytest.fixture
async def edge(bus: LossyBus) -> AsyncIterator[Edge]:
    running = Edge()
    await running.start()
    yield running
    await running.stop()


def enter(edge: Edge, ticket: Ticket) -> tuple[Connection | None, FakeOutlet]:
    outlet = FakeOutlet()
    cookie = f"{'crew' if ticket.is_crew else 'ticket'}_{ticket.event_id}={sign_ticket(ticket)}".encode()
    connection = open_connection(edge, outlet, event_id=ticket.event_id, crew=ticket.is_crew, cookies=cookie, query=b"")
    return connection, outlet


async def closed(outlet: FakeOutlet) -> tuple[int, str]:
    async with asyncio.timeout(10):
        while outlet.closed_with is None:  # noqa: ASYNC110 - what it looks at is no event
            await asyncio.sleep(0.01)
    return outlet.closed_with


@pytest.mark.parametrize("way", ["lossy", "down"])
async def test_it_needs_no_bus(edge: Edge, bus: LossyBus, ticket: Tickets, way: str) -> None:
    bus.loses = True
    if way == "down":
        bus.break_down()
    _, outlet = enter(edge, ticket())
    await in_database(lambda: revoke_tickets(subject="a1", event_id=1))
    assert await closed(outlet) == REVOKED


def test_edges_look_often_enough_for_two_seconds() -> None:
    assert revocation._LOOK_S <= 1.0


async def test_one_event_or_all(edge: Edge, ticket: Tickets) -> None:
    one, two = ticket("a1"), ticket("a1", event_id=2)
    outlets = [enter(edge, each)[1] for each in (one, two)]
    await in_database(lambda: revoke_tickets(subject="a1", event_id=1))
    await edge.revocations.look()
    assert [outlet.closed_with for outlet in outlets] == [REVOKED, None]
    await in_database(lambda: revoke_tickets(subject="a1"))
    await edge.revocations.look()
    assert [outlet.closed_with for outlet in outlets] == [REVOKED, REVOKED]
    assert [enter(edge, each)[0] for each in (one, two, ticket("a1", event_id=3))][:2] == [None, None]


async def test_who_slips_in_between_is_closed_with_the_next_look(edge: Edge, ticket: Tickets) -> None:
    await in_database(lambda: revoke_tickets(subject="a1", event_id=1))
    old = ticket("a1")
    await in_database(lambda: Revocation.objects.update(before_us=old.issued_us))
    connection, outlet = enter(edge, old)
    assert connection is not None
    await edge.revocations.look()
    assert outlet.closed_with == REVOKED


async def test_edge_that_starts_later_knows(edge: Edge, bus: LossyBus, ticket: Tickets, settings: Settings) -> None:
    settings.LIVE_TICKET_LIFETIME_S = 3600
    old = ticket("a1")
    await in_database(lambda: revoke_tickets(subject="a1", event_id=1))
    # Older than what a running edge looks back to.
    await in_database(lambda: _move_back(3000))
    with use_bus(LossyBus(MemoryBroker())):
        late = Edge()
        await late.start()
        connection, outlet = enter(late, old)
        assert (connection, outlet.closed_with) == (None, REVOKED)
        assert enter(late, ticket("a1"))[0] is not None
        await late.stop()


def _move_back(seconds: float) -> None:
    from datetime import timedelta

    from django.utils import timezone

    Revocation.objects.update(created_at=timezone.now() - timedelta(seconds=seconds))


async def test_database_that_was_away_for_a_minute_hides_nothing(
    edge: Edge, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = ticket("a1")
    look = edge.revocations.look
    await look()
    monkeypatch.setattr(revocation, "in_database", _away)
    await look()
    monkeypatch.setattr(revocation, "in_database", in_database)
    await in_database(lambda: revoke_tickets(subject="a1", event_id=1))
    await in_database(lambda: _move_back(60))
    assert edge.revocations._looked_at is not None
    edge.revocations._looked_at -= 60
    await look()
    assert edge.revocations.is_void(old)


async def _away(*_: Any) -> Any:
    raise OSError("the database does not answer")


@pytest.mark.django_db(transaction=True)
def test_ticket_that_was_issued_while_the_transaction_ran_is_void(ticket: Tickets) -> None:
    with transaction.atomic():
        revoke_tickets(subject="a1")
        in_between = ticket("a1")
    assert Revocation.objects.get().before_us >= in_between.issued_us


async def test_what_no_ticket_is_old_enough_for_is_forgotten(
    edge: Edge, ticket: Tickets, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIVE_TICKET_LIFETIME_S = 3600
    await in_database(lambda: revoke_tickets(subject="a1"))
    await edge.revocations.look()
    assert len(edge.revocations._before_us) == 1
    monkeypatch.setattr(revocation, "clock_us", lambda: time.time_ns() // 1_000 + 3_601_000_000)
    await in_database(lambda: revoke_tickets(subject="a2"))
    await edge.revocations.look()
    assert [subject for _, subject in edge.revocations._before_us] == ["a2"]
