"""Stock Channels on Daphne, with one of the layers of channels_redis."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from loadtest.bench.peers.http_publisher import HttpPublisher
from loadtest.bench.peers.peer import PEER_TOPIC, FactWriter, Peer, Running
from loadtest.bench.programs import free_port, redis_path, redis_running, running
from loadtest.bench.settings import MESSAGE_BYTES


class StockChannels(Peer):
    """One Daphne, one consumer for each socket, everybody in one group."""

    most_subscribers = 2_000
    most_deliveries_per_s = 1_000
    most_joins_per_s = 200

    def __init__(self, name: str, about: str, *, layer: str) -> None:
        super().__init__(name, about)
        self._layer = layer

    def missing(self) -> str | None:
        if find_spec("channels_redis") is None:
            return "channels_redis is missing: .venv/bin/pip install --constraint constraints.txt channels_redis"
        return None if redis_path() else "redis-server is missing: apt-get install redis-server"

    def prepare(self, folder: Path, subscribers: int) -> None:
        folder.mkdir()
        self._folder = folder
        (folder / "targets").write_text("/ws/\n")

    @contextmanager
    def running(self) -> Iterator[Running]:
        port = free_port()
        with redis_running(self._folder) as (redis_pid, redis_port):
            application = "loadtest.bench.peers.stock_channels:application"
            command = [sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(port), application]
            environment = {"BENCH_LAYER": self._layer, "BENCH_REDIS": f"redis://127.0.0.1:{redis_port}/0"}
            with running(command, log=self._folder / "log", port=port, environment=environment) as pid:
                yield Running(
                    port=port,
                    pids=[pid],
                    redis_pids=[redis_pid],
                    targets=self._folder / "targets",
                    topic=PEER_TOPIC,
                    publish=HttpPublisher(port, "/publish", FactWriter(MESSAGE_BYTES)),
                )

    def version(self) -> str:
        return ", ".join(f"{name} {version(name)}" for name in ("channels", "channels_redis", "daphne"))
