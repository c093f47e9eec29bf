"""A line every few seconds while it runs."""

from __future__ import annotations

import gevent

from loadtest.show import Show

_EVERY_S = 3.0


def tell_progress(show: Show) -> None:
    """Print how it goes, for ever."""
    told = 0
    while True:
        gevent.sleep(_EVERY_S)
        recent = show.seconds[told:]
        told = len(show.seconds)
        if not recent:
            continue
        frames = sum(second.figures.frames for second in recent) / max(1.0, len(recent))
        latencies = [ms for second in recent if (ms := second.figures.latency.quantile_ms(0.99)) is not None]
        cpu = next((second.cpu_share for second in reversed(show.seconds[-10:]) if second.cpu_share is not None), None)
        parts = [
            f"{recent[-1].at_s:5.0f} s",
            f"{show.open:7,} open",
            f"{frames:9,.0f} frames/s",
            f"p99 {max(latencies):6.0f} ms" if latencies else "p99      - ms",
            f"servers {cpu:4.2f} cores" if cpu is not None else "servers   - cores",
            f"audience {sum(second.figures.cpu_s for second in recent) / max(1, len(recent)):4.2f}",
        ]
        if show.total.gaps or show.total.errors:
            parts.append(f"GAPS {show.total.gaps} ERRORS {show.total.errors.total()}")
        print("  ".join(parts), flush=True)
