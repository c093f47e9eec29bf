"""Redis is gone for 20 s in the middle: pages go on from the log, nothing is lost, and it heals by itself."""

from __future__ import annotations

import asyncio
import time

from tests.browser.launch import Launch
from tests.faults.audience import Member, settle
from tests.faults.conftest import Truth, attendee_tickets, crew_ticket

WITHOUT_REDIS_S = 20.0
# The reconciler looks each half second; the rest is a busy machine.
SLOWEST_WITHOUT_REDIS_S = 5.0


async def test_pages_go_on_without_redis_and_heal(launch: Launch, truth: Truth) -> None:
    event_id = launch.event["id"]
    other_port = await asyncio.to_thread(launch.start_second_web)
    tickets = attendee_tickets(launch, 20)
    # Half of the audience on another server than the writers': without Redis they hear of them from the log alone.
    readers = [
        Member(port, ticket, f"questions/{event_id}", f"event/{event_id}")
        for index, ticket in enumerate(tickets[:10])
        for port in [launch.port if index % 2 else other_port]
    ]
    moderator = Member(other_port, crew_ticket(launch, "moderator"), f"desk/{event_id}")
    writers = [Member(launch.port, ticket, f"my-questions/{event_id}/{ticket.subject}") for ticket in tickets[10:]]
    for member in (*readers, moderator, *writers):
        await member.up_to_date()

    texts: list[str] = []
    slowest_s = 0.0

    async def ask_and_approve(writer: Member) -> None:
        nonlocal slowest_s
        text = f"Question {len(texts)} of {writer.ticket.subject}, while Redis is away?"
        texts.append(text)
        began = time.monotonic()
        asked = await writer.command("qa.ask", {"text": text, "anonymous": False, "language": "en"})
        assert asked["type"] == "ack", asked
        question_id = str(asked["result"]["question"]["id"])
        approved = await moderator.command("desk.approve", {"question_id": int(question_id), "version": 1})
        assert approved["type"] == "ack", approved
        async with asyncio.timeout(30):
            while not all(  # noqa: ASYNC110 - no event for it
                question_id in reader.topics[f"questions/{event_id}"].state.questions for reader in readers
            ):
                await asyncio.sleep(0.02)
        slowest_s = max(slowest_s, time.monotonic() - began)

    await ask_and_approve(writers[0])
    await asyncio.to_thread(launch.redis.stop)
    stopped, slowest_s = time.monotonic(), 0.0
    for writer in writers[1:9]:
        await ask_and_approve(writer)
        await asyncio.sleep(1)
    assert slowest_s < SLOWEST_WITHOUT_REDIS_S
    newcomer = Member(other_port, tickets[0], f"questions/{event_id}")
    await newcomer.up_to_date()
    assert len(newcomer.topics[f"questions/{event_id}"].state.questions) == 9
    await asyncio.sleep(max(0.0, WITHOUT_REDIS_S - (time.monotonic() - stopped)))
    assert all(reader.notices == ["live.degraded"] for reader in readers)
    await asyncio.to_thread(launch.redis.start)
    async with asyncio.timeout(60):
        while not all(  # noqa: ASYNC110 - no event for it
            reader.notices == ["live.degraded", "live.recovered"] for reader in readers
        ):
            await asyncio.sleep(0.05)
    await ask_and_approve(writers[9])

    fresh = Member(launch.port, tickets[0], f"questions/{event_id}", f"event/{event_id}")
    await fresh.up_to_date()
    expected = {name: follower.state for name, follower in fresh.topics.items()}
    await settle(readers, lambda _: expected)
    assert sorted(str(text) for (text,) in truth.rows("SELECT text FROM qa_moderation_question")) == sorted(texts)
    # Nobody had to come back for it, and nobody was served the same twice.
    assert all(reader.closes == [] for reader in readers)
    assert all(reader.topics[f"questions/{event_id}"].snapshots == 1 for reader in readers)
    for member in (*readers, moderator, *writers, newcomer, fresh):
        await member.leave()
