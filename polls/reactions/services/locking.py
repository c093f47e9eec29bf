"""One at a time: the event's row of reactions."""

from __future__ import annotations

from live import statements
from polls.reactions.models import Reactions


def lock_reactions(event_id: int) -> Reactions:
    """Return the event's row, locked until the transaction ends; it is made where there is none."""
    for _ in range(2):
        for row in statements.fetch(Reactions, f"WHERE event_id = %s {statements.locking()}", [event_id]):
            return row
        Reactions.objects.bulk_create([Reactions(event_id=event_id)], ignore_conflicts=True)
    raise LookupError(f"expected a row of reactions of event {event_id}, got none")
