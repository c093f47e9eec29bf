"""The demo brand's imagery, drawn by programme: there is no photograph of a car that does not exist."""

from __future__ import annotations

from pathlib import Path

from control_room.demo.art.curves import Lens
from control_room.demo.art.portrait import SITTERS, paint_portrait
from control_room.demo.art.scene import grain, paint
from control_room.demo.art.wordmark import paint_wordmark

# The car stands right of the middle, above the words that pages set on the lower left.
_HERO = Lens(size=(2400, 1500), origin=(1060, 800), scale=0.264)
# Close enough that only the line of the roof is left of it.
_POSTER = Lens(size=(2400, 1350), origin=(-620, 1240), scale=0.66)
_SLATE = Lens(size=(1920, 1080), origin=(300, 700), scale=0.266)


def render_demo_images(folder: Path) -> dict[str, Path]:
    """Draw the demo's images into `folder` and return them by name: hero, poster, slate, speaker_1 to 3, logo."""
    images = {
        "hero": grain(paint(_HERO)),
        "poster": grain(paint(_POSTER, day=0.34, lamps=1.0)),
        "slate": grain(paint(_SLATE, day=0.3, sweep=(0.6, 0.4))),
        **{f"speaker_{number}": paint_portrait(sitter) for number, sitter in enumerate(SITTERS, start=1)},
    }
    paths = {name: folder / f"{name}.jpg" for name in images}
    for name, image in images.items():
        image.save(paths[name], quality=88, optimize=True)
    paths["logo"] = folder / "logo.png"
    paint_wordmark().save(paths["logo"], optimize=True)
    return paths
