"""Outlets whose reader the test plays."""

from __future__ import annotations

from live.frames import Frame
from live.mailbox import Reader


class FakeOutlet:
    """Everything written waits until `read`; by default the reader is as fast as the writer."""

    def __init__(self, *, reads: bool = True, bound: int = 1 << 20) -> None:
        self.reader: Reader | None = None
        self.reads = reads
        self.bound = bound
        self.written: list[bytes] = []
        self.waiting: list[bytes] = []
        self.closed_with: tuple[int, str] | None = None

    @property
    def queued_bytes(self) -> int:
        return sum(map(len, self.waiting))

    @property
    def is_full(self) -> bool:
        return self.queued_bytes >= self.bound

    def write(self, frame: Frame) -> None:
        (self.written if self.reads else self.waiting).append(frame.payload)

    def read(self) -> None:
        """The reader wakes up and takes everything."""
        self.written += self.waiting
        self.waiting.clear()
        if self.reader is not None:
            self.reader.drained()

    def close(self, code: int, reason: str) -> None:
        self.closed_with = (code, reason)

    def discard(self) -> None:
        self.waiting.clear()
