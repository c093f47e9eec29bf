"""The production server: uvicorn, set up for many idle sockets, that leaves politely."""

from __future__ import annotations

import logging
import socket
import warnings

import uvicorn
from django.conf import settings

from live.edge import current_edge


class DrainingServer(uvicorn.Server):
    """Stops accepting, sends its clients away within the drain window, then shuts down as uvicorn does."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drain first. A second signal ends the wait."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        if not self.force_exit:
            await current_edge().drain()
        await super().shutdown(sockets)


def make_server(*, host: str, port: int) -> DrainingServer:
    """Return a server for config.asgi on `host` and `port`, not started.

    No permessage-deflate (twice the CPU, three times the memory), no pings for each connection (the heartbeat is one
    broadcast), no log line for each join (60 us).
    """
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # Static files are read in one go; that WhiteNoise does so synchronously is no news for the log.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    config = uvicorn.Config(
        settings.ASGI_APPLICATION.replace(".application", ":application"),
        host=host,
        port=port,
        http="httptools",
        ws="websockets-sansio",
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
    return DrainingServer(config)
