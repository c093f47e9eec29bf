"""A slow reader hurts only itself, and misses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import Settings

from live import closing
from live.connection import Connection
from live.frames import Carries, Frame, Position
from live.tickets import Ticket
from tests.live.outlets import FakeOutlet

BOUND = 1000
SIZE = 100


def frame(carries: Carries = Carries.FACTS, offset: int = 0, topic: str = "board/1") -> Frame:
    before = {} if carries is Carries.PULSE else {topic: Position("e", offset, 0)}
    return Frame([b"x" * (SIZE - 2)], carries=carries, before=before)


class Keeper:
    """Notes who fell behind and who is to be healed."""

    def __init__(self) -> None:
        self.fallen: list[Connection] = []
        self.to_heal: list[Connection] = []

    def fell_behind(self, connection: Connection) -> None:
        self.fallen.append(connection)

    def heal(self, connection: Connection) -> None:
        self.to_heal.append(connection)


@pytest.fixture
def slow(ticket: Callable[..., Ticket], settings: Settings) -> tuple[Connection, FakeOutlet, Keeper]:
    settings.LIVE_MAILBOX_BYTES = BOUND
    outlet = FakeOutlet(reads=False, bound=BOUND)
    one, keeper = Connection(ticket(), outlet), Keeper()
    one.healer = keeper
    return one, outlet, keeper


Slow = tuple[Connection, FakeOutlet, Keeper]


def test_bytes_are_bounded_and_the_first_missed_position_is_kept(slow: Slow) -> None:
    one, outlet, keeper = slow
    for n in range(50):
        one.push(frame(offset=n))
    assert outlet.queued_bytes == BOUND
    assert one.behind == {"board/1": Position("e", 10, 0)}
    assert (keeper.fallen, keeper.to_heal) == ([one], [])
    outlet.read()
    assert keeper.to_heal == [one]


def test_until_it_is_healed_nothing_newer_is_written(slow: Slow) -> None:
    one, outlet, _ = slow
    for n in range(11):
        one.push(frame(offset=n))
    outlet.reads = True
    outlet.read()
    one.push(frame(offset=11))
    one.push(frame(Carries.VALUES, offset=3, topic="other/1"))
    assert len(outlet.written) == 10
    assert one.behind == {"board/1": Position("e", 10, 0), "other/1": Position("e", 3, 0)}
    one.behind = None
    one.push(frame(offset=12))
    assert len(outlet.written) == 11


def test_what_matters_only_now_is_dropped_and_not_healed(slow: Slow) -> None:
    one, outlet, _ = slow
    for n in range(10):
        one.push(frame(offset=n))
    one.push(frame(Carries.PULSE))
    assert (outlet.queued_bytes, one.behind) == (BOUND, None)


def test_answers_pass_a_full_mailbox_up_to_twice_the_bound(slow: Slow) -> None:
    one, outlet, _ = slow
    for n in range(10):
        one.push(frame(offset=n))
    for _ in range(10):
        one.answer(frame(Carries.PULSE))
    assert (outlet.queued_bytes, outlet.closed_with) == (2 * BOUND, None)
    one.answer(Frame([b""]))
    assert outlet.closed_with == (closing.TOO_SLOW.code, "too_slow")
    one.push(frame(offset=99))
    assert (one.behind, outlet.queued_bytes) == (None, 2 * BOUND)
