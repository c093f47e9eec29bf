"""A person goes, and what they said goes with them."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import F, Q

from rooms.facts import ChatMessagesErased, DeskChatPersonErased
from rooms.limits import SHOWN_KEPT
from rooms.models import ChatMessage, ChatRoom, ChatSanction
from rooms.services.desk import lock_desk


@transaction.atomic
def erase_person(*, event_id: int, attendee_id: int) -> int:
    """Delete all that a person said in the event's chat, tell every page that may show it, and return how much it was.

    Whoever said nothing, as most, costs two small queries. Locks the desk where there is something to tell.
    """
    said = ChatMessage.objects.filter(attendee_id=attendee_id)
    if not said.exists() and not ChatSanction.objects.filter(attendee_id=attendee_id).exists():
        return 0
    desk = lock_desk(event_id)
    shown: dict[int, list[int]] = defaultdict(list)
    # Pages hold the latest and the pinned: older ones need not be named.
    on_pages = Q(number__gt=F("room__shown_count") - SHOWN_KEPT) | Q(pin_number__isnull=False)
    for message_id, room_id in said.filter(on_pages).order_by("pk").values_list("pk", "room_id"):
        shown[room_id].append(message_id)
    for room in ChatRoom.objects.filter(pk__in=shown).order_by("pk"):
        desk.tell_room(room, ChatMessagesErased(message_ids=shown[room.pk]))
    desk.tell_crew(DeskChatPersonErased(attendee_id=attendee_id))
    count = said.count()
    said.delete()
    ChatSanction.objects.filter(attendee_id=attendee_id).delete()
    desk.close()
    return count
