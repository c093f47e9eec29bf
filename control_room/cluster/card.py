"""cluster.json: where a running cluster's parts are, for programs that measure it or break it."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from control_room.cluster.plan import Plan
from control_room.cluster.processes import pid_file

_POLL_S = 0.25


class Card(threading.Thread):
    """Keeps cluster.json true while the cluster runs: a part that is started again has another process id.

    It holds the cluster's secrets, so only its owner may read it.
    """

    def __init__(self, plan: Plan, *, parts: list[str], environment: Mapping[str, str], sockets: int) -> None:
        super().__init__(daemon=True)
        self.path = plan.data_dir / "cluster.json"
        self._plan = plan
        self._parts = parts
        self._ours = {name: value for name, value in environment.items() if name.startswith(("UNVEIL_", "DJANGO_"))}
        self._sockets = sockets
        self._event: Mapping[str, Any] = {}
        self._written = ""
        self._ended = threading.Event()

    def announce(self, event: Mapping[str, Any]) -> None:
        """Write the card, with the facts of the event that was made, and keep it true from now on."""
        self._event = event
        self._write()
        self.start()

    def run(self) -> None:
        """Follow the processes."""
        while not self._ended.is_set():
            time.sleep(_POLL_S)
            self._write()

    def remove(self) -> None:
        """Stop following, and delete the card."""
        self._ended.set()
        if self.is_alive():
            self.join()
        self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        text = json.dumps(self._content(), indent=2) + "\n"
        if text == self._written:
            return
        whole = self.path.with_suffix(".new")
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        os.replace(whole, self.path)
        self._written = text

    def _content(self) -> dict[str, Any]:
        plan = self._plan
        return {
            "address": plan.address,
            "launcher_pid": os.getpid(),
            "edges": [f"http://127.0.0.1:{port}" for port in plan.edges.values()],
            "web": f"http://127.0.0.1:{plan.web_port}",
            "sockets_through_nginx": self._sockets,
            "event": self._event,
            "parts": {
                name: {
                    "pid": _pid(pid_file(plan, name)),
                    "port": plan.ports.get(name),
                    "log": str(plan.data_dir / "log" / f"{name}.log"),
                }
                for name in self._parts
            },
            "environment": self._ours,
        }


def _pid(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (FileNotFoundError, ValueError):
        return None
