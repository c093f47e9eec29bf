"""The board, tickets, and a real server in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from live import commands, topics
from live.database import stop_database_threads
from live.server import make_server
from live.tickets import Ticket, issue_ticket
from tests.live import board
from tests.parts.ports import free_port, wait_for_port


@pytest.fixture(autouse=True)
def _board(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (board.BoardTopic, board.MyBoardTopic):
        monkeypatch.setitem(topics._kinds, kind.prefix, kind())
    for name, spec in board.COMMANDS.items():
        monkeypatch.setitem(commands._specs, name, spec)


@pytest.fixture
def database_threads(transactional_db: None) -> Iterator[None]:
    """A database that the worker threads can see; they end before it is emptied."""
    yield
    stop_database_threads()


@pytest.fixture
def ticket() -> Callable[..., Ticket]:
    """Makes tickets: an attendee of event 1 unless told otherwise."""

    def make(subject: str = "a1", *, event_id: int = 1, roles: set[str] | None = None, lifetime_s: int = 60) -> Ticket:
        default = {"attendee"} if subject.startswith("a") else {"guest"}
        return issue_ticket(
            event_id=event_id, subject=subject, roles=roles or default, name="Ada", lifetime_s=lifetime_s
        )

    return make


@pytest.fixture
def server(database_threads: None, settings: Settings) -> Iterator[int]:
    """The port of a production server in this process, on the memory bus."""
    settings.LIVE_DRAIN_WINDOW_S = 0
    port = free_port()
    running = make_server(host="127.0.0.1", port=port)
    thread = threading.Thread(target=lambda: asyncio.run(running._serve()), daemon=True)
    thread.start()
    wait_for_port(port)
    yield port
    running.should_exit = True
    thread.join(timeout=10)
    assert not thread.is_alive()
