"""The topic that every page of an event follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import msgspec

from events.facts import EventRenamed, EventRescheduled, PhaseChanged, PhaseName, phase_name
from events.models import Event
from events.moments import epoch_ms
from live.facts import Fact, Record
from live.tickets import Ticket
from live.topics import TopicKind, register_topic, topic_event_id


def event_topic(event_id: int) -> str:
    """Return the name of an event's own topic."""
    return f"event/{event_id}"


class EventState(Record):
    """An event as every open page knows it; moments in UTC milliseconds."""

    name: str
    phase: PhaseName
    phase_since_ms: int
    starts_at_ms: int
    ends_at_ms: int


def event_state(event: Event) -> EventState:
    """Return the state that `event` (as read from the database) has on the wire."""
    return EventState(
        name=event.name,
        phase=phase_name(event.phase),
        phase_since_ms=epoch_ms(event.phase_changed_at),
        starts_at_ms=epoch_ms(event.starts_at),
        ends_at_ms=epoch_ms(event.ends_at),
    )


@register_topic
class EventTopic(TopicKind[EventState]):
    """Phase, times and name of one event. Its pulse carries how many people are there."""

    prefix = "event"
    carries_presence = True
    state_type = EventState
    fact_types = (PhaseChanged, EventRescheduled, EventRenamed)

    def snapshots(self, names: Sequence[str]) -> dict[str, EventState]:
        """Return the states of the events in `names`, in one query."""
        events = Event.objects.in_bulk([topic_event_id(name) for name in names])
        return {name: event_state(events[topic_event_id(name)]) for name in names if topic_event_id(name) in events}

    def apply(self, state: EventState, fact: Fact) -> EventState:
        """Return the state after `fact`."""
        change = fact if isinstance(fact, PhaseChanged | EventRescheduled | EventRenamed) else None
        match change:
            case PhaseChanged():
                return msgspec.structs.replace(state, phase=change.phase, phase_since_ms=change.since_ms)
            case EventRescheduled():
                return msgspec.structs.replace(state, starts_at_ms=change.starts_at_ms, ends_at_ms=change.ends_at_ms)
            case EventRenamed():
                return msgspec.structs.replace(state, name=change.name)
            case None:
                raise TypeError(f"expected a fact of an event, got {type(fact).__name__}")
            case _:
                assert_never(change)

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Everybody whom the event let in, guests too, follows its phase."""
        return True
