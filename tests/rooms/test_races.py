"""Several people at once, each on a connection of their own: on SQLite, and on PostgreSQL (tests/on_postgresql.py)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from live.errors import Refusal
from rooms import services
from rooms.models import ChatMessage, ChatRoom, Sanction
from rooms.services import NewMessage, Report
from rooms.topics import chat_desk_topic, chat_topic, my_chat_topic
from tests.contract.reading import apply, look, messages_since, plain
from tests.rooms.factories import MODERATOR, Clock, make_attendee, make_event, post, sanction

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*calls: Callable[[], object]) -> list[object]:
    """Make the calls at the same moment, each in a thread; a Refusal's code stands for it."""
    start = threading.Barrier(len(calls))

    def one(call: Callable[[], object]) -> object:
        start.wait(timeout=10)
        try:
            return call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(one, call) for call in calls]]


def _say(event_id: int, people: list[int], text: str) -> Callable[[], object]:
    said = [NewMessage(person, "stage", text) for person in people]
    return lambda: services.post_messages(event_id=event_id, posted=said)


def test_race_of_writers_keeps_counts_and_the_sample_exact(clock: Clock) -> None:
    event = make_event()
    people = [make_attendee(event).pk for _ in range(48)]
    calls = [_say(event.pk, people[start : start + 8], f"From process {start}") for start in range(0, 48, 8)]
    _together(*calls)
    room = ChatRoom.objects.get()
    # The clock stands: whoever comes first, three are shown.
    assert (room.posted_count, room.shown_count) == (48, 3)
    shown = ChatMessage.objects.filter(state="visible").order_by("number")
    assert list(shown.values_list("number", flat=True)) == [1, 2, 3]


def test_race_for_the_first_message_makes_one_room(clock: Clock) -> None:
    event = make_event(mode=None)
    _together(*[lambda: services.say_as_crew(event_id=event.pk, text="Hello", moderator=MODERATOR)] * 4)
    assert ChatRoom.objects.get().shown_count == 4


def test_nothing_is_said_after_the_ban_was_acknowledged(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    told_at_ban: list[int] = []

    def ban() -> None:
        sanction(ada, Sanction.BAN)
        told_at_ban.append(ChatMessage.objects.count())

    def write() -> None:
        for _ in range(5):
            services.post_messages(event_id=event.pk, posted=[NewMessage(ada.pk, "stage", "Hello")])

    _together(ban, write, write)
    assert ChatMessage.objects.count() == told_at_ban[0]


def test_race_of_all_with_all_keeps_snapshots_exact() -> None:
    event = make_event()
    people = [make_attendee(event) for _ in range(6)]
    first = post(people[0], "The first one")
    topics = [chat_topic(event.pk), chat_desk_topic(event.pk), my_chat_topic(event.pk, f"a{people[0].pk}")]
    before = {topic: look(topic) for topic in topics}

    def moderate() -> None:
        for step in (services.pin_message, services.hide_message, services.restore_message) * 3:
            step(event_id=event.pk, message_id=first.id, moderator=MODERATOR)

    def report() -> None:
        for person in people:
            services.report_messages(event_id=event.pk, reports=[Report(person.pk, first.id)])

    def say() -> None:
        for number in range(5):
            services.say_as_crew(event_id=event.pk, text=f"Note {number}", moderator=MODERATOR)

    def punish() -> None:
        for _ in range(3):
            sanction(people[0], Sanction.MUTE)
            services.lift_sanction(event_id=event.pk, attendee_id=people[0].pk, moderator=MODERATOR)

    ids = [person.pk for person in people[1:]]
    _together(moderate, report, say, punish, _say(event.pk, ids, "One"), _say(event.pk, ids, "Two"))
    for topic in topics:
        messages = messages_since(topic, before[topic])
        for order in (messages, messages[::-1]):
            assert plain(apply(topic, before[topic].state, order)) == plain(look(topic).state), topic
