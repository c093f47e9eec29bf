"""Curves of the car, in millimetres, and the brushes that paint light along them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

Point = tuple[float, float]


def spline(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """Return a centripetal-looking Catmull-Rom curve through the points, `steps` segments between two of them."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                (_blend(before[0], start[0], end[0], after[0], t), _blend(before[1], start[1], end[1], after[1], t))
            )
    curve.append(points[-1])
    return curve


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


@dataclass(frozen=True, kw_only=True)
class Lens:
    """How millimetres become pixels: `scale` pixels for one, the ground's front corner at `origin`."""

    size: tuple[int, int]
    origin: Point
    scale: float

    def place(self, point: Point) -> Point:
        """Return the pixel of a point of the scene (y up, the ground at 0)."""
        return (self.origin[0] + point[0] * self.scale, self.origin[1] - point[1] * self.scale)

    def shape(self, points: Sequence[Point]) -> Image.Image:
        """Return a smooth-edged mask (L) of a closed shape: drawn at twice the size, then halved."""
        mask = Image.new("L", (self.size[0] * 2, self.size[1] * 2), 0)
        ImageDraw.Draw(mask).polygon([(x * 2, y * 2) for x, y in map(self.place, points)], fill=255)
        return mask.resize(self.size, Image.Resampling.LANCZOS)

    def light(self, curve: Sequence[Point], *, width_px: float, glow: Callable[[float], float]) -> Image.Image:
        """Return a line of light (L): `glow(s)` is its brightness 0..1 at the part s of its way, and thins its ends."""
        last = len(curve) - 1
        placed = [self.place(point) for point in curve]
        # Only the part of the picture that the line runs through is drawn at the doubled size.
        room = 2 + width_px
        across, down = [x for x, _y in placed], [y for _x, y in placed]
        left, top = int(min(across) - room), int(min(down) - room)
        size = (int(max(across) + room) - left, int(max(down) + room) - top)
        canvas = Image.new("L", (size[0] * 2, size[1] * 2), 0)
        draw = ImageDraw.Draw(canvas)
        pixels = [((x - left) * 2, (y - top) * 2) for x, y in placed]
        for index in range(last):
            power = max(0.0, min(1.0, glow(index / last)))
            # Thinner than a pixel of the doubled canvas, a line would break into dots: it fades instead.
            radius = max(0.9, width_px * (0.35 + 0.65 * power))
            (x0, y0), (x1, y1) = pixels[index], pixels[index + 1]
            value = int(255 * power)
            hops = max(1, int(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / max(1.0, radius * 0.5)))
            for hop in range(hops):
                x, y = x0 + (x1 - x0) * hop / hops, y0 + (y1 - y0) * hop / hops
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=value)
        light = Image.new("L", self.size, 0)
        light.paste(canvas.resize(size, Image.Resampling.LANCZOS), (left, top))
        return light
