"""What was published before a word came on the list is put before the moderators, and stays until they decide."""

from __future__ import annotations

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.models import FactRecord
from rooms import services
from rooms.facts import ChatWord
from rooms.models import ChatDecision, ChatMessage, Sanction, State
from rooms.services import OwnMessage, Report
from rooms.topics import ChatDeskTopic, ChatTopic, chat_desk_topic, chat_topic
from tests.rooms.factories import MODERATOR, Clock, make_attendee, make_event, on_desk, post, sanction

pytestmark = pytest.mark.django_db

LISTED = [
    ChatWord(language="en", word="vapourware", action="refuse"),
    ChatWord(language="fr", word="escroc", action="hold"),
]


def change(event_id: int, words: list[ChatWord]) -> list[int]:
    """Change the list, and return which messages the crew was told of because of it."""
    topic = FactRecord.objects.filter(topic__name=chat_desk_topic(event_id))
    before = topic.count()
    services.change_words(event_id=event_id, words=words, moderator=MODERATOR)
    facts = [msgspec.json.decode(body) for body in topic.order_by("offset").values_list("body", flat=True)[before:]]
    assert facts[0]["kind"] == "ChatWordsChanged"
    assert {fact["kind"] for fact in facts[1:]} <= {"DeskChatMessageReported"}
    assert all(fact["data"]["message"]["is_reported"] for fact in facts[1:])
    return [fact["data"]["message"]["id"] for fact in facts[1:]]


def waiting(event_id: int) -> list[int]:
    name = chat_desk_topic(event_id)
    messages = ChatDeskTopic().snapshots([name])[name].messages
    return [each.id for each in messages if each.is_reported or each.state == "held"]


def shown(event_id: int) -> list[int]:
    name = chat_topic(event_id)
    return [message.id for message in ChatTopic().snapshots([name])[name].messages]


def test_published_messages_with_a_new_word_wait_and_stay(clock: Clock) -> None:
    event = make_event()
    said = []
    for text in ("All V4pourware!", "What a car", "Quel escroc"):
        clock.wait(5)
        said.append(post(make_attendee(event), text).id)
    told = FactRecord.objects.exclude(topic__name=chat_desk_topic(event.pk)).count()
    assert change(event.pk, LISTED) == [said[0], said[2]] == waiting(event.pk)
    found = on_desk(said[0])
    assert (found.state, found.held_for, found.reports, found.is_reported) == ("visible", "words", 0, True)
    # The audience and the authors hear nothing of it, and see what they saw.
    assert shown(event.pk) == said
    assert FactRecord.objects.exclude(topic__name=chat_desk_topic(event.pk)).count() == told


def test_what_a_moderator_decided_is_not_asked_again(clock: Clock) -> None:
    event = make_event()
    said = []
    for number in range(5):
        clock.wait(5)
        said.append(post(make_attendee(event), f"Vapourware {number}").id)
    left, hidden, pinned, reported, _ = said
    services.pin_message(event_id=event.pk, message_id=pinned, moderator=MODERATOR)
    services.report_messages(event_id=event.pk, reports=[Report(make_attendee(event).pk, reported)])
    services.clear_reports(event_id=event.pk, message_id=reported, moderator=MODERATOR)
    assert change(event.pk, LISTED) == [left, hidden, said[4]]
    services.clear_reports(event_id=event.pk, message_id=left, moderator=MODERATOR)
    services.hide_message(event_id=event.pk, message_id=hidden, moderator=MODERATOR)
    # Whoever saves the list again, or another one, asks for nothing twice.
    assert change(event.pk, LISTED) == change(event.pk, LISTED[:1]) == []
    assert waiting(event.pk) == [said[4]]
    assert list(ChatDecision.objects.order_by("pk").values_list("action", flat=True)[2:5]) == [
        "change_words",
        "clear_reports",
        "hide",
    ]


def test_only_what_everybody_sees_of_attendees_is_judged(clock: Clock) -> None:
    event = make_event()
    services.say_as_crew(event_id=event.pk, text="No vapourware here", moderator=MODERATOR)
    mute, ada = make_attendee(event), make_attendee(event)
    sanction(mute, Sanction.SHADOW_MUTE)
    post(mute, "vapourware")
    back = post(ada, "vapourware").id
    services.take_back_messages(event_id=event.pk, messages=[OwnMessage(ada.pk, back)])
    other = make_event("other")
    post(make_attendee(other), "vapourware")
    assert change(event.pk, LISTED) == []


def test_what_is_held_goes_on_waiting(clock: Clock) -> None:
    event = make_event()
    held = post(make_attendee(event), "oh merde").id
    assert change(event.pk, []) == []
    assert (on_desk(held).state, waiting(event.pk)) == ("held", [held])


def test_what_pages_show_no_more_is_left_alone(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rooms.selectors.SHOWN_KEPT", 2)
    event = make_event()
    said = []
    for _ in range(4):
        clock.wait(5)
        said.append(post(make_attendee(event), "vapourware").id)
    assert change(event.pk, LISTED) == said[2:]


def test_desk_is_not_filled_over_its_bound(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rooms.services.rejudging.REPORTED_PER_EVENT", 3)
    event = make_event()
    said = []
    for number in range(4):
        clock.wait(5)
        said.append(post(make_attendee(event), f"vapourware {number}").id)
    services.report_messages(event_id=event.pk, reports=[Report(make_attendee(event).pk, said[3])])
    assert change(event.pk, LISTED) == said[1:3]
    assert waiting(event.pk) == said[1:]


def test_many_are_brought_up_in_the_statements_of_one(clock: Clock) -> None:
    event = make_event()

    def statements(count: int) -> int:
        for _ in range(count):
            clock.wait(5)
            post(make_attendee(event), "vapourware")
        with CaptureQueriesContext(connection) as queries:
            change(event.pk, LISTED)
        ChatMessage.objects.update(state=State.HIDDEN)
        services.change_words(event_id=event.pk, words=[])
        return len(queries)

    assert statements(1) == statements(9)
