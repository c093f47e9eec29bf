"""Who may not write, and for how long."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from events.models import Attendee
from events.text import clean_line
from live.errors import Refusal
from rooms.errors import TOO_MANY_SANCTIONS, UNKNOWN_PERSON
from rooms.facts import ChatSanctioned, ChatSanctionLifted, DeskChatSanction, MyChatSanctionChanged
from rooms.limits import REASON_CHARS, SANCTIONS_PER_EVENT
from rooms.models import ChatSanction, Sanction
from rooms.selectors import desk_sanction_record, my_sanction_record
from rooms.services.decisions import Moderator, note_about_person
from rooms.services.desk import OpenDesk, lock_desk


@transaction.atomic
def sanction_person(
    *,
    event_id: int,
    attendee_id: int,
    kind: Sanction,
    moderator: Moderator,
    lasts_s: int | None = None,
    reason: str = "",
) -> DeskChatSanction:
    """Keep a person from writing, in every room of the event, for `lasts_s` seconds or (None) until it is lifted.

    It takes the place of what was decided about them before. It holds from the commit on: for what they send on any of
    their sockets, and after they have come back. Raises Refusal(chat.unknown_person, chat.too_many_sanctions). Locks
    the desk.
    """
    desk = lock_desk(event_id)
    person = Attendee.objects.filter(pk=attendee_id, event_id=event_id).first()
    if person is None:
        raise Refusal(UNKNOWN_PERSON, f"expected an attendee of event {event_id}, got {attendee_id}")
    before = ChatSanction.objects.filter(attendee_id=attendee_id).first()
    if before is None:
        _make_room(desk)
    sanction = ChatSanction(
        event_id=event_id,
        attendee=person,
        kind=kind,
        until=None if lasts_s is None else desk.now + timedelta(seconds=lasts_s),
        reason=clean_line(reason)[:REASON_CHARS],
        made_by=moderator.name[:80],
        made_at=desk.now,
    )
    sanction.save()
    note_about_person(
        desk,
        moderator,
        str(kind),
        attendee_id=attendee_id,
        name=person.name,
        **({} if lasts_s is None else {"lasts_s": lasts_s}),
        **({"reason": sanction.reason} if sanction.reason else {}),
    )
    record = desk_sanction_record(sanction, person)
    desk.tell_crew(ChatSanctioned(sanction=record))
    _tell_person(desk, attendee_id, before, sanction)
    desk.close()
    return record


@transaction.atomic
def lift_sanction(*, event_id: int, attendee_id: int, moderator: Moderator) -> None:
    """Let a person write again. Doing it again does nothing. Locks the desk."""
    desk = lock_desk(event_id)
    rows = ChatSanction.objects.filter(attendee_id=attendee_id, event_id=event_id)
    before = rows.select_related("attendee").first()
    if before is not None:
        note_about_person(
            desk, moderator, "lift", attendee_id=attendee_id, name=before.attendee.name, was=str(before.kind)
        )
        _lift(desk, before)
        desk.close()


def _make_room(desk: OpenDesk) -> None:
    sanctions = ChatSanction.objects.filter(event_id=desk.event_id)
    if sanctions.count() < SANCTIONS_PER_EVENT:
        return
    over = list(sanctions.filter(until__lte=desk.now).order_by("attendee_id"))
    for sanction in over:
        _lift(desk, sanction)
    if not over:
        message = f"expected fewer than {SANCTIONS_PER_EVENT} people who may not write; lift some"
        raise Refusal(TOO_MANY_SANCTIONS, message, {"limit": SANCTIONS_PER_EVENT})


def _lift(desk: OpenDesk, sanction: ChatSanction) -> None:
    attendee_id = sanction.attendee_id
    ChatSanction.objects.filter(attendee_id=attendee_id).delete()
    desk.tell_crew(ChatSanctionLifted(attendee_id=attendee_id))
    _tell_person(desk, attendee_id, sanction, None)


def _tell_person(desk: OpenDesk, attendee_id: int, before: ChatSanction | None, now: ChatSanction | None) -> None:
    """Tell a person what has changed for them. A shadow-mute comes and goes without a word."""
    told = my_sanction_record(now)
    if told != my_sanction_record(before):
        desk.tell_person(attendee_id, MyChatSanctionChanged(sanction=told))
