"""Moves an event through its phases and through the calendar."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.errors import END_BEFORE_START, PHASE_MOVED
from events.facts import EventRenamed, EventRescheduled, PhaseChanged, phase_name
from events.models import Event, MailKind, Phase
from events.moments import epoch_ms
from events.services.mail import owe_to_all
from events.topics import event_topic
from live.errors import Refusal
from live.log import append


@transaction.atomic
def change_phase(*, event: Event, phase: Phase, from_phase: Phase | None = None) -> Event:
    """Move `event` to `phase` and tell every open page.

    `from_phase` is the phase that the caller saw. Asking for the phase that the event is already in does nothing.
    Raises Refusal(events.phase_moved) when the event is neither there nor where it is to go. Locks the event's row.
    """
    current = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if current.phase == phase:
        return current
    if from_phase is not None and current.phase != from_phase:
        raise Refusal(
            PHASE_MOVED,
            f"expected the event to be in phase {from_phase.value!r}, it is in {current.phase!r}; look again",
            {"phase": current.phase, "since_ms": epoch_ms(current.phase_changed_at)},
        )
    current.phase = Phase(phase).value
    current.phase_changed_at = timezone.now()
    current.save(update_fields=["phase", "phase_changed_at"])
    append(
        event_topic(current.pk),
        PhaseChanged(phase=phase_name(current.phase), since_ms=epoch_ms(current.phase_changed_at)),
    )
    return current


@transaction.atomic
def reschedule_event(*, event: Event, starts_at: datetime, ends_at: datetime) -> Event:
    """Give `event` other times (aware) and owe every attendee a mail with the new calendar entry when the start moved.

    Raises Refusal(events.end_before_start). Locks the event's row.
    """
    if ends_at <= starts_at:
        raise Refusal(END_BEFORE_START, f"expected an end after {starts_at.isoformat()}, got {ends_at.isoformat()}")
    current = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if (current.starts_at, current.ends_at) == (starts_at, ends_at):
        return current
    start_moved = current.starts_at != starts_at
    current.starts_at, current.ends_at = starts_at, ends_at
    current.calendar_sequence += 1
    current.save(update_fields=["starts_at", "ends_at", "calendar_sequence"])
    if start_moved:
        owe_to_all(event=current, kind=MailKind.RESCHEDULED)
    append(event_topic(current.pk), EventRescheduled(starts_at_ms=epoch_ms(starts_at), ends_at_ms=epoch_ms(ends_at)))
    return current


@transaction.atomic
def rename_event(*, event: Event, name: str) -> Event:
    """Give `event` another name on every open page. Locks the event's row."""
    current = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if current.name == name:
        return current
    current.name = name
    current.save(update_fields=["name"])
    append(event_topic(current.pk), EventRenamed(name=name))
    return current
