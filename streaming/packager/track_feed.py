"""One rendition out of the encoder's pipe: its initialisation segment, then numbered fragments."""

from __future__ import annotations

from collections.abc import Iterator

from streaming.origin.boxes import box_header
from streaming.origin.fragments import FragmentScanner, parse_fragment
from streaming.origin.tracks import Track, parse_track
from streaming.packager.backlog import Item
from streaming.packager.ladder import SEGMENT_S

_MAX_FRAGMENT_BYTES = 8 * 1024 * 1024
# AAC begins one frame (21 ms) before the border, and fragments miss it by up to 57 ms.
_BORDER_TOLERANCE_S = 0.05


class TrackFeed:
    """Cuts one encoder run's output. The part of a segment that the encoder did not see from its border is left out:
    its first keyframe is at no place where players look for one. So is what precedes segment `from_number`.
    """

    def __init__(self, from_number: int = 0) -> None:
        self._from_number = from_number
        self._head = bytearray()
        self._track: Track | None = None
        self._scanner = FragmentScanner(max_fragment_bytes=_MAX_FRAGMENT_BYTES)
        self._first_number: int | None = None
        self.end_s = 0.0

    def feed(self, data: bytes) -> Iterator[Item]:
        """Add bytes; yields the initialisation segment and each whole fragment. Raises BoxError for nonsense."""
        if self._track is None:
            self._head += data
            end = _end_of_moov(self._head)
            if end is None:
                return
            init, data = bytes(self._head[:end]), bytes(self._head[end:])
            self._track = parse_track(init)
            self._head.clear()
            yield Item(None, init)
        for raw in self._scanner.feed(data):
            fragment = parse_fragment(raw, self._track)
            timescale = self._track.timescale
            self.end_s = fragment.end / timescale
            start_s = fragment.start / timescale + _BORDER_TOLERANCE_S
            number = int(start_s // SEGMENT_S)
            if self._first_number is None:
                missed_s = start_s - number * SEGMENT_S
                first_whole = number if missed_s < 3 * _BORDER_TOLERANCE_S else number + 1
                self._first_number = max(first_whole, self._from_number)
            if number >= self._first_number:
                yield Item(number, raw)


def _end_of_moov(buffer: bytearray) -> int | None:
    offset = 0
    while (header := box_header(buffer, offset)) is not None:
        kind, _header_bytes, size = header
        if offset + size > len(buffer):
            return None
        offset += size
        if kind == "moov":
            return offset
    return None
