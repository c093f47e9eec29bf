"""How long to wait before an encoder is started again."""

from __future__ import annotations

from collections.abc import Callable
from random import random


class Backoff:
    """Pauses that double from `first_s` to `longest_s`, each shortened by up to a half at random.

    `random` returns 0 to 1; the first pause after a healthy run is the first again.
    """

    def __init__(
        self,
        *,
        first_s: float = 0.3,
        longest_s: float = 15.0,
        healthy_after_s: float = 20.0,
        random: Callable[[], float] = random,
    ) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._healthy_after_s = healthy_after_s
        self._random = random
        self._failures = 0

    def pause_s(self, *, ran_s: float) -> float:
        """Return the pause after a run that lasted `ran_s`."""
        self._failures = 0 if ran_s >= self._healthy_after_s else self._failures
        whole_s = min(self._longest_s, self._first_s * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return whole_s * (1.0 - 0.5 * self._random())
