"""What follows here when a person is deleted elsewhere."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from events.models import Attendee
from polls.services import erase_person


@receiver(pre_delete, sender=Attendee)
def erase_what_they_wrote(instance: Attendee, origin: Any, **_signal: Any) -> None:
    """Take a person out of every poll. An event that is deleted takes its polls along; nobody reads them any more."""
    if isinstance(origin, Attendee) or (isinstance(origin, QuerySet) and origin.model is Attendee):
        erase_person(event_id=instance.event_id, attendee_id=instance.pk)
