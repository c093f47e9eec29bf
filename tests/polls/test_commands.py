"""The commands of polls: roles, shapes, and receipts that are none."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from events.models import Attendee, Event
from live.commands import CommandContext, CommandSpec, command_spec, command_specs
from live.errors import Refusal
from live.models import Receipt
from live.receipts import Work, do_batch, do_one, fingerprint
from live.tickets import Ticket, issue_ticket
from polls.models import Kind, Poll
from tests.polls.factories import Clock, counts, make_attendee, make_event, make_poll, open_poll

CREW = {"moderator", "director", "organiser"}
PREPARERS = {"director", "organiser"}
ROLES = {
    "polls.vote": {"attendee"},
    "polls.mine": {"attendee"},
    "polls.choose_name": {"attendee"},
    "polls.arm": CREW,
    "polls.disarm": CREW,
    "polls.open": CREW,
    "polls.close": CREW,
    "polls.show_results": CREW,
    "polls.withdraw": CREW,
    "polls.archive": CREW,
    "polls.take_back": PREPARERS,
    "polls.duplicate": PREPARERS,
    "polls.delete": PREPARERS,
    "polls.order": PREPARERS,
    "polls.read_texts": CREW,
    "polls.read_words": CREW,
    "polls.show_text": CREW,
    "polls.hide_text": CREW,
    "polls.hide_word": CREW,
    "polls.show_graphic": CREW,
    "polls.take_graphic": CREW,
}


def _spec(name: str) -> CommandSpec:
    spec = command_spec(name)
    assert spec is not None
    return spec


def _ticket(person: Attendee) -> Ticket:
    return issue_ticket(event_id=person.event_id, subject=f"a{person.pk}", roles={"attendee"}, name=person.name)


def _crew(event: Event, *roles: str) -> Ticket:
    return issue_ticket(event_id=event.pk, subject="c5", roles=set(roles), name="Dora Director")


def _work(ticket: Ticket, name: str, key: str = "key-0001", *, received_ms: int = 0, **args: Any) -> Work:
    spec = _spec(name)
    shaped = msgspec.json.decode(json.dumps(args), type=spec.args_type)
    return Work(spec, CommandContext(ticket, key, received_ms), shaped, fingerprint(name, shaped))


def _do(*works: Work) -> list[Any]:
    outcomes = do_batch(works) if works[0].spec.handle_batch else [do_one(work) for work in works]
    return [outcome.code if isinstance(outcome, Refusal) else msgspec.json.decode(outcome) for outcome in outcomes]


def test_commands_have_the_roles_of_the_crew_plan() -> None:
    assert {name: set(spec.roles) for name, spec in command_specs().items() if name.startswith("polls.")} == ROLES


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("polls.vote", {}),
        ("polls.vote", {"poll_id": 0, "answer": {}}),
        ("polls.vote", {"poll_id": 1, "answer": {"options": ["1"]}}),
        ("polls.vote", {"poll_id": 1, "answer": {"options": [1] * 13}}),
        ("polls.vote", {"poll_id": 1, "answer": {"options": [-1]}}),
        ("polls.vote", {"poll_id": 1, "answer": {"value": 10**15}}),
        ("polls.vote", {"poll_id": 1, "answer": {"words": ["a", "b", "c", "d"]}}),
        ("polls.vote", {"poll_id": 1, "answer": {"words": ["w" * 121]}}),
        ("polls.vote", {"poll_id": 1, "answer": {"text": "w" * 1121}}),
        ("polls.vote", {"poll_id": 1, "answer": {"points": 1000}}),
        ("polls.vote", {"poll_id": 1, "answer": {}, "seen": -1}),
        ("polls.vote", {"poll_id": 1, "answer": {}, "playhead_ms": -1}),
        ("polls.vote", {"poll_id": 1, "answer": {}, "attendee_id": 7}),
        ("polls.mine", {"poll_ids": [1] * 101}),
        ("polls.choose_name", {"name": "n" * 97}),
        ("polls.open", {"poll_id": 1, "seen": 1, "seconds": 3601}),
        ("polls.open", {"poll_id": 1}),
        ("polls.read_texts", {"poll_id": 1, "state": "secret"}),
        ("polls.show_graphic", {"poll_id": 1, "view": "everything"}),
        ("polls.hide_word", {"poll_id": 1, "word": "w" * 61}),
    ],
)
def test_command_refuses_arguments_of_another_shape(name: str, args: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(args), type=_spec(name).args_type)


def test_vote_that_is_sent_again_is_answered_again_without_a_receipt(event: Event, ada: Attendee) -> None:
    poll = open_poll(event)
    work = _work(_ticket(ada), "polls.vote", poll_id=poll.pk, answer={"options": [2]})
    first = _do(work)
    assert first == _do(work) == [{"vote": {"poll_id": poll.pk, "revision": 1, "answer": _answer([2])}}]
    assert (counts(poll), Receipt.objects.count()) == ({"2": 1}, 0)


def test_repeats_within_a_batch_are_answered_alike(event: Event, ada: Attendee) -> None:
    poll = open_poll(event)
    work = _work(_ticket(ada), "polls.vote", poll_id=poll.pk, answer={"options": [2]})
    other = _work(_ticket(ada), "polls.vote", poll_id=poll.pk, answer={"options": [1]})
    first, second, third = _do(work, work, other)
    assert (first == second, third) == (True, "live.key_reused")
    assert counts(poll) == {"2": 1}


def test_batch_of_several_events_gives_each_its_own(event: Event, ada: Attendee) -> None:
    other = make_event("other")
    mine, theirs = open_poll(event), open_poll(other)
    outcomes = _do(
        _work(_ticket(make_attendee(other)), "polls.vote", poll_id=mine.pk, answer={"options": [1]}),
        _work(_ticket(ada), "polls.vote", poll_id=mine.pk, answer={"options": [1]}),
        _work(_ticket(make_attendee(other)), "polls.vote", poll_id=theirs.pk, answer={"options": [1]}),
        _work(_crew(event, "attendee"), "polls.vote", poll_id=mine.pk, answer={"options": [1]}),
    )
    assert [outcome if isinstance(outcome, str) else "taken" for outcome in outcomes] == [
        "polls.unknown_poll",
        "taken",
        "taken",
        "polls.not_registered",
    ]


def test_each_asks_for_their_own(event: Event, ada: Attendee, ben: Attendee) -> None:
    poll = open_poll(event)
    _do(_work(_ticket(ada), "polls.vote", poll_id=poll.pk, answer={"options": [3]}))
    works = [_work(_ticket(person), "polls.mine", poll_ids=[poll.pk]) for person in (ada, ben)]
    vote = {"poll_id": poll.pk, "revision": 1, "answer": _answer([3])}
    assert _do(*works) == [
        {
            "polls": [{"poll_id": poll.pk, "is_invited": True, "vote": expected, "points": None, "is_right": None}],
            "score": None,
        }
        for expected in (vote, None)
    ]


def test_director_goes_through_all_that_they_may(event: Event, ada: Attendee, clock: Clock) -> None:
    director = _crew(event, "director")
    poll = make_poll(event, Kind.WORDS)
    states = []

    def press(name: str, number: int, **more: Any) -> None:
        version = Poll.objects.get(pk=poll.pk).version
        (result,) = _do(_work(director, name, f"key-{number:04}", poll_id=poll.pk, seen=version, **more))
        assert isinstance(result, dict), (name, result)
        states.append(result["poll"]["state"] if "poll" in result else None)

    press("polls.arm", 1)
    press("polls.disarm", 2)
    press("polls.open", 3, seconds=30)
    vote = _work(_ticket(ada), "polls.vote", received_ms=clock.ms, poll_id=poll.pk, answer={"words": ["Calm"]})
    assert isinstance(_do(vote)[0], dict)
    (words,) = _do(_work(director, "polls.read_words", "key-0004", poll_id=poll.pk))
    assert words == {"words": [{"word": "calm", "label": "Calm", "count": 1, "is_hidden": False}]}
    assert _do(_work(director, "polls.hide_word", "key-0005", poll_id=poll.pk, word="calm")) == [{}]
    (shown,) = _do(_work(director, "polls.show_graphic", "key-0006", poll_id=poll.pk, view="results"))
    assert shown["poll"]["graphic"] == "results"
    assert _do(_work(director, "polls.take_graphic", "key-0007")) == [{}]
    for number, name in enumerate(("close", "show_results", "withdraw", "archive", "take_back", "duplicate"), start=8):
        press(f"polls.{name}", number)
    ids = list(Poll.objects.order_by("-pk").values_list("pk", flat=True))
    assert _do(_work(director, "polls.order", "key-0020", poll_ids=ids)) == [{}]
    press("polls.delete", 21)
    assert states == ["armed", "draft", "open", "closed", "results", "results", "archived", "draft", "draft", None]


def test_moderator_reads_and_decides_about_texts(event: Event, ada: Attendee, clock: Clock) -> None:
    moderator = _crew(event, "moderator")
    poll = open_poll(event, Kind.TEXT)
    _do(_work(_ticket(ada), "polls.vote", received_ms=clock.ms, poll_id=poll.pk, answer={"text": "Why now?"}))
    (page,) = _do(_work(moderator, "polls.read_texts", "key-0001", poll_id=poll.pk))
    (text,) = page["texts"]
    states = []
    for number, name in enumerate(("polls.show_text", "polls.hide_text"), start=2):
        (result,) = _do(_work(moderator, name, f"key-{number:04}", poll_id=poll.pk, text_id=text["id"]))
        states.append((result["text"]["state"], result["text"]["moved_by"]))
    assert states == [("shown", "Dora Director"), ("hidden", "Dora Director")]


def _answer(options: list[int]) -> dict[str, object]:
    return {"options": options, "value": None, "words": [], "text": ""}
