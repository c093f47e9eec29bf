"""The commands of reactions: shapes, roles, batches, and that no tap is remembered."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.db import OperationalError

from events.models import Event
from live.commands import CommandContext, command_spec
from live.errors import Refusal
from live.log import put_values
from live.models import Receipt
from live.receipts import Work, do_batch, do_one, fingerprint
from live.tickets import CREW_ROLES, Ticket, issue_ticket
from live.topics import topic_kind
from polls.reactions.selectors import reactions_states
from polls.reactions.services import taps
from tests.qa_moderation.factories import make_attendee, make_event, ticket_of

NOW_MS = 1_800_000_000_000


def work(ticket: Ticket, name: str, key: str = "key-0001", /, **args: Any) -> Work:
    spec = command_spec(name)
    assert spec is not None
    shaped = msgspec.convert(args, spec.args_type)
    return Work(spec, CommandContext(ticket=ticket, key=key, received_ms=NOW_MS), shaped, fingerprint(name, shaped))


def tap(*works: Work) -> list[object]:
    return [
        outcome.code if isinstance(outcome, Refusal) else msgspec.json.decode(outcome) for outcome in do_batch(works)
    ]


def counts(event: Event) -> dict[str, int]:
    return reactions_states([event.pk])[event.pk].counts


@pytest.mark.django_db
def test_tap_is_done_without_a_receipt_and_so_counts_each_time() -> None:
    event = make_event()
    ticket = ticket_of(make_attendee(event))
    one = work(ticket, "reactions.tap", taps={"👏": 2}, playhead_ms=None)
    assert [tap(one), tap(one)] == [[{}], [{}]]
    assert (counts(event), Receipt.objects.count()) == ({"👏": 4}, 0)


@pytest.mark.django_db
def test_batch_of_two_events_and_somebody_who_is_no_attendee() -> None:
    one, other = make_event(), make_event("other")
    tickets = [ticket_of(make_attendee(event)) for event in (one, other, one)]
    stranger = issue_ticket(event_id=one.pk, subject="c5", roles={"attendee"}, name="")
    works = [work(ticket, "reactions.tap", f"key-000{n}", taps={"🔥": n + 1}) for n, ticket in enumerate(tickets)]
    works.insert(1, work(stranger, "reactions.tap", "key-0009", taps={"🔥": 9}))
    assert tap(*works) == [{}, "reactions.not_registered", {}, {}]
    assert (counts(one), counts(other)) == ({"🔥": 4}, {"🔥": 2})


@pytest.mark.django_db(transaction=True)
def test_batch_that_fails_for_one_event_and_is_tried_again_counts_nobody_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = make_event(), make_event("other")
    works = [
        work(ticket_of(make_attendee(event)), "reactions.tap", f"key-000{event.pk}", taps={"🔥": 1})
        for event in (one, other)
    ]
    put, failures = put_values, [OperationalError("the connection is gone")]

    def put_once_it_works(topic: str, values: dict[str, Any]) -> None:
        if topic == f"reactions/{other.pk}" and failures:
            raise failures.pop()
        put(topic, values)

    monkeypatch.setattr(taps, "put_values", put_once_it_works)
    assert tap(*works) == [{}, {}]
    assert (counts(one), counts(other), failures) == ({"🔥": 1}, {"🔥": 1}, [])


@pytest.mark.parametrize(
    "args",
    [
        {"taps": {}},
        {"taps": {"👏": 0}},
        {"taps": {"👏": -1}},
        {"taps": {"👏": 21}},
        {"taps": {"👏": 1.5}},
        {"taps": {"": 1}},
        {"taps": {"👏" * 17: 1}},
        {"taps": {chr(0x1F600 + n): 1 for n in range(9)}},
        {"taps": {"👏": 1}, "playhead_ms": -1},
        {"taps": {"👏": 1}, "whose": 3},
    ],
)
def test_tap_out_of_shape_is_no_command(args: dict[str, Any]) -> None:
    spec = command_spec("reactions.tap")
    assert spec is not None
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(args), type=spec.args_type)


def test_who_may_tap_switch_and_follow() -> None:
    roles = {name: spec.roles for name in ("reactions.tap", "reactions.change") if (spec := command_spec(name))}
    assert roles == {
        "reactions.tap": {"attendee"},
        "reactions.change": {"moderator", "director", "organiser"},
    }
    kind = topic_kind("reactions/7")
    tickets = {
        role: issue_ticket(event_id=7, subject="x1", roles={role}, name="")
        for role in ("attendee", "guest", "graphics", *CREW_ROLES)
    }
    may = {role for role, ticket in tickets.items() if kind.may_follow(ticket, "reactions/7")}
    assert may == {"attendee", *CREW_ROLES}


@pytest.mark.django_db
def test_crew_switches_reactions() -> None:
    event = make_event()
    director = issue_ticket(event_id=event.pk, subject="c5", roles={"director"}, name="Dora")
    outcome = do_one(work(director, "reactions.change", is_on=False))
    assert not isinstance(outcome, Refusal)
    assert msgspec.json.decode(outcome) == {"is_on": False, "is_held": False}
    assert not reactions_states([event.pk])[event.pk].is_on
