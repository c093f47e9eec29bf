"""Moderators decide what everybody sees."""

from __future__ import annotations

import msgspec
from django.db import transaction

from live.errors import Refusal
from rooms.errors import ILLEGAL_MOVE, UNKNOWN_MESSAGE
from rooms.facts import (
    ChatMessageHidden,
    ChatMessageRestored,
    DeskChatMessage,
    DeskChatMessageMoved,
    MyChatMessageMoved,
)
from rooms.models import ChatMessage, State
from rooms.selectors import desk_record, message_record, my_record
from rooms.services.decisions import Moderator, note_about_message
from rooms.services.desk import OpenDesk, lock_desk, save


@transaction.atomic
def hide_message(*, event_id: int, message_id: int, moderator: Moderator) -> DeskChatMessage:
    """Take a message away from everybody, or dismiss one that was held; its author is told. Again does nothing.

    Raises Refusal(chat.unknown_message, chat.illegal_move). Locks the desk.
    """
    desk = lock_desk(event_id)
    message = find_message(desk, message_id)
    if message.state == State.HIDDEN:
        return desk_record(message, message.room.slug)
    was_visible = message.state == State.VISIBLE
    guard_state(message, State.VISIBLE, State.HELD)
    message.state, message.is_reported, message.pin_number = State.HIDDEN, False, None
    if was_visible:
        desk.tell_room(desk.room_of(message), ChatMessageHidden(message_id=message.pk))
    return _moved(desk, message, moderator, "hide", tells_author=True)


@transaction.atomic
def restore_message(*, event_id: int, message_id: int, moderator: Moderator) -> DeskChatMessage:
    """Bring a hidden message back; one that was never shown comes as a new one. Doing it again does nothing.

    Raises Refusal(chat.unknown_message, chat.illegal_move). Locks the desk.
    """
    return _show(event_id, message_id, moderator, State.HIDDEN, "restore")


@transaction.atomic
def release_message(*, event_id: int, message_id: int, moderator: Moderator) -> DeskChatMessage:
    """Show a message that was held. A moderator's choice is no part of the sample: it always passes.

    Raises Refusal(chat.unknown_message, chat.illegal_move). Locks the desk.
    """
    return _show(event_id, message_id, moderator, State.HELD, "release")


@transaction.atomic
def clear_reports(*, event_id: int, message_id: int, moderator: Moderator) -> DeskChatMessage:
    """Leave a reported message as it is. Raises Refusal(chat.unknown_message). Locks the desk."""
    desk = lock_desk(event_id)
    message = find_message(desk, message_id)
    if not message.is_reported:
        return desk_record(message, message.room.slug)
    message.is_reported = False
    return _moved(desk, message, moderator, "clear_reports", tells_author=False)


def find_message(desk: OpenDesk, message_id: int) -> ChatMessage:
    """Return a message that the crew was told of, with its room. Raises Refusal(chat.unknown_message)."""
    rows = ChatMessage.objects.filter(pk=message_id, event_id=desk.event_id, told_number__isnull=False)
    message = rows.select_related("room").first()
    if message is None:
        raise Refusal(UNKNOWN_MESSAGE, f"expected a message of event {desk.event_id}, got {message_id}")
    message.room = desk.room_of(message)
    return message


def guard_state(message: ChatMessage, *states: State) -> None:
    """Raise Refusal(chat.illegal_move) when a message is in none of `states`."""
    if message.state not in states:
        details = {"message": msgspec.to_builtins(desk_record(message, message.room.slug))}
        wanted = " or ".join(states)
        raise Refusal(ILLEGAL_MOVE, f"expected message {message.pk} to be {wanted}, it is {message.state}", details)


def _show(event_id: int, message_id: int, moderator: Moderator, state: State, action: str) -> DeskChatMessage:
    desk = lock_desk(event_id)
    message = find_message(desk, message_id)
    if message.state == State.VISIBLE:
        return desk_record(message, message.room.slug)
    guard_state(message, state)
    message.state = State.VISIBLE
    room = desk.room_of(message)
    if message.number is None:
        message.number = desk.next_shown(room)
        desk.tell_posted(room, message)
        desk.count_posted(room, 1)
    else:
        desk.tell_room(room, ChatMessageRestored(message=message_record(message)))
    return _moved(desk, message, moderator, action, tells_author=True)


def _moved(
    desk: OpenDesk, message: ChatMessage, moderator: Moderator, action: str, *, tells_author: bool
) -> DeskChatMessage:
    message.moved_by = moderator.name[:80]
    note_about_message(desk, moderator, action, message)
    save(message, ("state", "number", "pin_number", "is_reported", "moved_by"))
    record = desk.tell_of(message, DeskChatMessageMoved)
    if tells_author:
        desk.tell_person(message.attendee_id, MyChatMessageMoved(message=my_record(message, message.room.slug)))
    desk.close()
    return record
