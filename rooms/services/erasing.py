"""People go, and what they said goes with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from live.redaction import forget_facts, redact_facts
from rooms.facts import ChatMessagesErased, DeskChatPersonErased
from rooms.limits import SHOWN_KEPT
from rooms.models import ChatDecision, ChatMessage, ChatRoom, ChatSanction
from rooms.services.desk import lock_desk
from rooms.topics import chat_desk_topic, chat_topic, my_chat_topic

_THEIRS = ("text", "author_name", "author_company", "name", "company")


@transaction.atomic
def erase_people(*, event_id: int, attendee_ids: Collection[int]) -> int:
    """Delete all that these people said in the event's chat, tell every page that may show it, and return how much.

    Where they said nothing, as most, it costs three small queries. Locks the desk where there is something to tell.
    """
    said = ChatMessage.objects.filter(attendee_id__in=attendee_ids)
    sanctions = ChatSanction.objects.filter(attendee_id__in=attendee_ids)
    concerned = {*said.values_list("attendee_id", flat=True).distinct()}
    concerned |= {*sanctions.values_list("attendee_id", flat=True)}
    decided = ChatDecision.objects.filter(event_id=event_id, attendee_id__in=attendee_ids)
    concerned |= {id for id in decided.values_list("attendee_id", flat=True).distinct() if id is not None}
    if not concerned:
        return 0
    desk = lock_desk(event_id)
    shown: dict[int, list[int]] = defaultdict(list)
    # Pages hold the latest and the pinned: older ones need not be named.
    on_pages = Q(number__gt=F("room__shown_count") - SHOWN_KEPT) | Q(pin_number__isnull=False)
    for message_id, room_id in said.filter(on_pages).order_by("pk").values_list("pk", "room_id"):
        shown[room_id].append(message_id)
    for room in ChatRoom.objects.filter(pk__in=shown).order_by("pk"):
        desk.tell_room(room, ChatMessagesErased(message_ids=shown[room.pk]))
    for attendee_id in sorted(concerned):
        desk.tell_crew(DeskChatPersonErased(attendee_id=attendee_id))
    count = said.count()
    _erase_from_log(event_id, set(said.values_list("pk", flat=True)), concerned)
    said.delete()
    sanctions.delete()
    # What was decided about them stays in the log, without their words and names.
    decided.update(name="", text="", details={})
    desk.close()
    return count


def _erase_from_log(event_id: int, message_ids: set[int], attendee_ids: Collection[int]) -> None:
    """Let the log keep what happened, without their words and names."""
    rooms = ChatRoom.objects.filter(event_id=event_id).values_list("slug", flat=True)
    topics = [chat_desk_topic(event_id), *(chat_topic(event_id, slug) for slug in rooms)]

    def blank(record: dict[str, Any]) -> bool:
        is_said = record.get("id") in message_ids and "author_name" in record
        is_sanction = record.get("attendee_id") in attendee_ids and "name" in record
        for name in _THEIRS if is_said or is_sanction else ():
            if name in record:
                record[name] = ""
        return is_said or is_sanction

    numbered = [f'"id":{id},"{number}"' for id in message_ids for number in ("number", "told_number")]
    sanctioned = [f'"attendee_id":{id},"name"' for id in attendee_ids]
    redact_facts(topics, containing=[*numbered, *sanctioned], redact=blank)
    forget_facts([my_chat_topic(event_id, f"a{id}") for id in attendee_ids])
