"""What a run leaves: JSON for programs, and a page with plots for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from loadtest.plots import line_plot
from loadtest.show import Check, Second, Show


def run_record(show: Show, scenario: str, settings: dict[str, Any], started_at: str) -> dict[str, Any]:
    """Return all that is known about a run, of plain types."""
    return {
        "scenario": scenario,
        "started_at": started_at,
        "settings": settings,
        "passed": all(check.passed for check in show.checks),
        "checks": [asdict(check) for check in show.checks],
        "missed": [
            f"{check.what}: expected {check.expected}, got {check.got}" for check in show.checks if not check.passed
        ],
        "figures": show.total.summary(),
        "spans": {name: figures.summary() for name, figures in show.spans.items()},
        "costs": show.costs,
        "written": {"facts": show.conductor.written, "refused": dict(show.conductor.refused)},
        "seconds": [_second(second) for second in show.seconds],
    }


def _second(second: Second) -> dict[str, Any]:
    figures = second.figures
    return {
        "at_s": second.at_s,
        "open": second.open,
        "frames": figures.frames,
        "facts": figures.facts,
        "joins": figures.joins,
        "returns": figures.returns,
        "p50_ms": figures.latency.quantile_ms(0.5),
        "p99_ms": figures.latency.quantile_ms(0.99),
        "closes": figures.closes.total(),
        "audience_cpu_share": figures.cpu_s,
        "audience_most_turn_ms": figures.most_turn_ms,
        "server_cpu_share": second.cpu_share,
        "server_memory_bytes": second.memory_bytes,
    }


def write_report(folder: Path, name: str, record: dict[str, Any], locust_html: str) -> Path:
    """Write <name>.json, <name>.html and Locust's own <name>-locust.html; return the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(record, indent=1))
    (folder / f"{name}-locust.html").write_text(locust_html)
    page = folder / f"{name}.html"
    page.write_text(_page(name, record))
    return page


def _page(name: str, record: dict[str, Any]) -> str:
    seconds: list[dict[str, Any]] = record["seconds"]

    def plot(title: str, unit: str, *lines: tuple[str, Callable[[dict[str, Any]], float | None]]) -> str:
        drawn: list[tuple[str, Sequence[tuple[float, float]]]] = []
        for label, value in lines:
            points = [(second["at_s"], number) for second in seconds if (number := value(second)) is not None]
            drawn.append((label, points))
        return line_plot(title, unit, drawn)

    plots = [
        plot("Delivery", "ms", ("p99", lambda s: s["p99_ms"]), ("p50", lambda s: s["p50_ms"])),
        plot("Viewers with an open socket", "", ("open", lambda s: s["open"])),
        plot("Frames delivered a second", "", ("frames", lambda s: s["frames"])),
        plot(
            "CPU, in cores",
            "",
            ("servers", lambda s: s["server_cpu_share"]),
            ("audience", lambda s: s["audience_cpu_share"]),
        ),
        plot("Memory of the servers", "MB", ("resident", lambda s: _mb(s["server_memory_bytes"]))),
        plot(
            "Longest time that a client process was away from its sockets",
            "ms",
            ("", lambda s: s["audience_most_turn_ms"]),
        ),
    ]
    checks = "".join(_check_row(Check(**check)) for check in record["checks"])
    settings = ", ".join(f"{key} {value}" for key, value in record["settings"].items())
    verdict = "passed" if record["passed"] else "failed"
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{escape(name)}: {verdict}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; color: #1b1e24; max-width: 60rem; margin: 2.5rem auto;
  padding: 0 1.5rem }}
h1 {{ font-weight: 600; margin: 0 }} p {{ color: #5a606b; margin: .25rem 0 2rem }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }}
td, th {{ text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #e4e6ea; vertical-align: top }}
.failed {{ color: #b3261e; font-weight: 600 }} .passed {{ color: #1a6b3c }}
figure {{ margin: 2.5rem 0 }} figcaption {{ font-weight: 600; margin-bottom: .5rem }}
svg {{ width: 100%; height: auto }}
</style>
<h1>{escape(record["scenario"])} <span class="{verdict}">{verdict}</span></h1>
<p>{escape(record["started_at"])} · {escape(settings)}</p>
<table><tr><th>promise<th>expected<th>got<th></tr>{checks}</table>
{"".join(plots)}
<p><a href="{escape(name)}-locust.html">Locust's own report</a> · <a href="{escape(name)}.json">all figures</a></p>
</html>
"""


def _check_row(check: Check) -> str:
    verdict = "passed" if check.passed else "failed"
    cells = "".join(f"<td>{escape(text)}" for text in (check.what, check.expected, check.got))
    return f'<tr>{cells}<td class="{verdict}">{verdict}</tr>'


def _mb(size_bytes: float | None) -> float | None:
    return None if size_bytes is None else size_bytes / 1e6
