"""The demo brand's wordmark: seven letters of one stroke, an E without a stem."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image, ImageDraw

from control_room.demo.art.curves import Point

_HEIGHT = 100.0
_GAP = 52.0
_INK = (244, 241, 234)
_OVERSAMPLE = 4

Stroke = list[Point]
Letter = tuple[float, list[Stroke]]


def _turn(centre: Point, radius: Point, start: float, end: float) -> Stroke:
    angles = [2 * pi * (start + (end - start) * step / 40) for step in range(41)]
    return [(centre[0] + radius[0] * cos(angle), centre[1] + radius[1] * sin(angle)) for angle in angles]


# Letters in a box of their width by 100, y down.
_A: Letter = (88.0, [[(0, 100), (44, 0), (88, 100)]])
_U: Letter = (74.0, [[(0, 0), (0, 63), *_turn((37, 63), (37, 37), 0.5, 0.0), (74, 0)]])
_R: Letter = (
    66.0,
    [[(0, 100), (0, 0), (36, 0), *_turn((36, 28), (28, 28), -0.25, 0.25), (0, 56)], [(34, 56), (66, 100)]],
)
_E: Letter = (58.0, [[(0, 0), (58, 0)], [(0, 50), (50, 50)], [(0, 100), (58, 100)]])
_L: Letter = (54.0, [[(0, 0), (0, 100), (54, 100)]])


def paint_wordmark(height_px: int = 96) -> Image.Image:
    """Return the wordmark on a transparent ground, cut to its ink, `height_px` high."""
    scale = height_px * _OVERSAMPLE / (_HEIGHT + 8)
    letters: tuple[Letter, ...] = (_A, _U, _R, _E, _L, _L, _E)
    width = sum(letter[0] for letter in letters) + _GAP * (len(letters) - 1) + 8
    mask = Image.new("L", (int(width * scale), int((_HEIGHT + 8) * scale)), 0)
    draw = ImageDraw.Draw(mask)
    pen = max(1, int(6.5 * scale))
    left = 4.0
    for advance, strokes in letters:
        for stroke in strokes:
            points = [((left + x) * scale, (4 + y) * scale) for x, y in stroke]
            draw.line(points, fill=255, width=pen, joint="curve")
            for x, y in (points[0], points[-1]):
                draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
        left += advance + _GAP
    size = (mask.width // _OVERSAMPLE, mask.height // _OVERSAMPLE)
    word = Image.new("RGBA", size, (*_INK, 0))
    word.putalpha(mask.resize(size, Image.Resampling.LANCZOS))
    return word
