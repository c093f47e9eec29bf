"""A result for people: a table in Markdown, bars in the terminal, a chart as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

JSON = dict[str, Any]
_BAR_CHARS = 40
_OURS, _THEIRS, _INK, _WHISKER = "#b8860b", "#9aa3ad", "#3a4149", "#20262c"


def table(result: JSON) -> str:
    """Return the rows as a table for RESULTS.md: a column for each peer and count, a line for each metric."""
    rows = result["rows"]
    metrics = dict.fromkeys(name for row in rows for name, value in row.items() if isinstance(value, dict))
    head = ["", *(_label(row) for row in rows)]
    lines = [[name, *(_cell(row.get(name)) for row in rows)] for name in metrics]
    return "\n".join(_line(cells) for cells in [head, ["---"] * len(head), *lines])


def ratio_table(result: JSON) -> str:
    """Return the ratios as a table."""
    rows = [[name, _number(each["median"]), _span(each)] for name, each in result["ratios"].items()]
    return "\n".join(_line(cells) for cells in [["ratio", "median", "min to max"], ["---"] * 3, *rows])


def bars(result: JSON, metric: str, unit: str) -> str:
    """Return a plot of `metric` for the terminal."""
    shown = _shown(result, metric)
    if not shown:
        return ""
    most = max(row[metric]["median"] for row in shown)
    width = max(len(_label(row)) for row in shown)
    lines = [
        f"{_label(row):<{width}}  {'█' * max(1, round(_BAR_CHARS * row[metric]['median'] / most))} "
        f"{_number(row[metric]['median'])}"
        for row in shown
    ]
    return "\n".join([unit, *lines])


def svg(result: JSON, metric: str, unit: str) -> str:
    """Return a chart of `metric`: a bar for each row's median, a whisker from its least to its greatest value."""
    shown = _shown(result, metric)
    most = max((row[metric]["max"] for row in shown), default=1.0)
    left, width, step = 170, 460, 26
    height = 46 + step * len(shown)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" font-family="system-ui, sans-serif" '
        f'font-size="13" fill="{_INK}"><rect width="720" height="{height}" fill="#fff"/>',
        f'<text x="12" y="22" font-weight="600">{escape(result["bench"])}: {escape(unit)}</text>',
    ]
    for place, row in enumerate(shown):
        y = 36 + step * place
        spread = row[metric]
        x0, x1, end = (left + width * spread[name] / most for name in ("min", "max", "median"))
        colour = _OURS if row["peer"] == "unveil" else _THEIRS
        parts += [
            f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{escape(_label(row))}</text>',
            f'<rect x="{left}" y="{y}" width="{end - left:.1f}" height="18" fill="{colour}"/>',
            f'<path d="M{x0:.1f} {y + 9}H{x1:.1f}" stroke="{_WHISKER}" stroke-width="2"/>',
            f'<text x="{max(x1, end) + 6:.1f}" y="{y + 13}">{_number(spread["median"])}</text>',
        ]
    return "\n".join([*parts, "</svg>\n"])


def _shown(result: JSON, metric: str) -> list[JSON]:
    return [row for row in result["rows"] if metric in row]


def _label(row: JSON) -> str:
    return f"{row['peer']}@{row['subscribers']}"


def _cell(spread: JSON | None) -> str:
    if spread is None:
        return ""
    told = _number(spread["median"])
    return told if spread["min"] == spread["max"] else f"{told} ({_span(spread)})"


def _span(spread: JSON) -> str:
    return f"{_number(spread['min'])} to {_number(spread['max'])}"


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
