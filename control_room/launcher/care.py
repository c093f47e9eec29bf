"""How a keeper treats its process."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import asdict, dataclass, replace
from pathlib import Path

# Less than honcho's own patience of 5 s.
GRACE_S = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """`grace_s` seconds pass between `stop_signal` and SIGKILL.

    `user` runs the process (only root may choose one) in `folder`. `pid_file` names the file that holds its id while
    it runs. A process that `restarts` not stays away when it ends, and the launch goes on without it. Those that leave
    `last` stay until every other keeper with the same `turn_file` is gone, but no longer than `patience_s`.
    """

    grace_s: float = GRACE_S
    stop_signal: int = signal.SIGTERM
    user: str | None = None
    folder: str | None = None
    pid_file: str | None = None
    restarts: bool = True
    last: bool = False
    turn_file: str | None = None
    patience_s: float = 0.0

    def to_json(self) -> str:
        """Return it as an argument of the keeper's."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> Care:
        """Return what `to_json` wrote."""
        return replace(Care(), **json.loads(text))

    def note_pid(self, pid: int | None) -> None:
        """Write down the process's id, or that there is none."""
        if self.pid_file is None:
            return
        path = Path(self.pid_file)
        if pid is None:
            path.unlink(missing_ok=True)
            return
        whole = path.with_suffix(".new")
        whole.write_text(f"{pid}\n")
        os.replace(whole, path)
