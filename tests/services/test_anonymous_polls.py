"""Whoever owns the whole database cannot tell who voted what in an anonymous poll.

The votes go over the wire to a real server on PostgreSQL, one at a time: nobody hides in a crowd. The owner reads every
column of every table, and what PostgreSQL keeps beside them: the place of a row (ctid), the transactions that wrote and
locked it (xmin, xmax), and the servers' logs.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import uuid
from collections.abc import AsyncIterator, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
import pytest_asyncio
from django.conf import settings

from live.tickets import issue_ticket
from polls.ballots import ballot_token
from tests.browser.launch import Launch
from tests.faults.audience import Member
from tests.faults.conftest import crew_ticket
from tests.faults.databases import database_with_event, launch_on
from tests.parts.postgres import PostgresCluster

pytestmark = pytest.mark.services
PEOPLE = 8
# Nothing else has such numbers: where one is found, a person is.
FIRST_ID = 734_186_001
OPTIONS = 4
TEXT = "What nobody must know I said, number {n}"


class Row(NamedTuple):
    """A row as its owner sees it."""

    table: str
    place: str
    written_by: str
    locked_by: str
    values: str


class Owner:
    """Owns the database."""

    def __init__(self, cluster: PostgresCluster) -> None:
        self._url = cluster.url

    def look(self) -> set[Row]:
        """Return every row of every table."""
        with psycopg.connect(self._url) as connection:
            found = connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
            )
            tables = [str(name) for (name,) in found]
            return {
                Row(table, *row)
                for table in tables
                for row in connection.execute(
                    f'SELECT ctid::text, xmin::text, xmax::text, to_jsonb(it)::text FROM "{table}" it'.encode()
                )
            }


class Voter(NamedTuple):
    """Somebody who votes, and by what they can be told."""

    member: Member
    id: int
    marks: tuple[str, ...]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("anonymous") / "template"


@pytest.fixture(scope="module")
def database(template: Path) -> Iterator[PostgresCluster]:
    with database_with_event(template, people=PEOPLE, first_id=FIRST_ID) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def launch(database: PostgresCluster, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    with launch_on(database, tmp_path_factory.mktemp("launch"), template) as running:
        yield running


@pytest_asyncio.fixture
async def voters(launch: Launch) -> AsyncIterator[list[Voter]]:
    event_id = launch.event["id"]
    found = []
    for number in range(PEOPLE):
        id = FIRST_ID + number
        ticket = issue_ticket(event_id=event_id, subject=f"a{id}", roles={"attendee"}, name=f"Guest {number + 1}")
        marks = (str(id), f'"Guest {number + 1}"', f"guest{number + 1}@example.test")
        found.append(Voter(Member(launch.port, ticket, f"polls/{event_id}/stage"), id, marks))
    yield found
    for voter in found:
        await voter.member.leave()


async def _open(launch: Launch, *flags: str) -> int:
    """Make a poll and open it, as the crew does."""
    launch.manage("seed_poll", "--event", launch.event["slug"], "--options", str(OPTIONS), *flags)
    topic = f"poll-desk/{launch.event['id']}"
    director = Member(launch.port, crew_ticket(launch, "director"), topic)
    await director.up_to_date()
    poll = director.topics[topic].state.polls[-1]
    answer = await director.command("polls.open", {"poll_id": poll.poll.id, "seen": poll.version})
    assert answer["type"] == "ack", answer
    await director.leave()
    return int(poll.poll.id)


async def _vote(voter: Voter, poll_id: int, answer: dict[str, Any], key: str = "") -> dict[str, Any]:
    args = {"poll_id": poll_id, "answer": answer, "playhead_ms": None}
    return await voter.member.command("polls.vote", args, key=key)


def _people_in(rows: set[Row], voters: list[Voter]) -> set[int]:
    """Whom these rows name, in any way."""
    return {voter.id for voter in voters for row in rows if any(mark in row.values for mark in voter.marks)}


def _unlocked(rows: set[Row]) -> set[Row]:
    return {row._replace(locked_by="") if row.table == "polls_poll" else row for row in rows}


async def test_owner_finds_nobody_in_what_a_vote_writes(
    launch: Launch, database: PostgresCluster, voters: list[Voter]
) -> None:
    """Each vote is the only one of its transaction, and of its minute."""
    owner = Owner(database)
    choice, text = await _open(launch, "--anonymous"), await _open(launch, "--anonymous", "--kind", "text")
    keys = []
    for number, voter in enumerate(random.sample(voters, len(voters))):
        for poll_id, answer in (
            (choice, {"options": [1 + number % OPTIONS]}),
            (text, {"text": TEXT.format(n=number)}),
        ):
            before, key = owner.look(), uuid.uuid4().hex
            keys.append(key)
            told = await _vote(voter, poll_id, answer, key)
            assert told["type"] == "ack", told
            assert told["result"]["vote"]["answer"] is None
            written = owner.look() - before
            assert {"polls_poll", "polls_pollcount" if poll_id == choice else "polls_textanswer"} <= {
                row.table for row in written
            }
            assert len([row for row in written if row.table == "polls_anonymousballot"]) == 1
            # Neither in what was written, nor in what was locked for it.
            assert _people_in(written, voters) == set()
            if poll_id == choice:
                # All counts were written by the same hand, in their order: none stands out.
                counts = [row for row in owner.look() if row.table == "polls_pollcount" and _of(row) == choice]
                assert len(counts) == OPTIONS
                assert len({row.written_by for row in counts}) == 1
                assert [json.loads(row.values)["key"] for row in sorted(counts, key=_place)] == ["1", "2", "3", "4"]
            # What is answered again, or refused, leaves no trace but the poll's lock.
            before = _unlocked(owner.look())
            assert await _vote(voter, poll_id, answer, key) == told
            assert (await _vote(voter, poll_id, answer))["code"] == "polls.already_voted"
            assert _unlocked(owner.look()) == before

    rows = owner.look()
    assert [row for row in rows if any(key in row.values for key in keys)] == []
    ballots = [json.loads(row.values) for row in rows if row.table == "polls_anonymousballot"]
    assert len(ballots) == 2 * PEOPLE
    secrets = {each[name] for each in ballots for name in ("token", "proof")} | {
        TEXT.format(n=n) for n in range(PEOPLE)
    }
    telling = {row for row in rows if any(secret in row.values for secret in secrets)}
    assert {row.table for row in telling} == {"polls_anonymousballot", "polls_textanswer"}
    assert _people_in(telling, voters) == set()
    # Whatever else a transaction of theirs wrote names nobody.
    theirs = {row.written_by for row in telling}
    assert _people_in({row for row in rows if row.written_by in theirs}, voters) == set()


async def test_owner_cannot_try_out_people_without_the_secret(
    launch: Launch, database: PostgresCluster, voters: list[Voter]
) -> None:
    poll_id = await _open(launch, "--anonymous")
    for voter in voters:
        assert (await _vote(voter, poll_id, {"options": [1]}))["type"] == "ack"
    rows = Owner(database).look()
    tokens = {json.loads(row.values)["token"] for row in rows if row.table == "polls_anonymousballot"}
    # With it anybody can, which is how a second vote is known.
    assert {ballot_token(poll_id, voter.id) for voter in voters} <= tokens
    assert settings.SECRET_KEY not in "".join(row.values for row in rows)
    guesses = {"", "secret", *(text for row in rows for text in _strings(json.loads(row.values)) if len(text) < 200)}
    for voter, guess in product(voters, guesses):
        assert _guessed(guess, poll_id, voter.id).isdisjoint(tokens)


async def test_owner_cannot_join_it_with_what_was_said_at_once_under_a_name(
    launch: Launch, database: PostgresCluster, voters: list[Voter]
) -> None:
    """A form that sends its answers together: one under a name, one in secret, in one batch of the server's."""
    named, secret = await _open(launch), await _open(launch, "--anonymous")
    owner = Owner(database)
    for voter in voters:
        before = owner.look()
        await voter.member.up_to_date()
        answers = await asyncio.gather(*(_vote(voter, poll_id, {"options": [2]}) for poll_id in (named, secret)))
        assert [answer["type"] for answer in answers] == ["ack", "ack"]
        written = owner.look() - before
        # The owner would see it: this is what a name beside a vote looks like.
        assert _people_in(written, voters) == {voter.id}
        ballots = {row.written_by for row in written if row.table == "polls_anonymousballot"}
        assert len(ballots) == 1
        assert (
            _people_in({row for row in written if row.written_by in ballots or row.locked_by in ballots}, voters)
            == set()
        )


async def test_owner_cannot_line_up_what_was_said_in_secret_with_what_was_said_just_before_under_a_name(
    launch: Launch, database: PostgresCluster, voters: list[Voter]
) -> None:
    """Each says one thing under their name and then others in secret, one by one: transactions are numbered."""
    named = await _open(launch)
    secret = {kind: await _open(launch, "--anonymous", "--kind", kind) for kind in ("text", "words", "number")}
    for number, voter in enumerate(voters):
        assert (await _vote(voter, named, {"options": [1]}))["type"] == "ack"
        for kind, poll_id in secret.items():
            said: dict[str, dict[str, Any]] = {
                "text": {"text": f"Between two votes, {number}"},
                "words": {"words": [f"between{number}"]},
                "number": {"value": 1 + number},
            }
            told = await _vote(voter, poll_id, said[kind])
            assert told["type"] == "ack", told
    rows = Owner(database).look()
    # So near they lie: each vote under a name tells the transactions of its moment.
    votes = [row for row in rows if row.table == "polls_vote" and _of(row) == named]
    assert len({row.written_by for row in votes}) == PEOPLE
    for kind, poll_id in secret.items():
        table = "polls_textanswer" if kind == "text" else "polls_pollcount"
        answers = [row for row in rows if row.table == table and _of(row) == poll_id]
        assert len(answers) == PEOPLE, kind
        assert len({row.written_by for row in answers}) == 1, kind
        # No sequence numbered them.
        assert min(json.loads(row.values)["id"] for row in answers) >= 2**33, kind


def test_logs_name_neither_a_voter_nor_a_vote(launch: Launch, database: PostgresCluster) -> None:
    """Comes last: all of the above is in them."""
    said = "\n".join(path.read_text(errors="replace") for path in launch.var_dir.glob("web*.log"))
    said += database.log()
    assert said
    for number in range(PEOPLE):
        assert str(FIRST_ID + number) not in said
        assert TEXT.format(n=number) not in said


def _of(row: Row) -> int:
    return int(json.loads(row.values)["poll_id"])


def _place(row: Row) -> tuple[int, ...]:
    return tuple(int(part) for part in row.place.strip("()").split(","))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _guessed(secret: str, poll_id: int, attendee_id: int) -> set[str]:
    """The tokens that somebody would try who knows this source, and has `secret` for a guess."""
    said = f"{poll_id}:{attendee_id}".encode()
    key = hashlib.sha256(b"polls.ballots.token" + secret.encode()).digest()
    plain = [hashlib.new(name, said).hexdigest() for name in ("md5", "sha1", "sha256", "blake2b")]
    keyed = [hmac.digest(each, said, "sha256").hex() for each in (key, secret.encode(), b"polls.ballots.token")]
    return {digest[:32] for digest in (*plain, *keyed)}
