"""Rate limits: a token bucket for each person and command, and one for each connection."""

from __future__ import annotations

import time
from collections import OrderedDict

from live.commands import Rate

_MOST_BUCKETS = 200_000


class TokenBucket:
    """Holds `size` tokens and gets one back each `1 / per_second`."""

    __slots__ = ("_per_second", "_size", "_tokens", "_touched")

    def __init__(self, size: float, per_second: float, now: float) -> None:
        self._size, self._per_second = size, per_second
        self._tokens, self._touched = size, now

    def take(self, now: float) -> float:
        """Take a token and return 0, or return the seconds to wait for one."""
        self._tokens = min(self._size, self._tokens + (now - self._touched) * self._per_second)
        self._touched = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._per_second


class PersonLimits:
    """The buckets of a process, the least recently used forgotten first: bounded however large the crowd."""

    def __init__(self, most: int = _MOST_BUCKETS) -> None:
        self._buckets: OrderedDict[tuple[int, str, str], TokenBucket] = OrderedDict()
        self._most = most

    def wait_s(self, event_id: int, subject: str, command: str, rate: Rate, now: float | None = None) -> float:
        """Count one command of a person, and return 0 or the seconds to wait."""
        now = time.monotonic() if now is None else now
        key = (event_id, subject, command)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = TokenBucket(rate.per_person, rate.per_person / rate.seconds, now)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        return bucket.take(now)
