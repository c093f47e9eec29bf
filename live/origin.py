"""Which pages may open a socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def is_allowed_origin(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the Origin header is our own host (if it is an allowed host) or in settings.LIVE_ALLOWED_ORIGINS.

    A missing Origin is refused: a browser always sends one, and other clients can.
    """
    origin = host = ""
    for name, value in headers:
        if name == b"origin":
            origin = value.decode("latin-1").lower()
        elif name == b"host":
            host = value.decode("latin-1").lower()
    if not origin:
        return False
    if origin in settings.LIVE_ALLOWED_ORIGINS:
        return True
    domain, _port = split_domain_port(host)
    # Without the check of the host, a name that an attacker points at us would be its own origin.
    return bool(domain) and urlsplit(origin).netloc == host and validate_host(domain, settings.ALLOWED_HOSTS)


class OriginGuard:
    """ASGI middleware: answers 403 to a WebSocket handshake from a foreign page, before anything else is done."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Pass on what may connect."""
        if is_allowed_origin(scope["headers"]):
            await self._application(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close"})
