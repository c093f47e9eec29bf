"""Which pages may open a socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http.request import split_domain_port, validate_host

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


_MOST_BYTES = 300


def is_allowed(origin: bytes, host: bytes) -> bool:
    """Whether an Origin is our own host (if that is an allowed host) or in settings.LIVE_ALLOWED_ORIGINS.

    A missing Origin is refused: a browser always sends one, and other clients can.
    """
    return len(origin) <= _MOST_BYTES and len(host) <= _MOST_BYTES and _is_allowed(origin, host)


# A launch has one address or two, and a hundred thousand handshakes.
@lru_cache(maxsize=256)
def _is_allowed(origin: bytes, host: bytes) -> bool:
    origin_text, host_text = origin.decode("latin-1").lower(), host.decode("latin-1").lower()
    if not origin_text:
        return False
    if origin_text in settings.LIVE_ALLOWED_ORIGINS:
        return True
    domain, _port = split_domain_port(host_text)
    try:
        is_own = urlsplit(origin_text).netloc == host_text
    except ValueError:  # "http://[": half an address
        return False
    # Without the check of the host, a name that an attacker points at us would be its own origin.
    return bool(domain) and is_own and validate_host(domain, settings.ALLOWED_HOSTS)


class OriginGuard:
    """ASGI middleware: answers 403 to a WebSocket handshake from a foreign page, before anything else is done."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Pass on what may connect."""
        headers = dict(scope["headers"])
        if is_allowed(headers.get(b"origin", b""), headers.get(b"host", b"")):
            await self._application(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close"})


@receiver(setting_changed)
def _forget(**_: object) -> None:
    _is_allowed.cache_clear()
