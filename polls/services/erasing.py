"""A person goes: what they wrote and their name go with them, how they voted counts on and is nobody's."""

from __future__ import annotations

from django.db import transaction

from polls.models import Kind, QuizPlayer, Vote
from polls.services.announcing import Announcements
from polls.services.texts import erase_texts


@transaction.atomic
def erase_person(*, event_id: int, attendee_id: int) -> None:
    """Take a person out of the event's polls, and tell every page that may show them. Locks the polls they wrote in."""
    erase_texts(event_id=event_id, attendee_id=attendee_id)
    # Their words are in the clouds already, where nobody can tell whose they are.
    written = Vote.objects.filter(attendee_id=attendee_id, poll__kind__in=(Kind.TEXT, Kind.WORDS))
    written.update(answer="{}")
    if QuizPlayer.objects.filter(pk=attendee_id).delete()[0]:
        announcements = Announcements(event_id)
        announcements.tell_leaders()
        announcements.append()
