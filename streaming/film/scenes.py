"""The film, frame by frame: night, a line of light, a profile, a face, a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sin

from PIL import Image, ImageChops, ImageFilter

from . import car
from .layers import (
    DISPLAY,
    DISPLAY_ITALIC,
    TEXT,
    Colour,
    filled,
    glow,
    lit,
    paint,
    radial,
    scaled,
    strokes,
    text,
    zoomed,
)
from .palette import COPPER, FPS, HEIGHT, NIGHT, PAPER, STEEL, WIDTH, ramp, window

_SIDE_FLOOR = 520
_FRONT_FLOOR = 512


def render_frame(index: int) -> bytes:
    """Return frame `index` as RGB bytes."""
    time_s = index / FPS
    frame = Image.new("RGB", (WIDTH, HEIGHT), NIGHT)
    _haze(frame, time_s)
    _horizon(frame, time_s)
    _profile(frame, time_s)
    _face(frame, time_s)
    # The camera moves in on the car while it is there.
    frame = zoomed(frame, max(1.0 + 0.045 * (time_s - 6) / 16 if 6 < time_s < 22.5 else 1.0, _front_zoom(time_s)))
    _titles(frame, time_s)
    return frame.tobytes()


@dataclass(frozen=True, slots=True)
class _View:
    """A drawing as masks: lines, thin lines, lamps and their glow, the body, and all of it mirrored in the floor."""

    lines: Image.Image
    details: Image.Image
    lamps: Image.Image
    lamp_glow: Image.Image
    body: Image.Image
    reflection: Image.Image


@lru_cache(maxsize=2)
def _view(name: str) -> _View:
    drawing, floor = (car.side(), _SIDE_FLOOR) if name == "side" else (car.front(), _FRONT_FLOOR)
    lines, lamps = strokes(drawing.contour, 2.4), strokes(drawing.lamps, 4.2)
    details = strokes(drawing.details, 1.25)
    soft = ImageChops.lighter(glow(lines, 5, 0.55), lines)
    body = filled(drawing.body)
    if name == "side":
        for house in car.wheel_houses():
            body = ImageChops.lighter(body, filled(house))
    wide = ImageChops.lighter(glow(lamps, 34, 5.0), glow(lamps, 11, 2.4))
    return _View(
        lines=soft,
        details=scaled(details, 0.62),
        lamps=lamps,
        lamp_glow=wide,
        body=body,
        reflection=_mirrored(ImageChops.lighter(lines, scaled(lamps, 1.0)), floor),
    )


def _mirrored(mask: Image.Image, floor: int) -> Image.Image:
    """What a dark wet floor gives back: upside down, soft, gone after 120 pixels."""
    above = mask.crop((0, max(0, floor - 190), WIDTH, floor)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    fade = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((WIDTH, above.height))
    faded = ImageChops.multiply(above, scaled(fade, 0.34))
    reflected = Image.new("L", (WIDTH, HEIGHT))
    reflected.paste(faded, (0, floor))
    return reflected.filter(ImageFilter.GaussianBlur(2.2))


@lru_cache(maxsize=4)
def _cloud(width: int, height: int, gain: float) -> Image.Image:
    return radial(width, height, gain)


def _haze(frame: Image.Image, time_s: float) -> None:
    """Two clouds of light behind everything, which drift so slowly that nobody sees them move."""
    cold = window(time_s, 0.0, 48.0, fade_s=5)
    warm = max(
        window(time_s, 4, 24, fade_s=5), window(time_s, 23, 38, fade_s=4), 0.9 * window(time_s, 36, 47.6, fade_s=3)
    )
    frame.paste((52, 66, 92), (round(-250 + 90 * sin(time_s / 9)), -240), scaled(_cloud(1500, 980, 0.42), cold))
    if warm > 0.01:
        x = round(250 + 110 * sin(time_s / 7 + 1))
        frame.paste((150, 74, 40), (x, 150), scaled(_cloud(1100, 640, 0.30), warm))


@lru_cache(maxsize=1)
def _horizon_line() -> Image.Image:
    line = strokes([[(60, _SIDE_FLOOR + 1), (1220, _SIDE_FLOOR + 1)]], 1.4)
    return ImageChops.lighter(glow(line, 4, 1.2), line)


def _horizon(frame: Image.Image, time_s: float) -> None:
    """A spark runs along the floor, and the floor stays."""
    line = _horizon_line()
    spark = window(time_s, 0.8, 6.8, fade_s=0.8)
    if spark > 0.01:
        x = -200 + 1680 * ramp(time_s, 0.8, 6.6)
        paint(frame, COPPER, lit(line, x, 210), spark)
        paint(frame, PAPER, lit(line, x, 70), spark)
    paint(frame, STEEL, lit(line, 640, 460), 0.30 * window(time_s, 4.5, 36.5, fade_s=3))


def _profile(frame: Image.Image, time_s: float) -> None:
    """The car from the side: drawn by a moving light, then standing in its own."""
    shown = window(time_s, 6.0, 22.0, fade_s=1.6)
    if shown < 0.01:
        return
    view = _view("side")
    drawn = ramp(time_s, 9.5, 14.0)
    sweep = 1500 - 1750 * ramp(time_s, 6.2, 11.5)
    second = -300 + 1900 * ramp(time_s, 13.5, 20.5)
    paint(frame, (8, 10, 14), view.body, 0.86 * shown)
    lines, details = view.lines, view.details
    paint(frame, STEEL, details, 0.75 * drawn * shown)
    paint(frame, STEEL, lines, 0.85 * drawn * shown)
    for x, spread in ((sweep, 230.0), (second, 260.0)):
        if -280 < x < WIDTH + 280:
            paint(frame, PAPER, lit(lines, x, spread), shown)
            paint(frame, PAPER, lit(details, x, spread), 0.8 * shown)
            paint(frame, PAPER, lit(view.reflection, x, spread), 0.8 * shown)
    lamps = ramp(time_s, 11.8, 13.6) * shown
    paint(frame, COPPER, view.lamp_glow, 0.55 * lamps)
    paint(frame, (255, 214, 186), view.lamps, lamps)
    paint(frame, STEEL, view.reflection, 0.5 * drawn * shown)


def _face(frame: Image.Image, time_s: float) -> None:
    """The car from the front: first its eyes, then the lines around them."""
    shown = window(time_s, 26.4, 37.4, fade_s=1.6)
    if shown < 0.01:
        return
    view = _view("front")
    eyes = ramp(time_s, 26.6, 28.4) * shown * (0.93 + 0.07 * sin(time_s * 1.7))
    drawn = ramp(time_s, 28.4, 31.5)
    lines, details = view.lines, view.details
    paint(frame, (8, 10, 14), view.body, 0.9 * shown)
    paint(frame, STEEL, details, 0.7 * drawn * shown)
    paint(frame, STEEL, lines, 0.85 * drawn * shown)
    x = -250 + 1800 * ramp(time_s, 29.0, 36.0)
    if -280 < x < WIDTH + 280:
        paint(frame, PAPER, lit(lines, x, 240), shown)
        paint(frame, PAPER, lit(details, x, 240), 0.8 * shown)
    paint(frame, COPPER, view.lamp_glow, 0.75 * eyes)
    paint(frame, (255, 222, 198), view.lamps, eyes)
    paint(frame, COPPER, view.reflection, 0.45 * eyes)


@dataclass(frozen=True, slots=True)
class _Title:
    """A line of type and its time on the screen."""

    words: str
    start_s: float
    end_s: float
    face: str
    size: int
    weight: int
    tracking: float
    y: float
    colour: Colour


_TITLES = (
    _Title("AURELLE", 2.2, 6.6, TEXT, 30, 500, 0.62, 350, PAPER),
    _Title("One line, drawn by the wind.", 15.2, 21.2, DISPLAY_ITALIC, 34, 300, 0.0, 640, PAPER),
    _Title("Nothing added. Nothing left to remove.", 22.2, 26.6, DISPLAY, 46, 300, -0.01, 374, PAPER),
    _Title("It sees the evening before you do.", 31.0, 36.8, DISPLAY_ITALIC, 34, 300, 0.0, 640, PAPER),
    _Title("Aurelle One", 38.2, 46.6, DISPLAY, 104, 340, -0.02, 380, PAPER),
    _Title("THE PREMIERE", 39.8, 46.4, TEXT, 19, 500, 0.5, 446, COPPER),
)


@lru_cache(maxsize=8)
def _set(title: _Title) -> Image.Image:
    return text(
        title.words,
        face=title.face,
        size=title.size,
        weight=title.weight,
        tracking=title.tracking,
        centre=(640 + title.tracking * title.size / 2, title.y),
    )


def _front_zoom(time_s: float) -> float:
    return 1.0 + 0.07 * (time_s - 26.4) / 11 if 26.4 < time_s < 37.4 else 1.0


def _titles(frame: Image.Image, time_s: float) -> None:
    for title in _TITLES:
        shown = window(time_s, title.start_s, title.end_s, fade_s=1.3)
        if shown < 0.01:
            continue
        mask = _set(title)
        if title.face != TEXT:
            # A light passes through the letters as they come, from left to right.
            arriving = ramp(time_s, title.start_s, title.start_s + 2.4)
            mask = lit(mask, -700 + 1900 * arriving, 900) if arriving < 1 else mask
        paint(
            frame,
            title.colour,
            mask if title.face == DISPLAY_ITALIC else zoomed(mask, 1.0 + 0.004 * (time_s - title.start_s)),
            shown,
        )
