"""PostgreSQL crashes under writes and is away for seconds: who watches notices nothing, no write is lost or doubled."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from live.tickets import Ticket
from tests.browser.launch import Launch
from tests.faults.audience import Member, settle
from tests.faults.conftest import attendee_tickets, crew_ticket
from tests.faults.databases import database_with_event, launch_on
from tests.parts.postgres import PostgresCluster

WITHOUT_DATABASE_S = 8.0
PEOPLE = 30


@pytest.fixture
def database(tmp_path: Path) -> Iterator[PostgresCluster]:
    """A PostgreSQL of this test alone, with an event in it."""
    with database_with_event(tmp_path / "template", people=PEOPLE) as cluster:
        yield cluster


@pytest.fixture
def launch(database: PostgresCluster, tmp_path: Path) -> Iterator[Launch]:
    with launch_on(database, tmp_path / "launch", tmp_path / "template") as running:
        yield running


async def test_audience_stays_and_every_write_counts_once(launch: Launch, database: PostgresCluster) -> None:
    event_id = launch.event["id"]
    tickets = attendee_tickets(launch, PEOPLE)
    shared = (f"questions/{event_id}", f"event/{event_id}")
    readers = [Member(launch.port, ticket, *shared) for ticket in tickets[:10]]
    writers = [Member(launch.port, ticket, _own(ticket)) for ticket in tickets[10:20]]
    moderator = Member(launch.port, crew_ticket(launch, "moderator"), f"desk/{event_id}")
    for member in (*readers, *writers, moderator):
        await member.up_to_date()

    async def ask_and_approve(writer: Member, text: str) -> None:
        asked = await writer.command("qa.ask", {"text": text, "anonymous": False, "language": "en"})
        assert asked["type"] == "ack", asked
        question_id = asked["result"]["question"]["id"]
        approved = await moderator.command("desk.approve", {"question_id": question_id, "version": 1})
        assert approved["type"] == "ack", approved

    page = await asyncio.to_thread(_read, launch)

    texts = [f"Is it question {n}, while the database is away?" for n in range(len(writers))]
    writing = [asyncio.create_task(ask_and_approve(*each)) for each in zip(writers[:5], texts[:5], strict=True)]
    await asyncio.sleep(0.02)
    await asyncio.to_thread(database.stop, "immediate")
    stopped = time.monotonic()
    writing += [asyncio.create_task(ask_and_approve(*each)) for each in zip(writers[5:], texts[5:], strict=True)]
    # Who comes now gets what the server has in memory, and the page that it has kept.
    await asyncio.sleep(1.5)
    for _ in range(3):
        assert await asyncio.to_thread(_read, launch) == page
    newcomer = Member(launch.port, tickets[20], *shared)
    await newcomer.up_to_date()
    await asyncio.sleep(max(0.0, WITHOUT_DATABASE_S - (time.monotonic() - stopped)))
    assert not all(each.done() for each in writing)
    await asyncio.to_thread(database.start)
    async with asyncio.timeout(60):
        await asyncio.gather(*writing)

    fresh = Member(launch.port, tickets[21], *shared)
    await fresh.up_to_date()
    assert len(fresh.topics[shared[0]].state.questions) == len(texts)
    expected = {name: follower.state for name, follower in fresh.topics.items()}
    await settle([*readers, newcomer], lambda _: expected)
    for member in (*readers, *writers, moderator, newcomer):
        assert member.closes == []
    with psycopg.connect(database.url) as connection:
        rows = connection.execute("SELECT text FROM qa_moderation_question").fetchall()
        assert Counter(text for (text,) in rows) == Counter(texts)
    for member in (*readers, *writers, moderator, newcomer, fresh):
        await member.leave()


def _own(ticket: Ticket) -> str:
    return f"my-questions/{ticket.event_id}/{ticket.subject}"


def _read(launch: Launch) -> str:
    with urlopen(f"{launch.url}/en/e/{launch.event['slug']}/", timeout=20) as answer:
        return str(answer.read().decode())
