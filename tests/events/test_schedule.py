"""Phases and times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.commands import ChangePhase, move_phase
from events.models import MailKind, OutgoingMail, Phase
from events.services import change_phase, rename_event, reschedule_event
from events.topics import event_topic
from live.commands import CommandContext, command_spec
from live.errors import Refusal
from live.models import FactRecord
from live.tickets import issue_ticket
from tests.events.factories import make_attendee, make_event

pytestmark = pytest.mark.django_db


def fact_count(event_id: int) -> int:
    return FactRecord.objects.filter(topic__name=event_topic(event_id)).count()


def test_change_phase_moves_the_event() -> None:
    event = make_event()
    moved = change_phase(event=event, phase=Phase.LIVE, from_phase=Phase.BEFORE)
    event.refresh_from_db()
    assert (event.phase, event.phase_changed_at) == (Phase.LIVE, moved.phase_changed_at)


def test_change_phase_goes_back_too() -> None:
    event = make_event(phase=Phase.AFTER)
    assert change_phase(event=event, phase=Phase.LIVE, from_phase=Phase.AFTER).phase == Phase.LIVE


def test_change_phase_to_where_it_is_says_nothing() -> None:
    event = make_event(phase=Phase.LIVE)
    change_phase(event=event, phase=Phase.LIVE, from_phase=Phase.BEFORE)
    assert fact_count(event.pk) == 0


def test_change_phase_refuses_when_somebody_else_moved_it() -> None:
    event = make_event(phase=Phase.AFTER)
    with pytest.raises(Refusal) as caught:
        change_phase(event=event, phase=Phase.LIVE, from_phase=Phase.BEFORE)
    assert caught.value.code == "events.phase_moved"
    assert caught.value.details["phase"] == "after"
    assert fact_count(event.pk) == 0


def test_reschedule_counts_the_calendar_up_and_tells_attendees() -> None:
    event = make_event()
    attendee = make_attendee(event)
    reschedule_event(
        event=event, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1)
    )
    event.refresh_from_db()
    assert event.calendar_sequence == 1
    assert OutgoingMail.objects.filter(attendee=attendee, kind=MailKind.RESCHEDULED, number=1).count() == 1


def test_reschedule_to_the_same_times_says_nothing() -> None:
    event = make_event()
    reschedule_event(event=event, starts_at=event.starts_at, ends_at=event.ends_at)
    event.refresh_from_db()
    assert (event.calendar_sequence, fact_count(event.pk)) == (0, 0)


def test_reschedule_refuses_an_end_before_the_start() -> None:
    event = make_event()
    with pytest.raises(Refusal, match="expected an end after") as caught:
        reschedule_event(event=event, starts_at=event.ends_at, ends_at=event.starts_at)
    assert caught.value.code == "events.end_before_start"


def test_rename_to_the_same_name_says_nothing() -> None:
    event = make_event()
    rename_event(event=event, name=event.name)
    assert fact_count(event.pk) == 0


def context(event_id: int) -> CommandContext:
    ticket = issue_ticket(event_id=event_id, subject="c1", roles={"director"}, name="Dora")
    return CommandContext(ticket=ticket, key="k" * 16, received_ms=0)


def test_command_moves_the_tickets_event_and_no_other() -> None:
    event, other = make_event(), make_event()
    result = move_phase(context(event.pk), ChangePhase(phase="live", from_phase="before"))
    event.refresh_from_db()
    other.refresh_from_db()
    assert (event.phase, other.phase) == ("live", "before")
    assert result is not None
    assert result["phase"] == "live"


def test_command_refuses_an_event_that_is_gone() -> None:
    with pytest.raises(Refusal) as caught:
        move_phase(context(999_999), ChangePhase(phase="live", from_phase="before"))
    assert caught.value.code == "events.unknown_event"


def test_command_is_for_directors_and_organisers() -> None:
    spec = command_spec("event.change_phase")
    assert spec is not None
    assert spec.roles == {"director", "organiser"}
