"""A film whose every frame says which one it is: a clock that is read from the pixels.

The packager plays a film in a loop, and what it shows follows from the time alone: the frame at a position of the film
is the frame of each moment of the programme that is a whole number of rounds later. So the number of a frame is its
programme time, whatever timestamps, players and pages make of it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from loadtest.bench.programs import DidNotStart

FPS = 25
FRAME_MS = 1000 // FPS
SECONDS = 60
FRAMES = FPS * SECONDS
COLUMNS, ROWS = 16, 9
"""Cells of the picture: so large that neither an encoder nor a smaller rendition makes one of them doubtful."""
BITS_ROW, INVERSE_ROW = 2, 6
"""Rows that are read. The number is in the upper half of the picture, and its inverse in the lower."""
_BLACK, _GREY, _WHITE = 16, 128, 235
_THRESHOLD = 128
# Snow in the lowest row: without it there were nothing to encode, and no network too slow for the better rendition.
_FILTER = (
    "scale=1280:720:flags=neighbor,format=yuv420p,split[clock][row];"
    "[row]crop=1280:80:0:640,noise=alls=70:allf=t[snow];[clock][snow]overlay=0:640"
)


def picture(number: int) -> bytes:
    """Return frame `number`: a byte of brightness for each cell."""
    bits = [number >> (COLUMNS - 1 - column) & 1 for column in range(COLUMNS)]
    upper = bytes(_WHITE if bit else _BLACK for bit in bits)
    lower = bytes(_BLACK if bit else _WHITE for bit in bits)
    return upper * 4 + lower * 4 + bytes([_GREY]) * COLUMNS


def number_in(cells: Sequence[int]) -> int | None:
    """Return the number of the frame with these brightnesses; None for what is no frame of the film."""
    if len(cells) != COLUMNS * ROWS:
        return None
    upper = [value > _THRESHOLD for value in cells[BITS_ROW * COLUMNS : (BITS_ROW + 1) * COLUMNS]]
    lower = [value > _THRESHOLD for value in cells[INVERSE_ROW * COLUMNS : (INVERSE_ROW + 1) * COLUMNS]]
    if any(above == below for above, below in zip(upper, lower, strict=True)):
        return None
    number = sum(bit << (COLUMNS - 1 - column) for column, bit in enumerate(upper))
    return number if number < FRAMES else None


def programme_ms(number: int, near_ms: float) -> int:
    """Return the programme time of a frame: of all its rounds, the one nearest to `near_ms` (half a minute at most)."""
    round_ms = FRAMES * FRAME_MS
    position_ms = number * FRAME_MS
    return position_ms + round((near_ms - position_ms) / round_ms) * round_ms


def make_film(path: Path, ffmpeg: str) -> None:
    """Draw the film to `path`. Raises DidNotStart with what ffmpeg said."""
    path.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [
            *(ffmpeg, "-hide_banner", "-loglevel", "error", "-y"),
            *("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{COLUMNS}x{ROWS}", "-r", str(FPS), "-i", "pipe:0"),
            *("-filter_complex", _FILTER),
            # The packager begins to read at any even second.
            *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-bf", "0", "-g", str(2 * FPS)),
            *("-keyint_min", str(2 * FPS), "-sc_threshold", "0", str(path)),
        ],
        input=b"".join(picture(number) for number in range(FRAMES)),
        capture_output=True,
    )
    if done.returncode:
        raise DidNotStart(
            f"expected ffmpeg to draw the clock, it ended with {done.returncode}:\n{done.stderr.decode()}"
        )
