"""Attendees take back what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from live.errors import Refusal
from rooms.errors import UNKNOWN_MESSAGE
from rooms.facts import ChatMessageHidden, DeskChatMessageMoved, MyChatMessage, MyChatMessageMoved
from rooms.models import ChatMessage, State
from rooms.selectors import my_record
from rooms.services.desk import lock_desk, save


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """A message, and who says that it is theirs."""

    attendee_id: int
    message_id: int


@transaction.atomic
def take_back_messages(*, event_id: int, messages: Sequence[OwnMessage]) -> list[MyChatMessage | Refusal]:
    """Take the messages of many people away from every page; one that was taken back before is no error.

    The crew still sees what was said, and that its author took it back: reports of it wait as they did. It counts among
    what was posted. An item is refused with chat.unknown_message. Locks the desk.
    """
    desk = lock_desk(event_id)
    asked = {item.message_id for item in messages}
    rows = ChatMessage.objects.filter(pk__in=asked, event_id=event_id).select_related("room")
    known = {(row.attendee_id, row.pk): row for row in rows}
    outcomes: list[MyChatMessage | Refusal] = []
    for item in messages:
        message = known.get((item.attendee_id, item.message_id))
        if message is None:
            outcomes.append(Refusal(UNKNOWN_MESSAGE, f"expected a message of one's own, got {item.message_id}"))
            continue
        if message.state != State.TAKEN_BACK:
            room = desk.room_of(message)
            if message.state == State.VISIBLE:
                desk.tell_room(room, ChatMessageHidden(message_id=message.pk))
            message.state, message.pin_number, message.moved_by = State.TAKEN_BACK, None, ""
            save(message, ("state", "pin_number", "moved_by"))
            if message.told_number is not None:
                desk.tell_of(message, DeskChatMessageMoved)
            desk.tell_person(item.attendee_id, MyChatMessageMoved(message=my_record(message, room.slug)))
        outcomes.append(my_record(message, message.room.slug))
    desk.close()
    return outcomes
