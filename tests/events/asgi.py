"""Requests to an ASGI application without a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any


@dataclass(slots=True)
class Answer:
    """What came: a header that came more than once is a list of its values."""

    status: int = 0
    headers: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return the only value of a header, empty where there is none."""
        values = self.headers.get(name, [""])
        assert len(values) == 1, name
        return values[0]

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that were set and not taken back."""
        jar = SimpleCookie()
        for line in self.headers.get("set-cookie", []):
            jar.load(line)
        return {name: morsel.value for name, morsel in jar.items() if morsel.value}


async def ask(
    application: Any,
    path: str,
    *,
    method: str = "GET",
    query: str = "",
    headers: dict[str, str] | None = None,
    cookies: dict[str, str] | None = None,
) -> Answer:
    """Make a request without a body."""
    answer = Answer()
    sent = {"host": "testserver"} | (headers or {})
    if cookies:
        sent["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    requests: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    requests.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            for name, value in message["headers"]:
                answer.headers.setdefault(name.decode().lower(), []).append(value.decode("latin-1"))
        else:
            answer.body += message.get("body", b"")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }
    await application(scope, requests.get, send)
    return answer
