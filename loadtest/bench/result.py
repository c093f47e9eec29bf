"""What a bench found, and what it had promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loadtest.bench.figures import Spread, paired_ratio, rounded

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one peer showed in one round. `failure` says why it could not do all that was asked."""

    peer: str
    subscribers: int
    round: int
    values: Mapping[str, float]
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ratio to be shown: `metric` of `ours` over that of `theirs`.

    `theirs_subscribers` differs from `subscribers` where the peer cannot hold as many.
    """

    metric: str
    ours: str
    theirs: str
    subscribers: int
    theirs_subscribers: int
    is_main: bool = True

    @property
    def key(self) -> str:
        """The ratio's name: unveil/nchan@2000, and unveil@2000/channels@500 where the counts differ."""
        name = (
            f"{self.ours}/{self.theirs}@{self.subscribers}"
            if self.subscribers == self.theirs_subscribers
            else f"{self.ours}@{self.subscribers}/{self.theirs}@{self.theirs_subscribers}"
        )
        return name if self.is_main else f"{name} {self.metric}"


@dataclass(frozen=True, slots=True)
class Promise:
    """A bound on the median of a ratio (`of` is its key) or of a row's metric (`of` is peer@subscribers)."""

    of: str
    metric: str | None = None
    at_most: float | None = None
    at_least: float | None = None

    def shortfall(self, spread: Spread) -> str | None:
        """Return what to tell when the promise is not kept."""
        bounds = [
            (word, bound)
            for word, bound, broken in (
                ("at most", self.at_most, self.at_most is not None and spread.median > self.at_most),
                ("at least", self.at_least, self.at_least is not None and spread.median < self.at_least),
            )
            if broken and bound is not None
        ]
        if not bounds:
            return None
        word, bound = bounds[0]
        return (
            f"{self.name}: expected {word} {bound:g}, got {rounded(spread.median):g} "
            f"({rounded(spread.min):g} to {rounded(spread.max):g})"
        )

    @property
    def name(self) -> str:
        """What is promised something of."""
        return self.of if self.metric is None else f"{self.of} {self.metric}"


@dataclass(slots=True)
class Result:
    """All readings of one run."""

    bench: str
    settings: JSON
    readings: list[Reading] = field(default_factory=list)
    comparisons: Sequence[Comparison] = ()
    promises: Sequence[Promise] = ()

    def as_json(self) -> JSON:
        """Return the one object of which `--json` consists; every bench has this shape."""
        rows, ratios = self.rows(), self.ratios()
        missed, unmeasured = self._judged(ratios)
        return {
            "bench": self.bench,
            "settings": {**self.settings, "unmeasured": unmeasured},
            "rows": rows,
            "ratios": {key: spread.as_json() for key, spread in ratios.items()},
            "missed": missed,
        }

    def rows(self) -> list[JSON]:
        """Return a row for each peer and count, in the order in which they first appeared."""
        rows = []
        for peer, subscribers in dict.fromkeys((reading.peer, reading.subscribers) for reading in self.readings):
            mine = [each for each in self.readings if (each.peer, each.subscribers) == (peer, subscribers)]
            metrics = dict.fromkeys(metric for reading in mine for metric in reading.values)
            rows.append(
                {
                    "peer": peer,
                    "subscribers": subscribers,
                    "rounds": len(mine),
                    **{
                        metric: Spread.of(each.values[metric] for each in mine if metric in each.values).as_json()
                        for metric in metrics
                    },
                    "failures": [f"round {each.round}: {each.failure}" for each in mine if each.failure],
                }
            )
        return rows

    def ratios(self) -> dict[str, Spread]:
        """Return the ratios that could be taken."""
        found = {}
        for each in self.comparisons:
            ratio = paired_ratio(
                self._by_round(each.ours, each.subscribers, each.metric),
                self._by_round(each.theirs, each.theirs_subscribers, each.metric),
            )
            if ratio is not None:
                found[each.key] = ratio
        return found

    def _by_round(self, peer: str, subscribers: int, metric: str) -> dict[int, float]:
        return {
            each.round: each.values[metric]
            for each in self.readings
            if (each.peer, each.subscribers) == (peer, subscribers) and metric in each.values
        }

    def _judged(self, ratios: Mapping[str, Spread]) -> tuple[list[str], list[str]]:
        missed, unmeasured = [], []
        for promise in self.promises:
            spread = ratios.get(promise.of) if promise.metric is None else self._spread(promise.of, promise.metric)
            if spread is None:
                unmeasured.append(promise.name)
            elif (shortfall := promise.shortfall(spread)) is not None:
                missed.append(f"{self.bench}: {shortfall}")
        return missed, unmeasured

    def _spread(self, row: str, metric: str) -> Spread | None:
        peer, _, subscribers = row.partition("@")
        values = self._by_round(peer, int(subscribers), metric)
        return Spread.of(values.values()) if values else None


def rotated(names: Sequence[str], round_number: int) -> Iterable[str]:
    """Return `names` beginning with another one in each round, so that none is always first."""
    start = round_number % len(names)
    return [*names[start:], *names[:start]]
