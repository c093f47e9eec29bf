"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.launch import ROOT, launch_environment, run_manage
from tests.parts import programs
from tests.parts.postgres import PostgresCluster
from tests.parts.redis import RedisServer


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Chromium's path; skips without one."""
    return programs.chromium_path()


@pytest.fixture(scope="session")
def ffmpeg_path() -> Path:
    """ffmpeg's path; skips without one."""
    return programs.ffmpeg_path()


@pytest.fixture(scope="session")
def demo_film(ffmpeg_path: Path) -> Path:
    """The folder of the demo film, made once in this checkout: `make demo` shows the same."""
    var_dir = ROOT / "var" / "demo"
    var_dir.mkdir(parents=True, exist_ok=True)
    run_manage(launch_environment(var_dir, port=0, bus_url="memory://"), "make_demo_film")
    return var_dir / "film"


@pytest.fixture(scope="session")
def nginx_path() -> Path:
    """nginx's path; skips without one."""
    return programs.nginx_path()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis of this test alone, which it may stop and start again; skips without redis-server."""
    server = RedisServer(tmp_path / "redis")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A running PostgreSQL of this run alone; skips without one."""
    cluster = PostgresCluster()
    cluster.start()
    yield cluster
    cluster.remove()
