"""The demo event shows what the desk can do."""

from __future__ import annotations

from collections import Counter

import pytest

from control_room.demo.event import create_demo_event
from polls.models import Kind
from qa_moderation.models import Question
from qa_moderation.selectors import feeds, themes

# Wagtail leaves the file of a rendition that it has just made to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
    ),
]


def test_demo_event_has_a_desk_with_something_in_every_place() -> None:
    event = create_demo_event()
    assert Counter(Question.objects.values_list("state", flat=True)) == {
        "pending": 2,
        "approved": 3,
        "on_deck": 2,
        "parked": 1,
        "rejected": 1,
        "merged": 1,
        "answered": 2,
    }
    assert [theme.name for theme in themes([event.pk])[event.pk]] == [
        "Batterie · Battery",
        "Design",
        "Vivre avec · Living with it",
    ]
    assert [feed.record.slug for feed in feeds([event.pk])[event.pk]] == ["main", "cohost"]
    assert set(Question.objects.filter(state="on_deck").values_list("feed", flat=True)) == {"main", "cohost"}
    assert create_demo_event() == event


def test_demo_event_has_polls_of_every_kind_that_are_ready_and_a_survey() -> None:
    event = create_demo_event()
    assert {poll.state for poll in event.polls.all()} == {"armed"}
    assert {poll.kind for poll in event.polls.filter(placement="show")} == set(Kind.values)
    assert [poll.kind for poll in event.polls.filter(placement="feedback").order_by("position")] == ["rating", "text"]
