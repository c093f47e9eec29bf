"""Reads: records from rows, and the parts of snapshots, for any number of events in one query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import cast

from django.db.models import F, Max, Q, Window
from django.db.models.functions import RowNumber

from events.models import Attendee, Event
from events.moments import epoch_ms
from events.text import clean_line
from rooms.facts import (
    ChatMessageRecord,
    ChatPolicy,
    ChatWord,
    DeskChatMessage,
    DeskChatSanction,
    HeldForName,
    LanguageName,
    ModeName,
    MyChatMessage,
    MyChatSanction,
    ReachName,
    SanctionName,
    StateName,
)
from rooms.limits import DESK_KEPT, OWN_KEPT, SHOWN_KEPT
from rooms.models import ChatAcceptance, ChatDesk, ChatMessage, ChatRoom, ChatSanction, HeldFor, Sanction, State
from rooms.words import DEFAULT_WORDS

STAGE = "stage"
"""The slug of the chat that every event has, whether there is a row of it or not."""

RoomName = tuple[int, str]
"""The id of an event, and the slug of one of its rooms."""

Person = tuple[int, int]
"""The ids of an event and of one of its attendees."""


def shown_from(room: ChatRoom) -> int:
    """Return the number from which on a room's messages are on every page."""
    return max(1, room.shown_count - SHOWN_KEPT + 1)


def told_from(desk: ChatDesk | None) -> int:
    """Return the number from which on messages are on the crew's page, whatever became of them."""
    return max(1, desk.told_count - DESK_KEPT + 1) if desk else 1


def policy_record(room: ChatRoom) -> ChatPolicy:
    """Return a room's policy."""
    return ChatPolicy(
        mode=cast(ModeName, str(room.mode)),
        slow_mode_s=room.slow_mode_s,
        allows_links=room.allows_links,
        max_chars=room.max_chars,
    )


def message_record(message: ChatMessage) -> ChatMessageRecord:
    """Return a message that everybody sees, or saw."""
    assert message.number is not None
    return ChatMessageRecord(
        id=message.pk,
        number=message.number,
        author_name=message.author_name,
        author_company=message.author_company,
        is_crew=message.attendee_id is None,
        text=message.text,
        reply_to=message.reply_to,
        mentions_crew=message.mentions_crew,
        posted_at_ms=epoch_ms(message.posted_at),
    )


def my_record(message: ChatMessage, room: str) -> MyChatMessage:
    """Return a message as its author sees it. Nothing in it tells whether they are shadow-muted."""
    return MyChatMessage(
        id=message.pk,
        room=room,
        text=message.text,
        reply_to=message.reply_to,
        posted_at_ms=epoch_ms(message.posted_at),
        reach=_reach(message),
    )


def _reach(message: ChatMessage) -> ReachName:
    match message.state:
        case State.VISIBLE:
            return "all"
        case State.SHADOWED:
            return "all" if message.seems_shown else "you"
        case State.HELD:
            return "held"
        case State.HIDDEN:
            return "hidden"
        case State.TAKEN_BACK:
            return "taken_back"
        case _:
            return "you"


def desk_record(message: ChatMessage, room: str) -> DeskChatMessage:
    """Return a message that the crew was told of."""
    assert message.told_number is not None
    return DeskChatMessage(
        id=message.pk,
        told_number=message.told_number,
        room=room,
        author_id=message.attendee_id,
        author_name=message.author_name,
        author_company=message.author_company,
        is_crew=message.attendee_id is None,
        text=message.text,
        reply_to=message.reply_to,
        mentions_crew=message.mentions_crew,
        state=cast(StateName, str(message.state)),
        held_for=cast(HeldForName, str(message.held_for)),
        is_pinned=message.pin_number is not None,
        reports=message.reports,
        is_reported=message.is_reported,
        posted_at_ms=epoch_ms(message.posted_at),
        moved_by=message.moved_by,
    )


def my_sanction_record(sanction: ChatSanction | None) -> MyChatSanction | None:
    """Return what a person is told of the sanction that is on them; nothing of a shadow-mute."""
    if sanction is None or sanction.kind == Sanction.SHADOW_MUTE:
        return None
    return MyChatSanction(
        kind="ban" if sanction.kind == Sanction.BAN else "mute",
        until_ms=_ms_or_none(sanction.until),
        reason=sanction.reason,
    )


def desk_sanction_record(sanction: ChatSanction, person: Attendee) -> DeskChatSanction:
    """Return a sanction as the crew sees it."""
    return DeskChatSanction(
        attendee_id=sanction.attendee_id,
        # As beside a message: what was typed at the registration must not turn the crew's page.
        name=clean_line(person.name)[:80] or "?",
        company=clean_line(person.company)[:120],
        kind=cast(SanctionName, str(sanction.kind)),
        until_ms=_ms_or_none(sanction.until),
        reason=sanction.reason,
        made_by=sanction.made_by,
        made_at_ms=epoch_ms(sanction.made_at),
    )


def _ms_or_none(at: datetime | None) -> int | None:
    return None if at is None else epoch_ms(at)


def words_of(desk: ChatDesk | None) -> tuple[ChatWord, ...]:
    """Return the words that an event does not publish: its own list, or the one that events begin with."""
    if desk is None or desk.words is None:
        return DEFAULT_WORDS
    return tuple(ChatWord(**word) for word in desk.words)


def rules_of(desk: ChatDesk | None) -> dict[LanguageName, str]:
    """Return the event's own rules of the chat, by language."""
    return cast(dict[LanguageName, str], dict(desk.rules)) if desk else {}


def rooms_by_name(names: Collection[RoomName]) -> dict[RoomName, ChatRoom]:
    """Return the rooms of these names that there are; the stage's where nothing was decided of it yet, not saved."""
    rows = ChatRoom.objects.filter(event_id__in={event_id for event_id, _ in names})
    found = {(room.event_id, room.slug): room for room in rows.filter(slug__in={slug for _, slug in names})}
    unmade = {(event_id, slug) for event_id, slug in names if slug == STAGE} - found.keys()
    if unmade:
        known = Event.objects.filter(pk__in={event_id for event_id, _ in unmade}).values_list("pk", flat=True)
        found |= {(event_id, STAGE): ChatRoom(event_id=event_id, slug=STAGE) for event_id in known}
    return {name: found[name] for name in names if name in found}


def rooms_of_events(event_ids: Iterable[int]) -> dict[int, dict[str, ChatRoom]]:
    """Return every room of each event by slug, the stage's whether it has a row or not."""
    rooms = {event_id: {STAGE: ChatRoom(event_id=event_id, slug=STAGE)} for event_id in event_ids}
    for room in ChatRoom.objects.filter(event_id__in=rooms).order_by("slug"):
        rooms[room.event_id][room.slug] = room
    return rooms


def shown_messages(rooms: Iterable[ChatRoom]) -> dict[int, tuple[list[ChatMessage], list[ChatMessage]]]:
    """Return for each room (by id) the latest messages by number, and the pinned ones in order."""
    found: dict[int, tuple[list[ChatMessage], list[ChatMessage]]] = {
        room.pk: ([], []) for room in rooms if room.pk is not None
    }
    latest = Q(number__gt=F("room__shown_count") - SHOWN_KEPT)
    rows = ChatMessage.objects.filter(latest | Q(pin_number__isnull=False), room_id__in=found, state=State.VISIBLE)
    for message in rows.select_related("room").order_by("number"):
        messages, pinned = found[message.room_id]
        if (message.number or 0) > message.room.shown_count - SHOWN_KEPT:
            messages.append(message)
        if message.pin_number is not None:
            pinned.append(message)
    for _, pinned in found.values():
        pinned.sort(key=lambda message: message.pin_number or 0)
    return found


def desks_of(event_ids: Iterable[int]) -> dict[int, ChatDesk]:
    """Return the desks that there are, by event."""
    return ChatDesk.objects.in_bulk(list(event_ids))


def told_messages(event_ids: Iterable[int]) -> dict[int, list[DeskChatMessage]]:
    """Return what the desk of each event lists, by number."""
    found: dict[int, list[DeskChatMessage]] = defaultdict(list)
    listed = (
        Q(told_number__gt=F("event__chat_desk__told_count") - DESK_KEPT)
        | Q(state=State.HELD)
        | Q(is_reported=True)
        | Q(pin_number__isnull=False)
    )
    rows = ChatMessage.objects.filter(listed, event_id__in=event_ids, told_number__isnull=False)
    for message in rows.select_related("room").order_by("told_number"):
        found[message.event_id].append(desk_record(message, message.room.slug))
    return found


def sanctions_of_events(event_ids: Iterable[int]) -> dict[int, dict[str, DeskChatSanction]]:
    """Return the sanctions of each event, by the attendee's id."""
    found: dict[int, dict[str, DeskChatSanction]] = defaultdict(dict)
    for sanction in ChatSanction.objects.filter(event_id__in=event_ids).select_related("attendee"):
        found[sanction.event_id][str(sanction.attendee_id)] = desk_sanction_record(sanction, sanction.attendee)
    return found


def own_messages(people: Collection[Person]) -> dict[Person, list[MyChatMessage]]:
    """Return the latest messages of each person, by id."""
    found: dict[Person, list[MyChatMessage]] = defaultdict(list)
    place = Window(RowNumber(), partition_by=F("attendee_id"), order_by=F("id").desc())
    rows = ChatMessage.objects.filter(attendee_id__in={attendee_id for _, attendee_id in people})
    latest = rows.annotate(place=place).filter(place__lte=OWN_KEPT).select_related("room").order_by("pk")
    for message in latest:
        if message.attendee_id is not None:
            found[message.event_id, message.attendee_id].append(my_record(message, message.room.slug))
    return found


def sanctions_of(attendee_ids: Collection[int]) -> dict[int, ChatSanction]:
    """Return the sanctions on these people, those too whose time is over."""
    return ChatSanction.objects.in_bulk(list(attendee_ids))


def who_accepted(attendee_ids: Collection[int]) -> set[int]:
    """Return those who accepted the rules."""
    rows = ChatAcceptance.objects.filter(attendee_id__in=attendee_ids)
    return set(rows.values_list("attendee_id", flat=True))


def last_messages(attendee_ids: Collection[int]) -> dict[int, ChatMessage]:
    """Return the last message of each of these people, in any room of their event."""
    said = ChatMessage.objects.filter(attendee_id__in=attendee_ids).order_by()
    last = said.values("attendee_id").annotate(last=Max("pk")).values("last")
    rows = ChatMessage.objects.filter(pk__in=last)
    return {message.attendee_id: message for message in rows if message.attendee_id is not None}


def cleared_names(attendee_ids: Collection[int]) -> set[tuple[int, str, str]]:
    """Return the names and companies (with the attendee's id) that a moderator has let pass beside a message."""
    rows = ChatMessage.objects.filter(attendee_id__in=attendee_ids, held_for=HeldFor.NAME, state=State.VISIBLE)
    return {
        (id, name, company)
        for id, name, company in rows.values_list("attendee_id", "author_name", "author_company")
        if id is not None
    }


def is_active(sanction: ChatSanction | None, now: datetime) -> bool:
    """Whether a sanction holds at `now`."""
    return sanction is not None and (sanction.until is None or sanction.until > now)


def visible_ids(room_id: int, ids: Sequence[int]) -> set[int]:
    """Return those of `ids` that everybody sees in a room."""
    if not ids:
        return set()
    rows = ChatMessage.objects.filter(pk__in=ids, room_id=room_id, state=State.VISIBLE)
    return set(rows.values_list("pk", flat=True))
