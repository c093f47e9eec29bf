"""The request that opens a socket: whatever its shape, the fast door and the slow one come to the same verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from live.tickets import Ticket, sign_ticket
from tests.live.raw import ACCEPT, CLOSE, KEY, TEXT, Raw, request
from tests.live.sockets.conftest import Door

Tickets = Callable[..., Ticket]


class Verdict(NamedTuple):
    """The status, and for who came in what was said first: "welcome", or a close code."""

    status: int
    then: str | int | None


def verdict(port: int, *pieces: bytes) -> Verdict:
    """Send a request in pieces and return what is made of it."""
    with Raw(port) as raw:
        raw.send(*pieces)
        status = raw.status()
        if status != 101:
            return Verdict(status, None)
        heard = raw.hear()
        assert heard is not None
        return Verdict(status, heard.code if heard.opcode == CLOSE else "welcome" if heard.opcode == TEXT else None)


WELCOME = Verdict(101, "welcome")
BAD = Verdict(400, None)
FORBIDDEN = Verdict(403, None)


def line(target: bytes, method: bytes = b"GET", version: bytes = b"HTTP/1.1") -> dict[str, Any]:
    return {"line": b" ".join((method, target, version))}


# What is changed about a good request, and the verdict. None: whatever the slow door says, which is not our code.
CASES: dict[str, tuple[dict[str, Any], Verdict | None]] = {
    "good": ({}, WELCOME),
    "upgrade in capitals": ({"upgrade": b"WebSocket", "connection": b"UPGRADE"}, WELCOME),
    "blanks around values": ({"sec-websocket-key": b" \t" + KEY + b"  ", "sec-websocket-version": b" 13 "}, WELCOME),
    "leading zeros": (line(b"/ws/events/0001/"), WELCOME),
    "query": (line(b"/ws/events/1/?utm=1&follow=nothing/1&x"), WELCOME),
    "bad follow": (line(b"/ws/events/1/?follow=board/1@x"), Verdict(101, 4400)),
    "follow that is no topic's name": (line(b"/ws/events/1/?follow=%00"), Verdict(101, 4400)),
    "percent-encoded path": (line(b"/ws/%65vents/1/"), WELCOME),
    "percent-encoded slash": (line(b"/ws/events%2F1/"), WELCOME),
    "percent-encoded line feed": (line(b"/ws/events/1/%0A"), FORBIDDEN),
    "percent-encoded query": (line(b"/ws/events/1/?follow=nothing%2F1"), WELCOME),
    "no slash at the end": (line(b"/ws/events/1"), FORBIDDEN),
    "no number": (line(b"/ws/events/x/"), FORBIDDEN),
    "number of another script": (line(b"/ws/events/\xd9\xa1/"), None),
    "number that is too long": (line(b"/ws/events/" + b"1" * 19 + b"/"), FORBIDDEN),
    "two slashes": (line(b"/ws/events//1/"), FORBIDDEN),
    "way up": (line(b"/ws/events/../events/1/"), FORBIDDEN),
    "fragment": (line(b"/ws/events/1/#part"), None),
    "fragment in the query": (line(b"/ws/events/1/?a#b"), None),
    "quote in the query": (line(b'/ws/events/1/?a="b"'), None),
    "byte that is not ASCII in the query": (line(b"/ws/events/1/?a=\xe9"), None),
    "absolute form": (line(b"http://127.0.0.1/ws/events/1/"), None),
    "authority form": (line(b"127.0.0.1:80"), None),
    "asterisk": (line(b"*"), None),
    "other version of HTTP": (line(b"/ws/events/1/", version=b"HTTP/1.0"), None),
    "HTTP/2.0": (line(b"/ws/events/1/", version=b"HTTP/2.0"), None),
    "no version of HTTP": ({"line": b"GET /ws/events/1/"}, None),
    "two blanks": ({"line": b"GET  /ws/events/1/ HTTP/1.1"}, None),
    "POST": (line(b"/ws/events/1/", b"POST"), None),
    "HEAD": (line(b"/ws/events/1/", b"HEAD"), None),
    "small letters": (line(b"/ws/events/1/", b"get"), BAD),
    "no key": ({"drop": ("sec-websocket-key",)}, BAD),
    "empty key": ({"sec-websocket-key": b""}, BAD),
    "key of 15 bytes": ({"sec-websocket-key": b"AAAAAAAAAAAAAAAAAAAA"}, BAD),
    "key of 17 bytes": ({"sec-websocket-key": b"AAAAAAAAAAAAAAAAAAAAAAA="}, BAD),
    "key that is no base 64": ({"sec-websocket-key": b"?" * 22 + b"=="}, BAD),
    "no version": ({"drop": ("sec-websocket-version",)}, None),
    "version 8": ({"sec-websocket-version": b"8"}, BAD),
    "versions": ({"sec-websocket-version": b"13, 8"}, None),
    "no upgrade": ({"drop": ("upgrade",)}, None),
    "other upgrade": ({"upgrade": b"h2c"}, None),
    "no connection": ({"drop": ("connection",)}, None),
    "connection without upgrade": ({"connection": b"keep-alive"}, None),
    "connection in two lines": ({"connection": b"keep-alive", "more": (b"Connection: Upgrade",)}, None),
    "two hosts": ({"more": (b"Host: evil.example",)}, None),
    "the same host twice": ({"more": (b"Host: 127.0.0.1",)}, None),
    "two origins": ({"more": (b"Origin: https://evil.example",)}, None),
    "two keys": ({"more": (b"Sec-WebSocket-Key: " + KEY,)}, None),
    "second cookie line": ({"more": (b"Cookie: x=y",)}, WELCOME),
    "length 0": ({"content-length": b"0"}, None),
    "length 5": ({"content-length": b"5"}, BAD),
    "chunks": ({"transfer-encoding": b"chunked"}, BAD),
    "length and chunks": ({"content-length": b"5", "transfer-encoding": b"chunked"}, None),
    "folded line": ({"more": (b"X-Long: a", b" b")}, None),
    "blank before a colon": ({"more": (b"X-Blank : a",)}, None),
    "line without a colon": ({"more": (b"nothing",)}, None),
    "line without a name": ({"more": (b": a",)}, None),
    "control character": ({"more": (b"X-Bell: \x07",)}, None),
    "NUL": ({"more": (b"X-Nul: a\x00b",)}, None),
    "line feed alone": ({"more": (b"X-Feed: a\nX-Other: b",)}, None),
    "carriage return alone": ({"more": (b"X-Return: a\rX-Other: b",)}, None),
    "name that is not ASCII": ({"more": ("X-É: a".encode(),)}, None),
    "value that is not ASCII": ({"more": ("X-Name: É".encode(),)}, None),
    "sixteen subprotocols": ({"sec-websocket-protocol": b", ".join(b"p%d" % n for n in range(16))}, WELCOME),
    "extension": ({"sec-websocket-extensions": b"permessage-deflate"}, WELCOME),
    "no origin": ({"drop": ("origin",)}, FORBIDDEN),
    "foreign origin": ({"origin": b"https://evil.example"}, FORBIDDEN),
    "origin of another port": ({"origin": b"http://127.0.0.1:1"}, FORBIDDEN),
    "origin null": ({"origin": b"null"}, FORBIDDEN),
    "origin that is none": ({"origin": b"http://["}, FORBIDDEN),
    "origin that begins like ours": ({"origin": b"http://127.0.0.1.evil.example"}, FORBIDDEN),
    "unknown host as its own origin": ({"host": b"evil.example", "origin": b"http://evil.example"}, FORBIDDEN),
    "no host": ({"drop": ("host",)}, FORBIDDEN),
    "host that is none": ({"host": b"a b", "origin": b"http://a b"}, FORBIDDEN),
    "forwarded host": ({"origin": b"https://evil.example", "x-forwarded-host": b"evil.example"}, FORBIDDEN),
}


# Stock uvicorn waits for the body, as long as it takes.
WAITED_FOR = {"length 5", "chunks"}


@pytest.mark.parametrize("name", CASES)
def test_fast_door_and_slow_door_agree(passive: Door, ports: dict[bool, int], name: str) -> None:
    changes, expected = CASES[name]
    sent = request(passive.port, passive.ticket, **changes)
    at_once = verdict(passive.port, sent)
    # What comes in pieces is not for the fast door.
    assert verdict(passive.port, sent[:1], sent[1:]) == at_once
    if expected is not None:
        assert at_once == expected


def test_everything_is_the_same_without_the_frame_path(ports: dict[bool, int], passive: Door) -> None:
    verdicts = {}
    for frame_path, port in ports.items():
        verdicts[frame_path] = {
            name: verdict(port, request(port, passive.ticket, **changes))
            for name, (changes, _) in CASES.items()
            if name not in WAITED_FOR
        }
    assert verdicts[True] == verdicts[False]


COOKIES: dict[str, tuple[Callable[[str, Tickets], str | None], Verdict]] = {
    "alone": (lambda good, _: f"ticket_1={good}", WELCOME),
    "among others": (lambda good, _: f"a=b; ticket_10=x; xticket_1=y; ticket_1={good}; c=d", WELCOME),
    "without blanks": (lambda good, _: f"a=b;ticket_1={good};c=d", WELCOME),
    "with many blanks": (lambda good, _: f"  a=b  ;   ticket_1={good}   ;  c=d  ", WELCOME),
    "after one without a value": (lambda good, _: f"a; =; ;; ticket_1={good}", WELCOME),
    "after a broken one": (lambda good, _: f'q="a; b"; ticket_1={good}', WELCOME),
    "none": (lambda good, _: None, Verdict(101, 4401)),
    "empty": (lambda good, _: "ticket_1=", Verdict(101, 4401)),
    "of another name": (lambda good, _: f"crew_1={good}; TICKET_1={good}; ticket_2={good}", Verdict(101, 4401)),
    "forged": (lambda good, _: f"ticket_1={good[:-1]}{'0' if good[-1] != '0' else '1'}", Verdict(101, 4401)),
    "unsigned": (lambda good, _: f"ticket_1={good.split('.')[0]}", Verdict(101, 4401)),
    "signed with nothing": (lambda good, _: f"ticket_1={good.split('.')[0]}.", Verdict(101, 4401)),
    "only signed": (lambda good, _: f"ticket_1=.{good.split('.')[1]}", Verdict(101, 4401)),
    "of many characters": (lambda good, _: f"ticket_1={'A' * 5000}", Verdict(101, 4401)),
    "not ASCII": (lambda good, _: f"ticket_1=é{good}", Verdict(101, 4401)),
    "expired": (lambda good, make: f"ticket_1={sign_ticket(make(lifetime_s=-1))}", Verdict(101, 4402)),
    "of another event": (lambda good, make: f"ticket_1={sign_ticket(make(event_id=2))}", Verdict(101, 4403)),
    "of the crew": (lambda good, make: f"ticket_1={sign_ticket(make('c1', roles={'host'}))}", Verdict(101, 4403)),
}


@pytest.mark.parametrize("name", COOKIES)
def test_cookie_decides_who_comes_in(passive: Door, ports: dict[bool, int], ticket: Tickets, name: str) -> None:
    make, expected = COOKIES[name]
    cookie = make(sign_ticket(passive.ticket), ticket)
    for port in ports.values():
        headers: dict[str, Any] = {} if cookie is None else {"cookie": cookie.encode()}
        sent = request(port, None, **headers)
        assert verdict(port, sent) == expected
        assert verdict(port, sent[:30], sent[30:]) == expected


def test_answer_is_that_of_the_specification(passive: Door) -> None:
    with Raw(passive.port) as raw:
        raw.send(request(passive.port, passive.ticket))
        head = raw.answer().split(b"\r\n")
    assert head[0] == b"HTTP/1.1 101 Switching Protocols"
    fields = dict(line.lower().split(b": ", 1) for line in head[1:])
    assert fields == {b"upgrade": b"websocket", b"connection": b"upgrade", b"sec-websocket-accept": ACCEPT.lower()}
    assert b"Sec-WebSocket-Accept: " + ACCEPT in head


def test_answer_and_first_frame_leave_together(passive: Door) -> None:
    with Raw(passive.port) as raw:
        raw.send(request(passive.port, passive.ticket))
        head, _, frame = raw.socket.recv(65_536).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101 ")
    assert frame[:1] == b"\x81"
    assert b'"welcome"' in frame


def test_head_cut_anywhere(passive: Door) -> None:
    sent = request(passive.port, passive.ticket)
    for at in range(1, len(sent), 7):
        assert verdict(passive.port, sent[:at], sent[at:]) == WELCOME
    assert verdict(passive.port, *(sent[at : at + 16] for at in range(0, len(sent), 16))) == WELCOME


def test_head_without_end_is_refused(passive: Door) -> None:
    with Raw(passive.port) as raw:
        raw.send(b"GET /ws/events/1/ HTTP/1.1\r\n")
        try:
            for n in range(40):
                raw.send(b"X-Padding-%d: %s\r\n" % (n, b"x" * 8000))
        except ConnectionError:
            pass  # it did not wait for the rest
        else:
            assert raw.status() in {0, 431}
        assert raw.is_hung_up()
