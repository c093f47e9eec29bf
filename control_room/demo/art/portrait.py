"""The people of the demo: nobody's faces, only the light on their edge."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from PIL import Image, ImageFilter, ImageOps

from control_room.demo.art.curves import Lens, Point, spline
from control_room.demo.art.scene import blurred, bump, glowing, grain, sky

SIZE = (960, 1200)


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """One silhouette: lengths in millimetres, `hair` points added round the head, `mirrored` turns the light."""

    head_width: float
    head_height: float
    shoulders: float
    neck: float
    hair: tuple[Point, ...]
    mirrored: bool = False


# The hair's points are (turn, reach): turn 0 at the right ear, 0.25 at the crown, 0.5 at the left ear.
SITTERS = (
    Sitter(
        head_width=152,
        head_height=214,
        shoulders=430,
        neck=58,
        hair=((-0.10, 1.16), (0.0, 1.2), (0.12, 1.14), (0.25, 1.1), (0.38, 1.14), (0.5, 1.2), (0.60, 1.16)),
    ),
    Sitter(
        head_width=160,
        head_height=222,
        shoulders=510,
        neck=74,
        hair=((0.05, 1.02), (0.15, 1.07), (0.25, 1.1), (0.35, 1.08), (0.45, 1.02)),
        mirrored=True,
    ),
    Sitter(
        head_width=150,
        head_height=210,
        shoulders=420,
        neck=56,
        hair=((-0.02, 1.1), (0.08, 1.16), (0.2, 1.2), (0.3, 1.18), (0.42, 1.12), (0.52, 1.06)),
    ),
)


def paint_portrait(sitter: Sitter) -> Image.Image:
    """Return a portrait of SIZE: a silhouette against the last light, one edge lit."""
    lens = Lens(size=SIZE, origin=(SIZE[0] / 2, SIZE[1]), scale=1.85)
    picture = sky(lens, lens.place((170, 380)), 0.62)
    bust, head = _bust(sitter), _head(sitter)
    dark = Image.new("RGB", SIZE, (9, 10, 14))
    for shape in (bust, head):
        picture = Image.composite(dark, picture, lens.shape(shape))

    # The sun stands to the right, behind: it draws the shoulder, the neck and the head's edge, and fades to the left.
    half = len(bust) // 2
    edge = lens.light(list(reversed(bust[half:])), width_px=2.6, glow=lambda s: 0.85 * bump(s, 0.6, 0.2))
    turned = lens.light(_arc(head, -0.1, 0.36), width_px=2.8, glow=lambda s: 0.95 * bump(s, 0.34, 0.34))
    for light in (edge, turned):
        picture = glowing(picture, light, halo_px=26, halo=0.55)

    # A breath of the same light on the cheek and the chest.
    mask = lens.shape(head).filter(ImageFilter.GaussianBlur(3))
    cheek = lens.light(_arc(_scaled(head, 0.84), -0.1, 0.2), width_px=26, glow=lambda s: 0.34 * bump(s, 0.4, 0.35))
    soft = blurred(cheek, 30)
    picture = Image.composite(_add(picture, soft), picture, mask)
    picture = ImageOps.mirror(picture) if sitter.mirrored else picture
    return grain(picture)


def _add(picture: Image.Image, light: Image.Image) -> Image.Image:
    warm = Image.new("RGB", SIZE, (150, 74, 42))
    return Image.composite(warm, picture, light)


def _head(sitter: Sitter) -> list[Point]:
    centre_y = 452.0
    points: list[Point] = []
    for step in range(97):
        turn = step / 96
        reach = 1.0 + _hair(sitter, turn)
        angle = 2 * pi * turn
        # Narrower towards the chin.
        narrow = 1.0 - 0.2 * max(0.0, -sin(angle)) ** 1.5
        points.append(
            (
                sitter.head_width / 2 * reach * narrow * cos(angle),
                centre_y + sitter.head_height / 2 * reach * sin(angle),
            )
        )
    return points


def _hair(sitter: Sitter, turn: float) -> float:
    nearest = [(bump((turn - at + 0.5) % 1 - 0.5, 0, 0.14), reach - 1) for at, reach in sitter.hair]
    return max((weight * reach for weight, reach in nearest), default=0.0)


def _bust(sitter: Sitter) -> list[Point]:
    right: list[Point] = [
        (sitter.shoulders / 2 + 46, -40),
        (sitter.shoulders / 2 + 20, 120),
        (sitter.shoulders / 2 - 26, 216),
        (sitter.shoulders / 3, 268),
        (sitter.neck + 26, 306),
        (sitter.neck, 352),
        (sitter.neck - 4, 420),
    ]
    left: list[Point] = [(-x, y) for x, y in right]
    return [*spline(left), *spline(list(reversed(right)))]


def _arc(closed: list[Point], start: float, end: float) -> list[Point]:
    count = len(closed) - 1
    first, last = int(start * count), int(end * count)
    return [closed[index % count] for index in range(first, last + 1)]


def _scaled(closed: list[Point], factor: float) -> list[Point]:
    centre_y = sum(y for _x, y in closed) / len(closed)
    return [(x * factor, centre_y + (y - centre_y) * factor) for x, y in closed]
