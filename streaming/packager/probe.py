"""What is in a file that is to be played in a loop."""

from __future__ import annotations

import asyncio
import re
import signal
from dataclasses import dataclass
from pathlib import Path

from live.embedded.lifetime import die_with_parent

_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_TIMEOUT_S = 20.0


class NotPlayable(RuntimeError):
    """The file has no picture, no end, or is none that ffmpeg reads."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file's length, and whether it has sound."""

    duration_s: float
    has_audio: bool


async def probe_file(ffmpeg: Path, path: Path) -> FileFacts:
    """Ask ffmpeg about a file. Raises NotPlayable."""
    process = await asyncio.create_subprocess_exec(
        *(str(ffmpeg), "-hide_banner", "-nostdin", "-i", str(path)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=lambda: die_with_parent(signal.SIGKILL),
    )
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            _stdout, said = await process.communicate()
    except TimeoutError as error:
        raise NotPlayable(f"expected ffmpeg to read {path.name} within {_TIMEOUT_S:g} s, it did not") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return parse_facts(said.decode(errors="replace"), path.name)


def parse_facts(said: str, name: str) -> FileFacts:
    """Read what `ffmpeg -i` said of file `name`. Raises NotPlayable."""
    duration = _DURATION.search(said)
    if duration is None or ": Video: " not in said:
        last = said.strip().splitlines()[-1:] or [""]
        raise NotPlayable(f"expected a film with a picture and a length, got {name} ({last[0]})")
    hours, minutes, seconds = duration.groups()
    duration_s = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    if duration_s < 1:
        raise NotPlayable(f"expected a film of at least 1 s, got {name} with {duration_s} s")
    return FileFacts(duration_s, ": Audio: " in said)
