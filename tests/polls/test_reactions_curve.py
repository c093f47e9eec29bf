"""The applause curve: what the report draws, bounded however long the programme was."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from polls.reactions.models import ApplauseSecond
from polls.reactions.selectors import ApplauseCurve, applause_curve
from tests.qa_moderation.factories import make_event

pytestmark = pytest.mark.django_db

START = 1_800_000_000


def applaud(event: Event, *rows: tuple[int, str, int]) -> None:
    ApplauseSecond.objects.bulk_create(
        ApplauseSecond(event=event, second=START + at, emoji=emoji, count=count) for at, emoji, count in rows
    )


def test_event_without_reactions_has_no_curve() -> None:
    other = make_event("other")
    applaud(other, (0, "👏", 1))
    assert applause_curve(make_event().pk) is None


def test_curve_has_each_second_also_the_silent_ones() -> None:
    event = make_event()
    applaud(event, (0, "👏", 2), (0, "🔥", 1), (3, "🔥", 5))
    assert applause_curve(event.pk) == ApplauseCurve(
        from_s=START, step_s=1, totals=[3, 0, 0, 5], by_emoji={"👏": [2, 0, 0, 0], "🔥": [1, 0, 0, 5]}
    )


@pytest.mark.parametrize(
    ("length", "step", "count"), [(600, 1, 600), (601, 2, 301), (7_200, 12, 600), (7_201, 13, 554)]
)
def test_long_programme_is_binned_and_loses_nothing(length: int, step: int, count: int) -> None:
    event = make_event()
    applaud(event, *((at, "👏", 1) for at in range(length)))
    with CaptureQueriesContext(connection) as queries:
        curve = applause_curve(event.pk)
    assert curve is not None
    assert (curve.step_s, len(curve.totals), sum(curve.totals)) == (step, count, length)
    assert set(curve.totals[:-1]) == {step}
    assert len(queries) == 2


def test_curve_of_a_part_of_the_programme() -> None:
    event = make_event()
    applaud(event, *((at, "👏", at) for at in range(1, 11)))
    curve = applause_curve(event.pk, since_s=START + 4, until_s=START + 8)
    assert curve is not None
    assert (curve.from_s, curve.totals) == (START + 4, [4, 5, 6, 7])
