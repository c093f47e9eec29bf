"""node with `ws`, the library that most of the world's Node servers use."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loadtest.bench.peers.http_publisher import HttpPublisher
from loadtest.bench.peers.peer import PEER_TOPIC, FactWriter, Peer, Running
from loadtest.bench.programs import free_port, running
from loadtest.bench.settings import MESSAGE_BYTES, VAR

SOURCE = Path(__file__).parent / "node_ws"
INSTALLED = VAR / "node_ws"


class NodeWs(Peer):
    """`send` for each client, or one frame that is built once and written to all sockets."""

    def __init__(self, name: str, about: str, *, is_prepared: bool) -> None:
        super().__init__(name, about)
        self._is_prepared = is_prepared

    def missing(self) -> str | None:
        if not (shutil.which("node") and shutil.which("npm")):
            return "node or npm is missing: install Node 20.19 or newer"
        return _install()

    def prepare(self, folder: Path, subscribers: int) -> None:
        folder.mkdir()
        self._folder = folder
        (folder / "targets").write_text("/\n")

    @contextmanager
    def running(self) -> Iterator[Running]:
        port = free_port()
        command = ["node", INSTALLED / "server.js", str(port), "prepared" if self._is_prepared else "naive"]
        with running(command, log=self._folder / "log", port=port) as pid:
            yield Running(
                port=port,
                pids=[pid],
                redis_pids=[],
                targets=self._folder / "targets",
                topic=PEER_TOPIC,
                publish=HttpPublisher(port, "/publish", FactWriter(MESSAGE_BYTES)),
            )

    def version(self) -> str:
        node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout  # noqa: S607 -- on PATH
        ws = json.loads((INSTALLED / "node_modules" / "ws" / "package.json").read_text())["version"]
        return f"node {node.strip()}, ws {ws}"


def _install() -> str | None:
    """Install `ws` where git does not look; return what to tell when that fails."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "server.js"):
        shutil.copy(SOURCE / name, INSTALLED / name)
    wanted = json.loads((SOURCE / "package.json").read_text())["dependencies"]["ws"]
    there = INSTALLED / "node_modules" / "ws" / "package.json"
    if there.exists() and json.loads(there.read_text())["version"] == wanted:
        return None
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"],  # noqa: S607 -- on PATH
        cwd=INSTALLED,
        capture_output=True,
        text=True,
    )
    return f"npm could not install ws {wanted}: {done.stderr.strip()[:200]}" if done.returncode else None
