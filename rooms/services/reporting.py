"""Attendees ask that a moderator look at a message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from events.models import Attendee
from live.errors import Refusal
from rooms.errors import DESK_FULL, NOT_REGISTERED, UNKNOWN_MESSAGE
from rooms.facts import DeskChatMessageReported
from rooms.limits import REPORTED_PER_EVENT, REPORTS_COUNTED, REPORTS_PER_PERSON
from rooms.models import ChatMessage, ChatReport, State
from rooms.services.desk import lock_desk, save


@dataclass(frozen=True, slots=True)
class Report:
    """One attendee's word on one message."""

    attendee_id: int
    message_id: int


@transaction.atomic
def report_messages(*, event_id: int, reports: Sequence[Report]) -> list[Refusal | None]:
    """Take many reports. One that was made before is no error, nor one of a message that has as many as are counted.

    An item is refused with chat.not_registered, chat.unknown_message or chat.desk_full. Locks the desk.
    """
    desk = lock_desk(event_id)
    asked = {report.message_id for report in reports}
    rows = ChatMessage.objects.filter(pk__in=asked, event_id=event_id, state=State.VISIBLE, attendee__isnull=False)
    messages = {message.pk: message for message in rows.select_related("room")}
    ids = {report.attendee_id for report in reports}
    people = set(Attendee.objects.filter(event_id=event_id, pk__in=ids).values_list("pk", flat=True))
    known = set(ChatReport.objects.filter(message_id__in=messages).values_list("message_id", "attendee_id"))
    waiting = ChatMessage.objects.filter(event_id=event_id, is_reported=True).count()
    open_ones = ChatReport.objects.filter(attendee_id__in=ids, message__event_id=event_id, message__is_reported=True)
    of_person = Counter(open_ones.values_list("attendee_id", flat=True))
    new: list[ChatReport] = []
    changed: dict[int, ChatMessage] = {}
    outcomes: list[Refusal | None] = []
    for report in reports:
        message = messages.get(report.message_id)
        if report.attendee_id not in people:
            outcomes.append(Refusal(NOT_REGISTERED, f"expected an attendee of event {event_id}"))
        elif message is None:
            outcomes.append(Refusal(UNKNOWN_MESSAGE, f"expected a message of somebody's, got {report.message_id}"))
        elif (message.pk, report.attendee_id) in known or message.reports >= REPORTS_COUNTED:
            outcomes.append(None)
        elif of_person[report.attendee_id] >= REPORTS_PER_PERSON:
            outcomes.append(
                Refusal(DESK_FULL, "expected fewer open reports of one person", {"limit": REPORTS_PER_PERSON})
            )
        elif not message.is_reported and waiting >= REPORTED_PER_EVENT:
            outcomes.append(
                Refusal(DESK_FULL, "expected fewer reported messages; try again later", {"limit": REPORTED_PER_EVENT})
            )
        else:
            known.add((message.pk, report.attendee_id))
            of_person[report.attendee_id] += 1
            new.append(ChatReport(message_id=message.pk, attendee_id=report.attendee_id))
            waiting += not message.is_reported
            message.reports, message.is_reported = message.reports + 1, True
            changed[message.pk] = message
            outcomes.append(None)
    ChatReport.objects.bulk_create(new)
    for message in changed.values():
        save(message, ("reports", "is_reported"))
        desk.tell_of(message, DeskChatMessageReported)
    desk.close()
    return outcomes
