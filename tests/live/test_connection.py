"""A slow reader hurts only itself, and misses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from live import closing, connection
from live.connection import Connection
from live.frames import Carries, Frame, Position
from live.tickets import Ticket
from tests.live.outlets import FakeOutlet

BOUND = 1000


def frame(carries: Carries, size: int = 100, offset: int = 0, topic: str = "board/1") -> Frame:
    return Frame(topic, carries, b"x" * size, Position("e", offset, 0))


@pytest.fixture
def slow(ticket: Callable[..., Ticket]) -> tuple[Connection, FakeOutlet, list[Connection]]:
    outlet = FakeOutlet(reads=False)
    one = Connection(ticket(), outlet, bound_bytes=BOUND)
    healed: list[Connection] = []
    one.heal = healed.append
    return one, outlet, healed


Slow = tuple[Connection, FakeOutlet, list[Connection]]


async def test_values_and_pulses_give_way_before_facts(slow: Slow) -> None:
    one, outlet, _ = slow
    for n in range(6):
        one.push(frame(Carries.FACTS, offset=n))
    one.push(frame(Carries.PULSE))
    one.push(frame(Carries.VALUES, offset=6, topic="other/1"))
    assert outlet.queued_bytes == 600
    assert one.behind == {"other/1": Position("e", 6, 0)}
    one.push(frame(Carries.FACTS, offset=6))
    assert outlet.queued_bytes == 700


async def test_bytes_are_bounded_and_the_first_missed_position_is_kept(slow: Slow) -> None:
    one, outlet, healed = slow
    for n in range(50):
        one.push(frame(Carries.FACTS, offset=n))
    assert outlet.queued_bytes == BOUND
    assert one.behind == {"board/1": Position("e", 10, 0)}
    outlet.read()
    assert healed == [one]
    one.gone()


async def test_one_that_never_reads_is_closed_and_told_to_come_back(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    monkeypatch.setattr(connection, "BEHIND_LIMIT_S", 0.01)
    one, outlet, _ = slow
    for n in range(11):
        one.push(frame(Carries.FACTS, offset=n))
    await asyncio.sleep(0.05)
    assert outlet.closed_with == (closing.TOO_SLOW.code, "too_slow")
    one.push(frame(Carries.FACTS))
    assert outlet.queued_bytes == BOUND


async def test_answers_pass_a_full_mailbox_up_to_twice_the_bound(slow: Slow) -> None:
    one, outlet, _ = slow
    for n in range(10):
        one.push(frame(Carries.FACTS, offset=n))
    for _ in range(10):
        one.answer(b"x" * 100)
    assert (outlet.queued_bytes, outlet.closed_with) == (2 * BOUND, None)
    one.answer(b"x")
    assert outlet.closed_with == (closing.TOO_SLOW.code, "too_slow")
