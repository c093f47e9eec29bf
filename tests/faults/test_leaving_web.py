"""SIGTERM: a server sends its clients away politely, loses nothing, and ends in time."""

from __future__ import annotations

import asyncio
import signal
import time

from live.closing import RESTART
from tests.browser.launch import Launch
from tests.faults.audience import Member, settle
from tests.faults.conftest import Truth, attendee_tickets


async def test_sigterm_drains_and_nothing_is_lost(launch: Launch, truth: Truth) -> None:
    event_id = launch.event["id"]
    other_port = await asyncio.to_thread(launch.start_second_web)
    ports = {"now": launch.port}
    members = [
        Member(lambda: ports["now"], ticket, f"my-questions/{event_id}/{ticket.subject}")
        for ticket in attendee_tickets(launch, 60)
    ]
    for member in members:
        await member.up_to_date()

    async def ask(member: Member, n: int) -> str:
        await asyncio.sleep(n * 0.03)
        text = f"Question {n} of {member.ticket.subject}, while the server leaves?"
        answer = await member.command("qa.ask", {"text": text, "anonymous": False, "language": "en"})
        assert answer["type"] == "ack", answer
        return text

    asking = asyncio.gather(*(ask(member, n) for n, member in enumerate(members)))
    await asyncio.sleep(0.6)
    ports["now"] = other_port
    began = time.monotonic()
    await asyncio.to_thread(launch.kill_web, signal.SIGTERM)
    assert time.monotonic() - began < 10
    async with asyncio.timeout(60):
        texts = await asking
    assert sorted(str(text) for (text,) in truth.rows("SELECT text FROM qa_moderation_question")) == sorted(texts)
    assert all(member.drains == 1 for member in members)
    assert {member.closes[0] for member in members} == {RESTART.code}

    fresh = [Member(other_port, member.ticket, *member.topics) for member in members]
    for newcomer in fresh:
        await newcomer.up_to_date()
    expected = {name: follower.state for newcomer in fresh for name, follower in newcomer.topics.items()}
    await settle(members, lambda member: {name: expected[name] for name in member.topics})
    assert all(follower.snapshots == 1 for member in members for follower in member.topics.values())
    for member in (*members, *fresh):
        await member.leave()
