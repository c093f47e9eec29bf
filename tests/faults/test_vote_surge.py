"""A surge of votes while web is killed twice and PostgreSQL crashes: what was acknowledged counts once, all of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from live.tickets import Ticket, sign_ticket, ticket_cookie_name
from loadtest.cohort import Cohort
from loadtest.people import Person
from loadtest.reading import Message
from loadtest.targets import Target
from loadtest.viewer import Viewer
from loadtest.voting import Paper, Voting
from tests.browser.launch import Launch
from tests.faults.conftest import attendee_tickets, crew_ticket
from tests.faults.databases import database_with_event, launch_on
from tests.parts.postgres import PostgresCluster

VOTERS = 3_000
OPTIONS = [1, 2, 3, 4]
# A third of them votes in so many seconds; the disaster comes in the middle.
WINDOW_S = 1.0
BOUND_S = 120.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[PostgresCluster]:
    with database_with_event(tmp_path / "template", people=VOTERS) as cluster:
        yield cluster


@pytest.fixture
def launch(database: PostgresCluster, tmp_path: Path) -> Iterator[Launch]:
    with launch_on(database, tmp_path / "launch", tmp_path / "template") as running:
        yield running


def _person(number: int, kind: str, ticket: Ticket) -> Person:
    cookie = f"{ticket_cookie_name(ticket.event_id, crew=ticket.is_crew)}={sign_ticket(ticket)}"
    return Person(number, kind, ticket.subject, cookie)


def _turn_until(cohort: Cohort, done: Callable[[], bool], timeout_s: float = BOUND_S) -> None:
    deadline = time.monotonic() + timeout_s
    while not done():
        assert time.monotonic() < deadline, cohort.figures
        cohort.turn(0.005)


def _opened(launch: Launch, database: PostgresCluster) -> list[Paper]:
    """Three polls, opened: in one a vote may be changed, in one it may not, one forgets who voted what."""
    for flags in ((), ("--final",), ("--anonymous",)):
        launch.manage("seed_poll", "--event", launch.event["slug"], "--options", str(len(OPTIONS)), *flags)
    rows = _rows(database, "SELECT id, version, may_change AND NOT is_anonymous FROM polls_poll ORDER BY id")
    crew = Cohort([Target("127.0.0.1", launch.port)])
    event_id = launch.event["id"]
    director = crew.add(_person(14_000_000, "director", crew_ticket(launch, "director")), [f"poll-desk/{event_id}"])
    crew.join([director], per_second=1)
    for poll_id, version, _ in rows:
        crew.speaking.command(director, "polls.open", {"poll_id": poll_id, "seen": version})
    _turn_until(crew, lambda: crew.figures.acknowledged == len(rows))
    crew.leave()
    return [Paper(poll_id, OPTIONS, may_change) for poll_id, _, may_change in rows]


def _rows(database: PostgresCluster, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.url) as connection:
        return connection.execute(sql.encode()).fetchall()


def _restart_web(launch: Launch) -> None:
    launch.kill_web()
    launch.start_web()


def _crash(database: PostgresCluster) -> None:
    database.stop("immediate")
    database.start()


def test_votes_count_once_through_kills_and_a_crash(launch: Launch, database: PostgresCluster) -> None:
    event_id, other_port = launch.event["id"], launch.start_second_web()
    papers = _opened(launch, database)
    cohort = Cohort([Target("127.0.0.1", port) for port in (launch.port, other_port)])
    topic = f"polls/{event_id}/stage"
    for number, ticket in enumerate(attendee_tickets(launch, VOTERS)):
        cohort.add(_person(number, "attendee", ticket), [topic])
    cohort.join(cohort.viewers, per_second=1_500)
    _turn_until(cohort, lambda: cohort.figures.joins == VOTERS)

    voting, began = Voting(cohort), time.monotonic()
    disasters = [partial(_restart_web, launch), partial(_crash, database), partial(_restart_web, launch)]
    waiting = []
    with ThreadPoolExecutor(1) as pool:
        for number, strike in enumerate(disasters):
            some = cohort.viewers[number::3]
            voting.begin(some, papers, window_s=WINDOW_S, repeated=1 / 3)
            half = time.monotonic() + WINDOW_S / 2
            _turn_until(cohort, lambda half=half: time.monotonic() > half)  # type: ignore[misc]
            waiting.append(cohort.speaking.unanswered)
            struck = pool.submit(strike)
            _turn_until(
                cohort,
                lambda struck=struck, told=(number + 1) * VOTERS // 3: (  # type: ignore[misc]
                    struck.done() and len(voting.book) == told and not cohort.speaking.unanswered
                ),
            )
            struck.result()
    print(f"{voting.cast} votes, without an answer as it struck {waiting}: {time.monotonic() - began:.1f} s")
    assert sum(waiting) > 0
    assert not cohort.figures.errors, cohort.figures.errors
    assert cohort.figures.returns > VOTERS / 4  # those of the web that was killed

    named = _rows(database, "SELECT poll_id, 'a' || attendee_id, answer::json->'options'->>0 FROM polls_vote")
    secret = papers[-1].poll_id
    book = {which: option for which, option in voting.book.items() if which[0] != secret}
    assert sorted((poll_id, subject, int(option)) for poll_id, subject, option in named) == sorted(
        (poll_id, subject, option) for (poll_id, subject), option in book.items()
    )
    (secret_rows,) = _rows(database, "SELECT COUNT(*), COUNT(DISTINCT token) FROM polls_anonymousballot")
    assert secret_rows == (VOTERS - len(book), VOTERS - len(book))
    counts = _rows(database, 'SELECT poll_id, key, "count" FROM polls_pollcount')
    assert Counter({(poll_id, int(key)): count for poll_id, key, count in counts}) == voting.counts()
    voters = Counter(poll_id for poll_id, _ in voting.book)
    assert dict(_rows(database, "SELECT id, ballots FROM polls_poll")) == voters
    assert _tallies(cohort, topic) == voting.counts()
    cohort.leave()


def _tallies(cohort: Cohort, topic: str) -> Counter[tuple[int, int]]:
    """What everybody's page shows, as a newcomer gets it."""
    found: list[dict[str, Any]] = []

    def hear(viewer: Viewer, message: Message) -> None:
        if message.type == "snapshot":
            found.append(msgspec.json.decode(message.state)["tallies"])

    newcomer = cohort.add(cohort.viewers[0].person, [topic], listener=hear)
    cohort.join([newcomer], per_second=1)
    _turn_until(cohort, lambda: bool(found))
    return Counter(
        {
            (int(poll_id), int(option)): count
            for poll_id, tally in found[0].items()
            for option, count in tally["counts"].items()
        }
    )
