"""The board, tickets, and a real server in a thread of its own: ours, plain uvicorn, Daphne."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from live import commands, topics
from live.closing import CloseCode
from live.database import stop_database_threads
from live.tickets import Ticket, issue_ticket
from tests.live import board
from tests.live.servers import daphne_server, uvicorn_server


@pytest.fixture(autouse=True)
def _board(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (board.BoardTopic, board.MyBoardTopic):
        monkeypatch.setitem(topics._kinds, kind.prefix, kind())
    topics.parse_topic.cache_clear()
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


FRAME_PATH, PLAIN, DAPHNE = "frame path", "plain send", "Daphne"


@pytest.fixture(params=[FRAME_PATH, PLAIN, pytest.param(DAPHNE, marks=pytest.mark.services)])
def server(request: pytest.FixtureRequest, database_threads: None, settings: Settings) -> Iterator[int]:
    """The port of a server in this process, on the memory bus. What a client sees is the same on each."""
    settings.LIVE_DRAIN_WINDOW_S = 0
    settings.LIVE_FRAME_PATH = request.param == FRAME_PATH
    with daphne_server() if request.param == DAPHNE else uvicorn_server() as port:
        yield port


@pytest.fixture
def heard(request: pytest.FixtureRequest) -> Callable[[CloseCode], tuple[int, str]]:
    """What a client of `server` hears when it is closed with a code: Daphne says no reason, and 1000 for codes that
    are not private ones."""

    def code_and_reason(code: CloseCode) -> tuple[int, str]:
        if request.node.callspec.params["server"] != DAPHNE:
            return code.code, code.name
        return (code.code if code.code >= 3000 else 1000), ""

    return code_and_reason


@pytest.fixture
def frame_path_server(database_threads: None, settings: Settings) -> Iterator[int]:
    """The port of our own server, for what only it promises."""
    settings.LIVE_DRAIN_WINDOW_S = 0
    settings.LIVE_FRAME_PATH = True
    with uvicorn_server() as port:
        yield port
