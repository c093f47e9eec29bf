"""The brand of an experience as a stylesheet of custom properties."""

from __future__ import annotations

import hashlib

from events.colour import brand_colours, luminance
from events.models import Experience

_FACES = {
    "fraunces": '"Fraunces Variable", "Fraunces Fallback", serif',
    "inter": '"Inter Variable", "Inter Fallback", system-ui, sans-serif',
}
# Fraunces is narrower in the largest sizes, and so is its stand-in (events/frontend/css/scene.css).
_TITLE_STACK = '"Fraunces Variable", "Fraunces Title Fallback", "Fraunces Title Fallback 2", serif'
_TITLE_FACES = _FACES | {"fraunces": _TITLE_STACK}
_COLOURS = ("accent", "ink", "paper", "surface", "muted")


def brand_css(experience: Experience | None) -> str:
    """Return the rule that sets the tokens of `experience`; every value was validated when it was saved."""
    if experience is None:
        return ""
    colours = brand_colours({name: getattr(experience, name) for name in _COLOURS})
    tokens = {name.replace("_", "-"): value for name, value in colours.items()} | {
        "font-display": _FACES[experience.display_font],
        "font-title": _TITLE_FACES[experience.display_font],
        "font-text": _FACES[experience.text_font],
        "radius": f"{experience.radius_px}px",
    }
    # The browser's own parts (checkboxes, scroll bars) come in the shade of the paper.
    scheme = "dark" if luminance(experience.paper) < 0.18 else "light"
    return (
        f":root{{color-scheme:{scheme};" + "".join(f"--brand-{name}:{value};" for name, value in tokens.items()) + "}"
    )


def brand_version(css: str) -> str:
    """Return what an address of this very stylesheet carries, so that it can be kept for ever."""
    return hashlib.sha256(css.encode()).hexdigest()[:12]
