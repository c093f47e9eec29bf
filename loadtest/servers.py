"""What the servers say of themselves on /metrics."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field

from loadtest.targets import Target

_SAMPLE = re.compile(r"^([a-zA-Z_:][\w:]*)(\{[^}]*\})? ([-+.\deE]+|NaN|\+Inf)$", re.MULTILINE)
_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Scrape:
    """One look at one server. `samples` are summed over their labels; `labelled` are not."""

    at_s: float
    samples: dict[str, float]
    labelled: dict[str, float]

    @property
    def cpu_s(self) -> float:
        """CPU seconds since its start."""
        return self.samples.get("process_cpu_seconds_total", 0.0)

    @property
    def memory_bytes(self) -> float:
        """Resident memory."""
        return self.samples.get("process_resident_memory_bytes", 0.0)


@dataclass(slots=True)
class Server:
    """A target and all looks at it. None stands for a look that had no answer."""

    target: Target
    scrapes: list[Scrape] = field(default_factory=list)

    def scrape(self) -> Scrape | None:
        """Look, and keep it."""
        try:
            with urllib.request.urlopen(f"{self.target.url}/metrics", timeout=_TIMEOUT_S) as answer:  # noqa: S310
                text = answer.read().decode()
        except (urllib.error.URLError, OSError):
            return None
        self.scrapes.append(parse_metrics(text))
        return self.scrapes[-1]

    def last(self) -> Scrape | None:
        """Return the newest look."""
        return self.scrapes[-1] if self.scrapes else None

    def grown(self, name: str, since_s: float) -> float:
        """Return by how much a counter grew since the look before `since_s`."""
        before = [scrape for scrape in self.scrapes if scrape.at_s <= since_s] or self.scrapes[:1]
        if not before:
            return 0.0
        return self.scrapes[-1].samples.get(name, 0.0) - before[-1].samples.get(name, 0.0)

    def longest_stall_ms(self, since_s: float) -> float | None:
        """Return the upper edge of the event loop's longest lag since then, from its histogram; None without one."""
        looked = [scrape for scrape in self.scrapes if scrape.at_s <= since_s] or self.scrapes[:1]
        if not looked:
            return None
        return longest_ms("live_loop_late_seconds", looked[-1], self.scrapes[-1])


def parse_metrics(text: str) -> Scrape:
    """Return the samples in Prometheus text."""
    samples: dict[str, float] = defaultdict(float)
    labelled: dict[str, float] = {}
    for name, labels, value in _SAMPLE.findall(text):
        samples[name] += float(value)
        labelled[name + labels] = float(value)
    return Scrape(time.monotonic(), dict(samples), labelled)


def longest_ms(name: str, before: Scrape, after: Scrape) -> float | None:
    """Return the upper edge (ms) of the highest bucket of a histogram that grew between two looks."""
    edges: list[tuple[float, float]] = []
    for key, value in after.labelled.items():
        match = re.fullmatch(name + r'_bucket\{(?:.*,)?le="([^"]+)"(?:,.*)?\}', key)
        if match:
            edges.append((float(match[1]), value - before.labelled.get(key, 0.0)))
    if not edges:
        return None
    edges.sort()
    everything = edges[-1][1]
    if everything == 0:
        return 0.0
    return next(edge for edge, count in edges if count == everything) * 1000
