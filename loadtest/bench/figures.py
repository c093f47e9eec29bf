"""Medians, spreads, and ratios that are paired within a round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """A median with its least and greatest value."""

    median: float
    min: float
    max: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Return the spread of at least one value."""
        found = sorted(values)
        if not found:
            raise ValueError("expected at least one value, got none")
        return cls(median(found), found[0], found[-1])

    def as_json(self) -> dict[str, float]:
        """Return the three numbers, rounded to what they are worth."""
        return {"median": rounded(self.median), "min": rounded(self.min), "max": rounded(self.max)}


def paired_ratio(ours: Mapping[int, float], theirs: Mapping[int, float]) -> Spread | None:
    """Return the spread of ours / theirs over the rounds that both have; None without one.

    Both ran under the same weather within a round, so the ratio is taken there, and the median after.
    """
    rounds = [number for number in ours if theirs.get(number)]
    return Spread.of(ours[number] / theirs[number] for number in rounds) if rounds else None


def rounded(value: float, digits: int = 4) -> float:
    """Return `value` to `digits` significant digits; whole numbers stay whole."""
    return value if value == int(value) else float(f"{value:.{digits}g}")
