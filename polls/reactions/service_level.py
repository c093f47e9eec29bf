"""What the service level says of reactions: the seam for whatever lowers it."""

from __future__ import annotations

from django.conf import settings


def are_held() -> bool:
    """Whether reactions are off for every event, whatever organisers and crews decide (UNVEIL_REACTIONS).

    Who makes this change while pages are open calls `services.announce_reactions` for each event afterwards.
    """
    return not settings.REACTIONS_ALLOWED
