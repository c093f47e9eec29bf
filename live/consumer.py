"""The conversation: one Channels consumer for a connection, without a channel layer."""

from __future__ import annotations

from typing import Any, cast

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer

from live.connection import Connection
from live.edge import current_edge
from live.mailbox import OUTLET_EXTENSION, Outlet, PlainOutlet
from live.session import Session, header, open_connection


class LiveConsumer(AsyncConsumer):
    """Hands what comes on a socket to its session. The crew's door, and everybody's on a server that is not ours."""

    connection: Connection | None = None
    session: Session

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one socket, and leave the hub however that ends: not every end comes as a message."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Call the handler. None of ours asks the database, so no connection is looked after: that took a thread."""
        await _HANDLERS[message["type"]](self, message)

    async def websocket_connect(self, event: dict[str, Any]) -> None:
        """Accept always: a browser cannot read the status of a refused handshake, but it can read a close code."""
        await self.send({"type": "websocket.accept"})
        edge = current_edge()
        await edge.start()
        extensions = cast("dict[str, Any]", self.scope.get("extensions") or {})
        outlet: Outlet = extensions.get(OUTLET_EXTENSION) or PlainOutlet(self.send)
        route = self.scope["url_route"]["kwargs"]
        self.connection = open_connection(
            edge,
            outlet,
            event_id=int(route["event_id"]),
            crew=bool(route["crew"]),
            by_key=bool(route["by_key"]),
            cookies=header(self.scope["headers"], b"cookie"),
            query=self.scope["query_string"],
        )
        if self.connection is not None:
            self.session = Session(edge, self.connection)

    async def websocket_receive(self, event: dict[str, Any]) -> None:
        """Take one frame."""
        if self.connection is None:
            return
        text = event.get("text")
        if text is None:
            self.session.receive_binary()
        else:
            self.session.receive(text)

    async def websocket_disconnect(self, event: dict[str, Any]) -> None:
        """Forget the client."""
        raise StopConsumer

    def _leave(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            current_edge().hub.remove(connection)
            connection.gone()


_HANDLERS = {
    "websocket.connect": LiveConsumer.websocket_connect,
    "websocket.receive": LiveConsumer.websocket_receive,
    "websocket.disconnect": LiveConsumer.websocket_disconnect,
}
