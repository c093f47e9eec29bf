"""What stands beside a message is looked at as the message is: a moderator decides, and nothing is swallowed."""

from __future__ import annotations

import pytest

from events.models import Attendee, Event
from rooms import services
from rooms.facts import ChatWord
from rooms.models import ChatMessage
from rooms.names import is_doubtful
from rooms.topics import ChatTopic, chat_topic
from tests.rooms.factories import MODERATOR, Clock, make_attendee, make_event, on_desk, post

WORDS = [
    ChatWord(language="en", word="asshole", action="refuse"),
    ChatWord(language="fr", word="sale juif", action="hold"),
]


@pytest.mark.parametrize(
    ("shown", "is_one"),
    [
        (("Ada Lovelace", "Analytical Engines"), False),
        (("Ada", ""), False),
        (("bit.ly/x", "Engines"), True),
        (("Ada", "www.shop.example"), True),
        (("Ada", "ada@engines.com"), True),
        (("A$$hole", "Engines"), True),
        (("Ada", "Asshole Ltd"), True),
        # Each is a line for itself.
        (("Sale", "Juif & Fils"), False),
    ],
)
def test_names_and_companies_pass_what_a_text_must_pass(shown: tuple[str, str], is_one: bool) -> None:
    assert is_doubtful(shown, WORDS) is is_one


def test_links_pass_beside_a_text_where_they_pass_in_one() -> None:
    assert not is_doubtful(("Ada", "Booking.com"), WORDS, allows_links=True)
    assert is_doubtful(("Asshole",), WORDS, allows_links=True)


def texts(event: Event) -> list[str]:
    name = chat_topic(event.pk)
    return [message.text for message in ChatTopic().snapshots([name])[name].messages]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "company"), [("Connard", ""), ("bit.ly/x", ""), ("Ada", "Merde & Fils")])
def test_message_of_a_person_with_such_a_name_waits_and_the_desk_is_told_why(
    name: str, company: str, clock: Clock
) -> None:
    event = make_event()
    said = post(make_attendee(event, name, company), "Hello")
    assert (said.reach, texts(event)) == ("held", [])
    message = on_desk(said.id)
    assert (message.state, message.held_for, message.author_name) == ("held", "name", name)
    swears = post(make_attendee(event), "oh merde")
    assert (on_desk(swears.id).held_for, on_desk(post(make_attendee(event), "Hi").id).held_for) == ("words", "")


@pytest.mark.django_db
def test_name_that_a_moderator_let_pass_once_passes_until_it_changes(clock: Clock) -> None:
    event = make_event()
    booked = make_attendee(event, "Ada", "Booking.com")
    services.release_message(event_id=event.pk, message_id=post(booked, "Hello").id, moderator=MODERATOR)
    clock.wait(5)
    assert post(booked, "It works").reach == "all"
    Attendee.objects.filter(pk=booked.pk).update(company="Other.com")
    clock.wait(5)
    assert post(booked, "And now?").reach == "held"
    assert post(make_attendee(event, "Ada", "Booking.com"), "Somebody else of there").reach == "held"


@pytest.mark.django_db
def test_name_is_no_reason_to_hold_a_link_where_links_pass(clock: Clock) -> None:
    event = make_event()
    services.change_policy(event_id=event.pk, allows_links=True)
    assert post(make_attendee(event, "Ada", "Booking.com"), "Hello").reach == "all"
    assert ChatMessage.objects.get().held_for == ""
