"""What happens in a chat."""

from __future__ import annotations

from collections.abc import Callable

from events.models import Attendee
from rooms import services
from rooms.facts import ChatWord
from rooms.models import Mode, Sanction
from rooms.services import NewMessage, OwnMessage, Report
from tests.contract.scenario import Act, World, scenario
from tests.rooms.factories import MODERATOR, post, sanction


def _room(world: World) -> list[Attendee]:
    """Let there be a chat in which something was said, shown and not."""
    services.change_policy(event_id=7, mode=Mode.OPEN)
    people = [world.attendee(f"Guest {number}") for number in range(4)]
    post(people[0], "Good evening from Lyon!")
    post(people[1], "What the fuck is that")
    services.say_as_crew(event_id=7, text="Welcome, all of you.", moderator=MODERATOR)
    sanction(people[2], Sanction.SHADOW_MUTE)
    return people


@scenario
def something_is_said(world: World) -> Act:
    ada, *_ = _room(world)
    return lambda: post(ada, "<b>What</b> a shape!")


@scenario
def a_crowd_speaks_at_once(world: World) -> Act:
    people = _room(world)
    said = [NewMessage(person.pk, "stage", f"Wow, {place}! @crew") for place, person in enumerate(people)]
    more = [NewMessage(world.attendee(f"More {place}").pk, "stage", f"Number {place}") for place in range(3)]
    return lambda: services.post_messages(event_id=7, posted=[*said, *more])


@scenario
def a_reply_is_given(world: World) -> Act:
    people = _room(world)
    first = post(people[3], "Is it electric?")
    return lambda: post(people[0], "It is.", reply_to=first.id)


@scenario
def the_crew_says_something(world: World) -> Act:
    _room(world)
    return lambda: services.say_as_crew(event_id=7, text="It begins in a minute.", moderator=MODERATOR)


@scenario
def a_message_is_held(world: World) -> Act:
    people = _room(world)
    return lambda: post(people[3], "Holy shit")


@scenario
def a_message_is_held_for_the_name_beside_it(world: World) -> Act:
    _room(world)
    named = world.attendee("bit.ly/offer")
    return lambda: post(named, "Hello")


@scenario
def a_shadow_muted_person_speaks(world: World) -> Act:
    people = _room(world)
    return lambda: post(people[2], "Nobody hears me")


def _scenario_of_one(name: str, act: Callable[[int], object], text: str = "Look at those doors", *before: str) -> None:
    def prepare(world: World) -> Act:
        people = _room(world)
        message = post(people[3], text)
        for step in before:
            _do(step, message.id)
        return lambda: act(message.id)

    prepare.__name__ = name
    scenario(prepare)


def _do(step: str, message_id: int) -> object:
    return getattr(services, step)(event_id=7, message_id=message_id, moderator=MODERATOR)


_scenario_of_one("a_message_is_hidden", lambda id: _do("hide_message", id))
_scenario_of_one("a_pinned_message_is_hidden", lambda id: _do("hide_message", id), "Look at those doors", "pin_message")
_scenario_of_one(
    "a_hidden_message_is_restored", lambda id: _do("restore_message", id), "Look at those doors", "hide_message"
)
_scenario_of_one("a_held_message_is_released", lambda id: _do("release_message", id), "Holy shit")
_scenario_of_one("a_held_message_is_dismissed", lambda id: _do("hide_message", id), "Holy shit")
_scenario_of_one("a_dismissed_message_is_shown", lambda id: _do("restore_message", id), "Holy shit", "hide_message")
_scenario_of_one("a_message_is_pinned", lambda id: _do("pin_message", id))
_scenario_of_one("a_message_is_unpinned", lambda id: _do("unpin_message", id), "Look at those doors", "pin_message")


@scenario
def a_message_is_reported(world: World) -> Act:
    people = _room(world)
    message = post(people[3], "You are all wrong")
    reports = [Report(person.pk, message.id) for person in people[:2]]
    return lambda: services.report_messages(event_id=7, reports=reports)


def _take_back(person: Attendee, message_id: int) -> object:
    return services.take_back_messages(event_id=7, messages=[OwnMessage(person.pk, message_id)])


@scenario
def an_author_takes_a_pinned_message_back(world: World) -> Act:
    people = _room(world)
    message = post(people[3], "You are all wrong")
    _do("pin_message", message.id)
    services.report_messages(event_id=7, reports=[Report(people[0].pk, message.id)])
    return lambda: _take_back(people[3], message.id)


@scenario
def an_author_takes_back_what_is_held(world: World) -> Act:
    people = _room(world)
    message = post(people[3], "Holy shit")
    return lambda: _take_back(people[3], message.id)


@scenario
def reports_are_cleared(world: World) -> Act:
    people = _room(world)
    message = post(people[3], "You are all wrong")
    services.report_messages(event_id=7, reports=[Report(people[0].pk, message.id)])
    return lambda: _do("clear_reports", message.id)


@scenario
def the_rules_are_accepted(world: World) -> Act:
    people = _room(world)
    return lambda: services.accept_rules(event_id=7, attendee_ids=[people[0].pk, people[1].pk])


@scenario
def a_person_is_muted(world: World) -> Act:
    people = _room(world)
    return lambda: sanction(people[0], Sanction.MUTE, lasts_s=600, reason="Cool down")


@scenario
def a_person_is_muted_for_the_whole_event(world: World) -> Act:
    people = _room(world)
    return lambda: sanction(people[0], Sanction.MUTE, reason="Third insult")


@scenario
def a_person_is_banned(world: World) -> Act:
    people = _room(world)
    return lambda: sanction(people[0], Sanction.BAN, reason="Insults")


@scenario
def a_person_is_shadow_muted(world: World) -> Act:
    people = _room(world)
    return lambda: sanction(people[0], Sanction.SHADOW_MUTE)


@scenario
def a_sanction_is_lifted(world: World) -> Act:
    people = _room(world)
    sanction(people[0], Sanction.BAN)
    return lambda: services.lift_sanction(event_id=7, attendee_id=people[0].pk, moderator=MODERATOR)


@scenario
def the_policy_of_the_chat_changes(world: World) -> Act:
    _room(world)
    return lambda: services.change_policy(event_id=7, mode=Mode.RULES, slow_mode_s=10, allows_links=True, max_chars=200)


@scenario
def the_rules_of_the_chat_change(world: World) -> Act:
    _room(world)
    services.change_rules(event_id=7, rules={"en": "Be kind."})
    return lambda: services.change_rules(event_id=7, rules={"fr": "Soyez aimables.\nEt brefs.", "en": ""})


@scenario
def the_words_change(world: World) -> Act:
    _room(world)
    words = [ChatWord(language="en", word="vapourware", action="hold")]
    return lambda: services.change_words(event_id=7, words=words)


@scenario
def the_words_change_and_some_are_published(world: World) -> Act:
    people = _room(world)
    post(people[3], "Vapourware, all of it")
    services.say_as_crew(event_id=7, text="No vapourware", moderator=MODERATOR)
    words = [ChatWord(language="en", word="vapourware", action="refuse")]
    return lambda: services.change_words(event_id=7, words=words)


@scenario
def a_person_is_erased(world: World) -> Act:
    _room(world)
    # Nobody follows their topic any more: they are none of the world's.
    gone = Attendee.objects.create(pk=99, event=world.event, name="Gone", email="gone@example.com")
    message = post(gone, "I was never here")
    _do("pin_message", message.id)
    sanction(gone, Sanction.MUTE)
    return lambda: gone.delete()


@scenario
def old_messages_leave_the_lists(world: World) -> Act:
    world.monkeypatch.setattr("rooms.selectors.SHOWN_KEPT", 2)
    world.monkeypatch.setattr("rooms.selectors.DESK_KEPT", 2)
    people = _room(world)
    first = post(people[3], "This one is pinned")
    _do("pin_message", first.id)
    return lambda: [post(people[3], "A second one"), post(people[0], "A third one"), post(people[1], "A fourth one")]


@scenario
def old_messages_of_ones_own_leave_the_list(world: World) -> Act:
    people = _room(world)
    for number in range(19):
        post(people[3], f"Thought number {number}")
    return lambda: [post(people[3], "One more"), post(people[3], "And another")]
