"""Masks and how they are lit: everything in the film is a grey mask, a colour, and a moving light."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from .palette import HEIGHT, WIDTH

Point = tuple[float, float]
Colour = tuple[int, int, int]
_SUPERSAMPLE = 3
_FONTS = Path(__file__).resolve().parents[2] / "node_modules" / "@fontsource-variable"
DISPLAY = "fraunces/files/fraunces-latin-wght-normal.woff2"
DISPLAY_ITALIC = "fraunces/files/fraunces-latin-wght-italic.woff2"
TEXT = "inter/files/inter-latin-wght-normal.woff2"


def bezier(points: Sequence[Point], steps: int = 48) -> list[Point]:
    """Sample a chain of cubic Bézier curves: 1 + 3n points."""
    path: list[Point] = [points[0]]
    for index in range(0, len(points) - 1, 3):
        a, b, c, d = points[index : index + 4]
        for step in range(1, steps + 1):
            t = step / steps
            u = 1 - t
            path.append(
                (
                    u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * d[0],
                    u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1],
                )
            )
    return path


def strokes(paths: Iterable[Sequence[Point]], width: float) -> Image.Image:
    """Draw smooth lines into a mask."""
    big = Image.new("L", (WIDTH * _SUPERSAMPLE, HEIGHT * _SUPERSAMPLE))
    draw = ImageDraw.Draw(big)
    for path in paths:
        scaled = [(x * _SUPERSAMPLE, y * _SUPERSAMPLE) for x, y in path]
        draw.line(scaled, fill=255, width=round(width * _SUPERSAMPLE), joint="curve")
    return big.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def filled(path: Sequence[Point]) -> Image.Image:
    """Draw a filled shape into a mask."""
    big = Image.new("L", (WIDTH * _SUPERSAMPLE, HEIGHT * _SUPERSAMPLE))
    ImageDraw.Draw(big).polygon([(x * _SUPERSAMPLE, y * _SUPERSAMPLE) for x, y in path], fill=255)
    return big.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def glow(mask: Image.Image, radius: float, gain: float) -> Image.Image:
    """The light that a bright mask throws around itself."""
    return scaled(mask.filter(ImageFilter.GaussianBlur(radius)), gain)


def scaled(mask: Image.Image, gain: float) -> Image.Image:
    """Multiply a mask by a number."""
    if gain >= 0.999 and gain <= 1.001:
        return mask
    return mask.point([min(255, round(value * gain)) for value in range(256)])


@lru_cache(maxsize=16)
def _light_strip(spread: float) -> Image.Image:
    row = Image.new("L", (WIDTH * 3, 1))
    row.putdata([round(255 * exp(-(((x - WIDTH * 1.5) / spread) ** 2))) for x in range(WIDTH * 3)])
    return row.resize((WIDTH * 3, HEIGHT))


def light_at(x: float, spread: float) -> Image.Image:
    """A vertical band of light centred on `x`, soft over `spread` pixels."""
    left = round(WIDTH * 1.5 - x)
    left = min(WIDTH * 2, max(0, left))
    return _light_strip(spread).crop((left, 0, left + WIDTH, HEIGHT))


def lit(mask: Image.Image, x: float, spread: float, gain: float = 1.0) -> Image.Image:
    """The part of a mask that a band of light at `x` shows."""
    return scaled(ImageChops.multiply(mask, light_at(x, spread)), gain)


def radial(width: int, height: int, gain: float) -> Image.Image:
    """A soft ellipse of light that ends before its borders, dithered: eight bits have too few steps for a night sky."""
    small = Image.radial_gradient("L").point([round(gain * 255 * exp(-((v / 105) ** 2) * 2.2)) for v in range(256)])
    smooth = small.filter(ImageFilter.GaussianBlur(6)).resize((width, height), Image.Resampling.BICUBIC)
    # Seeded: processes that draw neighbouring frames must dither alike.
    grain = Random(1).randbytes(width * height)  # noqa: S311 -- a texture
    noise = Image.frombytes("L", (width, height), grain).point([value // 51 for value in range(256)])
    dithered = ImageChops.add(smooth, noise, 1, -2)
    return Image.composite(dithered, smooth, smooth.point([255 if v > 3 else 0 for v in range(256)]))


@lru_cache(maxsize=32)
def font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """A typeface of the brand at a size in pixels; Pillow's own where the front end's packages are not installed."""
    path = _FONTS / name
    if not path.exists():
        return ImageFont.load_default(size)  # type: ignore[return-value]
    loaded = ImageFont.truetype(str(path), size)
    loaded.set_variation_by_axes([weight])
    return loaded


def text(words: str, *, face: str, size: int, weight: int, tracking: float, centre: Point) -> Image.Image:
    """Set a line of type into a mask, letter-spaced by `tracking` em, centred on a point."""
    big = font(face, size * 2, weight)
    gap = tracking * size * 2
    widths = [big.getlength(letter) for letter in words]
    pairs = [big.getlength(words[i : i + 2]) - widths[i] - widths[i + 1] for i in range(len(words) - 1)] + [0.0]
    total = sum(widths) + sum(pairs) + gap * (len(words) - 1)
    mask = Image.new("L", (WIDTH * 2, HEIGHT * 2))
    draw = ImageDraw.Draw(mask)
    x = centre[0] * 2 - total / 2
    for letter, width, pair in zip(words, widths, pairs, strict=True):
        draw.text((x, centre[1] * 2), letter, fill=255, font=big, anchor="ls")
        x += width + pair + gap
    return mask.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def zoomed(image: Image.Image, factor: float) -> Image.Image:
    """Scale a picture or mask about its centre, by 1 or more, with sub-pixel smoothness."""
    if factor <= 1.0:
        return image
    width, height = WIDTH / factor, HEIGHT / factor
    left, top = (WIDTH - width) / 2, (HEIGHT - height) / 2
    return image.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC, box=(left, top, left + width, top + height))


def paint(frame: Image.Image, colour: Colour, mask: Image.Image, gain: float = 1.0) -> None:
    """Lay a colour over the frame where the mask is; only that part of the frame is touched."""
    box = mask.getbbox() if gain > 0.004 else None
    if box is not None:
        frame.paste(colour, box, scaled(mask.crop(box), gain))
