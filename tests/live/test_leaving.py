"""A server that leaves: everybody is told, closed, and cut off if need be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import Settings

from live import closing, edge
from live.tickets import Ticket
from tests.live.raw import Raw, close
from tests.live.servers import uvicorn_server
from tests.live.sockets.conftest import Door

Tickets = Callable[..., Ticket]


@pytest.fixture(params=[True, False], ids=["frame path", "plain send"])
def quick(request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that does not wait long."""
    settings.LIVE_FRAME_PATH = request.param
    settings.LIVE_DRAIN_WINDOW_S = 0.2
    monkeypatch.setattr(edge, "_FAREWELL_S", 0.2)


def test_everybody_hears_of_the_drain_and_is_closed(quick: None, database_threads: None, ticket: Tickets) -> None:
    with uvicorn_server() as port:
        inside = [Door(port, ticket(f"a{n}")).enter() for n in range(1, 6)]
        inside.append(Door(port, ticket("c1", roles={"director"})).enter())
    for raw in inside:
        with raw:
            [drain] = raw.messages(1)
            assert drain == {"type": "drain", "window_ms": 200}
            assert raw.hear_close().code == closing.RESTART.code
            assert raw.is_hung_up()


def test_who_neither_reads_nor_answers_does_not_keep_it(quick: None, database_threads: None, ticket: Tickets) -> None:
    with uvicorn_server() as port:
        deaf, silent = Door(port, ticket()).enter(), Raw(port)
    with deaf, silent:
        # The server has ended: what is not cut off would still be open.
        assert deaf.is_hung_up()
        assert silent.is_hung_up()


def test_who_answers_at_once_is_let_go_at_once(quick: None, database_threads: None, ticket: Tickets) -> None:
    with uvicorn_server() as port:
        polite = Door(port, ticket()).enter()
        polite.send(close(1000))
        assert polite.hear_close().code == 1000
        assert polite.is_hung_up()
        polite.socket.close()
