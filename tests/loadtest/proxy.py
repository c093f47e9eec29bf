"""A proxy that loses one frame with a fact on its way to one attendee."""

from __future__ import annotations

import asyncio
import contextlib

from loadtest.frames import split_frames


class LosingProxy:
    """Passes everything on to `port`, but one frame. `lost` tells whether it has been."""

    def __init__(self, port: int) -> None:
        self.lost = False
        self._port = port
        self._attendees = 0
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listen, and return the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Listen no more, and hang up on those who are still there."""
        assert self._server is not None
        self._server.close()
        for each in self._serving:
            each.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            await self._serve_one(reader, writer)
        finally:
            self._serving.discard(task)

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        is_victim = False
        if head.startswith(b"GET /ws/events/"):
            self._attendees += 1
            # The first are the conductor's.
            is_victim = self._attendees == 40
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._port)
        # The edge compares Origin with Host: both are the proxy's, and stay so.
        to_server.write(head)
        down = self._pass_on_some if is_victim else self._pass_on
        try:
            with contextlib.suppress(ConnectionError):
                await asyncio.gather(self._pass_on(reader, to_server), down(from_server, writer))
        finally:
            to_server.close()
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
        writer.close()

    async def _pass_on_some(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readuntil(b"\r\n\r\n"))
        rest = b""
        while data := await reader.read(65_536):
            whole = rest + data
            frames, rest = split_frames(whole)
            if not self.lost and any(b'"type":"facts","topic":"questions' in frame.payload for frame in frames):
                self.lost = True
                continue
            writer.write(whole[: len(whole) - len(rest)])
        writer.close()
