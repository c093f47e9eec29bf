"""Polls as files: complete, harmless in a spreadsheet, and without a name where the poll is anonymous."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient, Client

from events.models import Event, Membership, Role
from live.database import stop_database_threads
from polls import exports
from polls.facts import Answer
from polls.limits import LEADERS
from polls.models import Kind, PollDownload
from polls.reactions.models import ApplauseSecond
from polls.services import choose_name, erase_people, settle_due, show_text
from polls.standings import leaders_of
from tests.events.factories import make_member, make_user
from tests.polls.factories import START, Clock, cast, make_attendee, make_event, open_poll, texts

DOCUMENT = Path(__file__).parents[2] / "docs" / "poll-exports.md"
BACKEND = "django.contrib.auth.backends.ModelBackend"
FILES = (
    "poll-results.csv",
    "poll-texts.csv",
    "poll-votes.csv",
    "poll-leaders.csv",
    "poll-applause.csv",
    "polls.json",
)


@pytest.fixture
async def threads_end(transactional_db: None) -> AsyncIterator[None]:
    """No thread keeps a session: PostgreSQL drops no database that somebody is in."""
    yield
    stop_database_threads()
    await sync_to_async(connections.close_all)()


def _seed() -> Event:
    event = make_event()
    ada = make_attendee(event, "Ada Lovelace", company="=1+1", country="GB")
    ben = make_attendee(event, "Benedict Bernard", company="Bernard & Sons", country="FR")
    named = open_poll(event, Kind.SINGLE, "=Copper", "Slate", question=texts("@Which colour?"))
    cast(ada, named, 1)
    ranking = open_poll(event, Kind.RANKING, "Range", "Price")
    cast(ada, ranking, Answer(options=[2, 1]))
    secret = open_poll(event, Kind.RATING, scale="nps", is_anonymous=True)
    cast(ben, secret, Answer(value=9))
    guess = open_poll(event, Kind.NUMBER, min_value=0, max_value=999, decimals=1)
    cast(ada, guess, Answer(value=123))
    cloud = open_poll(event, Kind.WORDS, max_words=3)
    cast(ada, cloud, Answer(words=["Quiet", "fast", "éclair"]))
    said = open_poll(event, Kind.TEXT)
    cast(ada, said, Answer(text="-1 for the horn"))
    show_text(event_id=event.pk, poll_id=said.pk, text_id=said.texts.get().pk, moderator_name="Mona")
    whispered = open_poll(event, Kind.TEXT, is_anonymous=True)
    cast(ben, whispered, Answer(text="I did not like it"))
    other = make_event("other")
    cast(make_attendee(other, "Zarathustra"), open_poll(other, question=texts("Zarathustra?")), 1)
    return event


@pytest.mark.django_db(transaction=True)
async def test_files_say_all_and_know_nobody_of_an_anonymous_poll(
    threads_end: None, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(exports, "PIECE", 1)  # several pieces
    event = await sync_to_async(_seed)()
    user = await sync_to_async(make_user)()
    await Membership.objects.acreate(event=event, user=user, role=Role.MODERATOR)
    client = AsyncClient()
    await client.aforce_login(user, backend=BACKEND)
    files = {}
    for name in FILES:
        response: Any = await client.get(f"/crew/launch/{name}", headers={"accept-language": "fr"})
        assert response["Content-Disposition"] == f'attachment; filename="launch-{name}"'
        assert "no-store" in response["Cache-Control"]
        files[name] = b"".join([piece async for piece in response.streaming_content]).decode()
    leaks = ("Benedict", "Bernard", "voter", "Zarathustra", "(fr)")
    found = [(name, word) for name, text in files.items() for word in leaks if word in text and name != "polls.json"]
    assert found == []
    assert [word for word in leaks[:4] if word in files["polls.json"]] == []
    _check_results(_rows(files["poll-results.csv"]))
    _check_votes(_rows(files["poll-votes.csv"]))
    assert [(row["attendee_name"], row["text"], row["state"]) for row in _rows(files["poll-texts.csv"])] == [
        ("Ada Lovelace", "'-1 for the horn", "shown"),
        ("", "I did not like it", "waiting"),
    ]
    _check_json(json.loads(files["polls.json"]))


def _rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeffpoll_id,")
    text = text.removeprefix("\ufeff")
    assert [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in set("=+-@\t\r") and cell] == []
    return list(csv.DictReader(io.StringIO(text)))


def _check_results(rows: list[dict[str, str]]) -> None:
    assert tuple(rows[0]) == exports.RESULT_COLUMNS
    told = [(row["kind"], row["label"], row["count"], row["share"]) for row in rows]
    assert told == [
        ("single", "'=Copper", "1", "1.0"),
        ("single", "Slate", "0", "0.0"),
        ("ranking", "1. Range", "0", "0.0"),
        ("ranking", "2. Range", "1", "1.0"),
        ("ranking", "1. Price", "1", "1.0"),
        ("ranking", "2. Price", "0", "0.0"),
        *(("rating", str(value), str(int(value == 9)), str(float(value == 9))) for value in range(11)),
        ("number", "12.3", "1", "1.0"),
        ("words", "éclair", "1", "1.0"),
        ("words", "fast", "1", "1.0"),
        ("words", "Quiet", "1", "1.0"),
    ]
    assert {row["anonymous"] for row in rows if row["kind"] == "rating"} == {"true"}
    assert rows[0]["question"] == "'@Which colour?"


def _check_votes(rows: list[dict[str, str]]) -> None:
    assert tuple(rows[0]) == exports.VOTE_COLUMNS
    assert {(row["attendee_name"], row["company"], row["country"]) for row in rows} == {("Ada Lovelace", "'=1+1", "GB")}
    assert [(row["kind"], row["options"], row["answer"]) for row in rows] == [
        ("single", "1", "'=Copper"),
        ("ranking", "2 > 1", "Price > Range"),
        ("number", "", "12.3"),
        ("words", "", "Quiet | fast | éclair"),
        ("text", "", "'-1 for the horn"),
    ]
    assert {row["cast_at"] for row in rows} == {"2030-05-01T18:00:00.000Z"}


def _check_json(found: Any) -> None:
    assert list(found) == ["event", "columns", "polls", "results", "texts", "votes", "leaders", "applause"]
    assert found["event"] == "launch"
    for export in exports.ALL:
        assert found["columns"][export.name] == list(export.columns)
        assert all(list(row) == list(export.columns) for row in found[export.name]), export.name
    assert [poll["kind"] for poll in found["polls"]] == [
        "single", "ranking", "rating", "number", "words", "text", "text",
    ]  # fmt: skip
    assert found["polls"][0]["question"] == texts("@Which colour?")
    assert [poll["mean"] for poll in found["polls"][2:4]] == [9.0, 12.3]
    assert found["votes"][1]["options"] == [2, 1]
    assert [len(found[name]) for name in ("results", "texts", "votes", "leaders", "applause")] == [
        21, 2, 5, 0, 0,
    ]  # fmt: skip


def _read(export: exports.Export, event: Event) -> list[exports.Row]:
    rows, after = [], None
    while True:
        piece = export.read(event, after)
        rows += piece.rows
        if piece.after is None:
            return rows
        after = piece.after


def test_quiz_has_points_and_its_leaderboard(event: Event, clock: Clock) -> None:
    poll = open_poll(event, Kind.QUIZ)
    cast(make_attendee(event), poll, 1)
    cast(make_attendee(event), poll, 2)
    assert [row["points"] for row in _read(exports.VOTES, event)] == [1000, 0]
    assert _read(exports.LEADERS, event) == []


def test_leaderboard_has_all_who_chose_a_name_piece_by_piece(
    event: Event, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PIECE", 4)
    poll = open_poll(event, Kind.QUIZ, seconds=20)
    for number in range(LEADERS + 3):
        person = make_attendee(event)
        choose_name(event_id=event.pk, attendee_id=person.pk, name=f"Player {number:02}")
        clock.wait(number % 2)  # one and the next have the same points
        cast(person, poll, 1)
    cast(make_attendee(event), poll, 1)
    clock.wait(60)
    settle_due()
    settle_due()
    rows = _read(exports.LEADERS, event)
    assert [row["name"] for row in rows] == [f"Player {number:02}" for number in range(LEADERS + 3)]
    assert [row["rank"] for row in rows] == [1, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12]
    assert rows[:LEADERS] == [msgspec.to_builtins(leader) for leader in leaders_of(event.pk)]


def test_applause_is_told_second_by_second(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "PIECE", 2)
    second = int(START.timestamp())
    for after_s, emoji, taps in ((4, "👏", 6), (0, "👏", 3), (4, "🔥", 7)):
        ApplauseSecond.objects.create(event=event, second=second + after_s, emoji=emoji, count=taps)
    ApplauseSecond.objects.create(event=make_event("other"), second=second, emoji="👏", count=1)
    assert _read(exports.APPLAUSE, event) == [
        {"at": "2030-05-01T18:00:00.000Z", "emoji": "👏", "taps": 3},
        {"at": "2030-05-01T18:00:04.000Z", "emoji": "👏", "taps": 6},
        {"at": "2030-05-01T18:00:04.000Z", "emoji": "🔥", "taps": 7},
    ]


def test_words_are_read_in_pieces_each_once(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "PIECE", 2)
    poll = open_poll(event, Kind.WORDS, max_words=3)
    for words in (["a", "b", "c"], ["a", "d", "e"], ["a", "b", "f"]):
        cast(make_attendee(event), poll, Answer(words=words))
    assert [(row["label"], row["count"]) for row in _read(exports.RESULTS, event)] == [
        ("a", 3), ("b", 2), ("c", 1), ("d", 1), ("e", 1), ("f", 1),
    ]  # fmt: skip


def test_votes_of_somebody_who_was_erased_are_nobodys(event: Event) -> None:
    ada = make_attendee(event)
    cast(ada, open_poll(event, Kind.SINGLE), 2)
    cast(ada, open_poll(event, Kind.TEXT), Answer(text="It was me"))
    erase_people(event_id=event.pk, attendee_ids=[ada.pk])
    ada.delete()
    votes = _read(exports.VOTES, event)
    assert [(row["attendee_name"], row["company"], row["country"]) for row in votes] == [("", "", "")] * 2
    assert [row["answer"] for row in votes] == [["Slate"], []]
    assert _read(exports.TEXTS, event) == []


def _client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_files_are_for_those_who_run_polls_of_this_event_and_written_down(name: str) -> None:
    event = make_event()
    for role in (Role.HOST, Role.SPEAKER, Role.TECHNICIAN):
        assert _client(make_member(event, role)).get(f"/crew/launch/{name}").status_code == 403
    assert _client(make_member(make_event("other"), Role.ORGANISER)).get(f"/crew/launch/{name}").status_code == 404
    assert Client().get(f"/crew/launch/{name}").status_code == 302
    assert not PollDownload.objects.exists()
    user = make_member(event, Role.DIRECTOR)
    assert _client(user).get(f"/crew/launch/{name}").status_code == 200
    assert list(PollDownload.objects.values_list("event", "what", "by_subject")) == [(event.pk, name, f"c{user.pk}")]


@pytest.mark.parametrize("export", [exports.VOTES, exports.TEXTS], ids=lambda export: export.name)
def test_piece_costs_one_query_whatever_its_rows(
    event: Event, export: exports.Export, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        with django_assert_num_queries(1):
            export.read(event, None)
        cast(make_attendee(event), open_poll(event, Kind.TEXT), Answer(text="Fine"))
    assert len(export.read(event, None).rows) == 3


def test_document_tells_every_column() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(), re.MULTILINE))
    assert told == {column for export in exports.ALL for column in export.columns}
