"""Clouds: a word that slipped through is taken out, and counted on."""

from __future__ import annotations

from django.db import transaction

from live.errors import Refusal
from polls.errors import UNKNOWN_POLL, UNKNOWN_WORD
from polls.models import Kind, Poll, PollCount
from polls.services.announcing import Announcements


@transaction.atomic
def hide_word(*, event_id: int, poll_id: int, word: str, is_hidden: bool) -> None:
    """Take a word (its folded key) out of a cloud, or put it back.

    Raises Refusal(polls.unknown_poll, polls.unknown_word). Locks the poll.
    """
    poll = Poll.objects.select_for_update().filter(event_id=event_id, pk=poll_id, kind=Kind.WORDS).first()
    if poll is None:
        raise Refusal(UNKNOWN_POLL, f"expected a word cloud of event {event_id}, got {poll_id}")
    if not PollCount.objects.filter(poll=poll, key=word).update(is_hidden=is_hidden):
        raise Refusal(UNKNOWN_WORD, f"expected a word of poll {poll_id}, got {word!r}")
    announcements = Announcements(event_id)
    announcements.put_counts(poll)
    announcements.append()
