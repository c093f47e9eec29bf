"""How far behind live an audience's pictures are: what a cue's window must wait for."""

from __future__ import annotations

from collections.abc import Sequence

BUCKETS = 61
"""Whole seconds that are told apart; the last counts all that are further behind."""


def noted(delays: Sequence[int], delay_ms: int) -> list[int]:
    """Return the histogram `delays` with one picture more that is `delay_ms` behind live. A negative delay is none."""
    counts = [*delays, *[0] * (BUCKETS - len(delays))]
    counts[min(max(delay_ms, 0) // 1000, BUCKETS - 1)] += 1
    return counts


def covering_s(delays: Sequence[int], share: float = 0.99) -> int | None:
    """Return the delay, in whole seconds, that `share` of all pictures were within, or None where none was noted."""
    total = sum(delays)
    if total == 0:
        return None
    seen = 0
    for second, count in enumerate(delays):
        seen += count
        if seen >= share * total:
            return second + 1
    return len(delays)
