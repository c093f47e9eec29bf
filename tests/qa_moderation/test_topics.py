"""Who may follow what, and what a snapshot costs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.tickets import issue_ticket
from live.topics import topic_kind
from qa_moderation import services, topics
from qa_moderation.services import Vote
from tests.qa_moderation.factories import approved, ask, make_attendee, make_event, on_air, on_deck

CREW = ("organiser", "director", "moderator", "host", "technician", "speaker")


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("desk/7", {"organiser", "director", "moderator"}),
        ("set/7", {"organiser", "director", "moderator", "host"}),
        ("questions/7", {"attendee", *CREW}),
        ("my-questions/7/a12", {"attendee"}),
    ],
)
def test_topic_is_open_to_its_roles_alone(name: str, roles: set[str]) -> None:
    allowed = set()
    for role in ("guest", "attendee", *CREW):
        ticket = issue_ticket(event_id=7, subject="a12", roles={role}, name="", lifetime_s=60)
        if topic_kind(name).may_follow(ticket, name):
            allowed.add(role)
    assert allowed == roles


@pytest.mark.parametrize("subject", ["a1", "a123", "c12", "g12", ""])
def test_my_questions_are_open_to_their_asker_alone(subject: str) -> None:
    ticket = issue_ticket(event_id=7, subject=subject, roles={"attendee"}, name="", lifetime_s=60)
    assert not topic_kind("my-questions/7/a12").may_follow(ticket, "my-questions/7/a12")


def test_my_questions_share_one_channel_of_the_event() -> None:
    name = topics.my_questions_topic(7, "a12")
    assert topic_kind(name).channel(name) == "my-questions/7"


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "queries"), [("desk", 10), ("set", 6), ("questions", 3), ("my-questions", 2)])
def test_snapshots_cost_as_much_for_fifty_as_for_one(prefix: str, queries: int) -> None:
    names = []
    for number in range(50):
        event = make_event(f"launch-{number}")
        names.append(f"{prefix}/{event.pk}")
        if number % 10 == 0:
            attendee = make_attendee(event)
            ask(make_attendee(event))
            services.cast_upvotes(event_id=event.pk, votes=[Vote(attendee.pk, on_deck(make_attendee(event)).id)])
            on_air(attendee)
            if prefix == "my-questions":
                names[-1] += f"/a{attendee.pk}"
        elif prefix == "my-questions":
            names[-1] += f"/a{10**6 + number}"
    kind = topic_kind(names[0])
    for count in (1, 3, 50):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            snapshots = kind.snapshots(names[:count])
        assert (len(captured), list(snapshots)) == (queries, names[:count])
    alone = {name: kind.snapshots([name])[name] for name in names}
    assert kind.snapshots(names) == alone


@pytest.mark.django_db
def test_snapshots_keep_events_and_people_apart() -> None:
    one, two = make_event("one"), make_event("two")
    ada, ben = make_attendee(one), make_attendee(two)
    first, second = approved(ada), on_deck(ben)
    services.cast_upvotes(event_id=one.pk, votes=[Vote(ada.pk, first.id)])
    for prefix in ("desk", "questions"):
        names = [f"{prefix}/{event.pk}" for event in (one, two)]
        states = topic_kind(names[0]).snapshots(names)
        assert [set(states[name].questions) for name in names] == [{str(first.id)}, {str(second.id)}]  # type: ignore[attr-defined]
        assert [states[name].upvotes for name in names] == [{str(first.id): 1}, {}]  # type: ignore[attr-defined]
    foreign = topics.my_questions_topic(two.pk, f"a{ada.pk}")
    state = topic_kind(foreign).snapshots([foreign])[foreign]
    assert (state.questions, state.upvoted) == ({}, [])  # type: ignore[attr-defined]
