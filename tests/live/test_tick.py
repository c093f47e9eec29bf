"""How long news wait, by the size of the crowd and the lag of the loop."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from live.tick import LONGEST_TICK_S, SMALL_CROWD, Lag, tick_s, values_tick_s


@pytest.mark.parametrize(
    ("sockets", "lag_s", "expected_s"),
    [
        (0, 0.0, 0.0),
        (SMALL_CROWD, 0.0, 0.0),
        (10_000, 0.0, 0.25),
        (40_000, 0.0, LONGEST_TICK_S),
        (1_000_000, 0.0, LONGEST_TICK_S),
        (10, 0.04, 0.0),
        (10, 0.2, 0.4),
        (10_000, 0.2, 0.4),
        (30_000, 0.2, 0.75),
        (10, 30.0, LONGEST_TICK_S),
    ],
)
def test_tick_grows_with_the_crowd_and_with_the_lag(sockets: int, lag_s: float, expected_s: float) -> None:
    assert tick_s(sockets, lag_s) == pytest.approx(expected_s)


def test_tick_never_shrinks_as_the_crowd_grows() -> None:
    for lag_s in (0.0, 0.06, 1.0):
        ticks = [tick_s(sockets, lag_s) for sockets in range(0, 100_000, 97)]
        assert ticks == sorted(ticks)
        assert max(ticks) <= LONGEST_TICK_S


def test_values_come_four_times_a_second_at_most(settings: Settings) -> None:
    settings.LIVE_VALUES_PER_SECOND = 4
    assert [values_tick_s(tick) for tick in (0.0, 0.1, 0.25, 0.5)] == [0.25, 0.25, 0.25, 0.5]


@pytest.mark.parametrize(
    ("sockets", "wait_s", "expected_s"),
    [
        (SMALL_CROWD, 10.0, 0.0),
        (10_000, 0.09, 0.25),
        (10_000, 0.15, 0.6),
        (30_000, 0.15, 0.75),
        (10_000, 0.25, LONGEST_TICK_S),
        (10_000, 10.0, LONGEST_TICK_S),
    ],
)
def test_large_crowd_is_told_later_while_its_commands_wait(sockets: int, wait_s: float, expected_s: float) -> None:
    assert tick_s(sockets, 0.0, wait_s) == pytest.approx(expected_s)


def test_lag_rises_at_once_and_fades() -> None:
    lag = Lag()
    lag.note(0.8)
    assert lag.loop_s == 0.8
    for _ in range(6):
        lag.note(0.0)
    assert 0.0 < lag.loop_s < 0.05
    lag.note(0.3)
    assert lag.loop_s == 0.3


def test_wait_rises_at_once_and_fades() -> None:
    waits = iter([0.4, 0.0, 0.1])
    lag = Lag(lambda: next(waits))
    seen = []
    for _ in range(3):
        lag.note(0.0)
        seen.append(lag.wait_s)
    assert seen == [0.4, 0.2, 0.1]
