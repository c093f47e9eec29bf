"""Who may follow what, and what joining costs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.tickets import GUEST, issue_ticket
from live.topics import parse_topic, topic_kind
from rooms import services
from rooms.models import Mode, Sanction
from rooms.topics import chat_desk_topic, chat_topic, my_chat_topic
from tests.rooms.factories import (
    Clock,
    crew_ticket,
    make_attendee,
    make_event,
    post,
    sanction,
    ticket_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["chat/1", "chat/1/", "chat/1/Stage", "chat/1/a/b", "chat/1/-a", "chat/1/" + "x" * 41])
def test_room_has_one_name(name: str) -> None:
    with pytest.raises(LookupError):
        parse_topic(name)


def test_topics_are_for_those_whom_they_concern() -> None:
    event = make_event()
    ada, ben = ticket_of(make_attendee(event)), ticket_of(make_attendee(event))
    guest = issue_ticket(event_id=event.pk, subject="g1", roles={GUEST}, name="", lifetime_s=60)
    moderator, host = crew_ticket(event, "moderator"), crew_ticket(event, "host")
    names = [chat_topic(event.pk), chat_desk_topic(event.pk), my_chat_topic(event.pk, ada.subject)]
    seen = {
        subject: [topic_kind(name).may_follow(ticket, name) for name in names]
        for subject, ticket in {"ada": ada, "ben": ben, "guest": guest, "moderator": moderator, "host": host}.items()
    }
    assert seen == {
        "ada": [True, False, True],
        "ben": [True, False, False],
        "guest": [False, False, False],
        "moderator": [True, True, False],
        "host": [True, False, False],
    }


def test_room_that_there_is_none_of_has_no_snapshot() -> None:
    event = make_event(mode=None)
    names = [chat_topic(event.pk), chat_topic(event.pk, "attic"), chat_topic(4711)]
    assert list(topic_kind("chat/1/stage").snapshots(names)) == [chat_topic(event.pk)]


@pytest.mark.parametrize("prefix", ["chat", "my-chat", "chat-desk"])
def test_snapshot_costs_the_same_for_one_and_for_three(prefix: str, clock: Clock) -> None:
    events = [make_event(f"launch-{number}") for number in range(3)]
    names = []
    for event in events:
        services.open_room(event_id=event.pk, slug="design")
        people = [make_attendee(event) for _ in range(3)]
        for person in people:
            post(person)
        post(make_attendee(event), "in there", room="design")
        sanction(people[0], Sanction.MUTE)
        services.accept_rules(event_id=event.pk, attendee_ids=[people[0].pk])
        names += {
            "chat": [chat_topic(event.pk), chat_topic(event.pk, "design")],
            "my-chat": [my_chat_topic(event.pk, f"a{person.pk}") for person in people],
            "chat-desk": [chat_desk_topic(event.pk)],
        }[prefix]
    kind = topic_kind(names[0])
    counts = []
    for some in (names[:1], names):
        with CaptureQueriesContext(connection) as queries:
            assert sorted(kind.snapshots(some)) == sorted(some)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 4


def test_subject_that_is_no_attendees_has_said_nothing() -> None:
    event = make_event(mode=Mode.OPEN)
    names = [my_chat_topic(event.pk, subject) for subject in ("c5", "g1", "a", "ax")]
    kind = topic_kind(names[0])
    assert all(state == kind.initial for state in kind.snapshots(names).values())
