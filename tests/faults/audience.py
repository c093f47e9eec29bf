"""People who do not give up: they come back after every loss and repeat what was not answered, with the same key."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from live.tickets import Ticket, sign_ticket, ticket_cookie_name
from live.topics import decode_fact, topic_kind

Message = dict[str, Any]


class Follower:
    """A topic as docs/protocol.md tells a client to keep it. A silent gap fails the test."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind = topic_kind(name)
        self.state: Any = None
        self.epoch, self.offset, self.rev = "", 0, 0
        self.snapshots = self.facts = 0

    @property
    def address(self) -> str:
        return self.name if self.state is None else f"{self.name}@{self.epoch}.{self.offset}.{self.rev}"

    def take(self, message: Message) -> None:
        if message["type"] == "snapshot":
            self.state = msgspec.convert(message["state"], self.kind.state_type)
            self.epoch, self.offset, self.rev = message["epoch"], message["offset"], message["rev"]
            self.snapshots += 1
        elif message["type"] == "facts":
            assert message["epoch"] == self.epoch
            for fact in message["facts"]:
                if fact["offset"] <= self.offset:
                    continue
                assert fact["offset"] == self.offset + 1, f"{self.name}: {fact['offset']} after {self.offset}"
                self.offset = fact["offset"]
                self.facts += 1
                self.state = self.kind.apply(self.state, decode_fact(self.kind, fact["kind"], fact["data"]))
        elif message["type"] == "values" and message["rev"] > self.rev:
            self.rev = message["rev"]
            self.state = self.kind.apply_values(self.state, message["values"])


class Member:
    """One person of the audience, or of the crew, on one socket at a time."""

    def __init__(self, port: int | Callable[[], int], ticket: Ticket, *topics: str) -> None:
        self._port = port if callable(port) else lambda: port
        self.ticket = ticket
        self.topics = {name: Follower(name) for name in topics}
        self.notices: list[str] = []
        self.closes: list[int | None] = []
        self.drains = 0
        self.unavailable: list[Message] = []
        self._socket: ClientConnection | None = None
        self._outbox: dict[str, tuple[Message, asyncio.Future[Message]]] = {}
        self._ready = asyncio.Event()
        self._task = asyncio.create_task(self._live())

    async def command(self, name: str, args: Message, *, key: str = "") -> Message:
        """Return the ack or refusal, however often the server has to be asked; `key` is that of an earlier command."""
        key = key or uuid.uuid4().hex
        message = {"type": "command", "id": key, "name": name, "args": args}
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._outbox[key] = (message, future)
        await self._send(message)
        return await future

    async def up_to_date(self) -> None:
        """Wait until every topic has a state."""
        async with asyncio.timeout(60):
            while any(topic.state is None for topic in self.topics.values()):  # noqa: ASYNC110 - no event for it
                await asyncio.sleep(0.02)

    @property
    def is_connected(self) -> bool:
        return self._socket is not None

    async def leave(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _send(self, message: Message) -> None:
        if self._socket is not None:
            with suppress(ConnectionClosed):
                await self._socket.send(msgspec.json.encode(message).decode())

    async def _live(self) -> None:
        while True:
            try:
                await self._converse()
            except (OSError, InvalidHandshake, InvalidMessage, ConnectionClosed, TimeoutError):
                self._socket = None
            await asyncio.sleep(random.uniform(0, 0.5))

    async def _converse(self) -> None:
        port, event_id, crew = self._port(), self.ticket.event_id, self.ticket.is_crew
        follows = "&".join(f"follow={topic.address}" for topic in self.topics.values())
        cookie = f"{ticket_cookie_name(event_id, crew=crew)}={sign_ticket(self.ticket)}"
        async with connect(
            f"ws://127.0.0.1:{port}/ws/{'crew' if crew else 'events'}/{event_id}/?{follows}",
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            compression=None,
            ping_interval=None,
            open_timeout=20,
        ) as socket:
            self._socket = socket
            for message, _ in list(self._outbox.values()):
                await self._send(message)
            try:
                async for payload in socket:
                    for message in msgspec.json.decode(payload):
                        await self._take(message)
            finally:
                self._socket = None
                self.closes.append(socket.close_code)

    async def _take(self, message: Message) -> None:
        kind = message["type"]
        if kind in {"ack", "refusal"} and message["id"] in self._outbox:
            retry_ms = message.get("details", {}).get("retry_after_ms")
            if retry_ms is not None:
                asyncio.get_running_loop().call_later(retry_ms / 1000, self._repeat, message["id"])
                return
            _, future = self._outbox.pop(message["id"])
            future.set_result(message)
        elif kind == "notice":
            self.notices.append(message["code"])
        elif kind == "drain":
            self.drains += 1
        elif kind == "unavailable":
            self.unavailable.append(message)
            if message["code"] == "live.unavailable":
                follower = self.topics[message["topic"]]
                since = follower.address.partition("@")[2] or None
                await asyncio.sleep(0.5)
                await self._send({"type": "follow", "topic": follower.name, "since": since})
        elif "topic" in message:
            self.topics[message["topic"]].take(message)

    def _repeat(self, key: str) -> None:
        if key in self._outbox:
            self._repeating = asyncio.create_task(self._send(self._outbox[key][0]))


async def all_back(members: list[Member]) -> None:
    """Wait until everybody is connected again: a kill that finds somebody still on the way is none to them."""
    async with asyncio.timeout(60):
        while not all(member.is_connected for member in members):  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0.02)


async def settle(members: list[Member], target: Callable[[Member], dict[str, Any]], timeout_s: float = 60) -> None:
    """Wait until every member's topics have the states that `target` says; then assert it."""
    async with asyncio.timeout(timeout_s):
        while any(  # noqa: ASYNC110 - no event for it
            {name: follower.state for name, follower in member.topics.items()} != target(member) for member in members
        ):
            await asyncio.sleep(0.2)
