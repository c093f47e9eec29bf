"""Channels as its tutorial has it: a consumer for each socket, a group, a Redis layer. Run by Daphne.

Without sessions and sign-in, which would only make it dearer.
"""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings

# redis-py 8 gives up after 5 s, which is how long channels_redis 4.3 waits for a message: sockets would be lost.
REDIS = {"address": os.environ["BENCH_REDIS"], "socket_timeout": 60}

settings.configure(
    SECRET_KEY="for-a-bench-on-loopback",  # noqa: S106 -- it signs nothing
    ALLOWED_HOSTS=["*"],
    CHANNEL_LAYERS={
        "default": {"BACKEND": os.environ["BENCH_LAYER"], "CONFIG": {"hosts": [REDIS]}},
    },
)

import django  # noqa: E402 -- the settings must be there first

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter  # noqa: E402

GROUP = "audience"


class Viewer(AsyncWebsocketConsumer):
    """Joins the group, and passes on what is sent to it."""

    async def connect(self) -> None:
        """Come in."""
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        """Leave."""
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def fact(self, event: dict[str, Any]) -> None:
        """Pass one on."""
        await self.send(text_data=event["text"])


async def publish(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """POST /publish: the body goes to the group."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    layer = get_channel_layer()
    assert layer is not None
    await layer.group_send(GROUP, {"type": "fact", "text": body.decode()})
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


application = ProtocolTypeRouter({"http": publish, "websocket": Viewer.as_asgi()})
