"""Outlets whose reader the test plays."""

from __future__ import annotations

from collections.abc import Callable


class FakeOutlet:
    """Everything written waits until `read`; by default the reader is as fast as the writer."""

    def __init__(self, *, reads: bool = True) -> None:
        self.on_drained: Callable[[], None] | None = None
        self.reads = reads
        self.written: list[bytes] = []
        self.waiting: list[bytes] = []
        self.closed_with: tuple[int, str] | None = None

    @property
    def queued_bytes(self) -> int:
        return sum(map(len, self.waiting))

    def write(self, payload: bytes) -> None:
        (self.written if self.reads else self.waiting).append(payload)

    def read(self) -> None:
        """The reader wakes up and takes everything."""
        self.written += self.waiting
        self.waiting.clear()
        if self.on_drained is not None:
            self.on_drained()

    def close(self, code: int, reason: str) -> None:
        self.closed_with = (code, reason)

    def discard(self) -> None:
        self.waiting.clear()
