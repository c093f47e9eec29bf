"""What an audience measures: histograms and counts that stay small however many frames come, and can be added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

_OVERFLOW = 370


def _bucket(ms: float) -> int:
    """1 ms wide up to 100 ms, then a tenth to a hundredth of the value, up to 100 s."""
    if ms < 100:
        return int(ms) if ms > 0 else 0
    if ms < 1_000:
        return 90 + int(ms / 10)
    if ms < 10_000:
        return 180 + int(ms / 100)
    return 270 + int(ms / 1_000) if ms < 100_000 else _OVERFLOW


def _upper_edge_ms(bucket: int) -> float:
    if bucket < 100:
        return bucket + 1
    if bucket < 190:
        return (bucket - 89) * 10
    if bucket < 280:
        return (bucket - 179) * 100
    return (bucket - 269) * 1_000 if bucket < _OVERFLOW else float("inf")


class Histogram:
    """Durations in milliseconds. A quantile is the upper edge of its bucket, so never flattering."""

    __slots__ = ("buckets", "count", "max_ms", "total_ms")

    def __init__(self) -> None:
        self.buckets: Counter[int] = Counter()
        self.count = 0
        self.max_ms = 0.0
        self.total_ms = 0.0

    def add(self, ms: float, times: int = 1) -> None:
        """Count a duration, `times` times."""
        self.buckets[_bucket(ms)] += times
        self.count += times
        self.total_ms += ms * times
        if ms > self.max_ms:
            self.max_ms = ms

    def merge(self, other: Histogram) -> None:
        """Add what `other` counted."""
        self.buckets.update(other.buckets)
        self.count += other.count
        self.total_ms += other.total_ms
        self.max_ms = max(self.max_ms, other.max_ms)

    def quantile_ms(self, share: float) -> float | None:
        """Return the duration that `share` (0 to 1) of all stay within; None when nothing was counted."""
        if not self.count:
            return None
        left = share * self.count
        for bucket in sorted(self.buckets):
            left -= self.buckets[bucket]
            if left <= 1e-9:
                return min(_upper_edge_ms(bucket), max(self.max_ms, 0.0))
        return self.max_ms

    def edges(self) -> dict[float, int]:
        """Return the counts by the upper edges (ms) of their buckets."""
        return {min(_upper_edge_ms(bucket), self.max_ms): n for bucket, n in sorted(self.buckets.items())}

    def summary(self) -> dict[str, float | int | None]:
        """Return count, mean and the usual quantiles, in milliseconds."""
        quantiles = {f"p{int(share * 100)}_ms": self.quantile_ms(share) for share in (0.5, 0.95, 0.99)}
        mean = self.total_ms / self.count if self.count else None
        return {"count": self.count, "mean_ms": mean, **quantiles, "max_ms": self.max_ms if self.count else None}

    def to_wire(self) -> list[Any]:
        """Return what `from_wire` takes, of plain types."""
        return [dict(self.buckets), self.count, self.max_ms, self.total_ms]

    @classmethod
    def from_wire(cls, wire: list[Any]) -> Histogram:
        """Return the histogram that another process sent."""
        histogram = cls()
        buckets, histogram.count, histogram.max_ms, histogram.total_ms = wire
        histogram.buckets = Counter({int(bucket): n for bucket, n in buckets.items()})
        return histogram


@dataclass(slots=True)
class Figures:
    """What happened to an audience in some span of time. All fields can be added up, save the `most` ones."""

    frames: int = 0
    bytes_read: int = 0
    facts: int = 0
    """Facts applied, one for each viewer and fact."""
    made_good: int = 0
    """Those among them that were appended while the viewer was away, and came by resuming."""
    duplicates: int = 0
    gaps: int = 0
    leaks: int = 0
    """Personal messages that came to somebody else."""
    joins: int = 0
    returns: int = 0
    latency: Histogram = field(default_factory=Histogram)
    """From a fact's `at_ms` to its being read."""
    page: Histogram = field(default_factory=Histogram)
    """From asking to the last byte: of the page, and of the visit after it."""
    opening: Histogram = field(default_factory=Histogram)
    """From connecting to the answer 101."""
    joining: Histogram = field(default_factory=Histogram)
    """From connecting (to the page first, where it is opened) to the last shared snapshot."""
    returning: Histogram = field(default_factory=Histogram)
    """From the loss of a connection to the welcome on the next."""
    acknowledging: Histogram = field(default_factory=Histogram)
    """From the first sending of a command to its answer."""
    leaving: Histogram = field(default_factory=Histogram)
    """From `drain` to the close."""
    told_to_wait: Histogram = field(default_factory=Histogram)
    """The `after_ms` of connections that were refused."""
    acknowledged: int = 0
    repeated: int = 0
    closes: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    cpu_s: float = 0.0
    most_turn_ms: float = 0.0
    """The longest time that the audience itself was away from its sockets."""

    def merge(self, other: Figures) -> None:
        """Add what `other` holds."""
        for name in _NAMES:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, Histogram):
                mine.merge(theirs)
            elif isinstance(mine, Counter):
                mine.update(theirs)
            else:
                setattr(self, name, max(mine, theirs) if name.startswith("most_") else mine + theirs)

    def to_wire(self) -> dict[str, Any]:
        """Return what `from_wire` takes, of plain types."""
        return {name: _plain(getattr(self, name), Histogram.to_wire) for name in _NAMES}

    @classmethod
    def from_wire(cls, wire: dict[str, Any]) -> Figures:
        """Return the figures that another process sent."""
        figures = cls()
        for name in _NAMES:
            empty = getattr(figures, name)
            if isinstance(empty, Histogram):
                setattr(figures, name, Histogram.from_wire(wire[name]))
            else:
                setattr(figures, name, Counter(wire[name]) if isinstance(empty, Counter) else wire[name])
        return figures

    def summary(self) -> dict[str, Any]:
        """Return all of it for a report."""
        return {name: _plain(getattr(self, name), Histogram.summary) for name in _NAMES}


def _plain(value: Any, histogram: Callable[[Histogram], Any]) -> Any:
    if isinstance(value, Histogram):
        return histogram(value)
    return dict(value) if isinstance(value, Counter) else value


_NAMES = tuple(each.name for each in fields(Figures))
