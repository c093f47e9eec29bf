"""What each kind of process uses, minute by minute."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from loadtest.bench.processes import cpu_s, memory_bytes, process_tree

_TRIES = 5


@dataclass(slots=True)
class Usage:
    """`kinds` are process trees by name. What this process started beside them is the browser's."""

    kinds: Mapping[str, int]
    minutes: list[dict[str, float]] = field(default_factory=list)
    _at: dict[str, float] = field(default_factory=dict)
    _at_s: float = 0.0

    def start(self) -> None:
        """Count from now on."""
        self._at, self._at_s = self._now(), time.monotonic()

    def minute(self, **also: float) -> None:
        """Enter what was used since the last time, as percent of a core, beside `also`."""
        now, now_s = self._now(), time.monotonic()
        used = {
            f"{kind}_cpu_percent": 100 * (now[kind] - self._at.get(kind, 0.0)) / (now_s - self._at_s) for kind in now
        }
        self.minutes.append({**used, **also})
        self._at, self._at_s = now, now_s

    def memory_mb(self) -> dict[str, float]:
        """Return the memory of each kind."""
        return {f"{kind}_memory_mb": _read(memory_bytes, [pid]) / 2**20 for kind, pid in self.kinds.items()}

    def _now(self) -> dict[str, float]:
        used = {kind: _read(cpu_s, [pid]) for kind, pid in self.kinds.items()}
        known = {*process_tree(self.kinds.values()), os.getpid()}
        # Its driver is a child of ours, and has the browser's processes as children.
        children = [pid for pid in process_tree([os.getpid()]) if pid not in known]
        roots = [pid for pid in children if _parent(pid) == os.getpid()]
        return {**used, "bench": time.process_time(), "browser": _read(cpu_s, roots)}


def _read(what: Callable[[Iterable[int]], float], pids: Iterable[int]) -> float:
    """Read again when a process ends while it is counted."""
    for _ in range(_TRIES):
        try:
            return what(list(pids))
        except OSError:
            continue
    return 0.0


def _parent(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except OSError:
        return 0
