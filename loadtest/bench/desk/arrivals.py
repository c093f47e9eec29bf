"""When questions and upvotes come: at an even rate, with bursts as after something that was said on stage."""

from __future__ import annotations

import random

# A burst every so many seconds, in which as much comes within BURST_S as else in BURST_SHARE of the whole span.
BURST_EVERY_S = 60.0
BURST_S = 4.0
BURST_SHARE = 0.2


def moments(count: int, seconds: float, *, seed: int) -> list[float]:
    """Return `count` moments in seconds from the start, ascending: four in five even, one in five in a burst."""
    rng = random.Random(seed)
    spans = max(1, round(seconds / BURST_EVERY_S))
    in_bursts = round(count * BURST_SHARE)
    even = [(number + rng.random()) * seconds / (count - in_bursts) for number in range(count - in_bursts)]
    bursts = [
        (number % spans + 0.5) * seconds / spans + rng.random() * min(BURST_S, seconds / spans / 2)
        for number in range(in_bursts)
    ]
    return sorted([*even, *bursts])
