"""The Aurelle One from its side: a low fastback, 4.95 m long, its nose to the left. Millimetres, the ground at 0."""

from __future__ import annotations

from math import cos, pi, sin

from control_room.demo.art.curves import Point, spline

FRONT_WHEEL: Point = (905, 352)
REAR_WHEEL: Point = (3905, 352)
WHEEL_RADIUS = 352
ARCH_RADIUS = 392

BONNET = [(28, 545), (70, 622), (230, 700), (520, 778), (860, 838), (1180, 876), (1480, 918)]
ROOF = [
    (1480, 918),
    (1740, 1062),
    (2030, 1212),
    (2330, 1312),
    (2660, 1352),
    (3000, 1340),
    (3340, 1282),
    (3700, 1188),
    (4060, 1082),
    (4420, 988),
    (4740, 928),
    (4902, 916),
]
TAIL = [(4902, 916), (4918, 888), (4895, 800), (4880, 640), (4868, 480), (4800, 330), (4690, 250)]
NOSE = [(150, 205), (60, 262), (24, 370), (16, 470), (28, 545)]
SHOULDER = [
    (120, 628),
    (480, 716),
    (905, 782),
    (1400, 800),
    (2000, 792),
    (2600, 790),
    (3150, 806),
    (3560, 856),
    (3905, 892),
    (4300, 890),
    (4640, 868),
    (4890, 838),
]
SILL = [(1330, 262), (1900, 246), (2600, 250), (3200, 270), (3480, 300)]
BELT = [(1640, 938), (2100, 958), (2700, 972), (3300, 1000), (3740, 1046), (3960, 1082)]
GLASS_TOP = [
    (3960, 1082),
    (3640, 1166),
    (3300, 1246),
    (2980, 1296),
    (2660, 1308),
    (2360, 1270),
    (2080, 1180),
    (1840, 1058),
    (1640, 938),
]
FRONT_BLADE = [(58, 588), (150, 618), (300, 652), (470, 678)]
REAR_BLADE = [(4560, 872), (4700, 862), (4820, 850), (4896, 838)]


def _arch(wheel: Point, start: float, end: float) -> list[Point]:
    turns = [start + (end - start) * step / 40 for step in range(41)]
    return [(wheel[0] + ARCH_RADIUS * cos(turn), wheel[1] + ARCH_RADIUS * sin(turn)) for turn in turns]


def roofline() -> list[Point]:
    """Return the line that light draws first: bonnet, screen, roof, tail."""
    return spline([*BONNET[:-1], *ROOF])


def body() -> list[Point]:
    """Return the closed outline, wheel arches cut out."""
    low = -0.32
    return [
        *spline(NOSE),
        *roofline(),
        *spline(TAIL),
        (REAR_WHEEL[0] + ARCH_RADIUS, 210),
        *_arch(REAR_WHEEL, low, pi - low),
        (REAR_WHEEL[0] - ARCH_RADIUS, 205),
        (FRONT_WHEEL[0] + ARCH_RADIUS, 196),
        *_arch(FRONT_WHEEL, low, pi - low),
        (FRONT_WHEEL[0] - ARCH_RADIUS, 196),
    ]


def glass() -> list[Point]:
    """Return the closed outline of the side windows."""
    return [*spline(BELT), *spline(GLASS_TOP)]


def disc(centre: Point, radius: float) -> list[Point]:
    """Return a circle."""
    return [
        (centre[0] + radius * cos(2 * pi * step / 120), centre[1] + radius * sin(2 * pi * step / 120))
        for step in range(120)
    ]


def arc(centre: Point, radius: float, start_turn: float, end_turn: float) -> list[Point]:
    """Return a part of a circle; turns are 0..1 from the right, counter-clockwise."""
    steps = 60
    angles = [2 * pi * (start_turn + (end_turn - start_turn) * step / steps) for step in range(steps + 1)]
    return [(centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)) for angle in angles]
