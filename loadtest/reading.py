"""What a server said, parsed once for all who hear the same.

A broadcast reaches every viewer as the same bytes. So a chunk of bytes is parsed when the first viewer reads it and
looked up for all others, and what it does to a viewer is worked out once for each place that viewers are at. What is
left for each viewer is a comparison of bytes and two look-ups: that is what lets one core read for tens of thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from weakref import WeakValueDictionary

import msgspec

from loadtest.frames import CLOSE, PING, TEXT, BadFrame, ServerFrame, split_frames

_MOST_CHUNKS = 256
_MOST_PAYLOADS = 256
# Later than any clock: a chunk without facts is never "from before".
NEVER_MS = 1 << 60


class FactHead(msgspec.Struct, frozen=True, gc=False):
    """Of a fact only what following it takes."""

    offset: int
    at_ms: int


class Message(msgspec.Struct, gc=False):
    """Any message of the server's. Fields that its type lacks are empty; unknown fields are ignored."""

    type: str
    topic: str = ""
    epoch: str = ""
    offset: int = 0
    rev: int = 0
    facts: tuple[FactHead, ...] = ()
    state: msgspec.Raw = msgspec.Raw(b"")
    values: msgspec.Raw = msgspec.Raw(b"")
    id: str = ""
    code: str | int = ""
    result: msgspec.Raw = msgspec.Raw(b"")
    details: dict[str, object] = {}
    subject: str = ""
    window_ms: int = 0
    payload: bytes = b""
    """Of a close its reason, of a ping what is to be sent back."""


_decoder = msgspec.json.Decoder(list[Message])
_TOPICAL = frozenset({"snapshot", "facts", "values"})
# Nothing has to be done about these, whoever gets them.
_IDLE = frozenset({"pulse", "beat", "notice"})


def topic_owner(topic: str) -> str:
    """Return the subject whose personal topic this is, "" for one that many follow."""
    return topic.rsplit("/", 1)[1] if is_personal(topic) else ""


def is_personal(topic: str) -> bool:
    """Whether one person alone follows it; a room's topic has three parts too."""
    return topic.startswith("my-")


def shared_name(topic: str) -> str:
    """Return the topic's name without its owner, so that places of many people can be the same place."""
    return f"{topic.rsplit('/', 1)[0]}/~" if is_personal(topic) else topic


class Position(NamedTuple):
    """How much of a topic somebody has."""

    epoch: str
    offset: int
    rev: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.offset}.{self.rev}"


class Place:
    """The positions of a viewer in all topics that it has, by `shared_name`. One object for each different one."""

    __slots__ = ("__weakref__", "positions")

    def __init__(self, positions: dict[str, Position]) -> None:
        self.positions = positions


class Step(NamedTuple):
    """What a chunk does to a viewer at a place."""

    place: Place
    at_ms: tuple[int, ...]
    """When the facts were appended that are new there. What follows its snapshot in one chunk was caught up with."""
    duplicates: int
    gaps: tuple[str, ...]
    """Topics to be followed again with the viewer's own position."""
    strangers: tuple[str, ...]
    """Topics of another epoch, or without a state: to be followed again without a position."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps and not self.strangers


class Chunk:
    """Whole frames that were read at once. `errands` are the messages that concern the viewer who read them."""

    __slots__ = ("errands", "frames", "is_plain", "messages", "oldest_ms", "size", "steps")

    def __init__(self, messages: Sequence[Message], frames: int, size: int) -> None:
        self.messages = [message for message in messages if message.type in _TOPICAL]
        self.errands = [
            message
            for message in messages
            if message.type not in _IDLE and (message.type not in _TOPICAL or topic_owner(message.topic))
        ]
        self.is_plain = not self.errands
        self.frames = frames
        self.size = size
        self.oldest_ms = min((fact.at_ms for message in messages for fact in message.facts), default=NEVER_MS)
        self.steps: dict[Place, Step] = {}


class Reader:
    """Parses what comes, and keeps the last of it."""

    def __init__(self) -> None:
        self.chunks: dict[bytes, Chunk] = {}
        self._payloads: dict[bytes, list[Message]] = {}
        self._places: WeakValueDictionary[frozenset[tuple[str, Position]], Place] = WeakValueDictionary()
        self.nowhere = self.place({})

    def place(self, positions: dict[str, Position]) -> Place:
        """Return the one Place with these positions."""
        key = frozenset(positions.items())
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = Place(positions)
        return place

    def chunk(self, data: bytes) -> tuple[Chunk, bytes]:
        """Return the whole frames in `data` and what is left. Raises BadFrame."""
        known = self.chunks.get(data)
        if known is not None:
            return known, b""
        frames, rest = split_frames(data)
        messages = [message for frame in frames for message in self._messages(frame)]
        chunk = Chunk(messages, len(frames), len(data) - len(rest))
        # What concerns one viewer alone is not read again by another.
        if not rest and chunk.is_plain:
            _bound(self.chunks, _MOST_CHUNKS)
            self.chunks[data] = chunk
        return chunk, rest

    def step(self, place: Place, chunk: Chunk) -> Step:
        """Return what `chunk` does to a viewer at `place` (docs/protocol.md, section 3)."""
        step = chunk.steps.get(place)
        if step is None:
            step = chunk.steps[place] = self._work_out(place, chunk)
        return step

    def _messages(self, frame: ServerFrame) -> list[Message]:
        if frame.opcode == TEXT:
            known = self._payloads.get(frame.payload)
            if known is None:
                try:
                    known = _decoder.decode(frame.payload)
                except msgspec.DecodeError as error:
                    raise BadFrame(f"not an array of messages: {error}") from error
                _bound(self._payloads, _MOST_PAYLOADS)
                self._payloads[frame.payload] = known
            return known
        if frame.opcode == CLOSE:
            code = int.from_bytes(frame.payload[:2], "big") or 1005
            return [Message(type="#close", code=code, payload=frame.payload[2:])]
        return [Message(type="#ping", payload=frame.payload)] if frame.opcode == PING else []

    def _work_out(self, place: Place, chunk: Chunk) -> Step:
        positions = dict(place.positions)
        at_ms: list[int] = []
        gaps: list[str] = []
        strangers: list[str] = []
        fresh: set[str] = set()
        duplicates = 0
        for message in chunk.messages:
            name = shared_name(message.topic)
            here = positions.get(name)
            if message.type == "snapshot":
                fresh.add(name)
                positions[name] = Position(message.epoch, message.offset, message.rev)
            elif here is None or here.epoch != message.epoch:
                strangers.append(message.topic)
            elif message.type == "values":
                if message.rev > here.rev:
                    positions[name] = here._replace(rev=message.rev)
                else:
                    duplicates += 1
            else:
                offset = here.offset
                for fact in message.facts:
                    if fact.offset <= offset:
                        duplicates += 1
                    elif fact.offset == offset + 1:
                        offset = fact.offset
                        if name not in fresh:
                            at_ms.append(fact.at_ms)
                    else:
                        gaps.append(message.topic)
                        break
                positions[name] = here._replace(offset=offset)
        return Step(self.place(positions), tuple(at_ms), duplicates, tuple(gaps), tuple(strangers))


def _bound(memo: dict[bytes, object] | dict[bytes, Chunk] | dict[bytes, list[Message]], most: int) -> None:
    """Make room: a dict gives its oldest first."""
    if len(memo) >= most:
        for key in list(memo)[: most // 4]:
            del memo[key]
