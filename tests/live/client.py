"""A stranger's client: speaks docs/protocol.md over a real socket and trusts nothing."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect

from live.tickets import Ticket, sign_ticket, ticket_cookie_name

Message = dict[str, Any]
_keys = itertools.count()


def new_key() -> str:
    return f"test-key-{next(_keys):06d}"


class Client:
    """One socket. Frames are arrays of messages; `messages` keeps them all."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.messages: list[Message] = []
        self._arrived = asyncio.Condition()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(
        cls,
        port: int,
        ticket: Ticket | None,
        *follows: str,
        path: str | None = None,
        cookie: str | None = None,
        origin: str | None = "same",
    ) -> Client:
        event_id = ticket.event_id if ticket else 1
        crew = ticket is not None and ticket.is_crew
        path = path or f"/ws/{'crew' if crew else 'events'}/{event_id}/"
        query = "&".join(f"follow={follow}" for follow in follows)
        if cookie is None and ticket is not None:
            cookie = f"{ticket_cookie_name(event_id, crew=crew)}={sign_ticket(ticket)}"
        return cls(
            await connect(
                f"ws://127.0.0.1:{port}{path}" + (f"?{query}" if query else ""),
                origin=f"http://127.0.0.1:{port}" if origin == "same" else origin,  # type: ignore[arg-type]
                additional_headers={"Cookie": f"a=b; {cookie}; c=d"} if cookie else {},
                compression=None,
                max_size=None,
                ping_interval=None,
            )
        )

    async def send(self, message: Message | str | bytes) -> None:
        await self.socket.send(msgspec.json.encode(message).decode() if isinstance(message, dict) else message)

    async def command(self, name: str, args: Message, key: str | None = None) -> Message:
        """Send a command and return its ack or refusal."""
        key = key or new_key()
        already = len([m for m in self.messages if m.get("id") == key])
        await self.send({"type": "command", "id": key, "name": name, "args": args})
        await self.until(lambda: len([m for m in self.messages if m.get("id") == key]) > already)
        return [message for message in self.messages if message.get("id") == key][-1]

    async def until(self, holds: Callable[[], Any], timeout_s: float = 10) -> None:
        """Wait until `holds`, looking again at each frame."""
        async with self._arrived, asyncio.timeout(timeout_s):
            while not holds():
                await self._arrived.wait()

    async def of_type(self, *types: str, count: int = 1) -> list[Message]:
        """Wait for `count` messages of the types and return all of them."""
        await self.until(lambda: len(self._of(types)) >= count)
        return self._of(types)

    def facts(self, topic: str) -> list[Message]:
        return [f for m in self.messages if m["type"] == "facts" and m["topic"] == topic for f in m["facts"]]

    async def closed(self) -> tuple[int | None, str | None]:
        """Wait for the end and return the close code and the reason."""
        async with asyncio.timeout(10):
            await self.socket.wait_closed()
            # An exception that nobody looked at is told by the collector, at any moment of another test.
            await asyncio.gather(self._reader, return_exceptions=True)
        return self.socket.close_code, self.socket.close_reason

    async def close(self) -> None:
        await self.socket.close()
        await self._reader

    def _of(self, types: tuple[str, ...]) -> list[Message]:
        return [message for message in self.messages if message["type"] in types]

    async def _read(self) -> None:
        async for payload in self.socket:
            assert isinstance(payload, str)
            frame = msgspec.json.decode(payload)
            assert isinstance(frame, list)
            assert frame
            async with self._arrived:
                self.messages.extend(frame)
                self._arrived.notify_all()
