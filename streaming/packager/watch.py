"""Whether viewers have a picture: asked of the origin, since what an encoder made is nothing until it is there."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from streaming.packager.connection import OriginAddress, OriginConnection, OriginLost, OriginRefused

_EVERY_S = 0.4


@dataclass(frozen=True, slots=True)
class OriginSight:
    """What the origin said: whether players get a manifest, and how old the newest media are."""

    reachable: bool
    on_air: bool
    live_edge_s: float
    age_s: float


async def look_once(address: OriginAddress, channel: str) -> OriginSight:
    """Ask the origin of a channel once."""
    try:
        async with OriginConnection(address) as connection:
            return await _look(connection, channel)
    except (OriginLost, OriginRefused):
        return OriginSight(False, False, 0.0, float("inf"))


async def sights(address: OriginAddress, channel: str) -> AsyncIterator[OriginSight]:
    """Ask again and again, a few times a second."""
    while True:
        try:
            async with OriginConnection(address) as connection:
                while True:
                    yield await _look(connection, channel)
                    await asyncio.sleep(_EVERY_S)
        except (OriginLost, OriginRefused):
            yield OriginSight(False, False, 0.0, float("inf"))
            await asyncio.sleep(_EVERY_S)


async def _look(connection: OriginConnection, channel: str) -> OriginSight:
    try:
        state = json.loads(await connection.get(f"{channel}/state"))
        edge_s, on_air = state["live_edge_ms"] / 1000, bool(state["on_air"])
    except (ValueError, KeyError, TypeError) as error:
        raise OriginLost(f"expected the state of a channel, got something else ({error})") from error
    return OriginSight(True, on_air, edge_s, time.time() - edge_s)
