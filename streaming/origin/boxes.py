"""ISO base media file format: finding boxes in bytes (ISO/IEC 14496-12, section 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from


class BoxError(ValueError):
    """The bytes are not the boxes that were expected."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its four-letter kind, where its payload starts and where it ends (offsets into the buffer)."""

    kind: str
    start: int
    payload: int
    end: int


def box_header(buffer: bytes | bytearray | memoryview, offset: int) -> tuple[str, int, int] | None:
    """Read a header at `offset`: (kind, header bytes, total bytes), or None where more bytes are needed.

    Raises BoxError for a size that no box can have, and for 'until the end of the file', which a live upload has not.
    """
    if len(buffer) - offset < 8:
        return None
    size: int = unpack_from(">I", buffer, offset)[0]
    kind = bytes(buffer[offset + 4 : offset + 8])
    if not all(32 <= byte < 127 for byte in kind):
        raise BoxError(f"expected a box kind of four letters at byte {offset}, got {kind!r}")
    header = 8
    if size == 1:
        if len(buffer) - offset < 16:
            return None
        size = unpack_from(">Q", buffer, offset + 8)[0]
        header = 16
    if size < header:
        raise BoxError(f"expected a box of at least {header} bytes at byte {offset}, got size {size}")
    return kind.decode("ascii"), header, size


def iter_boxes(buffer: bytes | bytearray | memoryview, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes between two offsets; raises BoxError if they do not fill the range exactly."""
    limit = len(buffer) if end is None else end
    offset = start
    while offset < limit:
        header = box_header(buffer, offset)
        if header is None or offset + header[2] > limit:
            raise BoxError(f"expected a whole box at byte {offset}, got {limit - offset} bytes")
        kind, header_bytes, size = header
        yield Box(kind, offset, offset + header_bytes, offset + size)
        offset += size


def find_box(buffer: bytes | bytearray | memoryview, path: str, start: int = 0, end: int | None = None) -> Box:
    """Return the first box at a path such as 'moov/trak/mdia'; raises BoxError if there is none."""
    box: Box | None = None
    for kind in path.split("/"):
        box = next((found for found in iter_boxes(buffer, start, end) if found.kind == kind), None)
        if box is None:
            raise BoxError(f"expected a box '{kind}' on the path '{path}', got none")
        start, end = box.payload, box.end
    assert box is not None
    return box
