"""What attendees say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from events.models import Attendee, Event
from events.text import clean_line
from live.errors import Refusal
from rooms import pace, selectors
from rooms.errors import DESK_FULL, NOT_REGISTERED, UNKNOWN_MESSAGE
from rooms.facts import DeskChatMessageTold, MyChatMessage, MyChatMessagePosted
from rooms.limits import (
    ASIDES_AT_ONCE,
    ASIDES_PER_SECOND,
    HELD_PER_EVENT,
    HELD_PER_PERSON,
    SHOWN_AT_ONCE,
    SHOWN_PER_SECOND,
)
from rooms.models import ChatMessage, ChatRoom, ChatSanction, HeldFor, Mode, Sanction, State
from rooms.names import is_doubtful
from rooms.services.desk import OpenDesk, lock_desk
from rooms.services.posting_guards import (
    Last,
    guard_length,
    guard_mode,
    guard_pause,
    guard_person,
    guard_room,
    guard_text,
)
from rooms.words import mentions_crew, verdict


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What one attendee says in a room; the text is as it came."""

    attendee_id: int
    room: str
    text: str
    reply_to: int | None = None


@transaction.atomic
def post_messages(*, event_id: int, posted: Sequence[NewMessage]) -> list[MyChatMessage | Refusal]:
    """Take the messages of many people at once: one statement for each table, one outcome for each, in order.

    Every message is kept and counted; of a busy room's, everybody is shown as many as can be read, and the author of
    each is told which it was. An item is refused with chat.not_registered, chat.unknown_room, chat.off, chat.banned,
    chat.muted, chat.crew_only, chat.rules_first, chat.empty, chat.too_long, chat.links_not_allowed, chat.word_refused,
    chat.unknown_message, chat.duplicate, chat.slow_mode, chat.too_fast or chat.desk_full. Locks the desk.
    """
    desk = lock_desk(event_id)
    batch = _Batch(desk, posted)
    taken: dict[int, ChatMessage] = {}
    refused: dict[int, Refusal] = {}
    for place, item in enumerate(posted):
        try:
            taken[place] = batch.take(item)
        except Refusal as refusal:
            refused[place] = refusal
    ChatMessage.objects.bulk_create(taken.values())
    for message in taken.values():
        _announce(desk, message)
    for slug, more in batch.counted.items():
        desk.count_posted(desk.room(slug), more)
    desk.close()
    return [
        refused[place] if place in refused else selectors.my_record(taken[place], taken[place].room.slug)
        for place in range(len(posted))
    ]


class _Batch:
    """What is known of those who write together, and what became of those before in the batch."""

    def __init__(self, desk: OpenDesk, posted: Sequence[NewMessage]) -> None:
        ids = {item.attendee_id for item in posted}
        self._desk = desk
        self._event = Event.objects.get(pk=desk.event_id)
        self._people = Attendee.objects.filter(event_id=desk.event_id).in_bulk(list(ids))
        self._sanctions = selectors.sanctions_of(self._people)
        self._last = {id: Last.of(message) for id, message in selectors.last_messages(self._people).items()}
        self._words = selectors.words_of(desk.row)
        self._accepted: set[int] | None = None
        self._held: Counter[int | None] | None = None
        self._cleared: set[tuple[int, str, str]] | None = None
        self._replied = _replied(desk, posted)
        self.counted: dict[str, int] = defaultdict(int)

    def take(self, item: NewMessage) -> ChatMessage:
        """Return the message to be written. Raises the Refusal."""
        person = self._people.get(item.attendee_id)
        if person is None:
            message = f"expected an attendee of event {self._desk.event_id}, got {item.attendee_id}"
            raise Refusal(NOT_REGISTERED, message)
        room, now = self._desk.room(item.room), self._desk.now
        sanction = self._sanctions.get(person.pk)
        guard_room(self._event, room)
        guard_person(sanction, now)
        guard_mode(room, self._has_accepted(room, person))
        text = clean_line(item.text)
        # Before the words are looked for: that takes longer than linear time in what somebody makes up for it.
        guard_length(text, room.max_chars)
        action = verdict(text, self._words)
        guard_text(room, text, action)
        if item.reply_to is not None and item.reply_to not in self._replied[item.room]:
            raise Refusal(UNKNOWN_MESSAGE, f"expected a message that everybody sees, got {item.reply_to}")
        guard_pause(room, self._last.get(person.pk), text, now)
        # Composed anew, a character may have become two.
        name, company = clean_line(person.name)[:80] or "?", clean_line(person.company)[:120]
        held_for = HeldFor.WORDS if action == "hold" else self._doubt(room, person, name, company)
        made = ChatMessage(
            event_id=self._desk.event_id,
            room=room,
            attendee=person,
            author_name=name,
            author_company=company,
            text=text,
            reply_to=item.reply_to,
            mentions_crew=mentions_crew(text),
            posted_at=now,
        )
        self._place(made, room, sanction, held_for)
        self._last[person.pk] = Last(text, now, None)
        return made

    def _doubt(self, room: ChatRoom, person: Attendee, name: str, company: str) -> HeldFor | None:
        """Return why a message waits for a moderator though its words are none of the list's.

        The name was written where nobody filters it. One that a moderator let pass once passes from then on.
        """
        if not is_doubtful((name, company), self._words, allows_links=room.allows_links):
            return None
        if self._cleared is None:
            self._cleared = selectors.cleared_names(self._people)
        return None if (person.pk, name, company) in self._cleared else HeldFor.NAME

    def _place(
        self, made: ChatMessage, room: ChatRoom, sanction: ChatSanction | None, held_for: HeldFor | None
    ) -> None:
        """Decide who is told of a message."""
        if held_for is not None:
            self._guard_held(made)
            made.state, made.told_number, made.held_for = State.HELD, self._desk.next_told(), held_for
            return
        self.counted[room.slug] += 1
        due_at = pace.take(room.shown_due_at, made.posted_at, per_second=SHOWN_PER_SECOND, at_once=SHOWN_AT_ONCE)
        if (
            sanction is not None
            and sanction.kind == Sanction.SHADOW_MUTE
            and selectors.is_active(sanction, made.posted_at)
        ):
            # It takes nobody's place, and its author is told what would have become of it.
            made.state, made.seems_shown = State.SHADOWED, due_at is not None
        elif due_at is not None:
            room.shown_due_at = due_at
            made.state, made.number, made.told_number = (
                State.VISIBLE,
                self._desk.next_shown(room),
                self._desk.next_told(),
            )
            return
        else:
            made.state = State.SAMPLED
            if not made.mentions_crew:
                return
        aside_due_at = pace.take(
            self._desk.row.aside_due_at, made.posted_at, per_second=ASIDES_PER_SECOND, at_once=ASIDES_AT_ONCE
        )
        if aside_due_at is not None:
            self._desk.row.aside_due_at = aside_due_at
            made.told_number = self._desk.next_told()

    def _guard_held(self, made: ChatMessage) -> None:
        if self._held is None:
            held = ChatMessage.objects.filter(event_id=self._desk.event_id, state=State.HELD)
            self._held = Counter(held.values_list("attendee_id", flat=True))
        # One person's must not fill what all have.
        for count, limit in ((self._held.total(), HELD_PER_EVENT), (self._held[made.attendee_id], HELD_PER_PERSON)):
            if count >= limit:
                message = f"expected fewer than {limit} messages that wait for a moderator"
                raise Refusal(DESK_FULL, message, {"limit": limit})
        self._held[made.attendee_id] += 1

    def _has_accepted(self, room: ChatRoom, person: Attendee) -> bool:
        if room.mode != Mode.RULES:
            return True
        if self._accepted is None:
            self._accepted = selectors.who_accepted(self._people)
        return person.pk in self._accepted


def _replied(desk: OpenDesk, posted: Sequence[NewMessage]) -> dict[str, set[int]]:
    """Return, by room, which of the messages that are replied to everybody sees."""
    asked: dict[str, list[int]] = defaultdict(list)
    for item in posted:
        if item.reply_to is not None:
            asked[item.room].append(item.reply_to)
    found: dict[str, set[int]] = defaultdict(set)
    for slug, ids in asked.items():
        try:
            found[slug] = selectors.visible_ids(desk.room(slug).pk, ids)
        except Refusal:
            continue  # such an item is refused for its room
    return found


def _announce(desk: OpenDesk, message: ChatMessage) -> None:
    room = desk.room_of(message)
    if message.state == State.VISIBLE:
        desk.tell_posted(room, message)
    if message.told_number is not None:
        desk.tell_of(message, DeskChatMessageTold)
    # Everybody is told of their own, not only those whom nobody else hears: else it would tell them.
    own = selectors.my_record(message, room.slug)
    desk.tell_person(message.attendee_id, MyChatMessagePosted(message=own))
