"""What a client says on its socket, and what is done about it: the same for each door (consumer, passive protocol)."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import msgspec
from django.conf import settings

from live import closing, metrics
from live.admission import is_full, refusal_reason
from live.commands import is_paced
from live.connection import Connection
from live.errors import TOO_MANY_TOPICS
from live.facts import encode
from live.frames import Frame, Position
from live.hub import MOST_TOPICS
from live.joining import refusal
from live.limits import TokenBucket
from live.mailbox import Outlet
from live.plans import Ask
from live.tickets import BadTicket, ExpiredTicket, Ticket, key_cookie_name, read_ticket, ticket_cookie_name
from live.wire import (
    ClientMessage,
    Command,
    Follow,
    Since,
    TopicName,
    Unavailable,
    Welcome,
    client_decoder,
)

if TYPE_CHECKING:
    from live.edge import Edge

# Frames of one connection: a burst, and what it may go on with. Ten times what a busy moderator sends.
BURST_FRAMES = 100
FRAMES_PER_SECOND = 20.0
# In an address: what is over MOST_TOPICS is refused by name, and far over it not even read.
_MOST_ASKED = 4 * MOST_TOPICS
_MOST_ASK_BYTES = 1_000


def open_connection(
    edge: Edge, outlet: Outlet, *, event_id: int, crew: bool, cookies: bytes, query: bytes, by_key: bool = False
) -> Connection | None:
    """Check who asks, take the connection in and bring it up to date, all without waiting.

    Who may not come in is closed with a code, and None is returned: a browser cannot read the status of a refused
    handshake, but it can read a close code.
    """
    ticket = _ticket(edge, event_id=event_id, crew=crew, by_key=by_key, cookies=cookies)
    refused = ticket if isinstance(ticket, closing.CloseCode) else None
    if edge.draining:
        refused = closing.RESTART
    elif refused is None and is_full(edge):
        refused = closing.OVERLOADED
    if refused is not None or isinstance(ticket, closing.CloseCode):
        assert refused is not None
        metrics.refused.labels(refused.name).inc()
        outlet.close(refused.code, refusal_reason(edge, refused))
        return None
    connection = Connection(ticket, outlet)
    joining = edge.hub.joining
    welcome = encode(
        Welcome(
            subject=ticket.subject,
            roles=_listed(ticket.roles),
            at_ms=time.time_ns() // 1_000_000,
            degraded=edge.hub.degraded,
        )
    )
    if joining.join_as_others(connection, query, welcome):
        return connection
    asks = parse_query(query)
    if asks is None:
        connection.close(closing.BAD_FRAME, "follow: expected <topic>[@<epoch>.<offset>.<rev>]")
        return None
    joining.join(connection, asks[:MOST_TOPICS], welcome)
    if len(asks) <= MOST_TOPICS:
        joining.learn(ticket, query, asks)
    if refused_asks := asks[MOST_TOPICS:]:
        connection.answer(Frame([encode(Unavailable(topic=ask.name, code=TOO_MANY_TOPICS)) for ask in refused_asks]))
    return connection


class Session:
    """Handles the frames of one connection, one after another. Made when the first one comes: most never send any."""

    __slots__ = ("_bucket", "_busy", "_connection", "_edge", "_is_working", "_waiting")

    def __init__(self, edge: Edge, connection: Connection) -> None:
        self._edge = edge
        self._connection = connection
        self._bucket = TokenBucket(BURST_FRAMES, FRAMES_PER_SECOND, time.monotonic())
        self._busy = False
        self._is_working = False
        # Few ever say two things at once.
        self._waiting: deque[ClientMessage] | None = None

    def allows_frame(self) -> bool:
        """Count a frame of any kind, pings too. Closes the connection of one that floods, and returns False."""
        if self._bucket.take(time.monotonic()) > 0:
            self._connection.close(closing.FLOODING, refusal_reason(self._edge, closing.FLOODING))
            return False
        return True

    def receive_binary(self) -> None:
        """Take a binary frame: there are none in this protocol."""
        self._connection.close(closing.NOT_TEXT)

    def receive(self, text: str | bytes) -> None:
        """Take one text frame."""
        connection = self._connection
        if connection.closed or not self.allows_frame():
            return
        if len(text) > settings.LIVE_MAX_FRAME_BYTES:
            connection.close(closing.TOO_BIG)
            return
        try:
            message = client_decoder.decode(text)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:  # the last: nested without end
            # A reason has 123 bytes at the most.
            connection.close(closing.BAD_FRAME, str(error).encode()[:120].decode(errors="ignore"))
            return
        if self._busy:
            self._wait(message)
        else:
            self._handle(message)

    def _handle(self, message: ClientMessage) -> None:
        if isinstance(message, Command):
            if is_paced(message.name):
                # Nobody waits for its answer, so neither does what comes after it.
                self._edge.dispatcher.dispatch(self._connection.ticket, message, self._connection.answer)
                return
            self._busy = True
            self._edge.dispatcher.dispatch(self._connection.ticket, message, self._answered)
        elif isinstance(message, Follow):
            self._follow(message)
        else:
            self._edge.hub.joining.unfollow(self._connection, message.topic)

    def _wait(self, message: ClientMessage) -> None:
        # The bucket lets more in each second, and a command may take many of them.
        self._waiting = self._waiting or deque()
        if len(self._waiting) >= BURST_FRAMES:
            self._connection.close(closing.FLOODING, refusal_reason(self._edge, closing.FLOODING))
        else:
            self._waiting.append(message)

    def _answered(self, frame: Frame) -> None:
        self._connection.answer(frame)
        self._busy = False
        # What is refused at once is answered within `_handle`: each such command would be a level of recursion.
        if not self._is_working:
            self._work()

    def _work(self) -> None:
        self._is_working = True
        try:
            while self._waiting and not self._busy and not self._connection.closed:
                self._handle(self._waiting.popleft())
        finally:
            self._is_working = False

    def _follow(self, message: Follow) -> None:
        connection, joining = self._connection, self._edge.hub.joining
        code = refusal(connection.ticket, message.topic)
        follows = connection.follows
        if code is None and len(follows) >= MOST_TOPICS and message.topic not in follows:
            code = TOO_MANY_TOPICS
        if code is not None:
            connection.answer(Frame([encode(Unavailable(topic=message.topic, code=code))]))
            return
        if message.topic in follows:
            joining.unfollow(connection, message.topic)
        joining.follow(connection, message.topic, Position.parse(message.since) if message.since else None)


@lru_cache(maxsize=256)
def _listed(roles: frozenset[str]) -> list[str]:
    return sorted(roles)


def find_cookie(cookies: bytes, name: str) -> str | None:
    """Return the value of a cookie in a Cookie header. Ours need no unquoting."""
    wanted = name.encode() + b"="
    for part in cookies.split(b";"):
        part = part.strip()
        if part.startswith(wanted):
            return part[len(wanted) :].decode("latin-1")
    return None


def _ticket(edge: Edge, *, event_id: int, crew: bool, by_key: bool, cookies: bytes) -> Ticket | closing.CloseCode:
    name = key_cookie_name(event_id) if by_key else ticket_cookie_name(event_id, crew=crew)
    try:
        ticket = read_ticket(find_cookie(cookies, name))
    except BadTicket:
        return closing.BAD_TICKET
    except ExpiredTicket:
        return closing.EXPIRED_TICKET
    if ticket.event_id != event_id or ticket.is_crew != crew or ticket.is_by_key != by_key:
        return closing.WRONG_EVENT
    return closing.REVOKED if edge.revocations.is_void(ticket) else ticket


def parse_query(query: bytes) -> list[Ask] | None:
    """Return what the address asks to follow, or None when it is not well formed, or asks for far too much."""
    asks: list[Ask] = []
    if query.count(b"follow=") > _MOST_ASKED:
        return None
    for part in query.split(b"&") if query else ():
        if part.startswith(b"follow="):
            ask = _parse_ask(part[7:]) if len(part) <= _MOST_ASK_BYTES else None
            if ask is None:
                return None
            asks.append(ask)
    return asks


class _FollowParameter(msgspec.Struct):
    topic: TopicName
    since: Since | None


# The shared topics of an event are the same few for everybody.
@lru_cache(maxsize=2048)
def _parse_ask(value: bytes) -> Ask | None:
    text = unquote_to_bytes(value.replace(b"+", b" ")).decode("latin-1")
    topic, _, since = text.partition("@")
    try:
        checked = msgspec.convert({"topic": topic, "since": since or None}, _FollowParameter)
    except msgspec.ValidationError:
        return None
    return Ask(checked.topic, Position.parse(checked.since) if checked.since else None)


def header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """Return a header of an ASGI scope, or nothing."""
    return next((value for key, value in headers if key == name), b"")
