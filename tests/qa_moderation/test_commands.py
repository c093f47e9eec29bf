"""Commands: roles, shapes, batches over several events, and retried keys."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from live.commands import BatchItem, CommandContext, CommandSpec, Result, command_spec, command_specs
from live.errors import Refusal
from live.facts import Args
from live.receipts import Work, do_batch, do_one, fingerprint
from live.tickets import Ticket, issue_ticket
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
    "set.park": SET,
    "set.undo": SET,
    "set.see": SET,
    "set.prompt": DESK,
    "desk.claim": DESK,
    "desk.release": DESK,
    "desk.park": DESK,
    "desk.reword": DESK,
    "desk.sort": DESK,
    "desk.assign": DESK,
    "desk.merge": DESK,
    "desk.note": DESK,
    "desk.answer": DESK,
    "desk.compose": DESK,
    "desk.bulk": DESK,
    "desk.undo": DESK,
    "desk.point": DESK,
    "desk.save_view": DESK,
    "desk.delete_view": DESK,
    "desk.change_themes": DESK,
    "desk.change_feeds": {"director", "organiser"},
}


def _spec(name: str) -> CommandSpec:
    spec = command_spec(name)
    assert spec is not None
    return spec


def _work(ticket: Ticket, name: str, key: str = "key-0001", /, **args: object) -> Work:
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
        ("desk.claim", {"question_id": 1}),
        ("desk.reject", {"question_id": 1, "version": 1, "reason": "No", "note": "x" * 301}),
        ("desk.send", {"question_id": 1, "version": 1, "feed": "Not a slug"}),
        ("desk.reword", {"question_id": 1, "version": 1, "text": "x" * 1001}),
        ("desk.sort", {"question_id": 1, "version": 1, "priority": 3}),
        ("desk.sort", {"question_id": 1, "version": 1, "theme_id": 0}),
        ("desk.assign", {"question_id": 1, "version": 1, "feed": ""}),
        ("desk.merge", {"question_id": 1, "version": 1, "into_id": 2}),
        ("desk.note", {"question_id": 1, "text": "x" * 301}),
        ("desk.answer", {"question_id": 1, "version": 1, "text": "x" * 2001}),
        ("desk.compose", {"text": "x" * 1001, "language": "en"}),
        ("desk.compose", {"text": "Why?", "language": "english"}),
        ("desk.compose", {"text": "Why?", "language": "en", "asker_country": "gb"}),
        ("desk.bulk", {"action": "answer", "items": [{"question_id": 1, "version": 1}]}),
        ("desk.bulk", {"action": "park", "items": []}),
        ("desk.bulk", {"action": "park", "items": [{"question_id": 1, "version": 1}] * 11}),
        ("desk.undo", {"items": [{"question_id": 1, "version": 1}] * 11}),
        ("desk.undo", {"items": []}),
        ("desk.point", {}),
        ("desk.point", {"question_id": 0}),
        ("desk.save_view", {"name": "x" * 41, "query": ""}),
        ("desk.save_view", {"name": "x", "query": "x" * 301}),
        ("desk.change_themes", {"themes": [{"id": None, "name": "x", "colour": "red"}], "seen": 0}),
        ("desk.change_themes", {"themes": [{"id": None, "name": "x", "colour": "#112233"}] * 21, "seen": 0}),
        ("desk.change_feeds", {"feeds": [{"slug": "main", "name": ""}] * 9, "seen": 0}),
        ("desk.change_feeds", {"feeds": [{"slug": "Main", "name": ""}], "seen": 0}),
        ("set.prompt", {"feed": "main", "version": 0, "note": "x" * 201, "countdown_until_ms": None}),
        ("set.prompt", {"feed": "main", "version": 0, "note": "x", "countdown_until_ms": -1}),
        ("set.see", {"feed": "main"}),
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
    (asked,) = _do(_work(ticket_of(asker), "qa.ask", text="How far does it go?", language="de"))
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
    assert record(id).language == "de"


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
    done = {"upvotes": 1, "rev": 1, "offset": 1}
    assert _do(voter, voter, again) == [done] * 3
    assert _do(voter) == [done]
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
    done = {"upvotes": 1, "rev": 1, "offset": 1}
    assert _do(*works[:3]) == [done, "qa.unknown_question", done]
    assert _do(works[3]) == [{"upvotes": 0, "rev": 2, "offset": 2}]


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


@pytest.mark.django_db
def test_bulk_and_undo_answer_with_what_was_done_and_what_was_refused() -> None:
    event = make_event()
    first, second = pending(make_attendee(event)), approved(make_attendee(event))
    moderator = crew_ticket(event, "moderator")
    items = [{"question_id": first.id, "version": 1}, {"question_id": second.id, "version": 1}]
    work = _work(moderator, "desk.bulk", action="reject", items=items, reason="Asked before", note="Sorry")
    (result,) = _do(work)
    assert result["done"] == [msgspec.to_builtins(record(first.id))]  # type: ignore[index]
    (refused,) = result["refused"]  # type: ignore[index]
    assert (refused["question_id"], refused["code"]) == (second.id, "qa.stale")
    assert refused["details"]["question"] == msgspec.to_builtins(second)
    assert "expected version 2" in refused["message"]
    assert _do(work) == [result]
    assert record(first.id).version == 2
    undo = [{"question_id": first.id, "version": 2}, {"question_id": second.id, "version": 1}]
    (undone,) = _do(_work(moderator, "desk.undo", "key-0002", items=undo))
    assert [question["state"] for question in undone["done"]] == ["pending"]  # type: ignore[index]
    assert [item["code"] for item in undone["refused"]] == ["qa.stale"]  # type: ignore[index]


@pytest.mark.django_db
def test_bulk_knows_every_action_that_it_takes() -> None:
    event = make_event()
    organiser = crew_ticket(event, "organiser")
    _do(
        _work(
            organiser,
            "desk.change_feeds",
            "feeds",
            feeds=[{"slug": "main", "name": ""}, {"slug": "a", "name": "A"}],
            seen=0,
        )
    )
    ids = [pending(make_attendee(event)).id for _ in range(2)]
    actions: list[dict[str, object]] = [
        {"action": "approve"},
        {"action": "park"},
        {"action": "sort", "priority": 2},
        {"action": "assign", "feed": "a"},
        {"action": "release"},
        {"action": "send"},
        {"action": "reject", "reason": "No"},
    ]
    for number, action in enumerate(actions):
        items = [{"question_id": id, "version": record(id).version} for id in ids]
        (result,) = _do(_work(organiser, "desk.bulk", f"key-{number:04}", items=items, **action))
        refused = [item["code"] for item in result["refused"]]  # type: ignore[index]
        assert refused == (["qa.illegal_move"] * 2 if action["action"] == "reject" else []), action
    assert {(record(id).state, record(id).feed, record(id).priority) for id in ids} == {("on_deck", "a", 2)}


@pytest.mark.django_db
def test_claim_is_released_by_its_holder_or_by_the_director() -> None:
    event = make_event()
    question = pending(make_attendee(event))
    holder = issue_ticket(event_id=event.pk, subject="c9", roles={"moderator"}, name="Otto", lifetime_s=600)
    (claimed,) = _do(_work(holder, "desk.claim", question_id=question.id, version=1))
    assert claimed["question"]["claim"]["by"] == "Otto"  # type: ignore[index]
    release = {"question_id": question.id}
    assert _do(_work(crew_ticket(event, "moderator"), "desk.release", "key-0002", **release)) == ["qa.claimed"]
    (released,) = _do(_work(crew_ticket(event, "director"), "desk.release", "key-0003", **release))
    assert released["question"]["claim"] is None  # type: ignore[index]


@pytest.mark.django_db
def test_commands_of_the_desk_answer_with_what_is_now() -> None:
    event = make_event()
    organiser, host = crew_ticket(event, "organiser"), crew_ticket(event, "host")
    keys = iter(range(100))

    def do(ticket: Ticket, name: str, /, **args: object) -> dict[str, Any]:
        work = _work(ticket, name, f"key-{next(keys):04}", **args)
        (result,) = _do(work)
        assert isinstance(result, dict), (name, result)
        # Whoever did not hear the answer asks again, and nothing is done a second time.
        assert _do(work) == [result], name
        return result

    themes = [{"id": None, "name": "Range", "colour": "#112233"}]
    (theme,) = do(organiser, "desk.change_themes", themes=themes, seen=0)["themes"]
    assert theme["name"] == "Range"
    composed = do(organiser, "desk.compose", text="Is there a van?", language="en", theme_id=theme["id"])["question"]
    into = pending(make_attendee(event))
    id = composed["id"]
    steps: list[tuple[str, dict[str, object]]] = [
        ("desk.reword", {"text": "A van?"}),
        ("desk.sort", {"theme_id": None, "priority": 1}),
        ("desk.assign", {"feed": "main"}),
        ("desk.park", {}),
        ("desk.send", {"feed": "main"}),
        ("desk.claim", {}),
        ("desk.answer", {"text": "Yes."}),
    ]
    for name, more in steps:
        result = do(organiser, name, question_id=id, version=record(id).version, **more)
        assert result == {"question": msgspec.to_builtins(record(id))}, name
    assert do(organiser, "desk.note", question_id=id, text="Well said")["question"]["notes"][0]["text"] == "Well said"
    merged = pending(make_attendee(event)).id
    args = {"question_id": merged, "version": 1, "into_id": into.id, "into_version": 1}
    assert do(organiser, "desk.merge", **args)["question"]["merged_into"] == into.id
    sent = do(organiser, "desk.send", question_id=into.id, version=1)["question"]
    parked = do(host, "set.park", question_id=into.id, version=sent["version"])["question"]
    items = [{"question_id": into.id, "version": parked["version"]}]
    assert [question["state"] for question in do(host, "set.undo", items=items)["done"]] == ["on_deck"]
    assert do(organiser, "desk.point", question_id=id)["cursor"]["question_id"] == id
    (view,) = do(organiser, "desk.save_view", name="Vans", query="q=van")["views"]
    assert do(organiser, "desk.delete_view", view_id=view["id"]) == {"views": []}
    prompt = {"feed": "main", "version": 0, "note": "Slower", "countdown_until_ms": 1_900_000_000_000}
    assert do(organiser, "set.prompt", **prompt)["prompt"]["countdown_until_ms"] == 1_900_000_000_000
    assert do(host, "set.see", feed="main", version=1)["prompt"]["seen_at_ms"] is not None
