"""Carries one rendition to the origin, through the origin's restarts and the encoder's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from streaming.packager.backlog import Backlog, Item
from streaming.packager.connection import OriginAddress, OriginConnection, OriginLost, OriginRefused

log = logging.getLogger(__name__)
# 20 s of the largest rendition: a web process that restarts is back sooner.
BACKLOG_BYTES = 8 * 1024 * 1024
_PAUSE_S = 0.3


class Uploader:
    """Sends what is offered, in order, segment by segment; `token` returns a fresh ingest token for each upload."""

    def __init__(self, address: OriginAddress, channel: str, rendition: str, token: Callable[[], str]) -> None:
        self._address = address
        self._folder = f"ingest/{channel}/{rendition}"
        self._token = token
        self._init = b""
        self._backlog = Backlog(max_bytes=BACKLOG_BYTES)
        self._said = ""

    def offer_init(self, data: bytes) -> None:
        """Take the initialisation segment of a new encoder."""
        if not self._init:
            self._init = data
        self._backlog.append(Item(None, data))

    def offer(self, number: int, data: bytes) -> None:
        """Take a fragment of a segment."""
        self._backlog.append(Item(number, data))

    async def run(self) -> None:
        """Upload until cancelled."""
        while True:
            try:
                await self._backlog.peek()
                async with OriginConnection(self._address) as connection:
                    await self._upload_over(connection)
            except OriginLost as error:
                self._say(str(error))
                self._backlog.rewind()
            except OriginRefused as error:
                self._say(str(error))
                # What it refuses for good it would refuse again, and nothing after it would ever be tried.
                self._backlog.acknowledge() if error.status < 500 else self._backlog.rewind()
            await asyncio.sleep(_PAUSE_S)

    def _say(self, trouble: str) -> None:
        # An outage is tried again several times a second, and told once.
        if trouble != self._said:
            log.warning("packager: %s: %s; trying again", self._folder, trouble)
        self._said = trouble

    async def _upload_over(self, connection: OriginConnection) -> None:
        # An origin that restarted may have lost it.
        await connection.put(f"{self._folder}/init.mp4", self._token(), self._init)
        while True:
            item = await self._backlog.peek()
            if item.number is None:
                self._init = item.data
                await connection.put(f"{self._folder}/init.mp4", self._token(), item.data)
                self._backlog.advance()
            else:
                await self._upload_segment(connection, item.number)
            self._backlog.acknowledge()
            if self._said:
                log.warning("packager: %s: the origin takes uploads again", self._folder)
                self._said = ""

    async def _upload_segment(self, connection: OriginConnection, number: int) -> None:
        await connection.begin_upload(f"{self._folder}/{number}.m4s", self._token())
        while (item := await self._backlog.peek()).number == number:
            await connection.send_chunk(item.data)
            self._backlog.advance()
        await connection.finish_upload()
