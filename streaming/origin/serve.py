"""Serving media: whole segments, segments that grow, parts, and requests for what is about to exist."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from .http import IMMUTABLE, Refused, Reply, Scope, Send, header, parse_range, send_growing, send_reply
from .rendition import Rendition, Segment
from .store import Store


class MediaServer:
    """Answers for the segments and parts of renditions; counts who waits, and bounds it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._limits = store.limits
        self.held = 0

    async def send_segment(
        self, scope: Scope, send: Send, channel: str, rendition: Rendition, number: int, *, head: bool
    ) -> None:
        """Send a segment, as it grows if it still does; a Range is honoured once the segment is whole."""
        segment = await self._segment(rendition, number)
        content_type = f"{rendition.track.kind}/mp4"
        if not segment.complete:
            chunks = _nothing() if head else self._grow(rendition, segment)
            await send_growing(send, chunks, content_type, IMMUTABLE)
            return
        body = await self._bytes(channel, rendition, segment)
        span = parse_range(header(scope, b"range"), len(body))
        headers: tuple[tuple[bytes, bytes], ...] = ((b"accept-ranges", b"bytes"),)
        if span is None:
            await send_reply(send, Reply(body, content_type, IMMUTABLE, headers=headers), head=head)
            return
        content_range = f"bytes {span[0]}-{span[1] - 1}/{len(body)}".encode()
        reply = Reply(body[slice(*span)], content_type, IMMUTABLE, 206, (*headers, (b"content-range", content_range)))
        await send_reply(send, reply, head=head)

    async def send_part(
        self, send: Send, channel: str, rendition: Rendition, number: int, index: int, *, head: bool
    ) -> None:
        """Send one part of a segment, waiting for it where it is the next to come."""
        segment = await self._segment(rendition, number)
        deadline = time.monotonic() + self._limits.hold_s
        with self._holding():
            while index >= len(segment.parts):
                timeout_s = deadline - time.monotonic()
                if segment.complete or index > len(segment.parts) + 1 or not await rendition.changed(timeout_s):
                    raise Refused(404, f"expected a part below {len(segment.parts)} of segment {number}, got {index}")
        part = segment.parts[index]
        body = await self._bytes(channel, rendition, segment)
        data = body[part.offset : part.offset + part.size_bytes]
        await send_reply(send, Reply(data, f"{rendition.track.kind}/mp4", IMMUTABLE), head=head)

    async def wait_for(self, rendition: Rendition, number: int, part: int | None) -> None:
        """Wait until a playlist holds segment `number` (or its part): a blocking reload. Raises Refused(400)."""
        if number > rendition.newest + 2:
            raise Refused(400, f"expected _HLS_msn of at most {rendition.newest + 2}, got {number}")
        deadline = time.monotonic() + self._limits.hold_s
        with self._holding():
            while not _has(rendition, number, part):
                if not await rendition.changed(deadline - time.monotonic()):
                    return

    async def _segment(self, rendition: Rendition, number: int) -> Segment:
        """Find a segment, or wait for one that is about to exist. Raises Refused: 404 for gaps and the far future."""
        segment = rendition.segments.get(number)
        if segment is not None:
            return segment
        starts_in_s = number * self._limits.segment_s - time.time()
        if number <= rendition.newest or starts_in_s > self._limits.hold_s:
            raise Refused(404, f"expected a segment between the window and {rendition.newest}, got {number}")
        deadline = time.monotonic() + self._limits.hold_s
        with self._holding():
            while (segment := rendition.segments.get(number)) is None:
                if number < rendition.newest or not await rendition.changed(deadline - time.monotonic()):
                    raise Refused(404, f"expected segment {number} within {self._limits.hold_s} s, it did not come")
        return segment

    async def _grow(self, rendition: Rendition, segment: Segment) -> AsyncIterator[bytes]:
        # The list outlives the segment's time in memory, so a slow reader still gets all of it.
        chunks = segment.chunks if segment.chunks is not None else []
        sent = 0
        while True:
            while sent < len(chunks):
                yield chunks[sent]
                sent += 1
            if segment.complete or not await rendition.changed(self._limits.stall_s):
                return

    async def _bytes(self, channel: str, rendition: Rendition, segment: Segment) -> bytes:
        if segment.chunks is not None:
            return b"".join(segment.chunks)
        path = self._store.disk.segment_path(channel, rendition.name, segment.number)
        try:
            return await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError as error:
            raise Refused(404, f"expected a segment within the window, got {segment.number}") from error

    @contextmanager
    def _holding(self) -> Iterator[None]:
        if self.held >= self._limits.max_held:
            raise Refused(503, "expected fewer requests waiting at the live edge; come back in a second")
        self.held += 1
        try:
            yield
        finally:
            self.held -= 1


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


def _has(rendition: Rendition, number: int, part: int | None) -> bool:
    if rendition.newest > number:
        return True
    segment = rendition.segments.get(number)
    if segment is None:
        return False
    return segment.complete or (part is not None and part < len(segment.parts))
