"""A client that says bytes: for what no well-behaved client would say."""

from __future__ import annotations

import os
import socket
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec

from live.tickets import Ticket, sign_ticket, ticket_cookie_name

TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 0x1, 0x2, 0x0, 0x8, 0x9, 0xA
KEY = b"dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


class Heard(NamedTuple):
    """A frame of the server's."""

    opcode: int
    payload: bytes

    @property
    def code(self) -> int:
        """The code of a close frame."""
        return int.from_bytes(self.payload[:2], "big")


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    reserved: int = 0,
    masked: bool = True,
    length_bytes: int | None = None,
) -> bytes:
    """Return a client's frame. `length_bytes`: 0, 2 or 8, for a length that is not as short as it could be."""
    size = len(payload)
    if length_bytes is None:
        length_bytes = 0 if size < 126 else 2 if size < 65_536 else 8
    marker = {0: size, 2: 126, 8: 127}[length_bytes]
    head = bytes((fin << 7 | reserved << 4 | opcode, masked << 7 | marker))
    head += size.to_bytes(length_bytes, "big") if length_bytes else b""
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))


def close(code: int, reason: bytes = b"") -> bytes:
    """Return a client's close frame."""
    return frame(CLOSE, code.to_bytes(2, "big") + reason)


def request(
    port: int,
    ticket: Ticket | None = None,
    *,
    line: bytes | None = None,
    drop: tuple[str, ...] = (),
    more: tuple[bytes, ...] = (),
    **headers: bytes,
) -> bytes:
    """Return an upgrade as a browser would send it, but for what is said otherwise."""
    crew = ticket is not None and ticket.is_crew
    host = b"127.0.0.1:%d" % port
    fields = {
        "host": host,
        "upgrade": b"websocket",
        "connection": b"keep-alive, Upgrade",
        "origin": b"http://" + host,
        "sec-websocket-version": b"13",
        "sec-websocket-key": KEY,
    }
    if ticket is not None:
        fields["cookie"] = f"{ticket_cookie_name(ticket.event_id, crew=crew)}={sign_ticket(ticket)}".encode()
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [line or b"GET /ws/%s/1/ HTTP/1.1" % (b"crew" if crew else b"events")]
    lines += [name.encode() + b": " + value for name, value in fields.items() if name not in drop]
    return b"\r\n".join([*lines, *more]) + b"\r\n\r\n"


class Raw:
    """One TCP connection. Waits at most ten seconds for anything."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.socket.close()

    def send(self, *data: bytes) -> None:
        """Send each piece by itself."""
        for piece in data:
            self.socket.sendall(piece)

    def answer(self) -> bytes:
        """Return the head of the server's answer, without what may follow it."""
        while b"\r\n\r\n" not in self.buffer:
            if not self._receive():
                return self.buffer
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        return head

    def status(self) -> int:
        """Return the status of the server's answer; 0 when it hung up without one."""
        head = self.answer()
        return int(head.split(b" ")[1]) if head else 0

    def hear(self) -> Heard | None:
        """Return the next frame, or None when the server hung up."""
        if not self._wait_for(2):
            return None
        opcode, size, begin = self.buffer[0], self.buffer[1], 2
        assert opcode & 0x70 == 0, "reserved bits"
        assert opcode & 0x80, "a server's frames are whole"
        assert size < 0x80, "a server does not mask"
        if size >= 126:
            width = 2 if size == 126 else 8
            self._wait_for(2 + width)
            size, begin = int.from_bytes(self.buffer[2 : 2 + width], "big"), 2 + width
        if not self._wait_for(begin + size):
            return None
        payload, self.buffer = self.buffer[begin : begin + size], self.buffer[begin + size :]
        return Heard(opcode & 0x0F, payload)

    def messages(self, count: int) -> list[dict[str, Any]]:
        """Return the next `count` messages of the protocol."""
        messages: list[dict[str, Any]] = []
        while len(messages) < count:
            heard = self.hear()
            assert heard is not None, f"hung up after {messages}"
            assert heard.opcode == TEXT, heard
            messages += msgspec.json.decode(heard.payload)
        return messages

    def hear_close(self) -> Heard:
        """Return the close frame, whatever comes before it."""
        while (heard := self.hear()) is not None:
            if heard.opcode == CLOSE:
                return heard
        raise AssertionError("expected a close frame, got the end of the connection")

    def is_hung_up(self) -> bool:
        """Wait for the end of the connection; whatever comes until then is thrown away."""
        while self._receive():
            self.buffer = b""
        return True

    def _wait_for(self, size: int) -> bool:
        while len(self.buffer) < size:
            if not self._receive():
                return False
        return True

    def _receive(self) -> bool:
        try:
            data = self.socket.recv(65_536)
        except ConnectionResetError:
            return False
        self.buffer += data
        return bool(data)
