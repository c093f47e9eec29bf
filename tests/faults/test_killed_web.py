"""The web process is killed while a crowd writes: what was acknowledged is there once, and nothing else is."""

from __future__ import annotations

import asyncio
import random

from tests.browser.launch import Launch
from tests.faults.audience import Member, all_back, settle
from tests.faults.conftest import Truth, attendee_tickets, crew_ticket

KILLS = 3
ASKED_EACH = 3
UPVOTES_EACH = 8
# What the story spans; the kills fall into it.
STORY_S = 24.0


async def _behave(member: Member, questions: list[int]) -> tuple[list[str], set[int]]:
    """Ask and upvote at random moments. Returns the texts and the votes that were acknowledged."""
    asked: list[str] = []
    upvoted: set[int] = set()

    async def ask(n: int) -> None:
        await asyncio.sleep(random.uniform(0, STORY_S))
        text = f"Question {n} of {member.ticket.subject}, which nobody else asks?"
        answer = await member.command("qa.ask", {"text": text, "anonymous": n % 2 == 0, "language": "en"})
        assert answer["type"] == "ack", answer
        asked.append(text)

    async def upvote(question_id: int) -> None:
        await asyncio.sleep(random.uniform(0, STORY_S))
        answer = await member.command("qa.upvote", {"question_id": question_id})
        assert answer["type"] == "ack", answer
        upvoted.add(question_id)

    await asyncio.gather(
        *(ask(n) for n in range(ASKED_EACH)), *(upvote(id) for id in random.sample(questions, UPVOTES_EACH))
    )
    return asked, upvoted


async def _story(launch: Launch) -> tuple[list[Member], list[tuple[list[str], set[int]]], Member, list[str]]:
    event_id = launch.event["id"]
    tickets = attendee_tickets(launch)
    moderator = Member(launch.port, crew_ticket(launch, "moderator"), f"desk/{event_id}", f"questions/{event_id}")
    members = [
        Member(launch.port, ticket, f"questions/{event_id}", f"my-questions/{event_id}/{ticket.subject}")
        for ticket in tickets
    ]
    first: list[str] = []
    questions: list[int] = []
    for member in members[:12]:
        text = f"Opening question of {member.ticket.subject}, for all to see?"
        answer = await member.command("qa.ask", {"text": text, "anonymous": False, "language": "en"})
        question = answer["result"]["question"]
        first.append(text)
        questions.append(question["id"])
        approved = await moderator.command("desk.approve", {"question_id": question["id"], "version": 1})
        assert approved["type"] == "ack", approved
    crowd = asyncio.gather(*(_behave(member, questions) for member in members))
    for _ in range(KILLS):
        await asyncio.sleep(STORY_S / (KILLS + 1))
        await all_back(members)
        await asyncio.to_thread(launch.kill_web)
        await asyncio.to_thread(launch.start_web)
    async with asyncio.timeout(180):
        done = await crowd
    return members, done, moderator, first


async def test_acknowledged_writes_survive_kills_once(launch: Launch, truth: Truth) -> None:
    members, done, moderator, first = await _story(launch)
    acknowledged = sorted([*first, *(text for asked, _ in done for text in asked)])
    assert len(acknowledged) == 12 + len(members) * ASKED_EACH
    assert sorted(str(text) for (text,) in truth.rows("SELECT text FROM qa_moderation_question")) == acknowledged

    votes = sorted(
        (member.ticket.attendee_id, id) for member, (_, upvoted) in zip(members, done, strict=True) for id in upvoted
    )
    assert truth.rows("SELECT attendee_id, question_id FROM qa_moderation_upvote ORDER BY 1, 2") == votes
    counted = truth.rows("SELECT id, upvotes FROM qa_moderation_question WHERE upvotes > 0 ORDER BY id")
    assert counted == sorted((id, sum(1 for _, voted in votes if voted == id)) for id in {voted for _, voted in votes})

    # Newcomers, who have only a snapshot, are what everybody else must have become.
    fresh = [Member(launch.port, member.ticket, *member.topics) for member in [*members, moderator]]
    for newcomer in fresh:
        await newcomer.up_to_date()
    expected = {
        (newcomer.ticket.subject, name): follower.state
        for newcomer in fresh
        for name, follower in newcomer.topics.items()
    }
    await settle(
        [*members, moderator],
        lambda member: {name: expected[member.ticket.subject, name] for name in member.topics},
    )
    assert all(len(member.closes) >= KILLS for member in members)
    for member in [*members, moderator, *fresh]:
        await member.leave()
