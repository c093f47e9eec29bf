"""The desk of an event while it is locked: its rooms, its running numbers, and what is told when all is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from live import statements
from live.errors import Refusal
from live.facts import JSON, Fact
from live.log import append_many
from rooms.errors import UNKNOWN_ROOM
from rooms.facts import ChatMessagePosted, DeskChatFact, DeskChatMessage
from rooms.models import ChatDesk, ChatMessage, ChatRoom
from rooms.selectors import STAGE, desk_record, message_record, shown_from, told_from
from rooms.states import POSTED
from rooms.topics import chat_desk_topic, chat_topic, my_chat_topic


@dataclass(slots=True)
class OpenDesk:
    """A desk that is locked until the transaction ends. What is written under it is of the moment `now`."""

    row: ChatDesk
    now: datetime
    _rooms: dict[str, ChatRoom] = field(default_factory=dict)
    _facts: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _values: dict[str, dict[str, JSON]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def event_id(self) -> int:
        """The event's id."""
        return self.row.event_id

    # --- rooms

    def room(self, slug: str) -> ChatRoom:
        """Return the room, the stage's made where it has no row yet. Raises Refusal(chat.unknown_room)."""
        found = self._rooms.get(slug)
        if found is None:
            found = ChatRoom.objects.filter(event_id=self.event_id, slug=slug).first()
            if found is None and slug == STAGE:
                found = ChatRoom.objects.create(event_id=self.event_id, slug=STAGE)
            if found is None:
                raise Refusal(UNKNOWN_ROOM, f"expected a room of event {self.event_id}, got {slug!r}")
            self._rooms[slug] = found
        return found

    def room_of(self, message: ChatMessage) -> ChatRoom:
        """Return the room of a message that was read with it."""
        return self._rooms.setdefault(message.room.slug, message.room)

    # --- running numbers

    def next_shown(self, room: ChatRoom) -> int:
        """Return the next number among what `room` is shown."""
        room.shown_count += 1
        return room.shown_count

    def next_told(self) -> int:
        """Return the next number among what the crew is told."""
        self.row.told_count += 1
        return self.row.told_count

    # --- what is told

    def tell_room(self, room: ChatRoom, fact: Fact) -> None:
        """Keep `fact` for those who read `room`."""
        self._facts[chat_topic(self.event_id, room.slug)].append(fact)

    def tell_crew(self, fact: Fact) -> None:
        """Keep `fact` for the crew."""
        self._facts[chat_desk_topic(self.event_id)].append(fact)

    def tell_posted(self, room: ChatRoom, message: ChatMessage) -> None:
        """Keep for those who read `room` that they see a new message."""
        record = message_record(message)
        self.tell_room(room, ChatMessagePosted(message=record, kept_from=shown_from(room)))

    def tell_of(self, message: ChatMessage, fact: type[DeskChatFact]) -> DeskChatMessage:
        """Keep for the crew how a message is now, and return that."""
        record = desk_record(message, message.room.slug)
        self.tell_crew(fact(message=record, kept_from=told_from(self.row)))
        return record

    def tell_person(self, attendee_id: int | None, fact: Fact) -> None:
        """Keep `fact` for one person; the crew's own messages (None) have no topic of their own."""
        if attendee_id is not None:
            self._facts[my_chat_topic(self.event_id, f"a{attendee_id}")].append(fact)

    def count_posted(self, room: ChatRoom, more: int) -> None:
        """Count messages that were taken in `room`, and keep the new count for everybody."""
        room.posted_count += more
        self._values[chat_topic(self.event_id, room.slug)][POSTED] = room.posted_count
        self._values[chat_desk_topic(self.event_id)][f"{POSTED}/{room.slug}"] = room.posted_count

    def close(self) -> None:
        """Write rooms and desk, and append all that was kept: the last step of the transaction."""
        for room in self._rooms.values():
            statements.update(ChatRoom, _room_changes(room), "WHERE id = %s", [room.pk])
        changes = {"told_count": self.row.told_count, "aside_due_at": self.row.aside_due_at}
        statements.update(ChatDesk, changes, "WHERE event_id = %s", [self.event_id])
        append_many(self._facts, self._values)


def _room_changes(room: ChatRoom) -> dict[str, Any]:
    names = ("posted_count", "shown_count", "pinned_count", "shown_due_at")
    return {name: getattr(room, name) for name in names}


def lock_desk(event_id: int) -> OpenDesk:
    """Return the event's desk, locked until the transaction ends: its chat is written by one after another."""
    for _ in range(2):
        for desk in statements.fetch(ChatDesk, f"WHERE event_id = %s {statements.locking()}", [event_id]):
            # The clock is read under the lock, so that moments come in the order of the writes.
            return OpenDesk(desk, timezone.now())
        ChatDesk.objects.bulk_create([ChatDesk(event_id=event_id)], ignore_conflicts=True)
    raise LookupError(f"expected a chat desk of event {event_id}, got none")


def save(message: ChatMessage, fields: Iterable[str]) -> None:
    """Write some fields of a message; the desk is locked."""
    statements.update(ChatMessage, {name: getattr(message, name) for name in fields}, "WHERE id = %s", [message.pk])
