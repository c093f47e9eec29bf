"""What the crew may ask of an event as a whole."""

from __future__ import annotations

from events.errors import UNKNOWN_EVENT
from events.facts import PhaseName
from events.models import Event, Phase
from events.moments import epoch_ms
from events.services import change_phase
from live.commands import CommandContext, Result, command
from live.errors import Refusal
from live.facts import Args


class ChangePhase(Args):
    """Move the event from the phase that the caller sees to another."""

    phase: PhaseName
    from_phase: PhaseName


@command("event.change_phase", ChangePhase, roles={"director", "organiser"})
def move_phase(context: CommandContext, args: ChangePhase) -> Result:
    """Move the event of the ticket; the result says where it is now."""
    event = Event.objects.filter(pk=context.ticket.event_id).first()
    if event is None:
        raise Refusal(UNKNOWN_EVENT, f"expected the ticket's event {context.ticket.event_id} to be there, it is gone")
    moved = change_phase(event=event, phase=Phase(args.phase), from_phase=Phase(args.from_phase))
    return {"phase": moved.phase, "since_ms": epoch_ms(moved.phase_changed_at)}
