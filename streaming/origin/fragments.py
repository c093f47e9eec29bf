"""Fragments (moof + mdat) out of a byte stream: the scanner that cuts them, and what a moof says of its samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as StructError
from struct import unpack_from

from .boxes import Box, BoxError, box_header, find_box, iter_boxes
from .tracks import Track

_NOT_SYNC = 0x0001_0000


@dataclass(frozen=True, slots=True)
class Fragment:
    """One moof with its mdat (and what preceded it): times in the track's timescale, from the epoch."""

    data: bytes
    start: int
    duration: int
    independent: bool

    @property
    def end(self) -> int:
        """The time at which the fragment's last sample ends."""
        return self.start + self.duration


class FragmentScanner:
    """Cuts a growing byte stream into fragments at the end of each mdat; holds at most one fragment's bytes."""

    def __init__(self, *, max_fragment_bytes: int) -> None:
        self._pending = bytearray()
        self._scanned = 0
        self._max = max_fragment_bytes

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Add bytes and yield each fragment that they complete; raises BoxError for nonsense or an oversized box."""
        self._pending += chunk
        while (header := box_header(self._pending, self._scanned)) is not None:
            kind, _header_bytes, size = header
            end = self._scanned + size
            if end > self._max:
                raise BoxError(f"expected a fragment of at most {self._max} bytes, got {end}")
            if end > len(self._pending):
                return
            self._scanned = end
            if kind == "mdat":
                yield bytes(self._pending[:end])
                del self._pending[:end]
                self._scanned = 0


def parse_fragment(data: bytes, track: Track) -> Fragment:
    """Read a fragment's start (tfdt), duration (trun) and whether it starts with a keyframe; raises BoxError."""
    try:
        return _parse_fragment(data, track)
    except (StructError, IndexError) as error:
        raise BoxError(f"expected a whole moof, got one cut short ({error})") from error


def _parse_fragment(data: bytes, track: Track) -> Fragment:
    traf = find_box(data, "moof/traf")
    boxes = list(iter_boxes(data, traf.payload, traf.end))
    tfhd = next((box for box in boxes if box.kind == "tfhd"), None)
    tfdt = next((box for box in boxes if box.kind == "tfdt"), None)
    truns = [box for box in boxes if box.kind == "trun"]
    if tfhd is None or tfdt is None or not truns:
        raise BoxError("expected tfhd, tfdt and trun in a fragment; a box is missing")
    default_duration, default_flags = _tfhd_defaults(data, tfhd, track)
    start: int = unpack_from(">Q" if data[tfdt.payload] == 1 else ">I", data, tfdt.payload + 4)[0]
    duration = 0
    independent = True
    for index, trun in enumerate(truns):
        run_duration, first_flags = _read_run(data, trun, default_duration, default_flags)
        duration += run_duration
        if index == 0:
            independent = track.kind == "audio" or not first_flags & _NOT_SYNC
    return Fragment(data, start, duration, independent)


def _tfhd_defaults(data: bytes, tfhd: Box, track: Track) -> tuple[int, int]:
    flags: int = unpack_from(">I", data, tfhd.payload)[0] & 0xFF_FFFF
    at = tfhd.payload + 8 + (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
    duration, sample_flags = track.default_duration, track.default_flags
    if flags & 0x8:
        duration = unpack_from(">I", data, at)[0]
        at += 4
    if flags & 0x10:
        at += 4
    if flags & 0x20:
        sample_flags = unpack_from(">I", data, at)[0]
    return duration, sample_flags


def _read_run(data: bytes, trun: Box, default_duration: int, default_flags: int) -> tuple[int, int]:
    """Return a run's duration and the flags of its first sample."""
    flags: int = unpack_from(">I", data, trun.payload)[0] & 0xFF_FFFF
    count: int = unpack_from(">I", data, trun.payload + 4)[0]
    at = trun.payload + 8 + (4 if flags & 0x1 else 0)
    first_flags = default_flags
    if flags & 0x4:
        first_flags = unpack_from(">I", data, at)[0]
        at += 4
    width = 4 * sum(1 for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit)
    if at + width * count > trun.end:
        raise BoxError(f"expected {count} samples in a trun, got a box too short for them")
    if flags & 0x400 and not flags & 0x4 and count:
        skipped = 4 * sum(1 for bit in (0x100, 0x200) if flags & bit)
        first_flags = unpack_from(">I", data, at + skipped)[0]
    if not flags & 0x100:
        return default_duration * count, first_flags
    return sum(unpack_from(">I", data, at + width * index)[0] for index in range(count)), first_flags
