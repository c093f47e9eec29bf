"""Colours that can be read: contrast as WCAG 2.2 (1.4.3, 1.4.11) defines it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0
_DARK, _LIGHT = "#0b0c0e", "#ffffff"


def luminance(colour: str) -> float:
    """Return the relative luminance (0 to 1) of "#rrggbb"."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) between two colours "#rrggbb"."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_colour(ground: str) -> str:
    """Return the ink for `ground`, with at least 4.5: white or near black, whichever reads better.

    Between #0076e0 and its like neither reaches 4.5; pure black or white always has 4.58 or more.
    """
    soft = max(_DARK, _LIGHT, key=lambda ink: contrast(ink, ground))
    return soft if contrast(soft, ground) >= TEXT_CONTRAST else _strongest(ground)


def _strongest(ground: str) -> str:
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, ground))


def readable(colour: str, ground: str, *, ratio: float = TEXT_CONTRAST) -> str:
    """Return `colour`, moved towards black or white only as far as `ratio` on `ground` needs."""
    if contrast(colour, ground) >= ratio:
        return colour
    goal = _strongest(ground)
    for step in range(1, 21):
        mixed = mix(colour, goal, step / 20)
        if contrast(mixed, ground) >= ratio:
            return mixed
    return goal


def mix(one: str, other: str, share: float) -> str:
    """Return `one` with `share` (0 to 1) of `other` in it, in sRGB."""
    parts = (
        round(int(one[index : index + 2], 16) * (1 - share) + int(other[index : index + 2], 16) * share)
        for index in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


@dataclass(frozen=True, slots=True)
class PairContrast:
    """Two brand colours (names of fields), the contrast that they have, and the one that they need."""

    ink: str
    ground: str
    ratio: float
    needed: float

    @property
    def is_enough(self) -> bool:
        """Whether WCAG AA is met."""
        return self.ratio >= self.needed


# (ink, ground, needed): what the attendee's page sets on what.
_PAIRS = (
    ("ink", "paper", TEXT_CONTRAST),
    ("ink", "surface", TEXT_CONTRAST),
    ("muted", "paper", TEXT_CONTRAST),
    ("muted", "surface", TEXT_CONTRAST),
    ("accent", "paper", SHAPE_CONTRAST),
)


def contrast_report(colours: Mapping[str, str]) -> list[PairContrast]:
    """Return what WCAG AA says of each pair of the brand colours accent, ink, paper, surface, muted."""
    return [
        PairContrast(ink=ink, ground=ground, ratio=contrast(colours[ink], colours[ground]), needed=needed)
        for ink, ground, needed in _PAIRS
    ]


def brand_colours(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colours that a page uses: the brand's own, and those derived from them, which can always be read."""
    accent, paper, surface = colours["accent"], colours["paper"], colours["surface"]
    return {
        "accent": accent,
        "on_accent": on_colour(accent),
        "accent_text": readable(accent, paper),
        "ink": readable(colours["ink"], paper),
        "paper": paper,
        "surface": surface,
        "on_surface": readable(colours["ink"], surface),
        "muted": readable(colours["muted"], paper),
        "muted_on_surface": readable(colours["muted"], surface),
    }
