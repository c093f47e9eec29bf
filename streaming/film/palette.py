"""The demo brand's colours, the film's format, and easing."""

from __future__ import annotations

from math import cos, pi

WIDTH, HEIGHT, FPS, SECONDS = 1280, 720, 25, 48

NIGHT = (11, 13, 18)
PAPER = (244, 241, 234)
COPPER = (232, 116, 59)
STEEL = (134, 146, 164)


def ease(value: float) -> float:
    """Map 0..1 to 0..1 with a soft start and a soft end; clamps outside."""
    return 0.5 - 0.5 * cos(pi * min(1.0, max(0.0, value)))


def ramp(time_s: float, start_s: float, end_s: float) -> float:
    """How far `time_s` is between two moments, eased."""
    return ease((time_s - start_s) / (end_s - start_s))


def window(time_s: float, start_s: float, end_s: float, *, fade_s: float = 1.2) -> float:
    """1 between two moments, with eased fades of `fade_s` inside them, 0 outside."""
    return ramp(time_s, start_s, start_s + fade_s) * (1.0 - ramp(time_s, end_s - fade_s, end_s))
