"""What the system says about processes: CPU, memory, children."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Stat:
    """The times of a process in seconds, user and system: its own, and those of children that it waited for."""

    own_s: float
    reaped_s: float


def parse_stat(text: str, ticks_per_s: int = _TICKS_PER_S) -> Stat:
    """Return the times in /proc/<pid>/stat. The command's name, in parentheses, may hold anything."""
    fields = text.rpartition(")")[2].split()
    utime, stime, cutime, cstime = (int(field) for field in fields[11:15])
    return Stat((utime + stime) / ticks_per_s, (cutime + cstime) / ticks_per_s)


def parse_memory_bytes(text: str) -> int:
    """Return the memory in /proc/<pid>/smaps_rollup that holds data; what processes share counts once over all of them.

    Files that are mapped are left out: what a library weighs on one process hangs on who else has it open.
    """
    found = dict(re.findall(r"^(Pss_Anon|Pss_Shmem): +(\d+) kB$", text, re.MULTILINE))
    if len(found) != 2:
        raise ValueError(f"expected lines 'Pss_Anon: <n> kB' and 'Pss_Shmem: <n> kB' (Linux 5.4), got {text[:80]!r}")
    return sum(int(size_kb) for size_kb in found.values()) * 1024


def process_tree(pids: Iterable[int]) -> list[int]:
    """Return `pids` and all that descend from them and live."""
    found: list[int] = []
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        if not (PROC / str(pid)).is_dir():
            continue
        found.append(pid)
        for children in PROC.glob(f"{pid}/task/*/children"):
            with suppress(FileNotFoundError, ProcessLookupError):  # the thread ended
                waiting += [int(child) for child in children.read_text().split()]
    return sorted(found)


def cpu_s(pids: Iterable[int]) -> float:
    """Return the seconds, user and system, that these process trees have computed.

    A process's own time is read from its CPU clock (clock_getcpuclockid(3)) in nanoseconds: the same sum as in
    /proc/<pid>/stat, whose ticks of 10 ms are too coarse for 2,000 joins.
    """
    return sum(_own_cpu_s(pid) + _stat(pid).reaped_s for pid in process_tree(pids))


def memory_bytes(pids: Iterable[int]) -> int:
    """Return the memory of these process trees."""
    return sum(parse_memory_bytes((PROC / str(pid) / "smaps_rollup").read_text()) for pid in process_tree(pids))


def _own_cpu_s(pid: int) -> float:
    scheduled_time_of_process = 2
    return time.clock_gettime((~pid << 3) | scheduled_time_of_process)


def _stat(pid: int) -> Stat:
    return parse_stat((PROC / str(pid) / "stat").read_text())
