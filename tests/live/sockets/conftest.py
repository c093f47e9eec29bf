"""Doors to knock at with raw bytes. One server of each kind serves a whole module: nothing here writes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from live.database import stop_database_threads
from live.tickets import Ticket
from tests.live.raw import Raw, request
from tests.live.servers import uvicorn_server

Tickets = Callable[..., Ticket]


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for a whole module, which only reads it. In place of pytest-django's, by whose name it knows which
    tests want one."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def ports(db: None) -> Iterator[dict[bool, int]]:
    """The ports of two servers, with and without the frame path."""
    with ExitStack() as stack:
        running = {}
        for frame_path in (True, False):
            with override_settings(LIVE_FRAME_PATH=frame_path, LIVE_DRAIN_WINDOW_S=0):
                running[frame_path] = stack.enter_context(uvicorn_server())
        yield running
    stop_database_threads()


class Door(NamedTuple):
    """A way in: its port, and a ticket that opens it."""

    port: int
    ticket: Ticket

    def enter(self, *, behind: bytes = b"") -> Raw:
        """Come in and hear the welcome; `behind` is sent in one segment with the request."""
        raw = Raw(self.port)
        raw.send(request(self.port, self.ticket) + behind)
        assert raw.status() == 101
        assert raw.messages(1)[0]["type"] == "welcome"
        return raw


@pytest.fixture(params=["passive", "frame path", "plain send"])
def door(request: pytest.FixtureRequest, ports: dict[bool, int], ticket: Tickets) -> Door:
    """Each way in: an attendee's passive socket, the crew's frame path, and stock uvicorn."""
    crew = request.param == "frame path"
    return Door(ports[request.param != "plain send"], ticket("c1", roles={"director"}) if crew else ticket())


@pytest.fixture(params=["passive", "frame path"])
def own_door(request: pytest.FixtureRequest, ports: dict[bool, int], ticket: Tickets) -> Door:
    """The ways in that are ours."""
    return Door(ports[True], ticket() if request.param == "passive" else ticket("c1", roles={"director"}))


@pytest.fixture
def passive(ports: dict[bool, int], ticket: Tickets) -> Door:
    """An attendee's passive socket."""
    return Door(ports[True], ticket())
