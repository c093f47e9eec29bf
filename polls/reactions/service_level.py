"""What the service level says of reactions: the one place where it is asked."""

from __future__ import annotations

from django.conf import settings

from polls.reactions.models import Reactions


def are_held(row: Reactions) -> bool:
    """Whether an event's reactions are off, whatever its organisers and its crew decide.

    A process may hold those of all events from its start on (UNVEIL_REACTIONS); `services.hold_reactions` holds an
    event's while pages are open.
    """
    return row.is_held or not settings.REACTIONS_ALLOWED
