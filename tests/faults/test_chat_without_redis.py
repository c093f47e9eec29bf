"""Redis is gone under the chat: what is said is acknowledged, and reaches everybody through the log."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.browser.launch import Launch
from tests.faults.audience import Member, settle
from tests.faults.conftest import Truth, attendee_tickets, crew_ticket


async def test_chat_goes_on_without_redis(launch: Launch, truth: Truth) -> None:
    topic = f"chat/{launch.event['id']}/stage"
    other_port = await asyncio.to_thread(launch.start_second_web)
    tickets = attendee_tickets(launch, 10)
    # Half of them on another server than the writers': without Redis they hear of it from the log alone.
    readers = [Member(port, ticket, topic) for ticket in tickets[:3] for port in (launch.port, other_port)]
    moderator = Member(other_port, crew_ticket(launch, "moderator"))
    writers = [Member(launch.port, ticket) for ticket in tickets[3:]]
    for member in readers:
        await member.up_to_date()
    opened = await moderator.command("chat.change_policy", {"mode": "open"})
    assert opened["type"] == "ack", opened
    said: list[str] = []

    async def say(writer: Member) -> None:
        said.append(f"Number {len(said)}, while Redis is away")
        answer = await writer.command("chat.post", {"text": said[-1]})
        assert (answer["type"], answer["result"]["message"]["reach"]) == ("ack", "all"), answer
        async with asyncio.timeout(30):
            while any(_texts(reader, topic) != said for reader in readers):  # noqa: ASYNC110 - no event for it
                await asyncio.sleep(0.02)

    await say(writers[0])
    await asyncio.to_thread(launch.redis.stop)
    for writer in writers[1:-1]:
        await say(writer)
    async with asyncio.timeout(30):
        while any(reader.notices != ["live.degraded"] for reader in readers):  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0.02)
    await asyncio.to_thread(launch.redis.start)
    await say(writers[-1])

    fresh = Member(launch.port, tickets[0], topic)
    await fresh.up_to_date()
    expected = {topic: fresh.topics[topic].state}
    await settle(readers, lambda _: expected)
    assert [text for (text,) in truth.rows("SELECT text FROM rooms_chatmessage ORDER BY id")] == said
    assert all((reader.closes, reader.topics[topic].snapshots) == ([], 1) for reader in readers)
    for member in (*readers, moderator, *writers, fresh):
        await member.leave()


def _texts(reader: Member, topic: str) -> list[str]:
    state: Any = reader.topics[topic].state
    return [message.text for message in state.messages]
