"""Making the film: frames drawn on every core, music and picture put together by ffmpeg."""

from __future__ import annotations

import os
import subprocess
from multiprocessing import get_context
from pathlib import Path

from PIL import ImageFont

from .files import CLOCK_FONT, film_path, mark_current
from .music import music_filter
from .palette import FPS, HEIGHT, SECONDS, WIDTH
from .scenes import render_frame

_CHUNK = 10


def make_film(ffmpeg: Path, var_dir: Path) -> Path:
    """Make the film below `var_dir` and return its path. Raises RuntimeError with what ffmpeg said."""
    path = film_path(var_dir)
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / CLOCK_FONT).write_bytes(_clock_font())
    part = path.with_suffix(".part.mkv")
    log = path.with_suffix(".log")
    with (
        log.open("wb") as said,
        subprocess.Popen(_command(ffmpeg, part), stdin=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdin is not None
        try:
            # Not forked: this process may have threads and a database connection.
            with get_context("spawn").Pool(os.cpu_count() or 2) as pool:
                for frame in pool.imap(render_frame, range(FPS * SECONDS), chunksize=_CHUNK):
                    process.stdin.write(frame)
            process.stdin.close()
        except BrokenPipeError:
            pass  # ffmpeg ended; its log says why
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise RuntimeError(f"expected ffmpeg to make the film, it ended with {process.returncode}: {log.read_text()}")
    part.replace(path)
    mark_current(var_dir)
    return path


def _command(ffmpeg: Path, path: Path) -> list[str]:
    return [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "error", "-y"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS), "-i", "pipe:0"),
        *("-filter_complex", music_filter(), "-map", "0:v", "-map", "[music]"),
        *("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"),
        *("-c:v", "libx264", "-preset", "superfast", "-crf", "18", "-bf", "0", "-g", str(FPS)),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
        # Uncompressed, so that picture and sound are of the same length to the sample, and loop without drifting apart.
        *("-c:a", "pcm_s16le", str(path)),
    ]


def _clock_font() -> bytes:
    """Aileron, which Pillow brings along (public domain): drawtext wants a file, and reads no woff2."""
    loaded = ImageFont.load_default(20)
    assert isinstance(loaded, ImageFont.FreeTypeFont)
    return bytes(loaded.font_bytes)
