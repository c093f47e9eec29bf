"""On-air graphics at 1920x1080: over nothing, inside the safe area whatever people write, triggered by the crew."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import OFFLINE, Person, accessibility_faults, screenshot

NewPerson = Callable[..., Person]
Key = dict[str, Any]

WIDTH, HEIGHT = 1920, 1080
# EBU R 95: graphics stay 5% from each edge.
SAFE = (0.05 * WIDTH, 0.05 * HEIGHT, 0.95 * WIDTH, 0.95 * HEIGHT)
HOSTILE = {
    "script": "<script>window.ran = true</script>",
    "handler": "<img src=x onerror='window.ran = true'><svg/onload='window.ran=true'>",
    "breakout": "\"'></p></section><iframe srcdoc='<script>top.ran=true</script>'></iframe>",
    "template": "${window.ran = true} {{constructor.constructor('window.ran=true')()}}",
    "style": "<style>*{display:none!important}</style><link rel=stylesheet href=//x.example>",
    "override": "\u202eThis reads backwards\u202d and never comes back \u202b\u202a",
    "isolates": "\u2067\u2066\u2068 opened and not closed? \u061c\u200f",
    "zalgo": "H" + "\u0300\u0301\u0302\u0303\u0304" * 8 + "ow far" + "\u0333\u0347\u0359" * 20 + "?",
    "long": "What does the warranty cover when the battery was charged fast every day of a cold winter? " * 11,
    "three hundred": ("How much of the recycled aluminium comes from your own plants, and when? " * 5)[:300],
    "one word": "W" * 400,
    "arabic": "هل ستكون السيارة متاحة في الرياض قبل نهاية العام، وبأي سعر؟ " * 3,
    "mixed": "Does كيف work with 日本語 and עברית in one line?",
    "cjk": "東京での発売はいつですか？価格はいくらになりますか？" * 6,  # noqa: RUF001
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 When? 🚗💨",
}

# Boxes of the drawn text (not of its element), and what the page was made into.
MEASURE = """kind => {
  const graphic = document.querySelector(`[data-graphic=${kind}]`);
  const boxes = [];
  for (const element of graphic.querySelectorAll("p, bdi, span")) {
    if (element.childElementCount > 0) continue;
    const clip = element.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(element);
    for (const box of range.getClientRects()) {
      const cut = getComputedStyle(element).overflow !== "visible";
      if (cut && (box.top >= clip.bottom || box.left >= clip.right)) continue;
      const [left, top, right, bottom] = cut
        ? [Math.max(box.left, clip.left), Math.max(box.top, clip.top), Math.min(box.right, clip.right), clip.bottom]
        : [box.left, box.top, box.right, box.bottom];
      boxes.push([left, top, right, Math.min(box.bottom, bottom)]);
    }
  }
  const text = graphic.querySelector(kind === "full" ? ".g-full__text" : ".g-lower__text");
  const line = parseFloat(getComputedStyle(text).lineHeight);
  return {
    boxes,
    lines: Math.round(text.clientHeight / line),
    said: text.textContent,
    tags: [...new Set([...document.querySelectorAll("live-graphics *")].map((one) => one.localName))].sort(),
    ran: window.ran === true,
  };
}"""


@pytest.fixture(scope="module")
def key(launch: Launch) -> Key:
    return launch.seed("graphics_key", event_id=launch.event["id"], label="Mixer")


@pytest.fixture
def mixer(launch: Launch, new_person: NewPerson, key: Key) -> Callable[..., Page]:
    """A mixer's browser source: `mixer("all", "?motion=off")`."""

    def open_(kind: str = "all", query: str = "", *, secret: str = "") -> Page:
        person = new_person("guest")
        person.forgive(OFFLINE)
        person.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        return person.open(f"/graphics/{launch.event['slug']}/{secret or key['secret']}/{kind}/{query}")

    return open_


def on_air(page: Page, kind: str) -> None:
    expect(page.locator(f"[data-graphic={kind}][data-phase=on]")).to_be_visible()


def gone(page: Page) -> None:
    expect(page.locator("[data-graphic]")).to_have_count(0)


def air(launch: Launch, text: str, name: str = "Ada Lovelace", company: str = "Engines") -> None:
    launch.seed("graphics_air", event_id=launch.event["id"], text=text, name=name, company=company)


def trigger(launch: Launch, kind: str, shown: bool) -> None:
    launch.seed("graphic", event_id=launch.event["id"], kind=kind, shown=shown)


def alpha(page: Page) -> Image.Image:
    # On air by its clock, a graphic may lack its last frames where they come late: they are taken as drawn.
    taken = page.screenshot(omit_background=True, animations="disabled")
    return Image.open(io.BytesIO(taken)).convert("RGBA").getchannel("A")


@pytest.fixture(autouse=True)
def _off(launch: Launch) -> Any:
    yield
    for kind in ("lower_third", "full", "ticker"):
        trigger(launch, kind, False)


def test_nothing_is_drawn_but_the_graphic(launch: Launch, mixer: Callable[..., Page]) -> None:
    page = mixer("all")
    expect(page.locator("live-graphics")).to_be_attached()
    assert alpha(page).getextrema() == (0, 0)
    # Its ticket is renewed, though it tells no address where it comes from.
    visit = "fetch(JSON.parse(document.getElementById('live-config').textContent).visit_url, {method: 'POST'})"
    assert page.evaluate(f"{visit}.then(({{ status }}) => status)") == 204
    air(launch, "How far does it go on a winter day?")
    trigger(launch, "lower_third", True)
    on_air(page, "lower_third")
    screenshot(page, "graphics-lower-third")
    drawn = alpha(page)
    assert drawn.getextrema() == (0, 255)
    # Nothing above the plate, and nothing of the plate lets the picture through.
    assert drawn.crop((0, 0, WIDTH, HEIGHT // 2)).getextrema() == (0, 0)
    plate = page.locator(".g-lower__plate").bounding_box()
    assert plate is not None
    left, top = int(plate["x"]) + 2, int(plate["y"]) + 2
    inside = drawn.crop((left, top, left + int(plate["width"]) - 4, top + int(plate["height"]) - 4))
    assert inside.getextrema() == (255, 255)
    trigger(launch, "full", True)
    on_air(page, "full")
    assert alpha(page).getextrema() == (255, 255)
    trigger(launch, "full", False)
    gone(page)
    assert alpha(page).getextrema() == (0, 0)


def test_whatever_people_write_is_text_inside_the_safe_area(launch: Launch, mixer: Callable[..., Page]) -> None:
    pages = {kind: mixer(path, "?motion=off") for kind, path in (("lower_third", "lower-third"), ("full", "full"))}
    air(launch, "To begin with?")
    trigger(launch, "lower_third", True)
    on_air(pages["lower_third"], "lower_third")
    tags = {
        "lower_third": ["bdi", "div", "p", "section"],
        "full": ["bdi", "div", "header", "p", "section", "span"],
    }
    for number, (label, text) in enumerate(HOSTILE.items()):
        air(launch, text[:1000], name=text[:80], company=text[:120])
        for kind in ("lower_third", "full") if number % 2 else ("full", "lower_third"):
            page = pages[kind]
            trigger(launch, kind, True)
            on_air(page, kind)
            expect(page.locator(".g-full__text, .g-lower__text")).to_have_text(
                text[:1000].strip(), use_inner_text=False
            )
            on_air(page, kind)
            found = page.evaluate(MEASURE, kind)
            assert (found["ran"], found["tags"]) == (False, tags[kind]), label
            outside = [
                box
                for box in found["boxes"]
                if box[0] < SAFE[0] - 1 or box[1] < SAFE[1] - 1 or box[2] > SAFE[2] + 1 or box[3] > SAFE[3] + 1
            ]
            assert outside == [], (label, kind)
            assert found["lines"] <= (3 if kind == "lower_third" else 40), label
            if label in ("long", "zalgo", "arabic"):
                screenshot(page, f"graphics-{kind}-{label}")


def test_ticker_keeps_hostile_lines_apart(launch: Launch, mixer: Callable[..., Page]) -> None:
    page = mixer("ticker")
    launch.seed("graphics_ticker", event_id=launch.event["id"], lines=[text[:200] for text in HOSTILE.values()])
    trigger(launch, "ticker", True)
    on_air(page, "ticker")
    place = page.locator(".g-ticker__place").bounding_box()
    assert place is not None
    assert place["x"] >= SAFE[0]
    assert place["x"] + place["width"] <= SAFE[2] + 1
    assert place["y"] + place["height"] <= SAFE[3] + 1
    assert page.evaluate("window.ran") is None
    assert page.locator("live-graphics :is(img, svg, script, iframe, style)").count() == 0
    # The words crawl: a line is elsewhere in the next frames.
    where = "document.querySelector('.g-ticker__lines li').getBoundingClientRect().x"
    page.wait_for_function(f"(from) => {where} < from", arg=page.evaluate(where))


def test_crew_triggers_from_the_desk(launch: Launch, mixer: Callable[..., Page], new_person: NewPerson) -> None:
    page = mixer("all")
    air(launch, "Does the roof open while one drives?")
    desk = new_person("moderator").open(f"/crew/{launch.event['slug']}/desk/")
    lower = desk.locator('[data-graphic-switch="lower_third"]')
    expect(lower).to_have_attribute("aria-pressed", "false")
    lower.click()
    on_air(page, "lower_third")
    expect(lower).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("g")
    desk.keyboard.press("f")
    on_air(page, "full")
    expect(lower).to_have_attribute("aria-pressed", "false")
    page.reload()
    on_air(page, "full")
    desk.keyboard.press("g")
    desk.keyboard.press("g")
    desk.get_by_label("Add your own line").fill("Doors open at 19:00")
    desk.get_by_label("Add your own line").press("Enter")
    expect(desk.locator(".p-lines bdi").last).to_have_text("Doors open at 19:00")
    desk.locator('[data-graphic-switch="ticker"]').click()
    on_air(page, "ticker")
    monitor = desk.frame_locator(".p-picture iframe")
    expect(monitor.locator("[data-graphic=full][data-phase=on]")).to_be_visible()
    assert accessibility_faults(desk) == []
    screenshot(desk, "graphics-panel-desk")
    desk.locator('[data-graphic-switch="full"]').click()
    expect(page.locator("[data-graphic=full]")).to_have_count(0)


def test_picture_outlives_the_network(launch: Launch, mixer: Callable[..., Page]) -> None:
    page = mixer("all")
    air(launch, "Is it loud?")
    trigger(launch, "lower_third", True)
    on_air(page, "lower_third")
    before = page.locator("live-graphics").inner_text()
    launch.kill_web()
    page.wait_for_timeout(3_000)
    on_air(page, "lower_third")
    assert page.locator("live-graphics").inner_text() == before
    assert page.locator("body").inner_text().strip() == before.strip()
    launch.start_web()
    trigger(launch, "lower_third", False)
    expect(page.locator("[data-graphic]")).to_have_count(0, timeout=60_000)


def test_revoked_key_clears_the_picture_and_opens_nothing(
    launch: Launch, new_person: NewPerson, mixer: Callable[..., Page], key: Key
) -> None:
    mine = launch.seed("graphics_key", event_id=launch.event["id"], label="Old mixer")
    person = new_person("guest")
    person.forgive("404|WebSocket")
    address = f"/graphics/{launch.event['slug']}/{mine['secret']}/all/"
    page, other = person.open(address), mixer("all")
    air(launch, "Who pays for it?")
    trigger(launch, "lower_third", True)
    for each in (page, other):
        on_air(each, "lower_third")
    launch.seed("graphics_revoke", event_id=launch.event["id"], key_id=mine["id"])
    revoked_at = time.monotonic()
    gone(page)
    assert time.monotonic() - revoked_at < 10
    response = page.reload()
    assert response is not None
    assert (response.status, page.locator("body").inner_text()) == (404, "")
    on_air(other, "lower_third")


def test_director_makes_a_key_and_revokes_it(launch: Launch, new_person: NewPerson, mixer: Callable[..., Page]) -> None:
    page = new_person("director").open(f"/crew/{launch.event['slug']}/control/")
    page.get_by_label("Show monitor, ticker and keys").click()
    page.get_by_label("For which machine").fill("OBS in the truck")
    page.get_by_role("button", name="Make a key").click()
    row = page.locator(".p-keylist li", has_text="OBS in the truck")
    expect(row).to_contain_text("never opened")
    page.get_by_label("Graphic in the address").select_option("lower-third")
    address = row.get_by_label("Address").input_value()
    assert address.startswith(f"{launch.url}/graphics/{launch.event['slug']}/")
    assert address.endswith("/lower-third/")
    source = mixer("lower-third", secret=address.split("/")[-3])
    expect(source.locator("live-graphics")).to_be_attached()
    expect(row).to_contain_text("in use")
    assert accessibility_faults(page) == []
    screenshot(page, "graphics-panel-control")
    row.locator("[data-revoke]").click()
    expect(row.locator("[data-revoke]")).to_have_text("Revoke now")
    source.close()
    row.locator("[data-revoke]").click()
    expect(row).to_have_count(0)


def test_others_have_no_switches_and_no_keys(launch: Launch, new_person: NewPerson) -> None:
    page = new_person("technician").open(f"/crew/{launch.event['slug']}/control/")
    for kind in ("lower_third", "full", "ticker"):
        expect(page.locator(f'[data-graphic-switch="{kind}"]')).to_be_disabled()
    page.get_by_label("Show monitor, ticker and keys").click()
    expect(page.locator(".p-monitor")).to_be_visible()
    expect(page.locator(".p-keys")).to_have_count(0)


def test_safe_areas_and_a_ground_to_key_out(launch: Launch, mixer: Callable[..., Page]) -> None:
    page = mixer("all", "?bg=chroma&safe=1")
    page.wait_for_load_state()  # with the stylesheet that draws them
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert picture.getpixel((WIDTH // 2, HEIGHT // 2)) == (0, 177, 64)
    assert picture.getpixel((round(0.035 * WIDTH), HEIGHT // 2)) == (255, 59, 107)
