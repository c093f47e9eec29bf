"""Who may do what with graphics: roles, and what a key in an address opens."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
import pytest
from django.test import Client

from events.models import Event
from live import closing
from live.bus import use_bus
from live.bus.memory import MemoryBroker, MemoryBus
from live.commands import CommandContext, command_spec, command_specs
from live.database import in_database, stop_database_threads
from live.dispatcher import Dispatcher
from live.edge import Edge
from live.errors import Refusal
from live.joining import refusal
from live.session import open_connection
from live.tickets import KEY_ROLES, Ticket, issue_ticket, key_cookie_name, read_ticket, sign_ticket
from live.topics import topic_kinds
from qa_moderation.graphics import services
from qa_moderation.graphics.facts import GraphicsKeyRecord
from qa_moderation.graphics.models import GraphicsKey
from tests.live.outlets import FakeOutlet
from tests.qa_moderation.factories import crew_ticket, make_event

TRIGGERS = {"moderator", "director", "organiser"}
MAKERS = {"director", "organiser"}
ROLES = {
    "graphics.show": TRIGGERS,
    "graphics.hide": TRIGGERS,
    "graphics.set_ticker": TRIGGERS,
    "graphics.change_auto_hide": TRIGGERS,
    "graphics.make_key": MAKERS,
    "graphics.revoke_key": MAKERS,
}
CREW = ("organiser", "director", "moderator", "host", "technician", "speaker")


def key_of(event: Event, label: str = "OBS") -> GraphicsKeyRecord:
    return services.make_key(event_id=event.pk, label=label, maker_name="Dora")


def path_of(event: Event, secret: str, kind: str = "all") -> str:
    return f"/graphics/{event.slug}/{secret}/{kind}/"


def ticket_in(response: Any, event: Event) -> Ticket:
    return read_ticket(response.cookies[key_cookie_name(event.pk)].value)


def test_commands_have_the_roles_of_the_crew_plan() -> None:
    ours = {name: set(spec.roles) for name, spec in command_specs().items() if name.startswith("graphics.")}
    assert ours == ROLES


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("graphics.show", {"kind": "everything"}),
        ("graphics.hide", {}),
        ("graphics.set_ticker", {"lines": [{"text": "x"}] * 21, "version": 0}),
        ("graphics.set_ticker", {"lines": [{"text": "x" * 201}], "version": 0}),
        ("graphics.set_ticker", {"lines": []}),
        ("graphics.make_key", {"label": "x" * 61}),
        ("graphics.revoke_key", {"key_id": 0}),
    ],
)
def test_command_refuses_arguments_of_another_shape(name: str, args: dict[str, object]) -> None:
    spec = command_spec(name)
    assert spec is not None
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(args), type=spec.args_type)


def _run(name: str, ticket: Ticket, **args: object) -> object:
    spec = command_spec(name)
    assert spec is not None
    assert spec.handle is not None
    context = CommandContext(ticket=ticket, key="key-0001", received_ms=0)
    return spec.handle(context, msgspec.convert(args, spec.args_type))


@pytest.mark.django_db
def test_commands_answer_with_what_is_now_and_never_with_a_secret() -> None:
    event = make_event()
    director = crew_ticket(event, "director")
    assert _run("graphics.set_ticker", director, lines=[{"text": "Hello"}], version=0) == {
        "ticker": {
            "version": 1,
            "lines": [{"question_id": None, "text": "Hello", "language": "", "asker_name": None, "asker_company": ""}],
        }
    }
    shown = {"lower_third": False, "full": False, "ticker": True}
    assert _run("graphics.show", director, kind="ticker") == {"shown": shown}
    assert _run("graphics.hide", director, kind="ticker") == {"shown": {**shown, "ticker": False}}
    assert _run("graphics.change_auto_hide", director, auto_hide=True) == {"auto_hide": True}
    made = _run("graphics.make_key", director, label="OBS")
    key = GraphicsKey.objects.get()
    assert made == {"key_id": key.pk}
    assert _run("graphics.revoke_key", director, key_id=key.pk) == {"key_id": key.pk}


@pytest.mark.parametrize(
    ("prefix", "roles"), [("graphics", {"graphics", *CREW}), ("graphics-keys", {"director", "organiser"})]
)
def test_topic_is_open_to_its_roles_alone(prefix: str, roles: set[str]) -> None:
    allowed = set()
    for role in ("guest", "attendee", "graphics", *CREW):
        ticket = issue_ticket(event_id=7, subject="k1", roles={role}, name="", lifetime_s=60)
        if refusal(ticket, f"{prefix}/7") is None:
            allowed.add(role)
    assert allowed == roles


# --- keys


@pytest.mark.django_db
def test_key_is_bounded_labelled_and_revoked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.graphics.services.keys.KEYS_PER_EVENT", 2)
    event, other = make_event(), make_event("other")
    first, second = key_of(event), key_of(event)
    assert first.secret != second.secret
    assert len(first.secret) == 22
    refused = []
    for call in (
        lambda: key_of(event),
        lambda: key_of(event, "\u200b"),
        lambda: services.revoke_key(event_id=other.pk, key_id=first.id),
        lambda: (services.revoke_key(event_id=event.pk, key_id=first.id), key_of(event), key_of(event)),
        lambda: services.revoke_key(event_id=event.pk, key_id=first.id),
    ):
        with pytest.raises(Refusal) as error:
            call()
        refused.append(error.value.code)
    many, unknown = "graphics.too_many_keys", "graphics.unknown_key"
    assert refused == [many, "graphics.label_empty", unknown, many, unknown]
    key_of(other)


@pytest.mark.django_db
def test_use_of_a_key_is_written_down_now_and_then() -> None:
    event = make_event()
    key = key_of(event)
    seen = []
    for _ in range(3):
        services.note_key_in_use(event_id=event.pk, key_id=key.id)
        seen.append(GraphicsKey.objects.get().last_seen_at)
    assert seen[0] is not None
    assert seen == seen[:1] * 3


# --- pages


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["all", "lower-third", "full", "ticker"])
def test_page_opens_with_its_key_and_tells_nobody(client: Client, kind: str) -> None:
    event = make_event()
    key = key_of(event)
    response = client.get(path_of(event, key.secret, kind))
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert set(response.cookies) == {key_cookie_name(event.pk), f"graphics_{key.id}"}
    ticket = ticket_in(response, event)
    assert (ticket.subject, ticket.roles) == (f"k{key.id}", {"graphics"})
    cookie = response.cookies[key_cookie_name(event.pk)]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        f"/ws/keys/{key.id}/{event.pk}/",
        True,
        "Strict",
    )


@pytest.mark.django_db
def test_page_is_empty_without_a_good_key(client: Client) -> None:
    event, other = make_event(), make_event("other")
    key, foreign, gone = key_of(event), key_of(other), key_of(event)
    services.revoke_key(event_id=event.pk, key_id=gone.id)
    for path in (
        path_of(event, foreign.secret),
        path_of(event, gone.secret),
        path_of(event, "x" * 22),
        path_of(event, "é"),
        path_of(event, key.secret, "everything"),
        f"/graphics/nowhere/{key.secret}/all/",
    ):
        response = client.get(path)
        body = re.sub(r"<head>.*</head>|<[^>]+>|\s", "", response.content.decode(), flags=re.DOTALL)
        assert (response.status_code, response.cookies, body) == (404, {}, ""), path


@pytest.mark.django_db
def test_visit_renews_the_ticket_for_the_pages_own(client: Client) -> None:
    event = make_event()
    key = key_of(event)
    path = path_of(event, key.secret, "visit")
    own = {"origin": "http://testserver"}
    assert client.post(path, headers=own).status_code == 204
    assert client.get(path).status_code == 405
    assert client.post(path).status_code == 403
    assert client.post(path, headers={"origin": "https://elsewhere.example"}).status_code == 403
    services.revoke_key(event_id=event.pk, key_id=key.id)
    response = client.post(path, headers=own)
    assert (response.status_code, response.cookies) == (404, {})


@pytest.mark.django_db
def test_words_come_in_the_events_language_not_the_mixers(client: Client) -> None:
    event = make_event()
    event.languages = ["fr", "en"]
    event.save()
    path = path_of(event, key_of(event).secret)
    told = [
        re.search(r'<html lang="(\w+)"', client.get(path + query, headers={"accept-language": "de"}).content.decode())
        for query in ("", "?lang=en", "?lang=zz")
    ]
    assert [found and found[1] for found in told] == ["fr", "en", "fr"]


@pytest.mark.django_db
def test_ground_comes_from_a_list(client: Client) -> None:
    event = make_event()
    path = path_of(event, key_of(event).secret)
    assert (
        b'data-ground="chroma" data-safe data-motion="off"' in client.get(path + "?bg=chroma&safe=1&motion=off").content
    )
    assert b"<i>" not in client.get(path, {"bg": '"><i>', "safe": "<i>", "lang": "<i>"}).content


# --- of no other use


@pytest.mark.django_db
def test_key_opens_the_topics_of_graphics_and_no_command() -> None:
    ticket = issue_ticket(event_id=7, subject="k1", roles=KEY_ROLES, name="", lifetime_s=60)
    names = [f"{prefix}/7" + ("/k1" if kind.personal else "") for prefix, kind in topic_kinds().items()]
    assert [name for name in names if refusal(ticket, name) is None] == ["graphics/7", "poll-graphics/7"]
    assert refusal(ticket, "graphics/8") == "live.topic_forbidden"
    assert [name for name, spec in command_specs().items() if not spec.roles.isdisjoint(KEY_ROLES)] == []


@pytest.mark.django_db
def test_key_makes_nobody_of_the_audience_or_the_crew(client: Client) -> None:
    event = make_event()
    ticket = ticket_in(client.get(path_of(event, key_of(event).secret)), event)
    client.cookies.clear()
    for name in ("ticket", "crew", "known"):
        client.cookies[f"{name}_{event.pk}"] = sign_ticket(ticket)
    for console in ("desk", "set", "control", "graphics"):
        response = client.get(f"/crew/{event.slug}/{console}/")
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.fixture
def database_threads(transactional_db: None) -> Iterator[None]:
    """A database that the worker threads can see; they end before it is emptied."""
    yield
    stop_database_threads()


@pytest.fixture
async def edge(database_threads: None) -> AsyncIterator[Edge]:
    with use_bus(MemoryBus(MemoryBroker())):
        running = Edge()
        await running.start()
        yield running
        await running.stop()


def enter(edge: Edge, ticket: Ticket, *, door: str = "keys") -> FakeOutlet:
    outlet = FakeOutlet()
    names = {"keys": "key", "events": "ticket", "crew": "crew"}
    cookie = f"{names[door]}_{ticket.event_id}={sign_ticket(ticket)}".encode()
    open_connection(
        edge,
        outlet,
        event_id=ticket.event_id,
        crew=door == "crew",
        by_key=door == "keys",
        cookies=cookie,
        query=f"follow=graphics/{ticket.event_id}".encode(),
    )
    return outlet


async def test_key_opens_its_own_door_alone(edge: Edge) -> None:
    key = issue_ticket(event_id=1, subject="k1", roles=KEY_ROLES, name="", lifetime_s=60)
    crew = issue_ticket(event_id=1, subject="c1", roles={"director"}, name="", lifetime_s=60)
    guest = issue_ticket(event_id=1, subject="g1", roles={"guest"}, name="", lifetime_s=60)
    wrong = closing.WRONG_EVENT.code
    closed = {
        (ticket.subject, door): (outlet := enter(edge, ticket, door=door)).closed_with and outlet.closed_with[0]
        for ticket in (key, crew, guest)
        for door in ("keys", "crew", "events")
    }
    assert {at for at, code in closed.items() if code is None} == {("k1", "keys"), ("c1", "crew"), ("g1", "events")}
    assert {code for code in closed.values() if code is not None} == {wrong}


async def test_command_of_a_key_is_forbidden(edge: Edge) -> None:
    from live.wire import Command

    ticket = issue_ticket(event_id=1, subject="k1", roles=KEY_ROLES, name="", lifetime_s=60)
    dispatcher: Dispatcher = edge.dispatcher
    for name, args in (("graphics.hide", {"kind": "full"}), ("qa.ask", {"text": "How far?"})):
        answers: list[bytes] = []
        command = Command(id=f"key-{name}", name=name, args=msgspec.Raw(msgspec.json.encode(args)))
        dispatcher.dispatch(ticket, command, lambda frame, answers=answers: answers.append(frame.payload))  # type: ignore[misc]
        assert [msgspec.json.decode(answer)[0]["code"] for answer in answers] == ["live.forbidden"]


async def test_revoked_key_loses_its_socket_with_the_next_look(edge: Edge) -> None:
    event = await in_database(make_event)
    key, other = await in_database(lambda: (key_of(event), key_of(event)))
    tickets = [
        issue_ticket(event_id=event.pk, subject=f"k{each.id}", roles=KEY_ROLES, name="", lifetime_s=60)
        for each in (key, other)
    ]
    mine, theirs = [enter(edge, ticket) for ticket in tickets]
    await in_database(lambda: services.revoke_key(event_id=event.pk, key_id=key.id))
    await edge.revocations.look()
    assert (mine.closed_with, theirs.closed_with) == ((closing.REVOKED.code, "revoked"), None)
    assert enter(edge, tickets[0]).closed_with == (closing.REVOKED.code, "revoked")
