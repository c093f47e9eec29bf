"""One connection's frames, one after another, whatever comes of them; and nobody loses an answer to another's fault."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from live import closing, dispatcher, group_commit
from live.connection import Connection
from live.dispatcher import Dispatcher
from live.frames import Frame
from live.session import BURST_FRAMES, Session
from live.tickets import Ticket
from live.wire import Command
from tests.live.client import new_key
from tests.live.outlets import FakeOutlet

Tickets = Callable[..., Ticket]


class SlowDispatcher:
    """Answers the first command when told, all others at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.first: Callable[[Frame], None] | None = None

    def dispatch(self, ticket: Ticket, message: Command, answer: Callable[[Frame], None]) -> None:
        self.asked.append(message.id)
        if self.first is None:
            self.first = answer
        else:
            answer(Frame([b"1"]))


def command(name: str = "board.write_many", text: str = "x") -> tuple[str, str]:
    key = new_key()
    return key, json.dumps({"type": "command", "id": key, "name": name, "args": {"text": text}})


def make_session(ticket: Ticket) -> tuple[Session, SlowDispatcher, FakeOutlet]:
    slow, outlet = SlowDispatcher(), FakeOutlet()
    edge: Any = SimpleNamespace(dispatcher=slow)
    session = Session(edge, Connection(ticket, outlet))
    return session, slow, outlet


def say(session: Session, monkeypatch: pytest.MonkeyPatch, count: int) -> list[str]:
    """Say many things within what the bucket lets in over time."""
    monkeypatch.setattr(Session, "allows_frame", lambda self: True)
    said = [command() for _ in range(count)]
    for _, text in said:
        session.receive(text)
    return [key for key, _ in said]


def test_what_waits_behind_a_slow_command_is_done_in_order(ticket: Tickets, monkeypatch: pytest.MonkeyPatch) -> None:
    session, slow, _ = make_session(ticket())
    keys = say(session, monkeypatch, BURST_FRAMES + 1)
    assert slow.asked == keys[:1]
    depth: list[int] = []
    monkeypatch.setattr(FakeOutlet, "write", lambda self, frame: depth.append(stack_depth()))
    assert slow.first is not None
    slow.first(Frame([b"1"]))
    assert slow.asked == keys
    # Each is a round of a loop: none stands on the one before it.
    assert len(depth) == len(keys)
    assert max(depth[1:]) == min(depth[1:])


def stack_depth() -> int:
    return len(inspect.stack(0))


def test_what_waits_behind_a_slow_command_is_bounded(ticket: Tickets, monkeypatch: pytest.MonkeyPatch) -> None:
    session, slow, outlet = make_session(ticket())
    say(session, monkeypatch, BURST_FRAMES + 2)
    assert outlet.closed_with is not None
    assert outlet.closed_with[0] == closing.FLOODING.code
    assert len(slow.asked) == 1


@pytest.mark.parametrize("name", ["board.write", "board.write_many"])
async def test_database_that_fails_outside_the_handler_is_answered_and_blocks_nobody(
    ticket: Tickets, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    async def broken(*_: Any) -> Any:
        raise RuntimeError("no connection, no thread")

    for module in (dispatcher, group_commit):
        monkeypatch.setattr(module, "in_database", broken)
    running = Dispatcher()
    answers: list[str] = []
    for n in range(2):
        message = Command(id=new_key(), name=name, args=b'{"text":"%d"}' % n)  # type: ignore[arg-type]
        running.dispatch(ticket(), message, lambda frame: answers.append(json.loads(frame.payload)[0]["code"]))
    async with asyncio.timeout(5):
        while len(answers) < 2:  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0.01)
    assert answers == ["live.unavailable"] * 2


async def test_one_who_cannot_be_answered_takes_nobodys_acknowledgement_along(
    ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def done(_: Any, works: list[Any]) -> list[Any]:
        return [msgspec.Raw(b"{}") for _ in works]

    monkeypatch.setattr(group_commit, "in_database", done)
    running = Dispatcher()
    answers: list[Frame] = []

    def fails(frame: Frame) -> None:
        raise RuntimeError("a fault in the first one's session")

    for answer in (fails, answers.append):
        message = Command(id=new_key(), name="board.write_many", args=b'{"text":"x"}')  # type: ignore[arg-type]
        running.dispatch(ticket(), message, answer)
    async with asyncio.timeout(5):
        while not answers:  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0.01)
    assert b'"ack"' in answers[0].payload


def test_command_at_a_pace_of_its_own_holds_up_nothing(ticket: Tickets, monkeypatch: pytest.MonkeyPatch) -> None:
    session, slow, _ = make_session(ticket())
    monkeypatch.setattr("live.session.is_paced", lambda name: name == "board.tap")
    tapped, text = command("board.tap")
    session.receive(text)
    voted, text = command("board.write_many")
    session.receive(text)
    assert slow.asked == [tapped, voted]
