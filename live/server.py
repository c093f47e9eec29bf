"""The production server: uvicorn, set up for many idle sockets, that leaves politely."""

from __future__ import annotations

import asyncio
import logging
import socket
import warnings

import uvicorn
from django.conf import settings

from live.edge import current_edge
from live.sockets.compatibility import check_uvicorn
from live.sockets.door import Door
from live.sockets.frame_path import FramePathProtocol
from live.sockets.listener import listen


class DrainingServer(uvicorn.Server):
    """Stops accepting, sends its clients away within the drain window, then shuts down as uvicorn does."""

    def __init__(self, config: uvicorn.Config, door: Door | None) -> None:
        super().__init__(config)
        self._door = door

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen on a socket whose options every accepted one inherits."""
        self._own = sockets or [listen(self.config.host, self.config.port)]
        await super().startup(self._own)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drain first. A second signal ends the wait."""
        for server in self.servers:
            server.close()
        for listener in self._own:
            listener.close()
        await self._drain()
        if self._door is not None:
            self._door.hang_up()
        await super().shutdown(sockets)

    async def _drain(self) -> None:
        drain = asyncio.create_task(current_edge().drain())
        while not drain.done() and not self.force_exit:
            await asyncio.wait([drain], timeout=0.1)
        drain.cancel()


def make_server(*, host: str, port: int) -> DrainingServer:
    """Return a server for config.asgi on `host` and `port`, not started.

    With settings.LIVE_FRAME_PATH attendees' sockets are passive until they speak, and broadcasts are frames that were
    built once; without it, all is uvicorn's own. Raises SystemExit where the frame path does not know this uvicorn.

    No permessage-deflate (twice the CPU, three times the memory), no pings for each connection (the heartbeat is one
    broadcast), no log line for each join (60 us).
    """
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # Static files are read in one go; that WhiteNoise does so synchronously is no news for the log.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    door = None
    if settings.LIVE_FRAME_PATH:
        check_uvicorn()
        door = Door()
    config = uvicorn.Config(
        settings.ASGI_APPLICATION.replace(".application", ":application"),
        host=host,
        port=port,
        http=door or "httptools",  # type: ignore[arg-type]
        ws=FramePathProtocol if door else "websockets-sansio",
        ws_max_size=settings.LIVE_MAX_FRAME_BYTES,
        ws_ping_interval=None,
        ws_ping_timeout=None,
        ws_per_message_deflate=False,
        access_log=False,
        log_config=None,
        lifespan="on",
        backlog=4096,
        timeout_graceful_shutdown=10,
        server_header=False,
        forwarded_allow_ips=settings.FORWARDED_ALLOW_IPS,
    )
    return DrainingServer(config, door)
