"""One rendition's timeline in memory: numbered segments of parts, and waiting for the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from .fragments import Fragment
from .tracks import Track

# AAC starts its first frame one frame (21 ms) before the border, and cuts at a frame near it. No fragment is so short.
_BORDER_TOLERANCE_S = 0.05
# A fragment shorter than this share of the usual one, in mid-segment, is what a stopping encoder flushes.
_SHORT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """One fragment's place in its segment: byte offset and size; start and duration in the track's timescale."""

    offset: int
    size_bytes: int
    start: int
    duration: int
    independent: bool

    @property
    def end(self) -> int:
        """The time at which the part ends."""
        return self.start + self.duration


@dataclass(slots=True)
class Segment:
    """One segment. `chunks` are the parts' bytes while the segment is hot, None once only the disk has them."""

    number: int
    parts: list[Part] = field(default_factory=list)
    chunks: list[bytes] | None = field(default_factory=list)
    complete: bool = False

    @property
    def size_bytes(self) -> int:
        """How many bytes of the segment exist so far."""
        return self.parts[-1].offset + self.parts[-1].size_bytes if self.parts else 0

    @property
    def duration(self) -> int:
        """How much media the segment holds so far, in the track's timescale."""
        return sum(part.duration for part in self.parts)


class Rendition:
    """The segments of one rendition, by number; a segment's number is its time divided by the segment duration."""

    def __init__(self, name: str, *, init: bytes, track: Track, segment_s: int, hot_segments: int) -> None:
        self.name = name
        self.init = init
        self.init_version = sha256(init).hexdigest()[:12]
        self.track = track
        self.segment_s = segment_s
        self.segments: dict[int, Segment] = {}
        self.newest: int = -1
        self.longest_part: int = 0
        self.version: int = 0
        self._hot_segments = hot_segments
        self._short: Fragment | None = None
        self._waiters: set[asyncio.Future[None]] = set()

    @property
    def live_edge_ms(self) -> int:
        """The UTC time up to which media exists, in milliseconds; 0 before the first part."""
        segment = self.segments.get(self.newest)
        if segment is None or not segment.parts:
            return 0
        return segment.parts[-1].end * 1000 // self.track.timescale

    def number_at(self, start: int) -> int:
        """The number of the segment that media starting at `start` belongs to."""
        tolerance = int(_BORDER_TOLERANCE_S * self.track.timescale)
        return (start + tolerance) // (self.segment_s * self.track.timescale)

    def add(self, fragment: Fragment) -> Iterator[tuple[Segment, Fragment]]:
        """Publish a fragment; yields what was published, for the disk.

        A suspiciously short one is kept back until the next proves that its encoder goes on. A fragment that starts
        before the live edge is dropped: another encoder delivered that time first.
        """
        held, self._short = self._short, None
        for candidate in (held, fragment):
            if candidate is None or not self._continues(candidate):
                continue
            if candidate is fragment and self._looks_cut_short(candidate):
                self._short = candidate
                return
            yield self._publish(candidate), candidate

    def restore(self, segment: Segment) -> None:
        """Take a segment that was read back from the disk; call in rising order of numbers."""
        self.segments[segment.number] = segment
        self.newest = max(self.newest, segment.number)
        self.longest_part = max([self.longest_part, *(part.duration for part in segment.parts)])
        self.version += 1

    def finish(self) -> None:
        """The upload ended: nothing more comes for the newest segment, unless a new upload continues it."""
        self._short = None

    def expire(self, before: int) -> list[Segment]:
        """Drop the segments with numbers below `before` and return them."""
        expired = [self.segments.pop(number) for number in [n for n in self.segments if n < before]]
        if expired:
            self.version += 1
        return expired

    async def changed(self, timeout_s: float) -> bool:
        """Wait until something is published; False after `timeout_s`."""
        if timeout_s <= 0:
            return False
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(timeout_s):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True

    def _continues(self, fragment: Fragment) -> bool:
        newest = self.segments.get(self.newest)
        if newest is None or not newest.parts:
            return True
        return fragment.start >= newest.parts[-1].end - int(_BORDER_TOLERANCE_S * self.track.timescale)

    def _reaches_border(self, end: int) -> bool:
        return self.number_at(end) > self.number_at(end - int(2 * _BORDER_TOLERANCE_S * self.track.timescale))

    def _looks_cut_short(self, fragment: Fragment) -> bool:
        return fragment.duration < self.longest_part * _SHORT_SHARE and not self._reaches_border(fragment.end)

    def _publish(self, fragment: Fragment) -> Segment:
        number = self.number_at(fragment.start)
        segment = self.segments.get(number)
        if segment is None:
            if (previous := self.segments.get(self.newest)) is not None:
                previous.complete = True
            segment = self.segments[number] = Segment(number)
            self.newest = number
            if (cold := self.segments.get(number - self._hot_segments)) is not None:
                cold.chunks = None
        part = Part(segment.size_bytes, len(fragment.data), fragment.start, fragment.duration, fragment.independent)
        segment.parts.append(part)
        if segment.chunks is not None:
            segment.chunks.append(fragment.data)
        self.longest_part = max(self.longest_part, fragment.duration)
        if self._reaches_border(fragment.end):
            segment.complete = True
        self.version += 1
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        return segment
