"""Line plots as SVG, with no script and no library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 900, 240, 64, 28, 12
_COLOURS = ("#1f5fa8", "#d0782a", "#2f8a5b")

Line = tuple[str, Sequence[tuple[float, float]]]


def line_plot(title: str, unit: str, lines: Sequence[Line]) -> str:
    """Return a figure of `lines`, each a label and its (second, value) points, above zero."""
    points = [point for _, line in lines for point in line]
    if not points:
        return ""
    last_s = max(at_s for at_s, _ in points) or 1.0
    top = _rounded_up(max(value for _, value in points))
    drawn = [_axes(top, last_s, unit)]
    for number, (label, line) in enumerate(lines):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(f"{_x(at_s, last_s):.1f},{_y(value, top):.1f}" for at_s, value in line)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.75"/>')
        if label and len(lines) > 1:
            at = _WIDTH - 90 * (len(lines) - number)
            drawn.append(f'<text x="{at}" y="{_TOP + 4}" fill="{colour}" font-size="13">{escape(label)}</text>')
    svg = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">{"".join(drawn)}</svg>'
    return f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>"


def _axes(top: float, last_s: float, unit: str) -> str:
    drawn = []
    for part in range(5):
        value = top * part / 4
        y = _y(value, top)
        drawn.append(f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e4e6ea"/>')
        text = f"{value:,.4g}" if value < 10_000 else f"{value:,.0f}"
        said = f"{text} {unit}".strip()
        drawn.append(
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" font-size="12" fill="#5a606b">{said}</text>'
        )
    for part in range(6):
        at_s = last_s * part / 5
        anchor = "end" if part == 5 else "middle" if part else "start"
        drawn.append(
            f'<text x="{_x(at_s, last_s):.1f}" y="{_HEIGHT - 8}" text-anchor="{anchor}" font-size="12" fill="#5a606b">'
            f"{at_s:.0f} s</text>"
        )
    return "".join(drawn)


def _x(at_s: float, last_s: float) -> float:
    return _LEFT + (_WIDTH - _LEFT) * at_s / last_s


def _y(value: float, top: float) -> float:
    return _TOP + (_HEIGHT - _BOTTOM - _TOP) * (1 - value / top)


def _rounded_up(value: float) -> float:
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 5, 8, 10) if step * power >= value * 0.999)
