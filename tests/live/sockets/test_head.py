"""Reading a request in one go: nothing, or what a general parser reads in it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple

import httptools
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from live.sockets import head as reader
from live.sockets.head import read_head, switching_protocols
from tests.live.raw import ACCEPT, KEY

LINE = b"GET /ws/events/7/?follow=board/7 HTTP/1.1"
FIELDS = [
    (b"Host", b"launch.example"),
    (b"Upgrade", b"websocket"),
    (b"Connection", b"keep-alive, Upgrade"),
    (b"Origin", b"https://launch.example"),
    (b"Sec-WebSocket-Version", b"13"),
    (b"Cookie", b"a=b; ticket_7=x.y"),
    (b"Sec-WebSocket-Key", KEY),
    (b"Sec-WebSocket-Extensions", b"permessage-deflate"),
]
COOKIE = dict(FIELDS)[b"Cookie"]
# With a space after each colon, as browsers write it.
SPACED = [(name, b" " + value) for name, value in FIELDS]


def head(line: bytes, fields: list[tuple[bytes, bytes]], rest: bytes = b"") -> bytes:
    return b"\r\n".join([line, *(name + b":" + value for name, value in fields), b"", b""]) + rest


class Read(NamedTuple):
    """What httptools finds in a request."""

    method: bytes
    target: bytes
    version: str
    fields: dict[bytes, list[bytes]]
    upgrades: bool


class Listener:
    def __init__(self) -> None:
        self.target = b""
        self.fields: dict[bytes, list[bytes]] = {}
        self.complete = False

    def on_url(self, url: bytes) -> None:
        self.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.fields.setdefault(name.lower(), []).append(value)

    def on_headers_complete(self) -> None:
        self.complete = True


def read_by_httptools(data: bytes) -> Read:
    listener = Listener()
    parser = httptools.HttpRequestParser(listener)
    with suppress(httptools.HttpParserUpgrade):
        parser.feed_data(data)
    assert listener.complete
    return Read(
        parser.get_method(), listener.target, parser.get_http_version(), listener.fields, parser.should_upgrade()
    )


def agree(data: bytes) -> bool:
    """Whether the fast reader takes `data`; then it has read what httptools reads.

    Asked with the shape of a whole head known, and a second time with that of `data` itself.
    """
    read_head(head(LINE, SPACED))
    fast, again = read_head(data), read_head(data)
    assert fast == again
    if fast is None:
        return False
    slow = read_by_httptools(data[: len(data) - len(fast.rest)])
    path, _, query = slow.target.partition(b"?")
    assert (slow.method, slow.version, slow.upgrades) == (b"GET", "1.1", True)
    assert path.startswith(b"/ws/events/")
    assert int(path[len(b"/ws/events/") : -1]) == fast.event_id
    assert query == fast.query
    wanted = {b"host": fast.host, b"origin": fast.origin, b"cookie": fast.cookies, b"sec-websocket-key": fast.key}
    for name, value in wanted.items():
        assert [one.strip(b" \t") for one in slow.fields.get(name, [b""])] == [value]
    assert [one.strip(b" \t").lower() for one in slow.fields[b"upgrade"]] == [b"websocket"]
    assert [one.strip(b" \t") for one in slow.fields[b"sec-websocket-version"]] == [b"13"]
    assert not slow.fields.keys() & {b"content-length", b"transfer-encoding"}
    return True


def test_what_a_browser_sends_is_read() -> None:
    assert agree(head(LINE, FIELDS))
    assert agree(head(LINE, FIELDS, b"\x81\x80abcd and what comes behind"))
    read = read_head(head(LINE, FIELDS, b"rest"))
    assert read == (7, b"follow=board/7", b"https://launch.example", b"launch.example", COOKIE, KEY, b"rest")


def test_heads_of_one_browser_differ_only_in_what_is_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[Any, Any] = {}
    monkeypatch.setattr(reader, "_shapes", known)
    heads = [
        head(
            b"GET /ws/events/7/?follow=me/7/a%d HTTP/1.1" % number,
            [(name, b" ticket_7=%d" % number if name == b"Cookie" else value) for name, value in SPACED],
            b"x" * number,
        )
        for number in range(3)
    ]
    found = [read_head(data) for data in heads]
    assert len(known) == 1
    assert [(one.query, one.cookies, one.rest) for one in found if one] == [
        (b"follow=me/7/a%d" % number, b"ticket_7=%d" % number, b"x" * number) for number in range(3)
    ]


def test_made_up_shapes_take_no_more_room_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[Any, Any] = {}
    monkeypatch.setattr(reader, "_shapes", known)
    for number in range(1500):
        assert read_head(head(LINE, [*SPACED, (b"User-Agent", b"%d" % number)])) is not None
    assert len(known) <= 512


def test_every_beginning_of_a_head_is_left_to_others() -> None:
    whole = head(LINE, SPACED)
    assert read_head(whole) is not None
    assert [at for at in range(len(whole)) if read_head(whole[:at]) is not None] == []


def test_answer_is_that_of_the_specification() -> None:
    assert b"Sec-WebSocket-Accept: " + ACCEPT + b"\r\n\r\n" in switching_protocols(KEY)


names = st.sampled_from(
    [
        *(name for name, _ in FIELDS),
        *(name.lower() for name, _ in FIELDS),
        b"Content-Length",
        b"Transfer-Encoding",
        b"Expect",
        b"Proxy-Connection",
        b"User-Agent",
        b" Host",
        b"Host ",
        b"",
        b"X-\xc3\x89",
    ]
)
values = st.one_of(
    st.sampled_from([value for _, value in FIELDS]),
    st.sampled_from(
        [b"", b" ", b"\t13\t", b"websocket, h2c", b"upgrade", b"close", b"chunked", b"0", b"5", b"13\r\n 8"]
    ),
    st.binary(max_size=12),
)
lines = st.one_of(
    st.sampled_from(
        [
            LINE,
            b"GET /ws/events/7/ HTTP/1.1",
            b"GET /ws/events/7/? HTTP/1.1",
            b"GET /ws/events/7/#x HTTP/1.1",
            b"GET /ws/events/7/?a#b HTTP/1.1",
            b"GET http://launch.example/ws/events/7/ HTTP/1.1",
            b"POST /ws/events/7/ HTTP/1.1",
            b"GET /ws/events/7/ HTTP/1.0",
        ]
    ),
    st.binary(max_size=20).map(lambda some: b"GET /ws/events/7/?" + some + b" HTTP/1.1"),
)


@settings(max_examples=400, deadline=None)
@given(
    line=lines,
    more=st.lists(st.tuples(st.integers(0, len(FIELDS)), names, values), max_size=4),
    less=st.sets(st.integers(0, len(FIELDS) - 1), max_size=1),
    padding=st.sampled_from([b"", b" ", b"\t ", b"  "]),
    rest=st.binary(max_size=8),
)
@example(line=LINE, more=[(0, b"X-Null", b"a\x00b")], less=set(), padding=b"", rest=b"")
@example(line=LINE, more=[(7, b"Connection", b"close")], less=set(), padding=b"", rest=b"")
def test_whatever_is_added_or_left_out_both_read_the_same(
    line: bytes, more: list[tuple[int, bytes, bytes]], less: set[int], padding: bytes, rest: bytes
) -> None:
    fields = [(name, padding + value + padding) for at, (name, value) in enumerate(FIELDS) if at not in less]
    for at, name, value in more:
        fields.insert(at, (name, value))
    agree(head(line, fields, rest))


@settings(max_examples=400, deadline=None)
@given(at=st.integers(0, 400), removed=st.integers(0, 3), put=st.binary(max_size=3))
def test_whatever_byte_is_changed_both_read_the_same(at: int, removed: int, put: bytes) -> None:
    whole = head(LINE, SPACED)
    at %= len(whole)
    agree(whole[:at] + put + whole[at + removed :])
