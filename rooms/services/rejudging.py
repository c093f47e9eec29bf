"""What was published before a word came on the list."""

from __future__ import annotations

from collections.abc import Sequence

from rooms.facts import ChatWord, DeskChatMessageReported
from rooms.limits import REJUDGED, REPORTED_PER_EVENT
from rooms.models import ChatMessage, ChatRoom, HeldFor
from rooms.selectors import shown_messages
from rooms.services.desk import OpenDesk
from rooms.words import verdict


def bring_up_listed(desk: OpenDesk, words: Sequence[ChatWord]) -> int:
    """Put what pages still show, and `words` would not let pass, before the moderators; return how many these are.

    It stays published until one of them decides: it waits as what is reported does. What one of them has looked at
    already, the crew's own and what waits anyway is left alone. The desk is locked; the caller closes it.
    """
    places = REPORTED_PER_EVENT - ChatMessage.objects.filter(event_id=desk.event_id, is_reported=True).count()
    found = [message for message in _unread(desk.event_id) if verdict(message.text, words)]
    # The latest are most on people's screens.
    listed = found[: max(0, places)]
    for message in reversed(listed):
        message.is_reported, message.held_for = True, HeldFor.WORDS
        desk.tell_of(message, DeskChatMessageReported)
    ChatMessage.objects.filter(pk__in=[message.pk for message in listed]).update(
        is_reported=True, held_for=HeldFor.WORDS
    )
    return len(listed)


def _unread(event_id: int) -> list[ChatMessage]:
    """Return what pages show of attendees that no moderator has decided anything about, the latest first."""
    shown = shown_messages(ChatRoom.objects.filter(event_id=event_id))
    unread = [
        message
        for messages, _ in shown.values()
        for message in messages
        if message.attendee_id is not None and not (message.is_reported or message.held_for or message.moved_by)
    ]
    return sorted(unread, key=lambda message: message.told_number or 0, reverse=True)[:REJUDGED]
