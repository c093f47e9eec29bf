"""The chat's commands: roles, shapes, once only."""

from __future__ import annotations

import msgspec
import pytest

from live.commands import CommandContext, CommandSpec, command_spec, command_specs
from live.errors import Refusal
from live.receipts import Work, do_batch, do_one, fingerprint
from live.tickets import Ticket
from rooms.models import ChatMessage, ChatSanction, Mode
from tests.rooms.factories import Clock, crew_ticket, make_attendee, make_event, on_desk, post, ticket_of

CREW = {"moderator", "director", "organiser"}
ALL_CREW = CREW | {"host", "speaker", "technician"}
ROLES = {
    "chat.post": {"attendee"},
    "chat.accept_rules": {"attendee"},
    "chat.report": {"attendee"},
    "chat.delete_own": {"attendee"},
    "chat.say": ALL_CREW,
    "chat.hide": CREW,
    "chat.restore": CREW,
    "chat.release": CREW,
    "chat.clear_reports": CREW,
    "chat.pin": CREW,
    "chat.unpin": CREW,
    "chat.mute": CREW,
    "chat.shadow_mute": CREW,
    "chat.ban": CREW,
    "chat.lift": CREW,
    "chat.change_policy": CREW,
    "chat.change_words": {"director", "organiser"},
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
    assert {name: set(spec.roles) for name, spec in command_specs().items() if name.startswith("chat.")} == ROLES


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("chat.post", {}),
        ("chat.post", {"text": "x" * 4001}),
        ("chat.post", {"text": "x", "room": "../stage"}),
        ("chat.post", {"text": "x", "reply_to": 0}),
        ("chat.post", {"text": "x", "is_crew": True}),
        ("chat.say", {"text": 7}),
        ("chat.hide", {"message_id": "1"}),
        ("chat.mute", {"attendee_id": 1, "lasts_s": 1}),
        ("chat.mute", {"attendee_id": 1, "reason": "x" * 301}),
        ("chat.ban", {"attendee_id": -1}),
        ("chat.change_policy", {"mode": "everybody"}),
        ("chat.change_policy", {"slow_mode_s": 601}),
        ("chat.change_policy", {"max_chars": 1001}),
        ("chat.change_words", {"words": [{"language": "de", "word": "x", "action": "hold"}], "seen": 0}),
        ("chat.change_words", {"words": [{"language": "fr", "word": "x", "action": "hold"}] * 501, "seen": 0}),
    ],
)
def test_command_refuses_arguments_of_another_shape(name: str, args: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(args), type=_spec(name).args_type)


@pytest.mark.django_db
def test_message_sent_twice_with_its_key_is_said_once(clock: Clock) -> None:
    event = make_event()
    work = _work(ticket_of(make_attendee(event)), "chat.post", text="Hello")
    first, second = _do(work), _do(work)
    assert first == second
    assert ChatMessage.objects.count() == 1
    assert first[0]["message"]["reach"] == "all"  # type: ignore[index]


@pytest.mark.django_db
def test_batch_of_several_events_gives_each_its_own(clock: Clock) -> None:
    one, two = make_event("one"), make_event("two", mode=None)
    works = [
        _work(ticket_of(make_attendee(two)), "chat.post", "key-0001", text="off"),
        _work(ticket_of(make_attendee(one)), "chat.post", "key-0002", text="on"),
        _work(crew_ticket(one, "attendee"), "chat.post", "key-0003", text="crew"),
    ]
    off, on, crew = _do(*works)
    assert (off, crew) == ("chat.off", "chat.not_registered")
    assert on["message"]["text"] == "on"  # type: ignore[index]


@pytest.mark.django_db
def test_delete_own_takes_back_what_is_ones_own_and_says_so_again(clock: Clock) -> None:
    event = make_event()
    mine, other = ticket_of(make_attendee(event)), ticket_of(make_attendee(event))
    (said,) = _do(_work(mine, "chat.post", text="Hello"))
    id = said["message"]["id"]  # type: ignore[index]
    assert _do(_work(other, "chat.delete_own", "key-0002", message_id=id)) == ["chat.unknown_message"]
    done = {"message": {**said["message"], "reach": "taken_back"}}  # type: ignore[index]
    for key in ("key-0003", "key-0003", "key-0004"):
        assert _do(_work(mine, "chat.delete_own", key, message_id=id)) == [done]


@pytest.mark.django_db
def test_moderator_goes_through_all_that_they_may(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    attendee, moderator = ticket_of(ada), crew_ticket(event, "moderator")
    (said,) = _do(_work(attendee, "chat.post", text="Hello"))
    id = said["message"]["id"]  # type: ignore[index]
    (held,) = _do(_work(ticket_of(make_attendee(event)), "chat.post", text="oh merde"))
    assert _do(_work(ticket_of(make_attendee(event)), "chat.report", message_id=id)) == [{}]
    assert _do(_work(attendee, "chat.accept_rules", "key-0009")) == [{}]
    for number, (name, message_id) in enumerate(
        [
            ("chat.clear_reports", id),
            ("chat.pin", id),
            ("chat.unpin", id),
            ("chat.hide", id),
            ("chat.restore", id),
            ("chat.release", held["message"]["id"]),  # type: ignore[index]
        ]
    ):
        (result,) = _do(_work(moderator, name, f"key-1{number:03}", message_id=message_id))
        assert result == {"message": msgspec.to_builtins(on_desk(message_id))}, name
    (answer,) = _do(_work(moderator, "chat.say", "key-2000", text="Welcome", reply_to=id))
    assert answer["message"]["reply_to"] == id  # type: ignore[index]
    sanctions: list[tuple[str, dict[str, object]]] = [
        ("chat.mute", {"lasts_s": 60}),
        ("chat.shadow_mute", {}),
        ("chat.ban", {"reason": "Insults"}),
    ]
    for number, (name, args) in enumerate(sanctions):
        (result,) = _do(_work(moderator, name, f"key-3{number:03}", attendee_id=ada.pk, **args))
        assert result["sanction"]["kind"] == name.removeprefix("chat.")  # type: ignore[index]
    assert _do(_work(moderator, "chat.lift", "key-4000", attendee_id=ada.pk)) == [{}]
    assert not ChatSanction.objects.exists()
    (policy,) = _do(_work(moderator, "chat.change_policy", "key-5000", mode="crew_only", slow_mode_s=5))
    assert policy == {"policy": {"mode": "crew_only", "slow_mode_s": 5, "allows_links": False, "max_chars": 300}}
    organiser = crew_ticket(event, "organiser")
    words = [{"language": "fr", "word": "nul", "action": "hold"}]
    assert _do(_work(organiser, "chat.change_words", "key-6000", words=words, seen=0)) == [
        {"words": words, "version": 1}
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(ALL_CREW))
def test_every_role_of_the_crew_writes_as_the_crew(role: str, clock: Clock) -> None:
    event = make_event(mode=Mode.CREW)
    for number in range(8):
        (said,) = _do(_work(crew_ticket(event, role), "chat.say", f"key-{number:04}", text=f"Word {number}"))
        # However busy the room is: each reaches everybody.
        assert (said["message"]["is_crew"], said["message"]["state"]) == (True, "visible")  # type: ignore[index]


@pytest.mark.django_db
def test_mute_without_an_end_is_for_the_whole_event(clock: Clock) -> None:
    event = make_event()
    ada = make_attendee(event)
    work = _work(crew_ticket(event, "moderator"), "chat.mute", attendee_id=ada.pk, lasts_s=None, reason="Third insult")
    (result,) = _do(work)
    assert (result["sanction"]["until_ms"], result["sanction"]["reason"]) == (None, "Third insult")  # type: ignore[index]
    clock.wait(24 * 3600)
    with pytest.raises(Refusal) as refused:
        post(ada)
    assert (refused.value.code, refused.value.details) == ("chat.muted", {"until_ms": None, "reason": "Third insult"})
