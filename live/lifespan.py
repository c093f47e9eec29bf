"""ASGI lifespan: the edge starts before the first connection, and lets go after the last."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from live.edge import current_edge

logger = logging.getLogger(__name__)


async def lifespan_application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Start and stop the edge of this loop."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            try:
                await current_edge().start()
            except Exception as error:
                logger.exception("edge: could not start")
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                return
            await send({"type": "lifespan.startup.complete"})
        else:
            await current_edge().drain(0)
            await current_edge().stop()
            await asyncio.sleep(0)
            await send({"type": "lifespan.shutdown.complete"})
            return
