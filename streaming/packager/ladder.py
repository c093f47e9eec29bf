"""What every stream is encoded to."""

from __future__ import annotations

from dataclasses import dataclass

FPS = 25
# The origin cuts each channel in segments of this length, on multiples of it since the epoch.
SEGMENT_S = 2
# Five frames: a player at the live edge is never further behind than this and the encoder's own delay.
VIDEO_FRAGMENT_S = 0.2
# Five AAC frames, since no whole number of them fills a segment: a border is missed by 57 ms at most. Players take a
# segment for damaged when it misses its time by more than 150.
AUDIO_FRAGMENT_S = 0.1
AUDIO_RATE = 48_000
# After this long, AAC frames of 1,024 samples and fragments of five frames fall on a segment's border again. Sound that
# begins on a multiple of it is cut alike by every encoder, so that one goes on where another broke off.
AUDIO_GRID_S = 8
AUDIO_BITRATE = 128_000


@dataclass(frozen=True, slots=True)
class Rung:
    """One video rendition; `bitrate` in bit/s."""

    name: str
    width: int
    height: int
    bitrate: int


LADDER = (Rung("v720", 1280, 720, 2_500_000), Rung("v360", 640, 360, 700_000))
AUDIO_NAME = "audio"
RENDITIONS = (*(rung.name for rung in LADDER), AUDIO_NAME)
