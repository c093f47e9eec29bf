"""Questions and decisions as files: complete, harmless, and without the names of those who gave none."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient, Client

from events.models import Event, Membership, Role
from live.database import stop_database_threads
from qa_moderation import exports, services
from qa_moderation.models import Download
from qa_moderation.services import Vote
from tests.events.factories import make_member, make_user
from tests.qa_moderation.factories import MODERATOR, approved, make_attendee, make_event, pending

DOCUMENT = Path(__file__).parents[2] / "docs" / "exports.md"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
async def threads_end(transactional_db: None) -> AsyncIterator[None]:
    """No thread keeps a session: PostgreSQL drops no database that somebody is in."""
    yield
    stop_database_threads()
    await sync_to_async(connections.close_all)()


def _seed() -> Event:
    event = make_event(patient=False)
    ada, ben = make_attendee(event), make_attendee(event, "Benedict Bernard", "Bernard & Sons")
    known = approved(ada, '=HYPERLINK("https://x.example","éàü") or not?')
    services.cast_upvotes(event_id=event.pk, votes=[Vote(ben.pk, known.id)])
    services.note_question(event_id=event.pk, question_id=known.id, text="+ for the host", mover=MODERATOR)
    nobody = pending(ben, "@SUM(1+1) is it anonymous?", anonymous=True)
    services.reject_question(event_id=event.pk, question_id=nobody.id, version=1, reason="-1 for you", mover=MODERATOR)
    pending(make_attendee(make_event("other")), "A question of another launch")
    return event


@pytest.mark.django_db(transaction=True)
async def test_exports_are_files_that_say_the_same_and_know_nobody_without_a_name(
    threads_end: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PIECE", 1)  # several pieces
    event = await sync_to_async(_seed)()
    user = await sync_to_async(make_user)()
    await Membership.objects.acreate(event=event, user=user, role=Role.MODERATOR)
    client = AsyncClient()
    await client.aforce_login(user, backend=BACKEND)
    texts = {}
    for name in ("questions.csv", "questions.json", "decisions.csv", "decisions.json"):
        response: Any = await client.get(f"/crew/launch/{name}")
        assert response["Content-Disposition"] == f'attachment; filename="launch-{name}"'
        assert "no-store" in response["Cache-Control"]
        texts[name] = b"".join([piece async for piece in response.streaming_content]).decode()
    leaks = ("Benedict", "Bernard", "person1@", "another launch")
    assert [(name, word) for name, text in texts.items() for word in leaks if word in text] == []
    _check_questions(texts["questions.csv"], json.loads(texts["questions.json"]))
    _check_decisions(texts["decisions.csv"], json.loads(texts["decisions.json"]))


def _check_questions(text: str, found: Any) -> None:
    assert text.startswith("\ufeffid,state,text,")
    first, second = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert tuple(first) == exports.QUESTION_COLUMNS
    assert first["text"] == '\'=HYPERLINK("https://x.example","éàü") or not?'
    assert (first["upvotes"], first["asker_name"], first["flags"]) == ("1", "Ada Lovelace", "link")
    assert first["notes"].endswith("Mona Moderator: + for the host")
    assert (second["text"], second["reason"]) == ("'@SUM(1+1) is it anonymous?", "'-1 for you")
    assert (second["anonymous"], second["asker_name"], second["asker_company"]) == ("true", "", "")
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []
    assert (found["event"], len(found["questions"])) == ("launch", 2)
    assert all(list(row) == found["columns"] == list(exports.QUESTION_COLUMNS) for row in found["questions"])
    assert found["questions"][1]["text"] == "@SUM(1+1) is it anonymous?"
    assert found["questions"][0]["notes"][0]["text"] == "+ for the host"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", found["questions"][0]["asked_at"])


def _check_decisions(text: str, found: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [tuple(row) for row in rows] == [exports.DECISION_COLUMNS] * len(found["decisions"])
    told = [(row["action"], row["by"], row["from_state"], row["to_state"]) for row in found["decisions"]]
    assert told == [
        ("approve", "Mona Moderator", "pending", "approved"),
        ("note", "Mona Moderator", "approved", "approved"),
        ("reject", "Mona Moderator", "pending", "rejected"),
    ]
    assert found["decisions"][2]["question_text"] == "@SUM(1+1) is it anonymous?"


def _client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.django_db
def test_exports_are_written_down_before_the_first_byte() -> None:
    event = make_event()
    user = make_member(event, Role.DIRECTOR)
    assert _client(user).get("/crew/launch/questions.csv").status_code == 200
    assert list(Download.objects.values_list("event", "what", "by_subject")) == [
        (event.pk, "questions.csv", f"c{user.pk}")
    ]


@pytest.mark.django_db
def test_exports_are_for_those_who_work_the_desk_of_this_event() -> None:
    event = make_event()
    for role in (Role.HOST, Role.SPEAKER, Role.TECHNICIAN):
        assert _client(make_member(event, role)).get("/crew/launch/questions.csv").status_code == 403
    stranger = make_member(make_event("other"), Role.ORGANISER)
    assert _client(stranger).get("/crew/launch/decisions.json").status_code == 404
    assert Client().get("/crew/launch/questions.csv").status_code == 302
    assert not Download.objects.exists()


@pytest.mark.django_db
def test_piece_costs_as_many_queries_for_none_as_for_three(django_assert_num_queries: Any) -> None:
    event = make_event()
    for number in range(3):
        for read in (exports.question_rows, exports.decision_rows):
            with django_assert_num_queries(1):
                read(event.pk, 0)
        approved(make_attendee(event), f"Is this question number {number}?")
    assert len(exports.question_rows(event.pk, 0)) == 3


def test_document_tells_every_column() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(), re.MULTILINE))
    assert told == {*exports.QUESTION_COLUMNS, *exports.DECISION_COLUMNS}
