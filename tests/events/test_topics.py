"""The event's topic keeps its promise: an old snapshot plus the facts since then is a fresh snapshot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from events.models import Event, Phase
from events.services import change_phase, rename_event, reschedule_event
from events.topics import EventState, EventTopic, event_topic
from live.models import FactRecord
from live.tickets import issue_ticket
from live.topics import decode_fact
from tests.events.factories import make_event

pytestmark = pytest.mark.django_db

STEPS: dict[str, Callable[[Event], object]] = {
    "PhaseChanged": lambda event: change_phase(event=event, phase=Phase.LIVE),
    "EventRescheduled": lambda event: reschedule_event(
        event=event, starts_at=event.starts_at + timedelta(hours=2), ends_at=event.ends_at + timedelta(hours=3)
    ),
    "EventRenamed": lambda event: rename_event(event=event, name="Borealis"),
}


def snapshot(event: Event) -> EventState:
    name = event_topic(event.pk)
    return EventTopic().snapshots([name])[name]


def logged(event: Event) -> list[dict[str, object]]:
    records = FactRecord.objects.filter(topic__name=event_topic(event.pk)).order_by("offset")
    return [msgspec.json.decode(record.body) for record in records]


def test_every_fact_of_the_topic_is_tried() -> None:
    assert set(STEPS) == {fact.__name__ for fact in EventTopic.fact_types}


@pytest.mark.parametrize("kind", STEPS)
def test_old_snapshot_and_facts_make_the_fresh_snapshot(kind: str) -> None:
    event = make_event()
    state = snapshot(event)
    STEPS[kind](event)
    facts = logged(event)
    assert [fact["kind"] for fact in facts] == [kind]
    for fact in facts:
        kind_of_topic: Any = EventTopic()
        state = kind_of_topic.apply(state, decode_fact(kind_of_topic, str(fact["kind"]), fact["data"]))
    assert state == snapshot(event)


def test_snapshots_take_one_query_for_any_number(django_assert_num_queries: Callable[[int], object]) -> None:
    names = [event_topic(make_event().pk) for _ in range(3)]
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert set(EventTopic().snapshots(names)) == set(names)


def test_snapshots_leave_out_events_that_are_not_there() -> None:
    assert EventTopic().snapshots(["event/999999"]) == {}


def test_guests_may_follow() -> None:
    guest = issue_ticket(event_id=7, subject="g1", roles={"guest"}, name="")
    assert EventTopic().may_follow(guest, "event/7")
