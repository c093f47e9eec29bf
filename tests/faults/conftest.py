"""A launch whose parts may die, and the truth in its database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from live.tickets import Ticket, issue_ticket
from tests.browser.launch import ROOT, Launch, launch_environment, run_manage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder kills something, and needs real servers."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


PEOPLE = 200


@pytest.fixture(scope="session")
def faults_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var folder with a live event and its attendees; each launch starts from a copy."""
    folder = tmp_path_factory.mktemp("faults-template") / "var"
    folder.mkdir()
    environment = launch_environment(folder, port=0, bus_url="memory://")
    run_manage(environment, "migrate", "--no-input")
    subprocess.run(
        [sys.executable, "-m", "tests.faults.make_event", str(PEOPLE)], cwd=ROOT, env=environment, check=True
    )
    return folder


@pytest.fixture
def launch(faults_template: Path, tmp_path: Path) -> Iterator[Launch]:
    running = Launch(tmp_path, faults_template)
    try:
        running.start()
        yield running
    finally:
        running.stop()


class Truth:
    """Reads the launch's database behind everybody's back."""

    def __init__(self, launch: Launch) -> None:
        self._path = launch.var_dir / "unveil.sqlite3"

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


@pytest.fixture
def truth(launch: Launch) -> Truth:
    return Truth(launch)


def attendee_tickets(launch: Launch, count: int = PEOPLE) -> list[Ticket]:
    """Return the tickets of the first `count` attendees."""
    event_id = launch.event["id"]
    return [
        issue_ticket(event_id=event_id, subject=f"a{n}", roles={"attendee"}, name=f"Guest {n}")
        for n in range(1, count + 1)
    ]


def crew_ticket(launch: Launch, *roles: str) -> Ticket:
    """Return the ticket of a crew member."""
    return issue_ticket(event_id=launch.event["id"], subject="c1", roles=set(roles), name="Max")
