"""The rules of the chat, accepted."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from events.models import Attendee
from live.errors import Refusal
from rooms.errors import NOT_REGISTERED
from rooms.facts import MyChatRulesAccepted
from rooms.models import ChatAcceptance
from rooms.selectors import who_accepted
from rooms.services.desk import lock_desk


@transaction.atomic
def accept_rules(*, event_id: int, attendee_ids: Sequence[int]) -> list[Refusal | None]:
    """Note that people accepted the rules, once for all rooms; one who did before has no second row.

    An item is refused with chat.not_registered. Locks the desk.
    """
    desk = lock_desk(event_id)
    people = set(Attendee.objects.filter(event_id=event_id, pk__in=attendee_ids).values_list("pk", flat=True))
    new = dict.fromkeys(id for id in attendee_ids if id in people - who_accepted(people))
    ChatAcceptance.objects.bulk_create(ChatAcceptance(attendee_id=id, accepted_at=desk.now) for id in new)
    for attendee_id in new:
        desk.tell_person(attendee_id, MyChatRulesAccepted())
    desk.close()
    return [
        None if id in people else Refusal(NOT_REGISTERED, f"expected an attendee of event {event_id}, got {id}")
        for id in attendee_ids
    ]
