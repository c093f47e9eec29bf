"""What follows here when an event is saved, or people are deleted, elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from events.leaving import people_leaving
from events.models import Event
from qa_moderation.services import announce_policy, erase_people


@receiver(post_save, sender=Event)
def announce_policy_of_event(
    instance: Event, created: bool, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """Tell open pages when the studio saved an event: whether questions may be anonymous is one of its fields."""
    if created or raw:
        return
    if update_fields is None or "allow_anonymous_questions" in update_fields:
        announce_policy(event_id=instance.pk)


@receiver(people_leaving)
def erase_what_they_asked(event_id: int, attendee_ids: Sequence[int], **_signal: Any) -> None:
    """Take their questions and upvotes from every page."""
    erase_people(event_id=event_id, attendee_ids=attendee_ids)
