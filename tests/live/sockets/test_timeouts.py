"""Who does not say what they want, or does not go when told to, is cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from live import closing
from live.sockets import door
from live.tickets import Ticket
from tests.live.raw import BINARY, PING, PONG, Heard, Raw, frame
from tests.live.sockets.conftest import Door

Tickets = Callable[..., Ticket]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A door that waits for nobody; ask for it before the server."""
    monkeypatch.setattr(door, "_ARRIVE_S", 0.1)
    monkeypatch.setattr(door, "_LEAVE_S", 0.1)
    monkeypatch.setattr(door, "_SWEEP_S", 0.05)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET",
        b"GET /ws/events/1/ HTTP/1.1\r\nHost: x\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"\x16\x03\x01",
    ],
    ids=["nothing", "a word", "half a head", "half a page's head", "half of something else"],
)
def test_who_does_not_say_what_they_want_is_cut_off(impatient: None, frame_path_server: int, sent: bytes) -> None:
    with Raw(frame_path_server) as raw:
        raw.send(sent)
        assert raw.is_hung_up()


def test_second_request_has_to_come_soon_too(impatient: None, frame_path_server: int) -> None:
    with Raw(frame_path_server) as raw:
        raw.send(b"GET /nothing-here HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert raw.status() == 404
        raw.send(b"GET /nothing-here HTTP/1.1\r\n")
        assert raw.is_hung_up()


def test_who_has_come_in_is_not_cut_off(impatient: None, frame_path_server: int, ticket: Tickets) -> None:
    with Door(frame_path_server, ticket()).enter() as inside, Raw(frame_path_server) as outside:
        assert outside.is_hung_up()
        inside.send(frame(PING, b"still here"))
        assert inside.hear() == Heard(PONG, b"still here")


def test_who_is_told_to_go_and_does_not_answer_is_cut_off(
    impatient: None, frame_path_server: int, ticket: Tickets
) -> None:
    with Door(frame_path_server, ticket()).enter() as raw:
        raw.send(frame(BINARY))
        assert raw.hear_close().code == closing.NOT_TEXT.code
        assert raw.is_hung_up()
