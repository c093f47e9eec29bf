"""What is taken, what everybody sees of it, and what the author is told."""

from __future__ import annotations

from collections import Counter

import pytest

from events.models import Phase
from live.errors import Refusal
from rooms import services
from rooms.models import ChatMessage, ChatRoom, Mode, Sanction
from rooms.services import NewMessage
from rooms.topics import ChatTopic, chat_topic
from tests.rooms.factories import MODERATOR, Clock, crowd, make_attendee, make_event, post, sanction

pytestmark = pytest.mark.django_db


def refusal(person: object, text: str = "What a car!", **more: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as raised:
        post(person, text, **more)  # type: ignore[arg-type]
    return raised.value.code, raised.value.details


def numbers(event_id: int) -> list[int]:
    name = chat_topic(event_id)
    return [message.number for message in ChatTopic().snapshots([name])[name].messages]


def test_message_is_taken_as_it_is_shown(clock: Clock) -> None:
    ada = make_attendee(make_event(), name="Ada \u202eecalevoL")
    own = post(ada, "  What\u202e a\n\ncar! ")
    (message,) = ChatMessage.objects.all()
    assert (message.text, message.author_name, message.state, message.number) == (
        *("What a car!", "Ada ecalevoL", "visible", 1),
    )
    assert (own.text, own.reach, own.room) == ("What a car!", "all", "stage")


def test_guards_say_what_was_wrong(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    assert refusal(ada, " \u200b ") == ("chat.empty", {})
    assert refusal(ada, "x" * 301) == ("chat.too_long", {"max_chars": 300, "chars": 301})
    assert refusal(ada, "look at shop.example/now") == ("chat.links_not_allowed", {})
    assert refusal(ada, "connard") == ("chat.word_refused", {})
    assert refusal(ada, room="lounge") == ("chat.unknown_room", {})
    assert refusal(ada, reply_to=4711) == ("chat.unknown_message", {})
    assert not ChatMessage.objects.exists()
    services.change_policy(event_id=event.pk, allows_links=True, max_chars=500)
    assert post(ada, "https://launch.example").reach == "all"


def test_modes_decide_who_writes(clock: Clock) -> None:
    event = make_event(mode=None)
    ada = make_attendee(event)
    assert refusal(ada) == ("chat.off", {"because": "policy"})
    services.change_policy(event_id=event.pk, mode=Mode.CREW)
    assert refusal(ada) == ("chat.crew_only", {})
    services.change_policy(event_id=event.pk, mode=Mode.RULES)
    assert refusal(ada) == ("chat.rules_first", {})
    assert services.accept_rules(event_id=event.pk, attendee_ids=[ada.pk, ada.pk]) == [None, None]
    assert post(ada).reach == "all"
    over = make_attendee(make_event("over", phase=Phase.AFTER))
    assert refusal(over) == ("chat.off", {"because": "phase"})


def test_crew_is_bound_by_none_of_it(clock: Clock) -> None:
    event = make_event(mode=None)
    for number in range(20):
        said = services.say_as_crew(event_id=event.pk, text=f"shit happens: x.com/{number}", moderator=MODERATOR)
        assert (said.state, said.is_crew) == ("visible", True)
    assert numbers(event.pk) == list(range(1, 21))


def test_one_message_after_the_other(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    post(ada, "one")
    clock.wait(0.4)
    assert refusal(ada, "two") == ("chat.too_fast", {"retry_after_ms": 600})
    clock.wait(0.6)
    first = post(ada, "two")
    clock.wait(5)
    assert refusal(ada, "TWO") == ("chat.duplicate", {"message_id": first.id})
    clock.wait(25)
    assert post(ada, "two").reach == "all"


def test_slow_mode_counts_down(clock: Clock) -> None:
    event = make_event()
    services.change_policy(event_id=event.pk, slow_mode_s=30)
    ada, ben = make_attendee(event), make_attendee(event)
    post(ada, "one")
    clock.wait(10)
    assert refusal(ada, "two") == ("chat.slow_mode", {"retry_after_ms": 20_000, "slow_mode_s": 30})
    assert post(ben, "mine").reach == "all"


def test_pause_holds_within_a_batch(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    said = [NewMessage(ada.pk, "stage", text) for text in ("one", "two")]
    _, second = services.post_messages(event_id=event.pk, posted=said)
    assert isinstance(second, Refusal)
    assert (second.code, ChatMessage.objects.count()) == ("chat.too_fast", 1)


def test_burst_reaches_readers_as_a_sample_with_an_honest_count(clock: Clock) -> None:
    event = make_event()
    told = crowd(event, 50)
    assert Counter(own.reach for own in told if not isinstance(own, Refusal)) == {"all": 3, "you": 47}
    assert numbers(event.pk) == [1, 2, 3]
    room = ChatRoom.objects.get()
    assert (room.posted_count, room.shown_count, ChatMessage.objects.count()) == (50, 3, 50)


def test_sample_is_never_above_six_in_any_second(clock: Clock) -> None:
    event = make_event()
    people = [make_attendee(event) for _ in range(120)]
    shown_at = []
    for person in people:
        clock.wait(0.05)
        if post(person).reach == "all":
            shown_at.append(clock.now.timestamp())
    # 3 at once, and 3 in each of six seconds.
    assert 3 + 3 * 6 - 1 <= len(shown_at) <= 3 + 3 * 6
    most = max(sum(1 for other in shown_at if at <= other < at + 1) for at in shown_at)
    assert most <= 6


def test_crew_passes_through_a_flood(clock: Clock) -> None:
    event = make_event()
    crowd(event, 30)
    services.say_as_crew(event_id=event.pk, text="We begin.", moderator=MODERATOR)
    crowd(event, 30)
    texts = [message.text for message in ChatTopic().snapshots([chat_topic(event.pk)])[chat_topic(event.pk)].messages]
    assert texts[-1] == "We begin."
    assert len(texts) == 4


def test_mention_is_told_to_the_desk_where_the_sample_leaves_it_out(clock: Clock) -> None:
    event = make_event()
    crowd(event, 10)
    told = [post(make_attendee(event), f"@crew help {number}") for number in range(15)]
    assert {own.reach for own in told} == {"you"}
    assert ChatMessage.objects.filter(state="sampled", told_number__isnull=False).count() == 10


def test_held_message_waits_and_the_queue_has_an_end(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rooms.services.posting.HELD_PER_EVENT", 2)
    event = make_event()
    assert [post(make_attendee(event), "oh merde").reach for _ in range(2)] == ["held", "held"]
    assert refusal(make_attendee(event), "oh merde") == ("chat.desk_full", {"limit": 2})
    assert numbers(event.pk) == []
    assert ChatRoom.objects.get().posted_count == 0


def test_one_person_does_not_fill_the_queue_of_all(clock: Clock) -> None:
    event = make_event()
    ada, ben = make_attendee(event), make_attendee(event)
    for number in range(5):
        assert post(ada, f"oh merde {number}").reach == "held"
        clock.wait(2)
    assert refusal(ada, "oh merde again") == ("chat.desk_full", {"limit": 5})
    assert post(ben, "oh merde").reach == "held"


def test_name_that_grows_when_it_is_composed_anew_is_cut(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event, "\u0958" * 80)
    assert len(post(ada, "Hello").text) == 5
    assert len(ChatMessage.objects.get().author_name) == 80


def test_rooms_have_chats_of_their_own(clock: Clock) -> None:
    event = make_event()
    services.open_room(event_id=event.pk, slug="design")
    ada, ben = make_attendee(event), make_attendee(event)
    post(ada, "on the stage")
    assert post(ben, "with the designers", room="design").room == "design"
    state = ChatTopic().snapshots([chat_topic(event.pk, "design")])[chat_topic(event.pk, "design")]
    assert [message.text for message in state.messages] == ["with the designers"]
    clock.wait(2)
    # A sanction is the event's, not a room's.
    sanction(ben, Sanction.BAN, reason="Insults")
    assert refusal(ben, "again", room="design") == ("chat.banned", {"reason": "Insults"})
    assert refusal(ben, "again") == ("chat.banned", {"reason": "Insults"})


def test_reply_to_what_nobody_sees_is_refused(clock: Clock) -> None:
    event = make_event()
    held = post(make_attendee(event), "oh merde")
    assert refusal(make_attendee(event), "why?", reply_to=held.id) == ("chat.unknown_message", {})
    services.release_message(event_id=event.pk, message_id=held.id, moderator=MODERATOR)
    assert post(make_attendee(event), "why?", reply_to=held.id).reply_to == held.id
