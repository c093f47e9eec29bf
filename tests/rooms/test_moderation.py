"""What moderators do, and what those whom it concerns are told."""

from __future__ import annotations

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Attendee
from live.errors import Refusal
from live.models import FactRecord, ValueRecord
from rooms import services
from rooms.facts import ChatWord, MyChatMessage
from rooms.models import ChatMessage, ChatSanction, Sanction
from rooms.services import OwnMessage, Report
from rooms.topics import ChatDeskTopic, ChatTopic, MyChatTopic, chat_desk_topic, chat_topic, my_chat_topic
from tests.rooms.factories import (
    MODERATOR,
    Clock,
    crowd,
    make_attendee,
    make_event,
    on_desk,
    post,
    sanction,
)

pytestmark = pytest.mark.django_db


def code_of(call: object) -> str:
    with pytest.raises(Refusal) as raised:
        call()  # type: ignore[operator]
    return raised.value.code


def my_state(person: Attendee) -> dict[str, object]:
    name = my_chat_topic(person.event_id, f"a{person.pk}")
    state: dict[str, object] = msgspec.to_builtins(MyChatTopic().snapshots([name])[name])
    return state


def texts(event_id: int) -> list[str]:
    name = chat_topic(event_id)
    return [message.text for message in ChatTopic().snapshots([name])[name].messages]


def do(step: str, event_id: int, message_id: int) -> object:
    return getattr(services, step)(event_id=event_id, message_id=message_id, moderator=MODERATOR)


def test_hidden_message_goes_and_its_author_is_told(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    message = post(ada)
    do("hide_message", event.pk, message.id)
    do("hide_message", event.pk, message.id)
    assert texts(event.pk) == []
    assert my_state(ada)["messages"][0]["reach"] == "hidden"  # type: ignore[index]
    assert on_desk(message.id).moved_by == "Mona Moderator"
    do("restore_message", event.pk, message.id)
    assert texts(event.pk) == ["What a car!"]


def test_moves_that_make_no_sense_are_refused(clock: Clock) -> None:
    event = make_event()
    crowd(event, 3)
    sampled = post(make_attendee(event), "left out @crew")
    unknown = post(make_attendee(event), "left out")
    other = make_event("other")
    assert code_of(lambda: do("hide_message", event.pk, sampled.id)) == "chat.illegal_move"
    assert code_of(lambda: do("pin_message", event.pk, sampled.id)) == "chat.illegal_move"
    assert code_of(lambda: do("hide_message", event.pk, unknown.id)) == "chat.unknown_message"
    assert code_of(lambda: do("hide_message", other.pk, sampled.id)) == "chat.unknown_message"


def test_pins_are_few(clock: Clock) -> None:
    event = make_event()
    said = [services.say_as_crew(event_id=event.pk, text=f"Note {n}", moderator=MODERATOR).id for n in range(4)]
    for id in said[:3]:
        do("pin_message", event.pk, id)
    assert code_of(lambda: do("pin_message", event.pk, said[3])) == "chat.too_many_pins"
    do("unpin_message", event.pk, said[0])
    do("pin_message", event.pk, said[3])
    name = chat_topic(event.pk)
    assert [message.id for message in ChatTopic().snapshots([name])[name].pinned] == said[1:]


def test_reports_are_counted_once_a_person_and_end(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rooms.services.reporting.REPORTS_COUNTED", 2)
    event = make_event()
    message = post(make_attendee(event))
    people = [make_attendee(event).pk for _ in range(4)]
    reports = [Report(person, message.id) for person in [people[0], *people]]
    assert services.report_messages(event_id=event.pk, reports=reports) == [None] * 5
    assert (on_desk(message.id).reports, on_desk(message.id).is_reported) == (2, True)
    do("clear_reports", event.pk, message.id)
    assert on_desk(message.id).is_reported is False
    (outcome,) = services.report_messages(event_id=event.pk, reports=[Report(people[0], 4711)])
    assert isinstance(outcome, Refusal)
    assert outcome.code == "chat.unknown_message"


def test_mute_ends_by_itself_and_a_ban_does_not(clock: Clock) -> None:
    event = make_event()
    ada, ben = make_attendee(event), make_attendee(event)
    sanction(ada, Sanction.MUTE, lasts_s=60, reason="Cool down")
    sanction(ben, Sanction.BAN)
    assert my_state(ada)["sanction"] == {
        "kind": "mute",
        "until_ms": int(clock.now.timestamp() * 1000) + 60_000,
        "reason": "Cool down",
    }
    assert code_of(lambda: post(ada)) == "chat.muted"
    clock.wait(60)
    assert post(ada).reach == "all"
    clock.wait(3600)
    assert code_of(lambda: post(ben)) == "chat.banned"
    services.lift_sanction(event_id=event.pk, attendee_id=ben.pk, moderator=MODERATOR)
    services.lift_sanction(event_id=event.pk, attendee_id=ben.pk, moderator=MODERATOR)
    assert post(ben).reach == "all"
    assert my_state(ben)["sanction"] is None


def test_sanction_of_another_events_guest_is_refused(clock: Clock) -> None:
    event, other = make_event(), make_event("other")
    ada = make_attendee(other)
    call = lambda: services.sanction_person(  # noqa: E731
        event_id=event.pk, attendee_id=ada.pk, kind=Sanction.BAN, moderator=MODERATOR
    )
    assert code_of(call) == "chat.unknown_person"
    services.lift_sanction(event_id=event.pk, attendee_id=ada.pk, moderator=MODERATOR)


def test_sanctions_that_are_over_make_room(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rooms.services.sanctions.SANCTIONS_PER_EVENT", 2)
    event = make_event()
    ada, ben, eve = (make_attendee(event) for _ in range(3))
    sanction(ada, Sanction.MUTE, lasts_s=10)
    sanction(ben, Sanction.BAN)
    assert code_of(lambda: sanction(eve, Sanction.BAN)) == "chat.too_many_sanctions"
    clock.wait(10)
    sanction(eve, Sanction.BAN)
    assert set(ChatSanction.objects.values_list("attendee_id", flat=True)) == {ben.pk, eve.pk}


def test_shadow_mute_cannot_be_told_from_the_authors_side(clock: Clock) -> None:
    """Two people say the same things at the same moments, in events of their own; one of them is shadow-muted."""
    seen = []
    for slug, is_shadowed in (("one", False), ("two", True)):
        event = make_event(slug)
        person = make_attendee(event)
        if is_shadowed:
            sanction(person, Sanction.SHADOW_MUTE)
        acks = []
        for text in ("hello", "hello again", "oh merde"):
            clock.wait(5)
            acks.append(msgspec.to_builtins(post(person, text)))
        crowd(event, 10)
        clock.wait(0.01)
        with pytest.raises(Refusal) as twice:
            post(person, "oh merde")
        # The room is too busy for either of them now.
        crowd(event, 10)
        clock.wait(1.5)
        crowd(event, 10)
        acks.append(msgspec.to_builtins(post(person, "last word")))
        topic = my_chat_topic(event.pk, f"a{person.pk}")
        facts = [
            msgspec.json.decode(body)
            for body in FactRecord.objects.filter(topic__name=topic).order_by("offset").values_list("body", flat=True)
        ]
        counts = ValueRecord.objects.get(topic__name=chat_topic(event.pk)).value
        seen.append((acks, twice.value.code, facts, my_state(person), counts, texts(event.pk)))
        clock.now = clock.now.replace(hour=18, minute=0, second=0, microsecond=0)
    plain, shadowed = (_without_ids(each[:5]) for each in seen)
    assert plain == shadowed
    assert [ack["reach"] for ack in seen[1][0]] == ["all", "all", "held", "you"]
    # And yet nobody heard them.
    assert {"hello", "hello again"} <= set(seen[0][5])
    assert not {"hello", "hello again"} & set(seen[1][5])


def _without_ids(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_ids(inner) for key, inner in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [_without_ids(inner) for inner in value]
    return value


def test_shadow_mute_comes_without_a_fact_of_the_persons(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    sanction(ada, Sanction.SHADOW_MUTE)
    services.lift_sanction(event_id=event.pk, attendee_id=ada.pk, moderator=MODERATOR)
    assert not FactRecord.objects.filter(topic__name__startswith="my-chat/").exists()
    sanction(ada, Sanction.MUTE)
    sanction(ada, Sanction.SHADOW_MUTE)
    # One who was muted is told that this is over.
    assert my_state(ada)["sanction"] is None
    assert FactRecord.objects.filter(topic__name__startswith="my-chat/").count() == 2


def test_words_are_the_events_own(clock: Clock) -> None:
    event = make_event()
    name = chat_desk_topic(event.pk)
    assert len(ChatDeskTopic().snapshots([name])[name].words) > 50
    words = [
        ChatWord(language="en", word=" Vapour\u202eware ", action="hold"),
        ChatWord(language="en", word="VAPOURWARE", action="refuse"),
    ]
    made = [ChatWord(language="en", word="VAPOURWARE", action="refuse")]
    assert services.change_words(event_id=event.pk, words=words, seen=0) == (made, 1)
    with pytest.raises(Refusal) as stale:
        services.change_words(event_id=event.pk, words=[], seen=0)
    assert (stale.value.code, stale.value.details) == (
        "chat.list_stale",
        {"words": msgspec.to_builtins(made), "version": 1},
    )
    assert code_of(lambda: post(make_attendee(event), "vapourware")) == "chat.word_refused"
    assert post(make_attendee(event), "oh merde").reach == "all"
    bad = [ChatWord(language="en", word="!!!", action="hold")]
    assert code_of(lambda: services.change_words(event_id=event.pk, words=bad)) == "chat.bad_word"


def take_back(person: Attendee, message_id: int) -> MyChatMessage | Refusal:
    (outcome,) = services.take_back_messages(event_id=person.event_id, messages=[OwnMessage(person.pk, message_id)])
    return outcome


def test_author_takes_a_message_back_from_every_page_and_the_crew_sees_who_did(clock: Clock) -> None:
    event = make_event()
    ada, ben = make_attendee(event), make_attendee(event)
    said = post(ada, "You are all wrong")
    do("pin_message", event.pk, said.id)
    services.report_messages(event_id=event.pk, reports=[Report(ben.pk, said.id)])
    assert isinstance(take_back(ben, said.id), Refusal)
    gone = take_back(ada, said.id)
    assert isinstance(gone, MyChatMessage)
    assert gone.reach == "taken_back"
    assert (texts(event.pk), my_state(ada)["messages"][0]["reach"]) == ([], "taken_back")  # type: ignore[index]
    desk = on_desk(said.id)
    assert (desk.state, desk.text, desk.is_pinned, desk.moved_by) == ("taken_back", said.text, False, "")
    # What was reported waits for a moderator all the same; to bring it back is not theirs.
    assert desk.is_reported
    for step in ("restore_message", "hide_message", "pin_message"):
        assert code_of(lambda step=step: do(step, event.pk, said.id)) == "chat.illegal_move"
    told = FactRecord.objects.count()
    assert take_back(ada, said.id) == gone
    assert FactRecord.objects.count() == told
    assert code_of(lambda: post(ben, "No", reply_to=said.id)) == "chat.unknown_message"


def test_taking_back_tells_a_shadow_muted_author_what_it_tells_anybody(clock: Clock) -> None:
    event = make_event()
    ada, ben = make_attendee(event), make_attendee(event)
    sanction(ada, Sanction.SHADOW_MUTE)
    answers = []
    for person in (ada, ben):
        said = post(person, "Hello")
        clock.wait(5)
        gone = take_back(person, said.id)
        assert isinstance(gone, MyChatMessage)
        answers.append((gone.reach, gone.text))
    assert answers[0] == answers[1]
    hidden = FactRecord.objects.filter(topic__name=chat_topic(event.pk), body__contains="ChatMessageHidden")
    assert hidden.count() == 1


def test_erased_person_takes_their_words_along(clock: Clock) -> None:
    event = make_event()
    ada, ben = make_attendee(event, "Zarathustra"), make_attendee(event)
    post(ada, "mine")
    sanction(ada, Sanction.BAN)
    clock.wait(2)
    post(ben, "his")
    Attendee.objects.filter(pk=ada.pk).delete()
    assert texts(event.pk) == ["his"]
    assert ChatMessage.objects.count() == 1
    # The log says that something was said, and no longer what and by whom.
    assert FactRecord.objects.filter(body__contains='"ChatMessagePosted"').count() == 2
    assert not FactRecord.objects.filter(body__contains="mine").exists()
    assert not FactRecord.objects.filter(body__contains="Zarathustra").exists()
    silent = make_attendee(event)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        services.erase_people(event_id=event.pk, attendee_ids=[silent.pk])
    assert len([query for query in queries if "SELECT" in query["sql"]]) == 3


def test_event_that_is_deleted_takes_its_chat_along(clock: Clock) -> None:
    event = make_event()
    post(make_attendee(event))
    event.delete()
    assert not ChatMessage.objects.exists()
