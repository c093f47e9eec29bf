"""Our histograms in Locust's statistics, so that its tables, its live page and its report show them.

Locust counts one request at a time; for 50,000 deliveries a second that would cost more than the deliveries.
"""

from __future__ import annotations

import time

from locust.stats import RequestStats, StatsEntry

from loadtest.figures import Figures, Histogram

_SHOWN = {
    "latency": ("WS", "a fact, from append to viewer"),
    "page": ("GET", "the page"),
    "joining": ("WS", "a join, until the snapshots"),
    "returning": ("WS", "a return, until the welcome"),
    "acknowledging": ("WS", "a command, until its answer"),
}


def log_figures(stats: RequestStats, figures: Figures) -> None:
    """Add what `figures` hold of durations."""
    for name, (method, label) in _SHOWN.items():
        histogram: Histogram = getattr(figures, name)
        if histogram.count:
            for entry in (stats.get(label, method), stats.total):
                _log(entry, histogram)
    for what, times in figures.errors.items():
        for _ in range(min(times, 100)):
            stats.log_error("WS", "errors", what)


def _log(entry: StatsEntry, histogram: Histogram) -> None:
    second = int(time.time())
    entry.num_requests += histogram.count
    entry.num_reqs_per_sec[second] = entry.num_reqs_per_sec.setdefault(second, 0) + histogram.count
    entry.last_request_timestamp = time.time()
    entry.total_response_time += int(histogram.total_ms)
    entry.max_response_time = max(entry.max_response_time, int(histogram.max_ms))
    least = int(min(histogram.edges()))
    entry.min_response_time = least if entry.min_response_time is None else min(entry.min_response_time, least)
    for edge_ms, count in histogram.edges().items():
        edge = round(edge_ms)
        entry.response_times[edge] = entry.response_times.setdefault(edge, 0) + count
