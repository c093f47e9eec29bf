"""Sockets: their addresses, and what stands before them."""

from __future__ import annotations

import re
from typing import Any

from live.consumer import LiveConsumer
from live.origin import OriginGuard

_PATH = re.compile(r"/ws/(?P<kind>events|crew|keys/[0-9]{1,18})/(?P<event_id>[0-9]{1,18})/")

# Typed loosely: ASGI scopes are plain dictionaries, and ours gets a key.
_consumer: Any = LiveConsumer.as_asgi()


async def _route(scope: dict[str, Any], receive: Any, send: Any) -> None:
    match = _PATH.fullmatch(scope["path"])
    if match is None:
        await receive()
        await send({"type": "websocket.close"})
        return
    kind = match["kind"]
    kwargs = {"event_id": match["event_id"], "crew": kind == "crew", "by_key": kind.startswith("keys/")}
    await _consumer({**scope, "url_route": {"args": (), "kwargs": kwargs}}, receive, send)


websocket_application = OriginGuard(_route)
