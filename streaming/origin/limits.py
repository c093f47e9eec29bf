"""The origin's bounds, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What an origin accepts, keeps and waits for. Sizes in bytes, times in seconds."""

    # Every channel is cut in segments of this length, on multiples of it since the epoch.
    segment_s: int = 2
    # How far back a viewer can seek, and so how much of a channel is kept on disk: 10 minutes of 3 Mbit/s are 225 MB.
    window_s: int = 600
    # Segments kept in memory: all that viewers at the live edge ask for.
    hot_segments: int = 8
    # A request for what does not exist yet waits no longer than this; two segments and a bit.
    hold_s: float = 5.0
    # A segment that stops growing for this long has lost its encoder: its readers get what there is.
    stall_s: float = 2.5
    # A channel whose newest media is older than this is off the air.
    stale_s: float = 60.0
    # Media whose timestamps are further than this from the wall clock are not UTC: refuse the encoder.
    skew_s: float = 120.0
    max_channels: int = 64
    max_renditions: int = 12
    max_init_bytes: int = 64 * 1024
    max_fragment_bytes: int = 8 * 1024 * 1024
    max_segment_bytes: int = 64 * 1024 * 1024
    # Requests that may wait at the same time; past it they are told to come back.
    max_held: int = 20_000
