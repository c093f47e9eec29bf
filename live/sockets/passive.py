"""An attendee's socket: a handshake, a checked ticket, a place in the hub; and nothing more until it speaks."""

from __future__ import annotations

import asyncio
from enum import IntEnum
from typing import TYPE_CHECKING, cast

from django.conf import settings

from live import closing
from live.connection import Connection
from live.frames import Frame
from live.mailbox import Reader
from live.origin import is_allowed
from live.session import Session, open_connection
from live.sockets.client_frames import Frame as ClientFrame
from live.sockets.client_frames import FrameParser, Opcode, close_frame, control_frame, plain_text
from live.sockets.head import Head, read_head, switching_protocols

if TYPE_CHECKING:
    from live.sockets.door import Door

_PREFIX = b"GET /ws/events/"
# So much is parsed before it is asked whether the client floods: 43,000 pings fit into one read of the loop.
_SLICE_BYTES = 1024
_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class State(IntEnum):
    """Where a socket is in its life."""

    ARRIVING = 0  # nothing has come yet
    GREETING = 1  # let in; the answer to the handshake waits, to leave with the first frame
    OPEN = 2
    CLOSING = 3  # our close frame is on its way; what the client still says is ignored
    GONE = 4  # the connection is lost, or was handed over


_OPEN = State.OPEN  # asked for each frame of each client


class PassiveProtocol(asyncio.Protocol):
    """Reads the request and answers it; then it is the outlet of its connection.

    What does not begin with an attendee's handshake is handed to the server's general HTTP protocol, bytes and
    transport. A session comes with the first frame of the client, a parser with the first that is not plain text.
    """

    __slots__ = (
        "_connection",
        "_door",
        "_fragments",
        "_parser",
        "_session",
        "_state",
        "_transport",
        "is_full",
        "reader",
    )

    def __init__(self, door: Door) -> None:
        self._door = door
        self._state = State.ARRIVING
        self._transport: asyncio.Transport = None  # type: ignore[assignment]
        self.reader: Reader | None = None
        self.is_full = False
        self._connection: Connection | None = None
        self._session: Session | None = None
        self._parser: FrameParser | None = None
        self._fragments = b""

    # --- the transport says

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has connected."""
        self._transport = transport  # type: ignore[assignment]
        self._door.arrived(self)

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        if self._state is State.OPEN:
            self._take(data)
        elif self._state is State.ARRIVING:
            self._arrive(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._state = State.GONE
        self._door.forget(self)
        self._leave()
        self._session = self._parser = None
        self._transport = None  # type: ignore[assignment]

    def pause_writing(self) -> None:
        """The client does not read as fast as we write."""
        self.is_full = True

    def resume_writing(self) -> None:
        """It has read most of it."""
        self.is_full = False
        if self.reader is not None:
            self.reader.drained()

    def abort(self) -> None:
        """End it at once: its time is over."""
        if self._transport is not None:
            self._transport.abort()

    def _leave(self) -> None:
        connection, self._connection, self.reader = self._connection, None, None
        if connection is not None:
            self._door.edge.hub.remove(connection)
            connection.gone()

    # --- the request

    def _arrive(self, data: bytes) -> None:
        head = read_head(data) if data.startswith(_PREFIX) else None
        if head is None:
            self._state = State.GONE
            self._door.hand_over(self, self._transport, data)
        elif not is_allowed(head.origin, head.host):
            self._transport.write(_FORBIDDEN)
            self._state = State.CLOSING
            self._door.forget(self)
            self._transport.close()
        else:
            self._open(head)

    def _open(self, head: Head) -> None:
        self._door.forget(self)
        # The loop writes at once: two writes would be two system calls, and two segments.
        self._state, self._fragments = State.GREETING, switching_protocols(head.key)
        bound = settings.LIVE_MAILBOX_BYTES
        self._transport.set_write_buffer_limits(bound, bound // 4)
        self._connection = open_connection(
            self._door.edge, self, event_id=head.event_id, crew=False, cookies=head.cookies, query=head.query
        )
        if self._state is State.GREETING:
            self._transport.write(self._greet())
        if head.rest and self._state is State.OPEN:
            self._take(head.rest)

    # --- what the client says

    def _take(self, data: bytes) -> None:
        at = 0
        while at < len(data) and self._state is State.OPEN:
            plain = None
            if self._parser is None:
                plain = plain_text(data, at, settings.LIVE_MAX_FRAME_BYTES)
            if plain is None:
                self._parse(data[at:])
                return
            text, at = plain
            self._receive(text)

    def _parse(self, data: bytes) -> None:
        parser = self._parser
        if parser is None:
            parser = self._parser = FrameParser(settings.LIVE_MAX_FRAME_BYTES)
        for start in range(0, len(data), _SLICE_BYTES):
            parser.receive_data(data[start : start + _SLICE_BYTES])
            for event in parser.events_received():
                self._take_frame(cast(ClientFrame, event))
                if self._state is not State.OPEN:
                    return
            parser.data_to_send()
            if parser.parser_exc is not None:
                self._refuse(parser)
                return

    def _take_frame(self, frame: ClientFrame) -> None:
        if frame.opcode is Opcode.CLOSE:
            self._leave()
            self._say_goodbye(control_frame(Opcode.CLOSE, bytes(frame.data)))
            self._transport.close()
        elif frame.opcode is Opcode.BINARY:
            self._speaking().receive_binary()
        elif frame.opcode in (Opcode.PING, Opcode.PONG):
            # Who pings and does not read is owed no pongs.
            if self._speaking().allows_frame() and frame.opcode is Opcode.PING and not self.is_full:
                self._transport.write(control_frame(Opcode.PONG, bytes(frame.data)))
        else:
            # The parser bounds the sum of a message's fragments, but not the number of empty ones.
            self._fragments += frame.data
            if not frame.fin:
                self._speaking().allows_frame()
            else:
                text, self._fragments = self._fragments, b""
                self._receive(text)

    def _receive(self, text: bytes) -> None:
        try:
            decoded = text.decode()
        except UnicodeDecodeError:
            self._end(1007, "invalid UTF-8")
            return
        self._speaking().receive(decoded)

    def _refuse(self, parser: FrameParser) -> None:
        said = parser.close_sent
        assert said is not None
        if said.code == closing.TOO_BIG.code and self._connection is not None:
            self._connection.close(closing.TOO_BIG)
        else:
            self._end(said.code, said.reason)

    def _speaking(self) -> Session:
        if self._session is None:
            assert self._connection is not None
            self._session = Session(self._door.edge, self._connection)
        return self._session

    # --- the outlet

    @property
    def queued_bytes(self) -> int:
        """Bytes that wait."""
        return self._transport.get_write_buffer_size() if self._transport is not None else 0

    def write(self, frame: Frame) -> None:
        """Queue one frame: the same bytes as for everybody else."""
        if self._state is _OPEN:
            self._transport.write(frame.wire)
        elif self._state is State.GREETING:
            self._transport.write(self._greet() + frame.wire)

    def _greet(self) -> bytes:
        """Return what answers the handshake; from here on it is answered."""
        greeting, self._fragments = self._fragments, b""
        self._state = State.OPEN
        return greeting

    def close(self, code: int, reason: str) -> None:
        """Send a close frame after what is queued. A client that does not answer it in time is cut off."""
        if self._state is State.GREETING:
            self._transport.write(self._greet())
        if self._state is State.OPEN:
            self._say_goodbye(close_frame(code, reason))

    def _end(self, code: int, reason: str) -> None:
        """Close for what the protocol below ours does not allow."""
        self._leave()
        self.close(code, reason)

    def _say_goodbye(self, frame: bytes) -> None:
        self._state = State.CLOSING
        self._fragments = b""
        self._transport.write(frame)
        # We go on reading, and ignore it: a connection that is closed while something waits to be read is reset, and
        # the client may never see why it was closed. It hangs up when it has read our end, or its time runs out.
        self._transport.write_eof()
        self._door.leaving(self)

    def discard(self) -> None:
        """The transport has let go of everything by itself."""
