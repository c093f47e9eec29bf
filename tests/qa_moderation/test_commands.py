"""Commands: roles, shapes, batches over several events, and retried keys."""

from __future__ import annotations

import msgspec
import pytest

from live.commands import BatchItem, CommandContext, CommandSpec, Result, command_spec, command_specs
from live.errors import Refusal
from live.facts import Args
from live.receipts import Work, do_batch, do_one, fingerprint
from live.tickets import Ticket
from qa_moderation.models import Question, Upvote
from tests.qa_moderation.factories import approved, crew_ticket, make_attendee, make_event, pending, record, ticket_of

DESK = {"moderator", "director", "organiser"}
SET = DESK | {"host"}
ROLES = {
    "qa.ask": {"attendee"},
    "qa.withdraw": {"attendee"},
    "qa.upvote": {"attendee"},
    "qa.take_back_upvote": {"attendee"},
    "desk.approve": DESK,
    "desk.reject": DESK,
    "desk.send": DESK,
    "desk.recall": DESK,
    "desk.order": DESK,
    "desk.change_policy": {"director", "organiser"},
    "set.take": SET,
    "set.answer": SET,
    "set.skip": SET,
    "set.put_back": SET,
}


def _spec(name: str) -> CommandSpec:
    spec = command_spec(name)
    assert spec is not None
    return spec


def _work(ticket: Ticket, name: str, key: str = "key-0001", **args: object) -> Work:
    spec = _spec(name)
    shaped = msgspec.convert(args, spec.args_type)
    context = CommandContext(ticket=ticket, key=key, received_ms=0)
    return Work(spec, context, shaped, fingerprint(name, shaped))


def _do(*works: Work) -> list[object]:
    outcomes = do_batch(works) if works[0].spec.handle_batch else [do_one(work) for work in works]
    return [outcome.code if isinstance(outcome, Refusal) else msgspec.json.decode(outcome) for outcome in outcomes]


def test_commands_have_the_roles_of_the_crew_plan() -> None:
    ours = {
        name: set(spec.roles) for name, spec in command_specs().items() if name.startswith(("qa.", "desk.", "set."))
    }
    assert ours == ROLES


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("qa.ask", {}),
        ("qa.ask", {"text": "x" * 4001}),
        ("qa.ask", {"text": 7}),
        ("qa.ask", {"text": "Why so fast?", "language": "<script>"}),
        ("qa.ask", {"text": "Why so fast?", "anonymous": "yes"}),
        ("qa.ask", {"text": "Why so fast?", "attendee_id": 1}),
        ("qa.upvote", {"question_id": 0}),
        ("qa.upvote", {"question_id": 2**63}),
        ("qa.upvote", {"question_id": "1"}),
        ("qa.withdraw", {"question_id": None}),
        ("desk.approve", {"question_id": 1}),
        ("desk.approve", {"question_id": 1, "version": -1}),
        ("desk.approve", {"question_id": 1, "version": 2**31}),
        ("desk.reject", {"question_id": 1, "version": 1}),
        ("desk.reject", {"question_id": 1, "version": 1, "reason": "x" * 301}),
        ("desk.order", {"question_ids": [1] * 101, "deck_version": 1}),
        ("desk.change_policy", {"max_chars": 1001}),
        ("set.take", {"question_id": 1, "version": 1, "force": True}),
    ],
)
def test_command_refuses_arguments_of_another_shape(name: str, args: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(args), type=_spec(name).args_type)


@pytest.mark.django_db
def test_desk_and_set_commands_move_a_question_to_its_answer() -> None:
    event = make_event()
    asker = make_attendee(event)
    moderator, host = crew_ticket(event, "moderator"), crew_ticket(event, "host")
    (asked,) = _do(_work(ticket_of(asker), "qa.ask", text="How far does it go?", language="fr"))
    id = asked["question"]["id"]  # type: ignore[index]
    for version, (ticket, name) in enumerate(
        [
            (moderator, "desk.approve"),
            (moderator, "desk.send"),
            (moderator, "desk.recall"),
            (moderator, "desk.send"),
            (host, "set.take"),
            (host, "set.put_back"),
            (host, "set.take"),
            (host, "set.answer"),
            (host, "set.put_back"),
            (host, "set.skip"),
        ],
        start=1,
    ):
        (result,) = _do(_work(ticket, name, f"key-{version:04}", question_id=id, version=version))
        assert result == {"question": msgspec.to_builtins(record(id))}, name
    assert record(id).state == "skipped"
    assert record(id).language == "fr"


@pytest.mark.django_db
def test_command_repeated_with_its_key_is_done_once() -> None:
    event = make_event()
    question = pending(make_attendee(event))
    work = _work(crew_ticket(event, "moderator"), "desk.approve", question_id=question.id, version=1)
    first, second = _do(work), _do(work)
    assert first == second == [{"question": msgspec.to_builtins(record(question.id))}]
    assert record(question.id).version == 2
    voter = _work(ticket_of(make_attendee(event)), "qa.upvote", question_id=question.id)
    again = _work(voter.context.ticket, "qa.upvote", "key-0002", question_id=question.id)
    assert _do(voter, voter, again) == [{"upvotes": 1}] * 3
    assert _do(voter) == [{"upvotes": 1}]
    assert Upvote.objects.count() == 1


@pytest.mark.django_db
def test_batch_of_several_events_gives_each_its_own() -> None:
    one, two = make_event("one"), make_event("two")
    first, second = approved(make_attendee(one)), approved(make_attendee(two))
    ada, ben = ticket_of(make_attendee(one)), ticket_of(make_attendee(two))
    works = [
        _work(ben, "qa.upvote", "key-0001", question_id=second.id),
        _work(ada, "qa.upvote", "key-0002", question_id=second.id),
        _work(ada, "qa.upvote", "key-0003", question_id=first.id),
        _work(ben, "qa.take_back_upvote", "key-0004", question_id=second.id),
    ]
    assert _do(*works[:3]) == [{"upvotes": 1}, "qa.unknown_question", {"upvotes": 1}]
    assert _do(works[3]) == [{"upvotes": 0}]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["qa.ask", "qa.upvote", "qa.take_back_upvote"])
def test_batch_refuses_a_ticket_without_an_attendee(name: str) -> None:
    event = make_event()
    args = {"text": "How far does it go?"} if name == "qa.ask" else {"question_id": 1}
    spec = _spec(name)
    shaped: Args = msgspec.convert(args, spec.args_type)
    context = CommandContext(ticket=crew_ticket(event, "attendee"), key="key-0001", received_ms=0)
    assert spec.handle_batch is not None
    outcomes: list[Result | Refusal] = list(spec.handle_batch([BatchItem(context, shaped)]))
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)] == ["qa.not_registered"]
    assert not Question.objects.exists()


@pytest.mark.django_db
def test_withdraw_and_order_and_policy_answer_with_what_is_now() -> None:
    event = make_event()
    asker = make_attendee(event)
    question = pending(asker)
    (result,) = _do(_work(ticket_of(asker), "qa.withdraw", question_id=question.id))
    assert result["question"]["state"] == "withdrawn"  # type: ignore[index]
    organiser = crew_ticket(event, "organiser")
    assert _do(_work(organiser, "desk.order", "key-0002", question_ids=[], deck_version=0)) == [
        {"deck": {"version": 0, "question_ids": []}}
    ]
    assert _do(_work(organiser, "desk.change_policy", "key-0003", max_chars=120)) == [
        {"policy": {"accepts_questions": True, "allows_anonymous": True, "min_chars": 8, "max_chars": 120}}
    ]
