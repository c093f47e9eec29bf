"""Reads what a server's processes have used between two moments."""

from __future__ import annotations

import time
from dataclasses import dataclass

from loadtest.bench.peers.peer import Running
from loadtest.bench.processes import cpu_s


@dataclass(frozen=True, slots=True)
class Used:
    """CPU seconds of the server and of its Redis, over `wall_s`."""

    server_s: float
    redis_s: float
    wall_s: float

    @property
    def percent(self) -> float:
        """The server's CPU as a share of one core."""
        return 100 * self.server_s / self.wall_s


class Meter:
    """Counts from its making on."""

    def __init__(self, server: Running) -> None:
        self._server = server
        self._at = self._now()

    def read(self) -> Used:
        """Return what was used since the beginning."""
        return Used(*(now - then for now, then in zip(self._now(), self._at, strict=True)))

    def _now(self) -> tuple[float, float, float]:
        return cpu_s(self._server.pids), cpu_s(self._server.redis_pids), time.monotonic()
