"""A member of the crew on a socket: keeps a board, sends commands, and times their answers."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from loadtest.bench.desk.board import Board, Card, Deck, Hears, Message, decode_frame
from loadtest.people import Person

_ANSWER_S = 30.0
_SNAPSHOT_S = 60.0


class CrewFailed(Exception):
    """A member of the crew was cut off or was not answered."""


class _Refused(msgspec.Struct):
    question_id: int
    code: str


class _Result(msgspec.Struct):
    """What commands of the desk and the set are answered with."""

    question: Card | None = None
    deck: Deck | None = None
    done: list[Card] = []
    refused: list[_Refused] = []


_decode_result = msgspec.json.Decoder(_Result).decode


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command went. Times are of the monotonic clock."""

    code: str
    """"" when it was done."""
    message: str
    sent_s: float
    ms: float
    cards: tuple[Card, ...] = ()
    deck: Deck | None = None
    refused: tuple[str, ...] = ()
    """The codes of the items that were refused among many."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What it took to be brought up to date."""

    ms: float
    snapshot_bytes: int
    board: Board


class CrewSocket:
    """Follows one topic. Use `open`, then `say`; `close` hangs up."""

    def __init__(self, socket: ClientConnection, topic: str, board: Board) -> None:
        self.board = board
        self._socket = socket
        self._topic = topic
        self._waiting: dict[str, tuple[float, asyncio.Future[Answer]]] = {}
        self._arrived = asyncio.Event()
        self._failed: Exception | None = None
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, url: str, event_id: int, person: Person, topic: str, hears: Hears | None = None) -> CrewSocket:
        """Connect, and return when the topic's snapshot is there. Raises CrewFailed."""
        self = cls(await _connect(url, event_id, person, topic), topic, Board(hears))
        try:
            async with asyncio.timeout(_SNAPSHOT_S):
                await self._arrived.wait()
        except TimeoutError as error:
            raise CrewFailed(f"expected a snapshot of {topic} within {_SNAPSHOT_S:g} s") from error
        self._check()
        return self

    async def say(self, name: str, args: dict[str, Any]) -> Answer:
        """Send a command and return its answer. Raises CrewFailed when there is none."""
        self._check()
        key = uuid.uuid4().hex
        frame = json.dumps({"type": "command", "id": key, "name": name, "args": args})
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[key] = (time.monotonic(), future)
        try:
            await self._socket.send(frame)
            async with asyncio.timeout(_ANSWER_S):
                return await future
        except (TimeoutError, ConnectionClosed) as error:
            raise self._failed or CrewFailed(f"expected an answer to {name} within {_ANSWER_S:g} s") from error
        finally:
            self._waiting.pop(key, None)

    async def close(self) -> None:
        """Hang up."""
        self._reading.cancel()
        await self._socket.close()

    def _check(self) -> None:
        if self._failed is not None:
            raise self._failed

    async def _read(self) -> None:
        try:
            async for frame in self._socket:
                now_s = time.monotonic()
                for message in decode_frame(frame):
                    self._take(message, now_s)
            raise CrewFailed(f"the server hung up with {self._socket.close_code} {self._socket.close_reason}")
        except Exception as error:
            self._failed = error if isinstance(error, CrewFailed) else CrewFailed(f"{type(error).__name__}: {error}")
            self._arrived.set()
            for _, future in self._waiting.values():
                if not future.done():
                    future.set_exception(self._failed)

    def _take(self, message: Message, now_s: float) -> None:
        if message.type in ("ack", "refusal") and message.id in self._waiting:
            sent_s, future = self._waiting[message.id]
            if not future.done():
                future.set_result(_answer(message, sent_s, now_s))
        elif message.topic == self._topic:
            if message.type == "unavailable":
                raise CrewFailed(f"expected {self._topic}, got unavailable: {message.code}")
            self.board.apply(message)
            if self.board.is_in:
                self._arrived.set()


async def come_in(url: str, event_id: int, person: Person, topic: str) -> Newcomer:
    """Join, take the snapshot, and leave. Raises CrewFailed."""
    board, began_s = Board(), time.monotonic()
    async with await _connect(url, event_id, person, topic) as socket, asyncio.timeout(_SNAPSHOT_S):
        async for frame in socket:
            for message in decode_frame(frame):
                if message.topic == topic:
                    # As it comes: what a client does with it is another matter.
                    took_ms = (time.monotonic() - began_s) * 1000
                    board.apply(message)
                    return Newcomer(took_ms, len(message.state), board)
    raise CrewFailed(f"expected a snapshot of {topic}, the server hung up")


async def _connect(url: str, event_id: int, person: Person, topic: str) -> ClientConnection:
    return await connect(
        f"{url.replace('http', 'ws', 1)}/ws/crew/{event_id}/?follow={topic}",
        origin=Origin(url),
        additional_headers={"Cookie": person.cookie},
        compression=None,
        ping_interval=None,
        max_size=None,
        close_timeout=1,
    )


def _answer(message: Message, sent_s: float, now_s: float) -> Answer:
    ms = (now_s - sent_s) * 1000
    if message.type == "refusal":
        return Answer(message.code or "?", message.message, sent_s, ms)
    result = _decode_result(message.result)
    cards = tuple([result.question] if result.question else result.done)
    return Answer("", "", sent_s, ms, cards, result.deck, tuple(item.code for item in result.refused))
