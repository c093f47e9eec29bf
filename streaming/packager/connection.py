"""HTTP/1.1 to the origin: uploads that are sent while they are made (RFC 9112, chunked transfer coding)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_TIMEOUT_S = 5.0


class OriginRefused(RuntimeError):
    """The origin answered with an error."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"the origin refused with {status}: {message}")
        self.status = status


class OriginLost(OSError):
    """The connection broke, or the origin fell silent."""


@dataclass(frozen=True, slots=True)
class OriginAddress:
    """Where an origin listens; `path` is what it is mounted at, with a slash at its end."""

    host: str
    port: int
    path: str
    tls: bool

    @classmethod
    def parse(cls, url: str) -> OriginAddress:
        """Read an http or https address; raises ValueError for any other."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"expected the origin's address to begin with http:// or https://, got '{url}'")
        tls = parts.scheme == "https"
        # 'localhost' may mean ::1 first, where a server on 127.0.0.1 does not listen: asyncio tries both in turn.
        return cls(parts.hostname, parts.port or (443 if tls else 80), parts.path.rstrip("/") + "/", tls)


class OriginConnection:
    """One kept-alive connection. Every method raises OriginLost; those that read an answer, OriginRefused too."""

    def __init__(self, address: OriginAddress) -> None:
        self._address = address
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def __aenter__(self) -> Self:
        address = self._address
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                self._reader, self._writer = await asyncio.open_connection(
                    address.host, address.port, ssl=address.tls or None
                )
        except OSError as error:  # TimeoutError is one
            raise OriginLost(f"no connection to {address.host}:{address.port} ({error})") from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    async def get(self, path: str) -> bytes:
        """Fetch a small body."""
        await self._write(self._head("GET", path, ()))
        return await self._answer()

    async def put(self, path: str, token: str, body: bytes) -> None:
        """Upload a whole body."""
        await self._write(self._head("PUT", path, (_bearer(token), f"Content-Length: {len(body)}")) + body)
        await self._answer()

    async def begin_upload(self, path: str, token: str) -> None:
        """Begin an upload whose length nobody knows yet."""
        await self._write(self._head("PUT", path, (_bearer(token), "Transfer-Encoding: chunked")))

    async def send_chunk(self, data: bytes) -> None:
        """Send a piece of the upload."""
        await self._write(b"%x\r\n%b\r\n" % (len(data), data))

    async def finish_upload(self) -> None:
        """End the upload and wait for its acknowledgement."""
        await self._write(b"0\r\n\r\n")
        await self._answer()

    def _head(self, method: str, path: str, fields: tuple[str, ...]) -> bytes:
        host = f"Host: {self._address.host}:{self._address.port}"
        lines = [f"{method} {self._address.path}{path} HTTP/1.1", host, "User-Agent: unveil-packager", *fields, "", ""]
        return "\r\n".join(lines).encode()

    async def _write(self, data: bytes) -> None:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                self._writer.write(data)
                await self._writer.drain()
        except OSError as error:
            raise OriginLost(f"the connection broke while sending ({error})") from error

    async def _answer(self) -> bytes:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                status = int(head[0].split(" ")[1])
                length = next((line[15:] for line in head if line.lower().startswith("content-length:")), "0")
                body = await self._reader.readexactly(int(length))
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, IndexError) as error:
            raise OriginLost(f"the connection broke before an answer ({error})") from error
        if status >= 400:
            raise OriginRefused(status, body.decode(errors="replace").strip()[:300])
        return body


def _bearer(token: str) -> str:
    return f"Authorization: Bearer {token}"
