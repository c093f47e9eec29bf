"""The origin's disk: every published byte is appended at once, and read back when the process starts again."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .boxes import BoxError
from .fragments import FragmentScanner, parse_fragment
from .limits import Limits
from .rendition import Part, Rendition, Segment
from .tracks import parse_track

log = logging.getLogger(__name__)
INIT_NAME = "init.mp4"


class Disk:
    """Writes in order on one thread, so that the event loop never waits for a disk and appends never swap places."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self._root = root
        self._limits = limits
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="origin-disk")

    def segment_path(self, channel: str, rendition: str, number: int) -> Path:
        """Where a segment's bytes are."""
        return self._root / channel / rendition / f"{number}.m4s"

    def write_init(self, channel: str, rendition: str, init: bytes) -> None:
        """Keep an initialisation segment; a reader of the disk never sees half of it."""
        self._writer.submit(_logged, _replace, self._root / channel / rendition / INIT_NAME, init)

    def append(self, channel: str, rendition: str, number: int, data: bytes) -> None:
        """Append a fragment to its segment's file."""
        self._writer.submit(_logged, _append, self.segment_path(channel, rendition, number), data)

    def remove_segments(self, channel: str, rendition: str, numbers: list[int]) -> None:
        """Delete segments that left the window."""
        paths = [self.segment_path(channel, rendition, number) for number in numbers]
        self._writer.submit(_logged, _unlink, paths)

    def remove_channel(self, channel: str) -> None:
        """Delete everything of a channel that nobody publishes to any more."""
        self._writer.submit(_logged, shutil.rmtree, self._root / channel, True)

    def close(self) -> None:
        """Finish what was submitted."""
        self._writer.shutdown(wait=True)

    def read_back(self) -> Iterator[tuple[str, Rendition]]:
        """Yield (channel, rendition) for all that a former process left; drops what it cannot read, and says so."""
        for init_path in sorted(self._root.glob(f"*/*/{INIT_NAME}")):
            folder = init_path.parent
            try:
                rendition = self._read_rendition(folder, init_path.read_bytes())
            except (BoxError, OSError) as error:
                log.warning("origin: left out %s/%s: %s", folder.parent.name, folder.name, error)
                continue
            if rendition.segments:
                yield folder.parent.name, rendition

    def _read_rendition(self, folder: Path, init: bytes) -> Rendition:
        limits = self._limits
        rendition = Rendition(
            folder.name,
            init=init,
            track=parse_track(init),
            segment_s=limits.segment_s,
            hot_segments=limits.hot_segments,
        )
        numbers = sorted(int(path.stem) for path in folder.glob("*.m4s") if path.stem.isdecimal())
        for number in numbers:
            path = folder / f"{number}.m4s"
            hot = number > numbers[-1] - limits.hot_segments
            segment = _read_segment(path, rendition, limits, hot=hot)
            if segment.parts:
                rendition.restore(segment)
            else:
                path.unlink(missing_ok=True)
        return rendition


def _read_segment(path: Path, rendition: Rendition, limits: Limits, *, hot: bool) -> Segment:
    """Read a segment's whole fragments; cuts off the torn one that a killed process leaves at the end."""
    segment = Segment(int(path.stem), complete=True)
    scanner = FragmentScanner(max_fragment_bytes=limits.max_fragment_bytes)
    data = path.read_bytes()
    chunks = []
    try:
        for chunk in scanner.feed(data):
            fragment = parse_fragment(chunk, rendition.track)
            segment.parts.append(
                Part(segment.size_bytes, len(chunk), fragment.start, fragment.duration, fragment.independent)
            )
            chunks.append(chunk)
    except BoxError as error:
        log.warning("origin: cut %s/%s short: %s", rendition.name, path.name, error)
    if segment.size_bytes < len(data):
        with path.open("r+b") as file:
            file.truncate(segment.size_bytes)
    segment.chunks = chunks if hot else None
    return segment


def _logged(action: object, *args: object) -> None:
    assert callable(action)
    try:
        action(*args)
    except OSError as error:
        # A full disk must not end the broadcast: what is hot is served from memory.
        log.error("origin: the disk refused: %s", error)


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_suffix(".part")
    whole.write_bytes(data)
    whole.replace(path)


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
