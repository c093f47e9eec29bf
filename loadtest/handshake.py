"""What a browser sends before there is a socket, and how its answer is read."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
from typing import NamedTuple

from loadtest.people import Person
from loadtest.targets import Target

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
# The headers of Chromium 131 on Linux, in its order.
_BROWSER = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36\r\n"
)
_LANGUAGE = "Accept-Language: en-GB,en;q=0.9,fr;q=0.8\r\n"


class Key(NamedTuple):
    """A `Sec-WebSocket-Key` and the answer that proves that it was read."""

    sent: str
    accepted: bytes


def _make_key() -> Key:
    sent = base64.b64encode(os.urandom(16))
    return Key(sent.decode(), base64.b64encode(hashlib.sha1(sent + _GUID, usedforsecurity=False).digest()))


# To the server each is as good as a new one.
_keys = itertools.cycle([_make_key() for _ in range(64)])


def socket_request(target: Target, path: str, person: Person) -> tuple[bytes, Key]:
    """Return the request that opens a socket at `path`, and the key to check its answer with."""
    key = next(_keys)
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {target.authority}\r\nConnection: Upgrade\r\nPragma: no-cache\r\n"
        f"Cache-Control: no-cache\r\n{_BROWSER}Upgrade: websocket\r\nOrigin: {target.url}\r\n"
        f"Sec-WebSocket-Version: 13\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n{_LANGUAGE}"
        f"Cookie: {person.cookie}\r\nSec-WebSocket-Key: {key.sent}\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
    )
    return request.encode(), key


def page_request(target: Target, path: str, person: Person) -> bytes:
    """Return the request for a page, as somebody makes it who follows a link."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {target.authority}\r\nConnection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\n"
        f"{_BROWSER}Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
        f"Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n{_LANGUAGE}"
        f"Cookie: {person.cookie}\r\n\r\n"
    ).encode()


def visit_request(target: Target, event_id: int, person: Person) -> bytes:
    """Return the request with which the page's script gets a ticket, or finds that its own is good."""
    return (
        f"POST /visits/{event_id}/ HTTP/1.1\r\nHost: {target.authority}\r\nConnection: keep-alive\r\n"
        f"Content-Length: 0\r\n{_BROWSER}Accept: */*\r\nOrigin: {target.url}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n{_LANGUAGE}"
        f"Cookie: {person.cookie}\r\n\r\n"
    ).encode()


def read_head(data: bytes) -> tuple[int, bytes, bytes] | None:
    """Return status, head and the rest of an HTTP answer; None while its head is not whole."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = data[: end + 2]
    status = head[9:12]
    return (int(status) if status.isdigit() else 0), head, data[end + 4 :]


def accepts(head: bytes, key: Key) -> bool:
    """Whether the answer's head proves that the server read our key."""
    return b": " + key.accepted + b"\r\n" in head


def body_is_whole(head: bytes, body: bytes) -> bool:
    """Whether `body` is all of it, by its length or by the end of its chunks."""
    if head.startswith(b"HTTP/1.1 204"):
        return True
    lower = head.lower()
    at = lower.find(b"\r\ncontent-length:")
    if at >= 0:
        return len(body) >= int(lower[at + 17 : lower.index(b"\r\n", at + 17)])
    return body.endswith(b"0\r\n\r\n")
