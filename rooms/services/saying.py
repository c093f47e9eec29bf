"""What the crew says."""

from __future__ import annotations

from django.db import transaction

from events.text import clean_line
from live.errors import Refusal
from rooms.errors import UNKNOWN_MESSAGE
from rooms.facts import DeskChatMessage, DeskChatMessageTold
from rooms.limits import MESSAGE_CHARS
from rooms.models import ChatMessage, State
from rooms.selectors import STAGE
from rooms.services.decisions import Moderator
from rooms.services.desk import lock_desk
from rooms.services.posting_guards import guard_length


@transaction.atomic
def say_as_crew(
    *, event_id: int, text: str, moderator: Moderator, room: str = STAGE, reply_to: int | None = None
) -> DeskChatMessage:
    """Say something to everybody in a room, whatever its mode and however busy it is.

    Raises Refusal(chat.unknown_room, chat.unknown_message, chat.empty, chat.too_long). Locks the desk.
    """
    text = clean_line(text)
    guard_length(text, MESSAGE_CHARS)
    desk = lock_desk(event_id)
    place = desk.room(room)
    if reply_to is not None and not ChatMessage.objects.filter(pk=reply_to, room=place).exists():
        raise Refusal(UNKNOWN_MESSAGE, f"expected a message of room {room!r}, got {reply_to}")
    message = ChatMessage.objects.create(
        event_id=event_id,
        room=place,
        crew_subject=moderator.subject,
        author_name=clean_line(moderator.name)[:80] or "?",
        text=text,
        reply_to=reply_to,
        state=State.VISIBLE,
        number=desk.next_shown(place),
        told_number=desk.next_told(),
        posted_at=desk.now,
    )
    desk.tell_posted(place, message)
    record = desk.tell_of(message, DeskChatMessageTold)
    desk.count_posted(place, 1)
    desk.close()
    return record
