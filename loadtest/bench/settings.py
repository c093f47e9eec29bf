"""What all benches take for granted, and what they note of the machine."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var" / "bench"
# What a question of 300 characters weighs when it moves: Unveil's frames are as long, to a few bytes.
MESSAGE_BYTES = 400


def surroundings() -> dict[str, Any]:
    """Return when and where this runs."""
    return {
        "date": time.strftime("%Y-%m-%d %H:%M:%S%z"),
        "commit": _commit(),
        "cpus": os.cpu_count(),
        "load_average_before": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "kernel": platform.release(),
    }


def _commit() -> str:
    """The commit, with a + when files differ from it; empty outside of git."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"],  # noqa: S607 -- found on PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return described.stdout.strip()
