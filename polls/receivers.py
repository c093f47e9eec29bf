"""What follows here when people are deleted elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from events.leaving import people_leaving
from polls.services import erase_people


@receiver(people_leaving)
def erase_what_they_wrote(event_id: int, attendee_ids: Sequence[int], **_signal: Any) -> None:
    """Take them out of every poll."""
    erase_people(event_id=event_id, attendee_ids=attendee_ids)
