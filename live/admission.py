"""How many sockets an edge takes, and when those whom it did not take may ask again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings

from live import closing

if TYPE_CHECKING:
    from live.edge import Edge

_SOONEST_S = 5.0
_LATEST_S = 60.0
_FLOOD_PAUSE_MS = 10_000
# Those who were sent away return one after another, at a pace that costs an edge next to nothing.
_RETURNS_PER_SECOND = 500


class WaitingList:
    """Gives out moments at which to come back, so that a crowd outside does not knock all at once."""

    def __init__(self) -> None:
        self._last = 0.0

    def wait_ms(self) -> int:
        """Return how many milliseconds the next one is to wait: five seconds at least, a minute at most."""
        now = time.monotonic()
        self._last = max(now + _SOONEST_S, self._last + 1 / _RETURNS_PER_SECOND)
        if self._last > now + _LATEST_S:
            # More than a minute's worth: begin again, they are spread over the same minute.
            self._last = now + _SOONEST_S
        return int((self._last - now) * 1000)


def is_full(edge: Edge) -> bool:
    """Whether an edge holds as many sockets as it may."""
    return len(edge.hub.connections) >= int(settings.LIVE_MAX_CONNECTIONS)


def refusal_reason(edge: Edge, code: closing.CloseCode) -> str:
    """Return the reason that goes with a close code: its name, and where waiting helps, for how long."""
    if code is closing.OVERLOADED:
        return f"{code.name} after_ms={edge.waiting_list.wait_ms()}"
    if code is closing.FLOODING:
        return f"{code.name} after_ms={_FLOOD_PAUSE_MS}"
    return code.name
