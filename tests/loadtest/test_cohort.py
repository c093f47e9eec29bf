"""The multiplexer before a server that does what it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from loadtest.cohort import Cohort
from loadtest.fake_edge import EPOCH, FakeEdge
from loadtest.people import Person
from loadtest.reading import Position
from loadtest.targets import Target
from loadtest.viewer import Viewer
from tests.loadtest.conftest import Loop, fake_edge, turn_until

pytestmark = pytest.mark.services
TOPIC = "questions/7"
VIEWERS = 120


def crowd(port: int, viewers: int = VIEWERS) -> tuple[Cohort, list[Viewer]]:
    cohort = Cohort([Target("127.0.0.1", port)])
    people = [cohort.add(Person(n, "attendee", "a1", "ticket_7=x"), (TOPIC,)) for n in range(viewers)]
    cohort.join(people, per_second=2_000)
    turn_until(cohort, lambda: cohort.figures.joins == viewers)
    return cohort, people


@pytest.fixture
def good(loop_thread: Loop) -> Iterator[tuple[FakeEdge, Cohort, list[Viewer]]]:
    with fake_edge(loop_thread) as (edge, port):
        cohort, viewers = crowd(port)
        yield edge, cohort, viewers
        cohort.leave()


def say(loop: Loop, edge: FakeEdge, times: int) -> None:
    for _ in range(times):
        loop.call(edge.say_fact, TOPIC)


def test_everybody_gets_every_fact_once(loop_thread: Loop, good: tuple[FakeEdge, Cohort, list[Viewer]]) -> None:
    edge, cohort, viewers = good
    say(loop_thread, edge, 30)
    turn_until(cohort, lambda: cohort.figures.facts == 30 * VIEWERS)
    figures = cohort.figures
    assert (figures.gaps, figures.duplicates, figures.made_good, figures.leaks) == (0, 0, 0, 0)
    assert figures.latency.count == 30 * VIEWERS
    assert figures.joining.count == figures.opening.count == VIEWERS
    assert {viewer.place.positions[TOPIC] for viewer in viewers} == {Position(EPOCH, 30, 0)}
    assert len({id(viewer.place) for viewer in viewers}) == 1


def test_a_dropped_fact_is_one_viewers_gap(loop_thread: Loop) -> None:
    def drop(socket: int, offset: int, frame: bytes) -> bytes | None:
        return None if (socket, offset) == (50, 2) else frame

    with fake_edge(loop_thread, spoil=drop) as (edge, port):
        cohort, viewers = crowd(port)
        say(loop_thread, edge, 2)
        turn_until(cohort, lambda: cohort.figures.facts == 2 * VIEWERS - 1)
        # The last fact of a run leaves no gap: that viewer is not where the others are.
        assert cohort.figures.gaps == 0
        assert sorted(viewer.place.positions[TOPIC].offset for viewer in viewers)[:2] == [1, 2]
        say(loop_thread, edge, 1)
        turn_until(cohort, lambda: cohort.figures.facts == 3 * VIEWERS - 2)
        turn_until(cohort, lambda: cohort.figures.gaps == 1)
        cohort.leave()


def test_a_repeated_fact_counts_once(loop_thread: Loop) -> None:
    def repeat(socket: int, offset: int, frame: bytes) -> bytes | None:
        return frame * 2 if socket == 3 else frame

    with fake_edge(loop_thread, spoil=repeat) as (edge, port):
        cohort, _ = crowd(port)
        say(loop_thread, edge, 5)
        turn_until(cohort, lambda: cohort.figures.facts == 5 * VIEWERS and cohort.figures.duplicates == 5)
        assert cohort.figures.gaps == 0
        cohort.leave()


def test_those_who_were_cut_off_come_back_with_their_position(
    loop_thread: Loop, good: tuple[FakeEdge, Cohort, list[Viewer]]
) -> None:
    edge, cohort, viewers = good
    say(loop_thread, edge, 3)
    turn_until(cohort, lambda: cohort.figures.facts == 3 * VIEWERS)
    assert viewers[0].path == f"/ws/events/7/?follow={TOPIC}@{EPOCH}.3.0"
    for viewer in viewers:
        cohort.cut(viewer)
    turn_until(cohort, lambda: cohort.figures.returns == VIEWERS)
    say(loop_thread, edge, 1)
    turn_until(cohort, lambda: cohort.figures.facts == 4 * VIEWERS)
    assert (cohort.figures.gaps, cohort.figures.joins) == (0, VIEWERS)
    assert cohort.figures.closes == {"1006 cut": VIEWERS}


def test_a_lost_place_is_said_to_be_a_gap_to_nobody_else(loop_thread: Loop) -> None:
    def bad(socket: int, offset: int, frame: bytes) -> bytes | None:
        return b"\x82\x00" if socket == 0 else frame

    with fake_edge(loop_thread, spoil=bad) as (edge, port):
        cohort, _ = crowd(port, 5)
        say(loop_thread, edge, 1)
        turn_until(cohort, lambda: cohort.figures.closes.total() == 1)
        assert cohort.figures.errors == {"bad frame: opcode 0x2": 1}
        assert cohort.figures.gaps == 0
        cohort.leave()


def test_somebody_elses_welcome_is_a_leak(loop_thread: Loop) -> None:
    with fake_edge(loop_thread) as (_, port):
        cohort = Cohort([Target("127.0.0.1", port)])
        cohort.join([cohort.add(Person(0, "attendee", "a2", "ticket_7=x"), (TOPIC,))], per_second=10)
        turn_until(cohort, lambda: cohort.figures.joins == 1)
        assert cohort.figures.leaks == 1
        cohort.leave()


def test_one_who_holds_reading_gets_it_later_and_not_late(
    loop_thread: Loop, good: tuple[FakeEdge, Cohort, list[Viewer]]
) -> None:
    edge, cohort, viewers = good
    for viewer in viewers[:20]:
        cohort.hold_reading(viewer)
    say(loop_thread, edge, 4)
    turn_until(cohort, lambda: cohort.figures.facts == 4 * (VIEWERS - 20))
    for viewer in viewers[:20]:
        cohort.resume_reading(viewer)
    turn_until(cohort, lambda: cohort.figures.facts == 4 * VIEWERS)
    assert (cohort.figures.made_good, cohort.figures.latency.count) == (80, 4 * (VIEWERS - 20))
