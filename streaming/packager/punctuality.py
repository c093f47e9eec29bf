"""Whether an encoder's media are of the present."""

from __future__ import annotations

import time
from collections.abc import Callable

# Viewers are about 2 s behind: media further than this from their time are no use to them.
LATE_S = 1.4
# Some publishers send their first second at once, and all that follows is ahead by it: that harms nobody.
EARLY_S = 4.0
# A busy machine recovers, and its encoder catches up, where a new one would only add to the work. What lasts for this
# long is a clock that was set, or drifted.
PATIENCE_S = 120.0


class Punctuality:
    """Compares where an encoder's media end (`end_s`, seconds of the epoch; 0 before the first) with the clock."""

    def __init__(self, end_s: Callable[[], float], *, clock: Callable[[], float] = time.time) -> None:
        self._end_s = end_s
        self._clock = clock
        self._late_since_s: float | None = None

    def is_lost(self) -> bool:
        """Say whether they have been off for longer than patience lasts; ask a few times a second."""
        now_s, end_s = self._clock(), self._end_s()
        if end_s == 0 or -EARLY_S <= now_s - end_s <= LATE_S:
            self._late_since_s = None
            return False
        if self._late_since_s is None:
            self._late_since_s = now_s
        return abs(now_s - self._late_since_s) > PATIENCE_S
