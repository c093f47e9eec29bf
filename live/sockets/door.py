"""The door of a server: who has come and said nothing yet, who is leaving, and the way to uvicorn's own protocols."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from live.edge import Edge, current_edge
from live.sockets.passive import PassiveProtocol

# A request's head comes in one piece, or within seconds; a client that is told to go answers, or is cut off.
_ARRIVE_S = 10.0
_MOST_HEAD_BYTES = 64 * 1024
_BODY = frozenset({b"content-length", b"transfer-encoding"})
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_LEAVE_S = 5.0
_SWEEP_S = 1.0


class _Timed(Protocol):
    def abort(self) -> None:
        """End it at once."""


class Door:
    """Uvicorn's `http` protocol factory. One timer for all sockets: a sweep each second."""

    edge: Edge

    def __init__(self) -> None:
        self._deadlines: dict[_Timed, float] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._uvicorn: dict[str, Any] = {}

    def __call__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> PassiveProtocol:
        """Return the protocol of a new connection."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._uvicorn = {"config": config, "server_state": server_state, "app_state": app_state}
            self.edge = current_edge()
            self.edge.hub.spawn(self._sweep())
        return PassiveProtocol(self)

    def arrived(self, one: _Timed) -> None:
        """Somebody has connected, and has to say something soon."""
        assert self._loop is not None
        self._deadlines[one] = self._loop.time() + _ARRIVE_S

    def leaving(self, one: _Timed) -> None:
        """Somebody was told to go, and has to go soon."""
        assert self._loop is not None
        self._deadlines[one] = self._loop.time() + _LEAVE_S

    def forget(self, one: _Timed) -> None:
        """Nothing is expected of this one any more."""
        self._deadlines.pop(one, None)

    def hand_over(self, one: PassiveProtocol, transport: asyncio.Transport, data: bytes) -> None:
        """Let uvicorn's own protocol have a connection that is no attendee's socket."""
        self.forget(one)
        http = TimedHttpProtocol(self, **self._uvicorn)
        transport.set_protocol(http)
        self.arrived(http)
        http.connection_made(transport)
        http.data_received(data)

    def hang_up(self) -> None:
        """Cut off whoever has not said anything yet, or was told to go and did not: the server leaves."""
        deadlines, self._deadlines = self._deadlines, {}
        for one in deadlines:
            one.abort()

    async def _sweep(self) -> None:
        assert self._loop is not None
        while True:
            await asyncio.sleep(_SWEEP_S)
            now = self._loop.time()
            for one in [one for one, deadline in self._deadlines.items() if deadline <= now]:
                del self._deadlines[one]
                one.abort()


class TimedHttpProtocol(HttpToolsProtocol):
    """Uvicorn's HTTP protocol, that gives up on a request whose head does not come."""

    def __init__(self, door: Door, **uvicorn: Any) -> None:
        super().__init__(**uvicorn)
        self._door = door
        self._waits_for_head = True
        self._head_bytes = 0

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        super().data_received(data)
        if self._waits_for_head and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > _MOST_HEAD_BYTES:
                self.transport.write(_TOO_LARGE)
                self.transport.close()

    def on_message_begin(self) -> None:
        """Another request begins: its head has to come soon, as the first one's."""
        self._waits_for_head, self._head_bytes = True, 0
        self._door.arrived(self)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is here."""
        self._waits_for_head = False
        self._door.forget(self)
        super().on_headers_complete()

    def handle_websocket_upgrade(self) -> None:
        """Another protocol goes on from here: one that would wait for a body without end."""
        if any(name in _BODY and value != b"0" for name, value in self.headers):
            self.send_400_response("A request for a socket has no body.")
        else:
            super().handle_websocket_upgrade()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._door.forget(self)
        super().connection_lost(exc)

    def abort(self) -> None:
        """End it at once."""
        self.transport.abort()
