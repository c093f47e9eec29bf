"""Where an encoder reads from, as ffmpeg's options before and at its input."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from streaming.packager.ladder import SEGMENT_S

# Reading from a little past the present covers the time that ffmpeg takes to start.
_BURST_MARGIN_S = 0.25
# After it ffmpeg ends and is started again, without a gap: nobody needs a playlist without an end.
_DAY_S = 24 * 3600
# ffmpeg keeps what comes first until it knows the streams in it: the first frame is that much older than its decoding.
LISTEN_ANALYSED_S = 0.3


@dataclass(frozen=True, slots=True)
class Loop:
    """A file in a loop. The moment of the file that is shown follows from the time alone: whoever starts an encoder
    again continues where the last one broke off, and two encoders show the same picture.
    """

    path: Path
    duration_s: float
    # Where `playlist` is to be written before ffmpeg starts. (-stream_loop goes wrong after -ss: it takes the rest of
    # the file for its length.)
    playlist_path: Path
    has_audio: bool = True
    # Type of a clock of programme time in the picture's corner; None for no clock.
    clock_font: Path | None = None

    def playlist(self, *, start_s: int) -> str:
        """The file from the moment that belongs to `start_s` on, then again and again for a day (ffconcat)."""
        quoted = str(self.path.resolve()).replace("'", r"'\''")
        entry = f"file '{quoted}'\n"
        moment_s = math.fmod(start_s, self.duration_s)
        first = f"{entry}inpoint {moment_s:.3f}\nduration {self.duration_s - moment_s:.3f}\n"
        rounds = math.ceil(_DAY_S / self.duration_s)
        return f"ffconcat version 1.0\n{first}" + f"{entry}duration {self.duration_s:.3f}\n" * rounds

    def input_options(self, *, start_s: int, now_s: float) -> list[str]:
        """Read what lies before `now_s` at once, and the rest as time goes."""
        burst_s = max(0.0, now_s - start_s) + _BURST_MARGIN_S
        return [
            *("-readrate", "1", "-readrate_initial_burst", f"{burst_s:.3f}", "-readrate_catchup", "1.5"),
            *("-f", "concat", "-safe", "0", "-i", str(self.playlist_path)),
        ]


@dataclass(frozen=True, slots=True)
class Listen:
    """An address on which an encoder such as OBS may deliver; only with `key`, which `url` holds."""

    url: str
    key: str
    options: tuple[str, ...] = ()

    def input_options(self, *, start_s: int, now_s: float) -> list[str]:
        """Wait for a connection."""
        analysed_us = str(round(LISTEN_ANALYSED_S * 1_000_000))
        return [
            *self.options,
            "-fflags",
            "nobuffer",
            "-analyzeduration",
            analysed_us,
            "-fpsprobesize",
            "0",
            "-i",
            self.url,
        ]


Input = Loop | Listen


def listen_rtmp(*, port: int, key: str) -> Listen:
    """Listen for RTMP at rtmp://<host>:<port>/live/<key>."""
    return Listen(f"rtmp://0.0.0.0:{port}/live/{key}", key, ("-listen", "1"))


def listen_srt(*, port: int, key: str) -> Listen:
    """Listen for SRT; the key is the passphrase, and what is sent is encrypted with it."""
    return Listen(f"srt://0.0.0.0:{port}?mode=listener&passphrase={key}&pbkeylen=16&latency=120000", key)


def start_of(*, now_s: float, live_edge_s: float, longest_catch_up_s: float) -> int:
    """The second at which a new encoder's media begin: a segment's border at or before the live edge, so that nothing
    is missing, or before `now_s` where the edge is further back than can be caught up.
    """
    begin_s = live_edge_s if now_s - longest_catch_up_s < live_edge_s <= now_s else now_s
    return int(begin_s // SEGMENT_S) * SEGMENT_S
