"""Who took an event's votes and results out of the house, and when."""

from __future__ import annotations

from django.utils import timezone

from polls.models import PollDownload


def note_download(*, event_id: int, what: str, name: str, subject: str) -> None:
    """Write down that somebody downloads `what` ("poll-votes.csv"), before the first byte leaves."""
    PollDownload.objects.create(event_id=event_id, what=what, at=timezone.now(), by=name[:80], by_subject=subject)
