"""The scene: the car at the edge of the day, seen by the light that runs along it."""

from __future__ import annotations

from math import exp, pi, sin

from PIL import Image, ImageChops, ImageFilter, ImageOps

from control_room.demo.art import car
from control_room.demo.art.curves import Lens, Point, spline

NIGHT = (11, 13, 18)
COPPER = (232, 116, 59)
GOLD = (255, 196, 138)
PAPER = (255, 240, 222)


def bump(s: float, centre: float, spread: float) -> float:
    """Return a bell of height 1 round `centre`."""
    return exp(-(((s - centre) / spread) ** 2))


def tint(light: Image.Image, colour: tuple[int, int, int], power: float = 1.0) -> Image.Image:
    """Return a grey light as coloured light."""
    scaled = light.point([min(255, int(value * power)) for value in range(256)])
    return Image.merge("RGB", [scaled.point([value * channel // 255 for value in range(256)]) for channel in colour])


def blurred(image: Image.Image, radius_px: float) -> Image.Image:
    """Return the picture blurred; a wide blur is made of a small copy, which nobody can tell, and sooner."""
    if radius_px < 8:
        return image.filter(ImageFilter.GaussianBlur(radius_px))
    small = image.reduce(4).filter(ImageFilter.GaussianBlur(radius_px / 4))
    return small.resize(image.size, Image.Resampling.BICUBIC)


def glowing(base: Image.Image, light: Image.Image, *, halo_px: float, halo: float = 0.9) -> Image.Image:
    """Add a line of light with its core nearly white, its glow gold, and a wide copper halo."""
    near = blurred(light, halo_px * 0.22)
    far = blurred(light, halo_px)
    base = ImageChops.add(base, tint(far, COPPER, 2.6 * halo))
    base = ImageChops.add(base, tint(near, GOLD, 1.1 * halo))
    return ImageChops.add(base, tint(light, PAPER, 0.92))


def sky(lens: Lens, horizon: Point, strength: float = 1.0) -> Image.Image:
    """Return the night with the day's last light low on the horizon."""
    width, height = lens.size
    base = Image.new("RGB", lens.size, NIGHT)
    for reach_x, reach_y, colour, power in (
        (2.6, 1.15, (120, 46, 24), 0.62),
        (1.7, 0.62, (190, 84, 40), 0.62),
        (1.1, 0.26, (240, 138, 74), 0.62),
    ):
        size = (int(width * reach_x), int(height * reach_y))
        ball = ImageOps.invert(Image.radial_gradient("L")).point(
            [int(255 * (max(0, v - 74) / 181) ** 2.2) for v in range(256)]
        )
        ball = ball.resize(size, Image.Resampling.BICUBIC)
        layer = Image.new("L", lens.size, 0)
        layer.paste(ball, (int(horizon[0] - size[0] / 2), int(horizon[1] - size[1] / 2)))
        base = ImageChops.add(base, tint(layer, colour, power * strength))
    return base


def grain(image: Image.Image, amount: float = 0.018) -> Image.Image:
    """Return the picture with film grain, which also hides the steps of dark gradients."""
    noise = Image.effect_noise(image.size, 46)
    return Image.blend(
        image, ImageChops.overlay(image, Image.merge("RGB", (noise, noise, noise))), min(1.0, amount * 9)
    )


def paint(lens: Lens, *, day: float = 1.0, lamps: float = 1.0, sweep: tuple[float, float] | None = None) -> Image.Image:
    """Return the scene.

    `day` is the light on the horizon, `lamps` the light of the car's own lines (both 0..1); `sweep` (place, spread)
    keeps the lines lit only near a place of their way.
    """
    width, height = lens.size
    ground_y = int(lens.origin[1])
    horizon = lens.place((2900, 560))
    picture = sky(lens, horizon, day)
    above = _car(lens, picture, day, lamps, sweep)
    picture = above.copy()
    mirrored = ImageOps.flip(above.crop((0, max(0, 2 * ground_y - height), width, ground_y)))
    mirrored = blurred(mirrored, lens.scale * 16).point([int(v * 0.5) for v in range(256)] * 3)
    depth = height - ground_y
    fade = Image.linear_gradient("L").resize((width, max(1, depth)))
    fade = fade.point([int(max(0.0, 1 - v / 150) ** 1.5 * 255) for v in range(256)])
    wet = Image.composite(mirrored.crop((0, 0, width, depth)), Image.new("RGB", (width, depth), (8, 9, 13)), fade)
    wet = ImageChops.add(wet, tint(fade, (26, 12, 7), 0.7 * day))
    picture.paste(wet, (0, ground_y))
    return picture


def _car(lens: Lens, picture: Image.Image, day: float, lamps: float, sweep: tuple[float, float] | None) -> Image.Image:
    body = lens.shape(car.body())
    shadow = lens.shape([(620, -40), (4420, -40), (4560, 330), (520, 330)])
    picture = Image.composite(Image.new("RGB", lens.size, (5, 6, 9)), picture, blurred(shadow, lens.scale * 46))
    for wheel in (car.FRONT_WHEEL, car.REAR_WHEEL):
        arch = lens.shape(car.disc(wheel, car.ARCH_RADIUS + 12))
        picture = Image.composite(Image.new("RGB", lens.size, (4, 5, 7)), picture, arch)
    picture = Image.composite(Image.new("RGB", lens.size, (9, 10, 14)), picture, body)

    def along(s: float, value: float) -> float:
        return value if sweep is None else value * bump(s, sweep[0], sweep[1])

    # What the low sun leaves on the flanks: wide, soft, inside the body only.
    for points, width_px, colour, power in (
        ([(x, y - 62) for x, y in car.SHOULDER], 26, (150, 66, 38), 0.62),
        ([(x, y + 46) for x, y in car.SHOULDER], 15, (92, 58, 50), 0.6),
        ([(1250, 420), (2000, 380), (2800, 392), (3500, 450)], 30, (96, 42, 26), 0.5),
        ([(300, 690), (860, 818), (1400, 884)], 12, (150, 92, 66), 0.55),
    ):
        band = lens.light(spline(points), width_px=width_px * lens.scale * 2.2, glow=lambda s: sin(pi * s) ** 0.7)
        band = ImageChops.multiply(blurred(band, lens.scale * 34), body)
        picture = ImageChops.add(picture, tint(band, colour, power * day * 1.1))

    windows = lens.shape(car.glass())
    picture = Image.composite(Image.new("RGB", lens.size, (6, 7, 10)), picture, windows)
    sheen = lens.light(
        spline([(1900, 1030), (2500, 1190), (3200, 1180), (3800, 1090)]),
        width_px=24 * lens.scale * 2,
        glow=lambda s: sin(pi * s),
    )
    picture = ImageChops.add(
        picture,
        tint(
            ImageChops.multiply(blurred(sheen, lens.scale * 30), windows),
            (120, 74, 56),
            0.5 * day,
        ),
    )
    pillar = lens.shape([(2700, 955), (2745, 955), (2700, 1320), (2660, 1320)])
    picture = Image.composite(Image.new("RGB", lens.size, (8, 9, 12)), picture, pillar)

    for wheel in (car.FRONT_WHEEL, car.REAR_WHEEL):
        picture = Image.composite(
            Image.new("RGB", lens.size, (4, 5, 7)), picture, lens.shape(car.disc(wheel, car.WHEEL_RADIUS))
        )
        picture = Image.composite(Image.new("RGB", lens.size, (13, 13, 17)), picture, lens.shape(car.disc(wheel, 268)))
        for spoke in range(10):
            turn = spoke / 10 + 0.03
            blade = [car.arc(wheel, r, turn + (268 - r) / 5200, turn + 0.001)[0] for r in (58, 120, 190, 258)]
            picture = ImageChops.add(
                picture,
                tint(
                    lens.light(spline(blade, 10), width_px=5 * lens.scale, glow=lambda s: 0.25 + 0.5 * s),
                    (140, 92, 70),
                    0.42 * day,
                ),
            )
        rim = lens.light(car.arc(wheel, 270, 0.02, 0.48), width_px=4 * lens.scale, glow=lambda s: sin(pi * s) ** 2)
        picture = ImageChops.add(picture, tint(rim, (214, 140, 100), 0.62 * day))

    def line(
        points: list[Point], width_mm: float, glow: float, shape: tuple[float, float], base: Image.Image, halo_mm: float
    ) -> Image.Image:
        light = lens.light(
            points, width_px=width_mm * lens.scale, glow=lambda s: lamps * along(s, glow * (0.05 + bump(s, *shape)))
        )
        return glowing(base, light, halo_px=halo_mm * lens.scale)

    picture = line(car.roofline(), 7, 0.96, (0.6, 0.27), picture, 70)
    picture = line(spline(car.SHOULDER), 3.2, 0.5, (0.8, 0.2), picture, 40)
    picture = line(spline(car.SILL), 3, 0.36, (0.5, 0.35), picture, 34)
    picture = line(spline(car.BELT), 2.4, 0.3, (0.4, 0.4), picture, 20)
    picture = line(spline(car.FRONT_BLADE), 8, 1.0, (0.25, 0.55), picture, 90)
    return line(spline(car.REAR_BLADE), 8, 0.9, (0.75, 0.5), picture, 80)
