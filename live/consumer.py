"""The conversation: one Channels consumer for a connection, without a channel layer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any, cast
from urllib.parse import parse_qsl

import msgspec
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.conf import settings

from live import closing
from live.connection import Connection
from live.edge import current_edge
from live.errors import TOO_MANY_TOPICS
from live.facts import encode
from live.frames import Position
from live.hub import MOST_TOPICS
from live.limits import TokenBucket
from live.mailbox import OUTLET_EXTENSION, Outlet, PlainOutlet
from live.tickets import BadTicket, ExpiredTicket, Ticket, read_ticket, ticket_cookie_name
from live.wire import Command, Follow, Since, TopicName, Unavailable, Unfollow, Welcome, client_decoder, frame

# Frames of one connection: a burst, and what it may go on with. Ten times what a busy moderator sends.
_BURST_FRAMES = 100
_FRAMES_PER_SECOND = 20.0


class LiveConsumer(AsyncConsumer):
    """Checks the ticket, follows what the address asks for, and hands commands to the dispatcher, one after another."""

    connection: Connection | None = None

    async def websocket_connect(self, event: dict[str, Any]) -> None:
        """Accept always: a browser cannot read the status of a refused handshake, but it can read a close code."""
        await self.send({"type": "websocket.accept"})
        extensions = cast("dict[str, Any]", self.scope.get("extensions") or {})
        outlet: Outlet = extensions.get(OUTLET_EXTENSION) or PlainOutlet(self.send)
        ticket = self._ticket()
        if isinstance(ticket, closing.CloseCode):
            outlet.close(ticket.code, ticket.name)
            return
        edge = current_edge()
        await edge.start()
        if edge.draining:
            outlet.close(closing.RESTART.code, closing.RESTART.name)
            return
        if len(edge.hub.connections) >= settings.LIVE_MAX_CONNECTIONS:
            outlet.close(closing.OVERLOADED.code, closing.OVERLOADED.name)
            return
        self.connection = Connection(ticket, outlet)
        now = time.monotonic()
        self.bucket = TokenBucket(_BURST_FRAMES, _FRAMES_PER_SECOND, now)
        edge.hub.add(self.connection)
        self.connection.answer(
            frame(
                encode(
                    Welcome(
                        subject=ticket.subject,
                        roles=sorted(ticket.roles),
                        at_ms=time.time_ns() // 1_000_000,
                        degraded=edge.hub.degraded,
                    )
                )
            )
        )
        follows = [
            _parse_follow(value)
            for key, value in parse_qsl(self.scope["query_string"].decode("latin-1"))
            if key == "follow"
        ]
        if None in follows:
            self.connection.close(closing.BAD_FRAME, "follow: expected <topic>[@<epoch>.<offset>.<rev>]")
            return
        await asyncio.gather(*(self._follow(follow) for follow in follows if follow is not None))

    async def websocket_receive(self, event: dict[str, Any]) -> None:
        """Take one frame."""
        connection = self.connection
        if connection is None or connection.closed:
            return
        text = event.get("text")
        if text is None:
            connection.close(closing.NOT_TEXT)
            return
        if len(text) > settings.LIVE_MAX_FRAME_BYTES:
            connection.close(closing.TOO_BIG)
            return
        if self.bucket.take(time.monotonic()) > 0:
            connection.close(closing.FLOODING)
            return
        try:
            message = client_decoder.decode(text)
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            # A reason has 123 bytes at the most.
            connection.close(closing.BAD_FRAME, str(error).encode()[:120].decode(errors="ignore"))
            return
        if isinstance(message, Command):
            connection.answer(await current_edge().dispatcher.dispatch(connection.ticket, message))
        elif isinstance(message, Follow):
            await self._follow(message)
        else:
            self._unfollow(message)

    async def websocket_disconnect(self, event: dict[str, Any]) -> None:
        """Forget the client."""
        if self.connection is not None:
            current_edge().hub.remove(self.connection)
            self.connection.gone()
        raise StopConsumer

    async def _follow(self, message: Follow) -> None:
        connection, hub = self.connection, current_edge().hub
        assert connection is not None
        code = hub.refusal(connection, message.topic)
        if code is None and len(connection.follows) >= MOST_TOPICS and message.topic not in connection.follows:
            code = TOO_MANY_TOPICS
        if code is not None:
            connection.answer(frame(encode(Unavailable(topic=message.topic, code=code))))
            return
        if message.topic in connection.follows:
            hub.unfollow(connection, message.topic)
        await hub.follow(connection, message.topic, Position.parse(message.since) if message.since else None)

    def _unfollow(self, message: Unfollow) -> None:
        assert self.connection is not None
        current_edge().hub.unfollow(self.connection, message.topic)

    def _ticket(self) -> Ticket | closing.CloseCode:
        route = self.scope["url_route"]["kwargs"]
        event_id, crew = int(route["event_id"]), bool(route["crew"])
        try:
            ticket = read_ticket(_cookie(self.scope["headers"], ticket_cookie_name(event_id, crew=crew)))
        except BadTicket:
            return closing.BAD_TICKET
        except ExpiredTicket:
            return closing.EXPIRED_TICKET
        if ticket.event_id != event_id or ticket.is_crew != crew:
            return closing.WRONG_EVENT
        return ticket


def _cookie(headers: Iterable[tuple[bytes, bytes]], name: str) -> str | None:
    for key, value in headers:
        if key == b"cookie":
            try:
                cookies = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                return None
            return cookies[name].value if name in cookies else None
    return None


class _FollowParameter(msgspec.Struct):
    topic: TopicName
    since: Since | None


def _parse_follow(value: str) -> Follow | None:
    topic, _, since = value.partition("@")
    try:
        checked = msgspec.convert({"topic": topic, "since": since or None}, _FollowParameter)
    except msgspec.ValidationError:
        return None
    return Follow(topic=checked.topic, since=checked.since)
