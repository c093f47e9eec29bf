"""Rate limits."""

from __future__ import annotations

import pytest

from live.commands import Rate
from live.limits import PersonLimits


def test_person_waits_after_the_burst_and_then_may_again() -> None:
    limits, rate = PersonLimits(), Rate(per_person=3, seconds=30)
    assert [limits.wait_s(1, "a1", "c", rate, now=0.0) for _ in range(4)] == [0, 0, 0, 10]
    assert limits.wait_s(1, "a1", "c", rate, now=9.0) == pytest.approx(1)
    assert limits.wait_s(1, "a1", "c", rate, now=10.0) == 0


def test_people_events_and_commands_are_apart() -> None:
    limits, rate = PersonLimits(), Rate(per_person=1, seconds=1)
    for key in ((1, "a1", "c"), (1, "a2", "c"), (2, "a1", "c"), (1, "a1", "d")):
        assert limits.wait_s(*key, rate, now=0.0) == 0


def test_least_recent_person_is_forgotten() -> None:
    limits, rate = PersonLimits(most=2), Rate(per_person=1, seconds=100)
    for subject in ("a1", "a2", "a1", "a3"):
        limits.wait_s(1, subject, "c", rate, now=0.0)
    assert limits.wait_s(1, "a1", "c", rate, now=0.0) > 0
    assert limits.wait_s(1, "a2", "c", rate, now=0.0) == 0
