"""What a bench asks of everybody that it measures."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

PEER_TOPIC = "questions/1"


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs. `publish` sends one message to everybody and returns once the server took it.

    `targets` is a file for the crowd: a line "path<TAB>cookie" for each socket. `commands` is what the crowd can
    say, by what is measured with it; `$` in it becomes the socket's number.
    """

    port: int
    pids: list[int]
    redis_pids: list[int]
    targets: Path
    topic: str
    publish: Callable[[], None]
    commands: Mapping[str, str] = field(default_factory=dict)


class Peer(ABC):
    """A server that can be started afresh for each measurement."""

    # How many sockets and deliveries a second it is asked for at most: what it holds on one core with air to breathe.
    most_subscribers: int = 19_500
    most_deliveries_per_s: int = 40_000
    most_joins_per_s: int = 2_000
    # What a joiner gets before it counts as in; 0 is the handshake alone.
    snapshots: ClassVar[int] = 0

    def __init__(self, name: str, about: str) -> None:
        self.name = name
        self.about = about

    @abstractmethod
    def missing(self) -> str | None:
        """Return what to install and how, or None when all is there."""

    @abstractmethod
    def prepare(self, folder: Path, subscribers: int) -> None:
        """Make in `folder` what all rounds share; up to `subscribers` will come."""

    @abstractmethod
    def running(self) -> AbstractContextManager[Running]:
        """Start, yield, stop."""

    @abstractmethod
    def version(self) -> str:
        """Return the versions that matter, in one line."""


class FactWriter:
    """Writes messages of the shape and size of Unveil's, for peers to whom they are only bytes."""

    def __init__(self, size_bytes: int) -> None:
        self._size_bytes = size_bytes
        self._offset = 0

    def next(self) -> str:
        """Return the next message, `size_bytes` long."""
        self._offset += 1
        head = (
            f'[{{"type":"facts","topic":"{PEER_TOPIC}","epoch":"00000001","facts":[{{"offset":{self._offset},'
            f'"kind":"QuestionProgressed","at_ms":{time.time_ns() // 1_000_000},"data":{{"text":"'
        )
        tail = '"}}]}]'
        return head + "x" * (self._size_bytes - len(head) - len(tail)) + tail
