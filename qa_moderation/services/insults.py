"""The event's own word list, which its organisers keep for the chat, as flags of questions use it."""

from __future__ import annotations

from qa_moderation.flags import IsInsult
from rooms.models import ChatDesk
from rooms.selectors import words_of
from rooms.words import verdict


def insult_finder(event_id: int) -> IsInsult:
    """Return what knows whether a text has one of the event's words, however it is spelled. One query."""
    words = words_of(ChatDesk.objects.filter(event_id=event_id).first())
    return lambda text: verdict(text, words) is not None
