"""What stands above the others."""

from __future__ import annotations

from django.db import transaction

from live.errors import Refusal
from rooms.errors import TOO_MANY_PINS
from rooms.facts import ChatMessagePinned, ChatMessageUnpinned, DeskChatMessage, DeskChatMessageMoved
from rooms.limits import PINNED_PER_ROOM
from rooms.models import ChatMessage, State
from rooms.selectors import desk_record, message_record
from rooms.services.clearing import find_message, guard_state
from rooms.services.decisions import Moderator, note_about_message
from rooms.services.desk import OpenDesk, lock_desk, save


@transaction.atomic
def pin_message(*, event_id: int, message_id: int, moderator: Moderator) -> DeskChatMessage:
    """Pin a message that everybody sees. Doing it again does nothing.

    Raises Refusal(chat.unknown_message, chat.illegal_move, chat.too_many_pins). Locks the desk.
    """
    desk = lock_desk(event_id)
    message = find_message(desk, message_id)
    if message.pin_number is not None:
        return desk_record(message, message.room.slug)
    guard_state(message, State.VISIBLE)
    room = desk.room_of(message)
    if ChatMessage.objects.filter(room=room, pin_number__isnull=False).count() >= PINNED_PER_ROOM:
        raise Refusal(
            TOO_MANY_PINS, f"expected fewer than {PINNED_PER_ROOM} pins; unpin one", {"limit": PINNED_PER_ROOM}
        )
    room.pinned_count += 1
    message.pin_number = room.pinned_count
    desk.tell_room(room, ChatMessagePinned(message=message_record(message)))
    return _moved(desk, message, moderator, "pin")


@transaction.atomic
def unpin_message(*, event_id: int, message_id: int, moderator: Moderator) -> DeskChatMessage:
    """Let a message stand where it was said. Doing it again does nothing.

    Raises Refusal(chat.unknown_message). Locks the desk.
    """
    desk = lock_desk(event_id)
    message = find_message(desk, message_id)
    if message.pin_number is None:
        return desk_record(message, message.room.slug)
    message.pin_number = None
    desk.tell_room(desk.room_of(message), ChatMessageUnpinned(message_id=message.pk))
    return _moved(desk, message, moderator, "unpin")


def _moved(desk: OpenDesk, message: ChatMessage, moderator: Moderator, action: str) -> DeskChatMessage:
    message.moved_by = moderator.name[:80]
    note_about_message(desk, moderator, action, message)
    save(message, ("pin_number", "moved_by"))
    record = desk.tell_of(message, DeskChatMessageMoved)
    desk.close()
    return record
