"""Which processes run."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def processes_of(var_dir: Path) -> list[str]:
    """Command lines of the processes whose environment names this launch's folder."""
    needle = f"UNVEIL_VAR_DIR={var_dir}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdecimal() and needle in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found
