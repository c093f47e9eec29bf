"""The Aurelle One as line art: a low fastback, seen from the side and from the front."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from .layers import Point, bezier

GROUND_Y = 520.0
_WHEEL_R = 66.0
_FRONT_X, _REAR_X, _WHEEL_Y = 346.0, 914.0, 454.0


def _arc(cx: float, cy: float, radius: float, start_deg: float, end_deg: float, steps: int = 60) -> list[Point]:
    """Sample a circle's arc; degrees grow clockwise on the screen, 0 at three o'clock."""
    angles = [(start_deg + (end_deg - start_deg) * i / steps) * pi / 180 for i in range(steps + 1)]
    return [(cx + radius * cos(a), cy + radius * sin(a)) for a in angles]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths by their part in the drawing."""

    body: list[Point]
    contour: list[list[Point]]
    details: list[list[Point]]
    lamps: list[list[Point]]


def side() -> Drawing:
    """The profile, nose to the left."""
    roof = bezier(
        [
            (186, 452), (176, 436), (178, 418), (196, 402),
            (250, 368), (350, 350), (436, 334),
            (512, 294), (590, 262), (690, 258),
            (812, 254), (930, 292), (1040, 330),
            (1066, 338), (1090, 338), (1112, 336),
        ]
    )  # fmt: skip
    tail = bezier([(1112, 336), (1120, 352), (1108, 376), (1104, 400), (1102, 430), (1098, 462), (1080, 484)])
    rear_arch = _arc(_REAR_X, _WHEEL_Y, 80, 22, -202, 70)
    under = bezier([(828, 486), (700, 494), (560, 494), (432, 488)])
    front_arch = _arc(_FRONT_X, _WHEEL_Y, 80, 25, -205, 70)
    chin = bezier([(262, 484), (236, 486), (204, 480), (186, 452)])
    body = [*roof, *tail, *rear_arch, *under, *front_arch, *chin]
    glass = bezier(
        [
            (462, 342), (530, 300), (600, 276), (690, 273),
            (800, 270), (900, 302), (978, 332),
            (930, 344), (600, 350), (462, 342),
        ]
    )  # fmt: skip
    shoulder = bezier([(204, 410), (360, 384), (560, 380), (760, 378), (900, 376), (1010, 366), (1106, 362)])
    door = bezier([(596, 350), (590, 400), (592, 440), (604, 478)])
    rear_door = bezier([(776, 348), (790, 380), (800, 400), (812, 420)])
    hip = bezier([(470, 452), (580, 470), (700, 466), (812, 442)])
    pillar = bezier([(700, 273), (712, 300), (724, 326), (732, 347)])
    wheel_lines = [
        path
        for cx in (_FRONT_X, _REAR_X)
        for path in (
            _arc(cx, _WHEEL_Y, _WHEEL_R, 0, 360, 120),
            _arc(cx, _WHEEL_Y, 47, 0, 360, 90),
            _arc(cx, _WHEEL_Y, 7, 0, 360, 30),
            *(_spoke(cx, angle) for angle in range(0, 360, 36)),
        )
    ]
    return Drawing(
        body=body,
        contour=[roof, tail, rear_arch, under, front_arch, chin],
        details=[glass, shoulder, door, rear_door, hip, pillar, *wheel_lines],
        lamps=[
            bezier([(190, 414), (214, 402), (246, 393), (284, 388)]),
            bezier([(1030, 352), (1060, 349), (1088, 346), (1114, 343)]),
        ],
    )


def _spoke(cx: float, angle_deg: float) -> list[Point]:
    a = angle_deg * pi / 180
    return [(cx + 10 * cos(a), _WHEEL_Y + 10 * sin(a)), (cx + 46 * cos(a + 0.16), _WHEEL_Y + 46 * sin(a + 0.16))]


def wheel_houses() -> list[list[Point]]:
    """The dark around the wheels, seen from the side, down to the floor."""
    return [
        [*_arc(cx, _WHEEL_Y, 80, -202, 22, 70), *_arc(cx, _WHEEL_Y, _WHEEL_R, 0, 180, 60)] for cx in (_FRONT_X, _REAR_X)
    ]


def front() -> Drawing:
    """The face, symmetric about the middle of the picture."""
    half = [
        bezier([(640, 236), (730, 236), (790, 244), (816, 262), (850, 300), (876, 338), (892, 356)]),
        bezier([(892, 356), (934, 372), (952, 398), (954, 430), (956, 470), (944, 496), (930, 506)]),
        bezier([(930, 506), (880, 500), (760, 498), (640, 498)]),
    ]
    details = [
        bezier([(640, 252), (726, 252), (780, 258), (800, 274), (826, 306), (844, 332), (856, 350)]),
        bezier([(856, 350), (780, 342), (700, 340), (640, 340)]),
        bezier([(880, 362), (800, 374), (720, 380), (640, 381)]),
        bezier([(760, 352), (744, 384), (728, 404), (704, 420)]),
        bezier([(938, 440), (900, 456), (860, 466), (800, 468), (740, 470), (690, 470), (640, 470)]),
        bezier([(896, 350), (912, 338), (934, 336), (940, 346), (938, 356), (916, 360), (896, 358)]),
    ]
    lamps = [bezier([(936, 404), (890, 414), (830, 422), (764, 424)])]
    right = [*half[0], *half[1], *half[2]]
    return Drawing(
        body=[*right, *[_mirror(point) for point in reversed(right)]],
        contour=_both(half),
        details=_both(details),
        lamps=_both(lamps),
    )


def _mirror(point: Point) -> Point:
    return (1280 - point[0], point[1])


def _both(paths: list[list[Point]]) -> list[list[Point]]:
    return [*paths, *([_mirror(point) for point in path] for path in paths)]
