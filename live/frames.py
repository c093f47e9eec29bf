"""Frames: built once, handed to every connection that follows the topic."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


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


class Carries(Enum):
    """What a frame is worth to a reader who is behind."""

    FACTS = auto()  # left out for now, healed by offset
    VALUES = auto()  # left out for now, healed by rev
    PULSE = auto()  # dropped


class Frame(NamedTuple):
    """A frame of one topic. `before` is the position of a reader who has everything up to this frame."""

    topic: str
    carries: Carries
    payload: bytes
    before: Position
