"""The decision log: a line for all that the crew does, written with it, taken along by those who decide."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient, Client

from events.models import Event, Membership, Role
from live.database import stop_database_threads
from live.errors import Refusal
from rooms import exports, services
from rooms.facts import ChatWord
from rooms.models import ChatDecision, Mode, Sanction
from rooms.services import Report
from tests.events.factories import make_member, make_user
from tests.rooms.factories import MODERATOR, Clock, make_attendee, make_event, post, sanction

DOCUMENT = Path(__file__).parents[2] / "docs" / "chat.md"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def lines(event: Event) -> list[tuple[Any, ...]]:
    found = ChatDecision.objects.filter(event=event).order_by("pk")
    return [(line.by, line.action, line.name, line.text, line.details) for line in found]


@pytest.mark.django_db
def test_each_decision_is_a_line_with_whom_it_concerned(clock: Clock) -> None:
    event = make_event()
    ada, ben = make_attendee(event, "Ada"), make_attendee(event, "Ben")
    said, held = post(ada, "Hello"), post(ben, "oh merde")
    services.report_messages(event_id=event.pk, reports=[Report(ben.pk, said.id)])
    for step, id in [
        ("clear_reports", said.id),
        ("pin_message", said.id),
        ("unpin_message", said.id),
        ("hide_message", said.id),
        ("hide_message", said.id),
        ("restore_message", said.id),
        ("release_message", held.id),
    ]:
        getattr(services, step)(event_id=event.pk, message_id=id, moderator=MODERATOR)
    sanction(ada, Sanction.MUTE, lasts_s=600, reason="Cool down")
    sanction(ada, Sanction.BAN)
    services.lift_sanction(event_id=event.pk, attendee_id=ada.pk, moderator=MODERATOR)
    services.lift_sanction(event_id=event.pk, attendee_id=ada.pk, moderator=MODERATOR)
    services.change_policy(event_id=event.pk, mode=Mode.RULES, moderator=MODERATOR)
    services.change_words(
        event_id=event.pk, words=[ChatWord(language="en", word="x1", action="hold")], moderator=MODERATOR
    )
    services.change_words(event_id=event.pk, words=[], moderator=MODERATOR)
    services.change_rules(event_id=event.pk, rules={"en": "Be kind."}, moderator=MODERATOR)
    found = lines(event)
    assert {by for by, *_ in found} == {"Mona Moderator"}
    hello: tuple[str, str, dict[str, object]] = ("Ada", "Hello", {})
    swearing: tuple[str, str, dict[str, object]] = ("Ben", "oh merde", {})
    assert [line[1:] for line in found[:6]] == [
        ("clear_reports", *hello),
        ("pin", *hello),
        ("unpin", *hello),
        ("hide", *hello),
        ("restore", *hello),
        ("release", *swearing),
    ]
    assert [line[1:] for line in found[6:10]] == [
        ("mute", "Ada", "", {"lasts_s": 600, "reason": "Cool down"}),
        ("ban", "Ada", "", {}),
        ("lift", "Ada", "", {"was": "ban"}),
        ("change_policy", "", "", {"mode": "rules_accepted"}),
    ]
    assert [line[1] for line in found[10:]] == ["change_words", "change_words", "change_rules"]
    assert found[10][4]["added"] == [["en", "x1", "hold"]]
    assert found[11][4] == {"added": [], "removed": [["en", "x1", "hold"]]}


@pytest.mark.django_db
def test_refused_decision_leaves_no_line(clock: Clock) -> None:
    event = make_event()
    said = post(make_attendee(event))
    with pytest.raises(Refusal):
        services.release_message(event_id=make_event("other").pk, message_id=said.id, moderator=MODERATOR)
    assert not ChatDecision.objects.exists()


@pytest.mark.django_db
def test_erased_person_leaves_lines_without_words_and_names(clock: Clock) -> None:
    event = make_event()
    ada, ben = make_attendee(event, "Zarathustra"), make_attendee(event, "Ben")
    for person in (ada, ben):
        said = post(person, f"{person.name} spoke")
        services.hide_message(event_id=event.pk, message_id=said.id, moderator=MODERATOR)
        sanction(person, Sanction.BAN, reason=f"{person.name} again")
    ada.delete()
    assert [line[1:] for line in lines(event)] == [
        ("hide", "", "", {}),
        ("ban", "", "", {}),
        ("hide", "Ben", "Ben spoke", {}),
        ("ban", "Ben", "", {"reason": "Ben again"}),
    ]


@pytest.fixture
async def threads_end(transactional_db: None) -> AsyncIterator[None]:
    """No thread keeps a session: PostgreSQL drops no database that somebody is in."""
    yield
    stop_database_threads()
    await sync_to_async(connections.close_all)()


def _seed() -> None:
    event = make_event()
    said = post(make_attendee(event, "=cmd|' /C calc'!A0"), "@SUM(1+1)")
    services.hide_message(event_id=event.pk, message_id=said.id, moderator=MODERATOR)
    other = make_event("other")
    services.hide_message(event_id=other.pk, message_id=post(make_attendee(other), "Elsewhere").id, moderator=MODERATOR)
    Membership.objects.create(event=event, user=make_user(), role=Role.MODERATOR)


@pytest.mark.django_db(transaction=True)
async def test_log_is_taken_along_whole_harmless_and_with_a_trace(
    threads_end: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PIECE", 1)  # several pieces
    await sync_to_async(_seed)()
    client = AsyncClient()
    await client.aforce_login((await Membership.objects.select_related("user").aget()).user, backend=BACKEND)
    response: Any = await client.get("/crew/launch/chat-decisions.csv")
    assert response["Content-Disposition"] == 'attachment; filename="launch-chat-decisions.csv"'
    assert "no-store" in response["Cache-Control"]
    text = b"".join([piece async for piece in response.streaming_content]).decode()
    assert text.startswith("\ufeffid,at,by,")
    hidden, taken = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert tuple(hidden) == exports.COLUMNS
    assert (hidden["action"], hidden["name"], hidden["text"]) == ("hide", "'=cmd|' /C calc'!A0", "'@SUM(1+1)")
    assert (taken["action"], taken["details"]) == ("download", '{"what":"chat-decisions.csv"}')


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.HOST, Role.SPEAKER, Role.TECHNICIAN, None])
def test_log_is_for_those_who_decide(role: Role | None) -> None:
    event = make_event()
    client = Client()
    client.force_login(make_member(event, role) if role else make_user(), backend=BACKEND)
    assert client.get("/crew/launch/chat-decisions.csv").status_code == (403 if role else 404)
    assert not ChatDecision.objects.exists()


def test_columns_are_documented() -> None:
    section = DOCUMENT.read_text().split("## The decision log")[1]
    assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == list(exports.COLUMNS)
