"""The ASGI application: pages, sockets, the stream's origin."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_asgi_application()

from events.front import Front  # noqa: E402  (the apps must be loaded first)
from live.lifespan import lifespan_application  # noqa: E402
from live.pacing import Paced  # noqa: E402
from live.routing import websocket_application  # noqa: E402
from streaming.origin.app import OriginApplication  # noqa: E402

# Those who watch over a process hear from it, however many wait for its pages.
_pages = Front(Paced(_django, unpaced=("/healthz", "/readyz", "/metrics")))
_ORIGIN_PREFIX = "/stream/"
_origin = (
    OriginApplication(settings.STREAM_ROOT, secret=settings.INGEST_SECRET, prefix=_ORIGIN_PREFIX)
    if settings.STREAM_ORIGIN_EMBEDDED
    else None
)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Hand each connection to the part that it is for."""
    kind = scope["type"]
    if kind == "http" and _origin is not None and scope["path"].startswith(_ORIGIN_PREFIX):
        await _origin(scope, receive, send)
    elif kind == "http":
        await _pages(scope, receive, send)
    elif kind == "websocket":
        await websocket_application(scope, receive, send)
    elif kind == "lifespan":
        await lifespan_application(scope, receive, send)
    else:
        raise ValueError(f"expected http, websocket or lifespan, got {kind!r}")
