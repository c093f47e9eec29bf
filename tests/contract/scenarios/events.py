"""What happens to an event."""

from __future__ import annotations

from datetime import timedelta

from events.models import Phase
from events.services import change_phase, rename_event, reschedule_event
from tests.contract.scenario import Act, World, scenario


@scenario
def the_event_goes_live(world: World) -> Act:
    change_phase(event=world.event, phase=Phase.BEFORE)
    return lambda: change_phase(event=world.event, phase=Phase.LIVE)


@scenario
def the_event_is_over(world: World) -> Act:
    return lambda: change_phase(event=world.event, phase=Phase.AFTER, from_phase=Phase.LIVE)


@scenario
def the_event_is_rescheduled(world: World) -> Act:
    later = timedelta(days=1)
    return lambda: reschedule_event(
        event=world.event, starts_at=world.event.starts_at + later, ends_at=world.event.ends_at + later
    )


@scenario
def the_event_is_renamed(world: World) -> Act:
    return lambda: rename_event(event=world.event, name="The other launch")
