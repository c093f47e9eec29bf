"""Who took an event's questions out of the house, and when."""

from __future__ import annotations

from django.utils import timezone

from qa_moderation.models import Download
from qa_moderation.services.moves import Mover


def note_download(*, event_id: int, what: str, mover: Mover) -> None:
    """Write down that somebody downloads `what` ("questions.csv"), before the first byte leaves."""
    Download.objects.create(
        event_id=event_id, what=what, at=timezone.now(), by=mover.name[:80], by_subject=mover.subject
    )
