"""Whether and when to come back after a close (docs/protocol.md, section 7)."""

from __future__ import annotations

import random
import re

_FIRST_S, _MOST_S = 0.5, 15.0
# Codes after which the same ticket and the same frames would only meet the same end.
FINAL_CODES = frozenset({1003, 1009, 4400, 4401, 4402, 4403, 4404})
# What a code without `after_ms` asks for at least.
_AT_LEAST_S = {4429: 10.0, 4503: 5.0}
_AFTER = re.compile(r"\bafter_ms=(\d{1,9})\b")


def told_to_wait_s(code: int, reason: str) -> float:
    """Return the seconds that a close asks a client to stay away, before any jitter."""
    after = _AFTER.search(reason)
    return int(after[1]) / 1000 if after else _AT_LEAST_S.get(code, 0.0)


def another(target: int, targets: int) -> int:
    """Return the server to try instead of number `target` of `targets`: any other, as a balancer would spread them."""
    return (target + random.randrange(1, targets)) % targets if targets > 1 else target


def pause_s(attempt: int) -> float:
    """Return how long to wait before the reconnect number `attempt` (from 0): full jitter."""
    return random.uniform(0, min(_MOST_S, _FIRST_S * 2 ** min(attempt, 10)))
