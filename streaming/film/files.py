"""Where the demo film is kept, and whether it is the one that this source makes."""

from __future__ import annotations

import asyncio
import signal
import sys
from hashlib import sha256
from pathlib import Path

from live.embedded.lifetime import die_with_parent

FILM = "aurelle-one.mkv"
CLOCK_FONT = "clock.ttf"
_MARK = "made-from"
_ROOT = Path(__file__).resolve().parents[2]


def film_path(var_dir: Path) -> Path:
    """The film's place."""
    return var_dir / "film" / FILM


def is_current(var_dir: Path) -> bool:
    """Whether the film there was made by this very source."""
    mark = var_dir / "film" / _MARK
    return film_path(var_dir).exists() and mark.exists() and mark.read_text() == source_hash()


def mark_current(var_dir: Path) -> None:
    """Note which source the film was made from."""
    (var_dir / "film" / _MARK).write_text(source_hash())


def source_hash() -> str:
    """A hash over the film's source."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


async def make_film_in_a_process() -> bool:
    """Make the film as `manage.py make_demo_film` does; False if that failed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "manage.py", "make_demo_film"),
        cwd=_ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        preexec_fn=lambda: die_with_parent(signal.SIGTERM),
    )
    try:
        return await process.wait() == 0
    finally:
        if process.returncode is None:
            process.terminate()
