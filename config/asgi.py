"""The ASGI application: pages, sockets, the stream's origin."""

from __future__ import annotations

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_pages = get_asgi_application()

from live.lifespan import lifespan_application  # noqa: E402  (the apps must be loaded first)
from live.routing import websocket_application  # noqa: E402


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Hand each connection to the part that it is for."""
    kind = scope["type"]
    if kind == "http":
        await _pages(scope, receive, send)
    elif kind == "websocket":
        await websocket_application(scope, receive, send)
    elif kind == "lifespan":
        await lifespan_application(scope, receive, send)
    else:
        raise ValueError(f"expected http, websocket or lifespan, got {kind!r}")
