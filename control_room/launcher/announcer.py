"""Tells when a launch works, or that it does not come up."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from control_room.launcher.readiness import Probe, wait_until_ready

READY_TIMEOUT_S = 180.0
REMINDER_S = 20.0
_POLL_S = 0.5


class Announcer(threading.Thread):
    """Waits beside the processes: says which are late, and what `ready` returns once all work.

    When they do not come up in time it ends the launch by SIGTERM, and `failed` is True.
    """

    def __init__(
        self, *, started: threading.Event, probes: Sequence[Probe], ready: Callable[[], str], logs: Path
    ) -> None:
        super().__init__(daemon=True)
        self.failed = False
        self._started = started
        self._probes = probes
        self._ready = ready
        self._logs = logs

    def run(self) -> None:
        """Wait, then tell."""
        self._started.wait()
        late = wait_until_ready(
            self._probes,
            timeout_s=READY_TIMEOUT_S,
            reminder_s=REMINDER_S,
            remind=lambda names: print(f"unveil: still waiting for {self._with_logs(names)}", flush=True),
        )
        if late:
            print(f"unveil: did not come up in {READY_TIMEOUT_S:g} s: {self._with_logs(late)}", flush=True)
            self.failed = True
            os.kill(os.getpid(), signal.SIGTERM)
        else:
            print(self._ready(), flush=True)

    def _with_logs(self, names: Sequence[str]) -> str:
        return ", ".join(f"{name} ({os.path.relpath(self._logs / name)}.log)" for name in names)


def end_with_parent() -> None:
    """End this process by SIGTERM when the one that started it (make) is gone, however it went."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_POLL_S)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
