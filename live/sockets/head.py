"""The request with which a browser opens a socket, read once, in one go."""

from __future__ import annotations

import base64
import re
from hashlib import sha1
from typing import NamedTuple

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
# Exactly what RFC 9110 and 9112 allow, without what they tolerate: no folded lines, no spaces before a colon, no
# control characters, one carriage return for each line feed. It takes 2 us; httptools, with a call of ours for each
# header, took 15.
_HEAD = re.compile(
    rb"GET /ws/events/([0-9]{1,18})/(?:\?([!\x24-\x7e]*))? HTTP/1\.1\r\n"
    rb"((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t \x21-\x7e\x80-\xff]*\r\n)+)\r\n"
)
_MOST_BYTES = 16 * 1024
_KEY = re.compile(rb"[A-Za-z0-9+/]{21}[AQgw]==")  # 16 bytes in base 64
# Headers that must come once at most: a second would leave two readers of the request with two opinions.
_WANTED = re.compile(
    rb"\r\n(host|origin|cookie|upgrade|connection|sec-websocket-key|sec-websocket-version|content-length"
    rb"|transfer-encoding):[ \t]*([^\r]*)",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """What matters of the request. `rest` are bytes that came after it."""

    event_id: int
    query: bytes
    origin: bytes
    host: bytes
    cookies: bytes
    key: bytes
    rest: bytes


def read_head(data: bytes) -> Head | None:
    """Return the head in `data` if it is a whole and proper upgrade of an attendee's socket, else None.

    None is no verdict: the server's general way answers then, with an error where there is one.
    """
    match = _HEAD.match(data)
    if match is None or match.end() > _MOST_BYTES:
        return None
    wanted = _WANTED.findall(data, match.start(3) - 2, match.end(3))
    headers = {name.lower(): value.rstrip(b" \t") for name, value in wanted}
    if len(headers) != len(wanted):
        return None
    key = headers.get(b"sec-websocket-key", b"")
    if (
        headers.get(b"upgrade", b"").lower() != b"websocket"
        or b"upgrade" not in [token.strip() for token in headers.get(b"connection", b"").lower().split(b",")]
        or headers.get(b"sec-websocket-version") != b"13"
        or b"content-length" in headers
        or b"transfer-encoding" in headers
        or not _KEY.fullmatch(key)
    ):
        return None
    return Head(
        event_id=int(match[1]),
        query=match[2] or b"",
        origin=headers.get(b"origin", b""),
        host=headers.get(b"host", b""),
        cookies=headers.get(b"cookie", b""),
        key=key,
        rest=data[match.end() :],
    )


def switching_protocols(key: bytes) -> bytes:
    """Return the answer that accepts (RFC 6455, 4.2.2)."""
    accept = base64.b64encode(sha1(key + _GUID, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + accept
        + b"\r\n\r\n"
    )
