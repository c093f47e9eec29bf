"""The demo brand's imagery, drawn by programme: there is no photograph of a car that does not exist."""

from __future__ import annotations

from pathlib import Path


def render_demo_images(folder: Path) -> dict[str, Path]:
    """Draw the demo's images into `folder` and return them by name."""
    return {}
