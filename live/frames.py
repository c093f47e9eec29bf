"""Frames: built once, handed to every connection that is to have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

_NO_TOPICS: Mapping[str, Position] = {}


class Position(NamedTuple):
    """Where a reader is in a topic: the offset of the last fact and the rev of the newest value that it has."""

    epoch: str
    offset: int
    rev: int

    @classmethod
    def parse(cls, text: str) -> Position:
        """Return the position that a client wrote as `<epoch>.<offset>.<rev>`. Raises ValueError."""
        epoch, offset, rev = text.split(".")
        return cls(epoch, int(offset), int(rev))


# Of no epoch, so that whoever is here gets a snapshot.
NOWHERE = Position("", 0, 0)


class Carries(IntEnum):
    """The dearest thing in a frame: what it means to a reader who is behind, and does not get it."""

    PULSE = 0  # dropped
    VALUES = 1  # left out for now, healed by rev
    FACTS = 2  # left out for now, healed by offset


class Frame:
    """One or more messages, as the WebSocket frame (`wire`) and as its text (`payload`).

    `before` has, for each topic in it whose loss must be healed, the position of a reader who has everything up to
    this frame.
    """

    __slots__ = ("before", "carries", "payload", "wire")

    def __init__(
        self,
        messages: Sequence[bytes],
        *,
        carries: Carries = Carries.PULSE,
        before: Mapping[str, Position] = _NO_TOPICS,
    ) -> None:
        self.payload = b"[" + b",".join(messages) + b"]"
        self.wire = text_header(len(self.payload)) + self.payload
        self.carries = carries
        self.before = before


def text_header(size: int) -> bytes:
    """Return the header of an unmasked, unfragmented text frame of `size` bytes (RFC 6455, 5.2)."""
    if size < 126:
        return bytes((0x81, size))
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big")
    return b"\x81\x7f" + size.to_bytes(8, "big")
