"""Twenty thousand upvotes, a third of them said twice, while the web process is killed: each counts once."""

from __future__ import annotations

import asyncio
import random
import time
import uuid

from qa_moderation.limits import IN_BULK
from tests.browser.launch import Launch
from tests.faults.audience import Member, all_back
from tests.faults.conftest import PEOPLE, Truth, attendee_tickets, crew_ticket

QUESTIONS = 100
UPVOTES = PEOPLE * QUESTIONS
KILLS = 2
# What the upvotes are spread over: ten a second is what one person may cast.
STORY_S = 22.0
BOUND_S = 200.0


async def _publish(launch: Launch, members: list[Member], moderator: Member) -> list[int]:
    """Let there be questions that everybody sees."""
    asking = [
        member.command("qa.ask", {"text": f"Question {n} of {member.ticket.subject}, for all?", "language": "en"})
        for member in members[: QUESTIONS // 2]
        for n in range(2)
    ]
    ids = [answer["result"]["question"]["id"] for answer in await asyncio.gather(*asking)]
    items = [{"question_id": id, "version": 1} for id in ids]
    for start in range(0, len(items), IN_BULK):
        step = {"action": "approve", "items": items[start : start + IN_BULK]}
        answer = await moderator.command("desk.bulk", step)
        assert (answer["type"], answer["result"]["refused"]) == ("ack", []), answer
    return ids


async def _upvote(member: Member, question_id: int, *, is_said_twice: bool) -> None:
    await asyncio.sleep(random.uniform(0, STORY_S))
    key = uuid.uuid4().hex
    answer = await member.command("qa.upvote", {"question_id": question_id}, key=key)
    assert answer["type"] == "ack", answer
    if is_said_twice:
        again = await member.command("qa.upvote", {"question_id": question_id}, key=key)
        assert again == answer


async def _crowd(members: list[Member], questions: list[int]) -> None:
    votes = [(member, id) for member in members for id in questions]
    random.shuffle(votes)
    async with asyncio.TaskGroup() as group:
        for number, (member, id) in enumerate(votes):
            group.create_task(_upvote(member, id, is_said_twice=number % 3 == 0))


async def test_twenty_thousand_upvotes_count_once_through_kills(launch: Launch, truth: Truth) -> None:
    members = [Member(launch.port, ticket) for ticket in attendee_tickets(launch)]
    event_id = launch.event["id"]
    moderator = Member(launch.port, crew_ticket(launch, "moderator"), f"questions/{event_id}")
    questions = await _publish(launch, members, moderator)
    began = time.monotonic()
    async with asyncio.timeout(BOUND_S):
        crowd = asyncio.create_task(_crowd(members, questions))
        for _ in range(KILLS):
            await asyncio.sleep(STORY_S / (KILLS + 1))
            await all_back(members)
            await asyncio.to_thread(launch.kill_web)
            await asyncio.to_thread(launch.start_web)
        await crowd
    print(f"{UPVOTES} upvotes, {KILLS} kills: {time.monotonic() - began:.1f} s")
    (rows,) = truth.rows("SELECT COUNT(*), COUNT(DISTINCT question_id * 1000 + attendee_id) FROM qa_moderation_upvote")
    assert rows == (UPVOTES, UPVOTES)
    counts = truth.rows("SELECT id, upvotes FROM qa_moderation_question ORDER BY id")
    assert counts == [(id, PEOPLE) for id in sorted(questions)]
    # What everybody sees is what the database has.
    newcomer = Member(launch.port, moderator.ticket, f"questions/{event_id}")
    await newcomer.up_to_date()
    follower = newcomer.topics[f"questions/{event_id}"]
    assert follower.state.upvotes == {str(id): PEOPLE for id in questions}
    assert all(len(member.closes) >= KILLS for member in members)
    for member in [*members, moderator, newcomer]:
        await member.leave()
