"""The servers that a machine has, found, or named with how to get them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from control_room.launcher.checks import NotPossible

_POSTGRES_VERSIONS = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Programs:
    """Paths of programs; of PostgreSQL's, which come together, the folder."""

    postgres_folder: Path
    redis_server: Path
    nginx: Path


def find_programs(*, path: str | None = None, versions: Path = _POSTGRES_VERSIONS) -> Programs:
    """Return the machine's servers, found in `path` (default: PATH and /usr/sbin, where Debian puts servers).

    Raises NotPossible with a line for each that is missing.
    """
    postgres = find_postgres_folder(path=path, versions=versions)
    redis_server, nginx = find_program("redis-server", path=path), find_program("nginx", path=path)
    absent = [
        f"{name} is missing. Debian: apt-get install {package}"
        for name, package, found in (
            ("PostgreSQL", "postgresql", postgres),
            ("redis-server", "redis-server", redis_server),
            ("nginx", "nginx", nginx),
        )
        if found is None
    ]
    if postgres is None or redis_server is None or nginx is None:
        raise NotPossible("\nunveil: ".join(absent))
    return Programs(postgres, redis_server, nginx)


def find_program(name: str, *, path: str | None = None) -> Path | None:
    """Return the first program called `name`."""
    search = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin" if path is None else path
    found = shutil.which(name, path=search)
    return Path(found) if found else None


def find_postgres_folder(*, path: str | None = None, versions: Path = _POSTGRES_VERSIONS) -> Path | None:
    """Return the folder of PostgreSQL's programs: that on the path, else the newest of Debian's `versions`."""
    on_path = find_program("initdb", path=path)
    if on_path:
        return on_path.resolve().parent
    installed = [path.parent for path in versions.glob("*/bin/initdb")]
    return max(installed, key=lambda folder: _version(folder.parent.name), default=None)


def _version(name: str) -> list[int]:
    return [int(part) for part in name.split(".")]
