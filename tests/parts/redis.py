"""A Redis of the tests' own, which can be stopped and started on the same port."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from live.embedded.redis_server import redis_server_arguments
from tests.parts.ports import free_port, wait_for_port
from tests.parts.programs import redis_server_path


class RedisServer:
    """redis-server as the demo runs it. `start` after `stop` comes back on the same port."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for UNVEIL_BUS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start and wait until it listens."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "redis.log").open("ab") as log:
            self._process = subprocess.Popen(
                [redis_server_path(), *redis_server_arguments(port=self.port, folder=self._folder)],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for_port(self.port)

    def stop(self) -> None:
        """Stop at once, as a crash would; without effect when it is stopped."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Keep connections open and answer nothing, as a host that hangs would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on after `freeze`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)
