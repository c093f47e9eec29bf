"""The protocol over a real socket: what a client may say, and what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from websockets.exceptions import ConnectionClosed, InvalidStatus

from live import closing
from live.database import in_database
from live.edge import _edges
from live.log import append
from live.models import FactRecord, Receipt
from live.session import Session
from live.tickets import Ticket, sign_ticket
from tests.live.board import NoteWritten
from tests.live.client import Client, new_key

Tickets = Callable[..., Ticket]
Heard = Callable[[closing.CloseCode], tuple[int, str]]


def _append(text: str) -> None:
    with transaction.atomic():
        append("board/1", NoteWritten(text=text, by="a9"))


async def test_welcome_then_snapshot_then_facts(server: int, ticket: Tickets) -> None:
    client = await Client.open(server, ticket(), "board/1")
    [snapshot] = await client.of_type("snapshot")
    assert client.messages[0]["type"] == "welcome"
    assert client.messages[0]["subject"] == "a1"
    assert client.messages[0]["degraded"] is False
    assert snapshot["state"] == {"notes": [], "counts": {}}
    ack = await client.command("board.write", {"text": "hello"})
    assert ack["result"] == {"offset": 1}
    [facts] = await client.of_type("facts")
    assert [(f["offset"], f["kind"], f["data"]["text"]) for f in facts["facts"]] == [(1, "NoteWritten", "hello")]
    await client.close()


@pytest.mark.parametrize("nested", [1_500, 2_500])
async def test_nesting_without_end_is_a_bad_frame_and_leaves_nobody_behind(
    server: int, ticket: Tickets, heard: Heard, nested: int
) -> None:
    client = await Client.open(server, ticket(), "board/1")
    await client.of_type("snapshot")
    args = '{"a":' * nested + "1" + "}" * nested
    await client.send('{"type":"command","id":"nested-key","name":"board.write","args":' + args + "}")
    closed, _ = await client.closed()
    assert closed == heard(closing.BAD_FRAME)[0]
    other = await Client.open(server, ticket("a2"), "board/1")
    await other.of_type("snapshot")
    await _only_one_is_left()
    await other.close()


async def test_consumer_that_fails_leaves_the_hub(
    server: int, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("expected to fail")

    first, second = [await Client.open(server, ticket(subject), "board/1") for subject in ("a1", "a2")]
    for client in (first, second):
        await client.of_type("snapshot")
    monkeypatch.setattr(Session, "receive", fail)
    await first.send({"type": "unfollow", "topic": "board/1"})
    await first.closed()
    await _only_one_is_left()
    await second.close()


async def _only_one_is_left() -> None:
    async with asyncio.timeout(10):
        while [len(edge.hub.connections) for edge in _edges.values() if edge.hub.connections] != [1]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # the server is in another thread


async def test_everyone_hears_what_one_writes(server: int, ticket: Tickets) -> None:
    clients = [await Client.open(server, ticket(f"a{n}"), "board/1") for n in range(1, 6)]
    for client in clients:
        await client.of_type("snapshot")
    await clients[0].command("board.write", {"text": "one"})
    for client in clients:
        await client.of_type("facts")
        assert [fact["data"]["text"] for fact in client.facts("board/1")] == ["one"]
        await client.close()


async def test_repeated_key_has_one_effect_and_one_answer(server: int, ticket: Tickets) -> None:
    client = await Client.open(server, ticket(), "board/1")
    for name in ("board.write", "board.write_many"):
        key = new_key()
        first = await client.command(name, {"text": name}, key)
        again = await client.command(name, {"text": name}, key)
        assert first == again
        assert first["type"] == "ack"
    await client.close()
    assert await in_database(FactRecord.objects.filter(topic__name="board/1").count) == 2
    assert await in_database(Receipt.objects.count) == 2


@pytest.mark.parametrize("name", ["board.write", "board.write_many"])
async def test_key_with_other_args_is_refused(server: int, ticket: Tickets, name: str) -> None:
    client = await Client.open(server, ticket())
    key = new_key()
    await client.command(name, {"text": "one"}, key)
    assert (await client.command(name, {"text": "two"}, key))["code"] == "live.key_reused"
    await client.close()


async def test_same_key_of_two_people_are_two_commands(server: int, ticket: Tickets) -> None:
    key = new_key()
    for subject in ("a1", "a2"):
        client = await Client.open(server, ticket(subject))
        assert (await client.command("board.write", {"text": subject}, key))["type"] == "ack"
        await client.close()
    assert await in_database(FactRecord.objects.filter(topic__name="board/1").count) == 2


async def test_resume_brings_what_was_missed_and_no_snapshot(server: int, ticket: Tickets) -> None:
    client = await Client.open(server, ticket(), "board/1")
    [snapshot] = await client.of_type("snapshot")
    await client.command("board.write", {"text": "one"})
    await client.close()
    await in_database(_append, "two")
    await in_database(_append, "three")
    back = await Client.open(server, ticket(), f"board/1@{snapshot['epoch']}.1.0")
    await back.until(lambda: len(back.facts("board/1")) == 2)
    assert [(fact["offset"], fact["data"]["text"]) for fact in back.facts("board/1")] == [(2, "two"), (3, "three")]
    assert not [message for message in back.messages if message["type"] == "snapshot"]
    await back.close()


async def test_resume_from_another_life_of_the_log_is_a_snapshot(server: int, ticket: Tickets) -> None:
    await in_database(_append, "one")
    client = await Client.open(server, ticket(), "board/1@dead.1.0")
    [snapshot] = await client.of_type("snapshot")
    assert (snapshot["offset"], snapshot["state"]["notes"]) == (1, ["one"])
    await client.close()


async def test_counts_are_conflated_to_the_newest(server: int, ticket: Tickets) -> None:
    watcher = await Client.open(server, ticket("a2"), "board/1")
    await watcher.of_type("snapshot")
    client = await Client.open(server, ticket())
    await asyncio.gather(*(client.command("board.count", {"colour": "red"}) for _ in range(40)))
    await watcher.until(
        lambda: any(m["type"] == "values" and m["values"].get("count/red") == 40 for m in watcher.messages)
    )
    assert len(await watcher.of_type("values")) < 10
    late = await Client.open(server, ticket("a3"), "board/1")
    [snapshot] = await late.of_type("snapshot")
    # The shared snapshot may be older; what came since is in the same frame.
    newer = [m["values"].get("count/red") for m in late.messages if m["type"] == "values"]
    assert [snapshot["state"]["counts"].get("red"), *newer][-1] == 40
    for one in (watcher, client, late):
        await one.close()


async def test_presence_counts_people_and_not_sockets(server: int, ticket: Tickets) -> None:
    clients = [await Client.open(server, ticket(subject), "board/1") for subject in ("a1", "a1", "a2", "g7")]
    crew = await Client.open(server, ticket("c1", roles={"director"}), "board/1")

    def people() -> list[int]:
        return [m["values"]["presence"] for m in crew.messages if m["type"] == "pulse"]

    await crew.until(lambda: 3 in people(), timeout_s=8)
    told = len(people())
    # One of two sockets of the same person, and somebody who had one.
    for client in (clients[0], clients[2]):
        await client.close()
    await crew.until(lambda: 2 in people()[told:], timeout_s=8)
    await clients[1].close()
    await crew.until(lambda: people()[-1] == 1, timeout_s=8)
    assert min(people()[told:]) == 1
    for client in (clients[3], crew):
        await client.close()


async def test_follow_and_unfollow_by_frame(server: int, ticket: Tickets) -> None:
    client = await Client.open(server, ticket())
    await client.send({"type": "follow", "topic": "board/1"})
    await client.of_type("snapshot")
    await client.send({"type": "unfollow", "topic": "board/1"})
    await client.command("board.write", {"text": "unheard"})
    assert client.facts("board/1") == []
    await client.close()


async def test_personal_topic_reaches_its_person_alone(server: int, ticket: Tickets) -> None:
    mine = await Client.open(server, ticket("a1"), "my-board/1/a1")
    other = await Client.open(server, ticket("a2"), "my-board/1/a1", "my-board/1/a2")
    [refused] = await other.of_type("unavailable")
    assert (refused["topic"], refused["code"]) == ("my-board/1/a1", "live.topic_forbidden")
    await mine.of_type("snapshot")
    await other.of_type("snapshot")
    await mine.command("board.write", {"text": "secret"})
    await mine.until(lambda: mine.facts("my-board/1/a1"))
    assert other.facts("my-board/1/a1") == other.facts("my-board/1/a2") == []
    await mine.close()
    await other.close()


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("board/2", "live.topic_forbidden"),
        ("nothing/1", "live.unknown_topic"),
        ("board/x", "live.unknown_topic"),
        ("board/1/a1", "live.unknown_topic"),
    ],
)
async def test_topic_that_one_may_not_follow(server: int, ticket: Tickets, topic: str, code: str) -> None:
    client = await Client.open(server, ticket(), topic)
    await client.send({"type": "follow", "topic": topic})
    refused = await client.of_type("unavailable", count=2)
    assert [(message["topic"], message["code"]) for message in refused] == [(topic, code)] * 2
    await client.close()


async def test_guest_follows_only_what_is_for_guests(server: int, ticket: Tickets) -> None:
    guest = await Client.open(server, ticket("g1"), "board/1")
    [refused] = await guest.of_type("unavailable")
    assert refused["code"] == "live.topic_forbidden"
    assert (await guest.command("board.write", {"text": "x"}))["code"] == "live.forbidden"
    await guest.close()


async def test_too_many_topics(server: int, ticket: Tickets) -> None:
    client = await Client.open(server, ticket(), *["board/1"] * 3)
    await client.of_type("snapshot")
    assert not [message for message in client.messages if message["type"] == "unavailable"]
    await client.close()


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("board.nothing", {}, "live.unknown_command"),
        ("board.write", {"text": ""}, "live.invalid_args"),
        ("board.write", {"text": "x" * 101}, "live.invalid_args"),
        ("board.write", {"text": 5}, "live.invalid_args"),
        ("board.write", {}, "live.invalid_args"),
        ("board.write", {"text": "x", "more": 1}, "live.invalid_args"),
        ("board.write", {"text": "forbidden"}, "live.forbidden"),
        ("board.write_many", {"text": "forbidden"}, "live.forbidden"),
        ("board.write", {"text": "explode"}, "live.failed"),
        ("board.write_many", {"text": "explode"}, "live.failed"),
    ],
)
async def test_command_is_refused_with_its_code(
    server: int, ticket: Tickets, name: str, args: dict[str, Any], code: str
) -> None:
    client = await Client.open(server, ticket())
    answer = await client.command(name, args)
    assert (answer["type"], answer["code"]) == ("refusal", code)
    assert "Traceback" not in str(answer)
    assert await in_database(FactRecord.objects.count) == 0
    assert await in_database(Receipt.objects.count) == 0
    await client.close()


async def test_one_that_fails_does_not_fail_its_batch(server: int, ticket: Tickets) -> None:
    clients = [await Client.open(server, ticket(f"a{n}")) for n in range(1, 4)]
    answers = await asyncio.gather(
        clients[0].command("board.write_many", {"text": "good"}),
        clients[1].command("board.write_many", {"text": "explode"}),
        clients[2].command("board.write_many", {"text": "forbidden"}),
    )
    assert [answer.get("code", "ack") for answer in answers] == ["ack", "live.failed", "live.forbidden"]
    for client in clients:
        await client.close()


async def test_rate_limit_is_for_the_person_and_says_when(server: int, ticket: Tickets) -> None:
    first, second = [await Client.open(server, ticket("a1")) for _ in range(2)]
    other = await Client.open(server, ticket("a2"))
    await first.command("board.seldom", {"text": "1"})
    await second.command("board.seldom", {"text": "2"})
    answer = await first.command("board.seldom", {"text": "3"})
    assert answer["code"] == "live.rate_limited"
    assert 0 < answer["details"]["retry_after_ms"] <= 30_001
    assert (await other.command("board.seldom", {"text": "4"}))["type"] == "ack"
    for client in (first, second, other):
        await client.close()


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("{", closing.BAD_FRAME),
        ("[]", closing.BAD_FRAME),
        ('{"type":"dance"}', closing.BAD_FRAME),
        ('{"type":"follow","topic":"board/1","more":1}', closing.BAD_FRAME),
        ('{"type":"follow","topic":"board/1","since":"x"}', closing.BAD_FRAME),
        ('{"type":"command","id":"short","name":"board.write"}', closing.BAD_FRAME),
        ('{"type":"command","id":"has space in it","name":"board.write"}', closing.BAD_FRAME),
        (b'{"type":"unfollow","topic":"board/1"}', closing.NOT_TEXT),
        ('"' + "x" * 20_000 + '"', closing.TOO_BIG),
    ],
)
async def test_bad_frame_closes_with_its_code(
    server: int, ticket: Tickets, heard: Heard, payload: str | bytes, expected: closing.CloseCode
) -> None:
    client = await Client.open(server, ticket())
    await client.of_type("welcome")
    await client.send(payload)
    code, _ = await client.closed()
    assert code == heard(expected)[0]


async def test_flood_closes_with_its_code(server: int, ticket: Tickets) -> None:
    client = await Client.open(server, ticket())
    with suppress(ConnectionClosed):  # it may have been enough before the last
        for _ in range(150):
            await client.send({"type": "unfollow", "topic": "board/1"})
    assert (await client.closed())[0] == closing.FLOODING.code


async def test_bad_follow_in_the_address_closes(server: int, ticket: Tickets) -> None:
    client = await Client.open(server, ticket(), "board/1@nonsense")
    assert (await client.closed())[0] == closing.BAD_FRAME.code


async def test_ticket_decides_who_comes_in(server: int, ticket: Tickets, heard: Heard) -> None:
    good = sign_ticket(ticket())
    forged = good[:-1] + ("0" if good[-1] != "0" else "1")
    other = sign_ticket(ticket(event_id=2))
    crew = sign_ticket(ticket("c1", roles={"host"}))
    expired = sign_ticket(ticket(lifetime_s=-1))
    cases = [
        (None, closing.BAD_TICKET),
        (f"ticket_1={forged}", closing.BAD_TICKET),
        ("ticket_1=nonsense", closing.BAD_TICKET),
        (f"ticket_2={good}", closing.BAD_TICKET),
        (f"ticket_1={expired}", closing.EXPIRED_TICKET),
        (f"ticket_1={other}", closing.WRONG_EVENT),
        (f"ticket_1={crew}", closing.WRONG_EVENT),
    ]
    for cookie, expected in cases:
        client = await Client.open(server, None, "board/1", cookie=cookie)
        assert await client.closed() == heard(expected)
        assert client.messages == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None, "http://127.0.0.1:1"])
async def test_foreign_origin_is_answered_403(server: int, ticket: Tickets, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await Client.open(server, ticket(), origin=origin)
    assert refused.value.response.status_code == 403


async def test_unknown_address_is_answered_403(server: int, ticket: Tickets) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await Client.open(server, ticket(), path="/ws/elsewhere/1/")
    assert refused.value.response.status_code == 403
