"""Reactions: what one taps, others see; off they are gone; and who wants no motion sees none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot, settled

NewPerson = Callable[..., Person]
NO_PICTURE = r"404 \(Not Found\).*/stream/"
# Writes on the root what has risen since, also what is gone again.
WATCH = """() => {
  const root = document.documentElement;
  root.dataset.risen = "";
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) root.dataset.risen += node.textContent;
  }).observe(document.querySelector(".reactions__strip"), { childList: true });
}"""


@pytest.fixture
def come(launch: Launch, new_person: NewPerson) -> Callable[..., Page]:
    """Come to the live event."""
    launch.move_to("live")

    def open_page(name: str, language: str = "en", size: str = "wide", **context: Any) -> Page:
        person = new_person("attendee", name=name, language=language, size=size, **context)
        person.forgive(NO_PICTURE)
        page = person.open(f"/{language}/e/{launch.event['slug']}/")
        expect(page.locator(".reactions__button")).to_have_count(5)
        return page

    return open_page


def risen(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-risen")


@pytest.fixture
def control(launch: Launch, new_person: NewPerson) -> Iterator[Page]:
    """The director's page; reactions are on again afterwards."""
    person = new_person("director", name="Dora")
    page = person.open(f"/crew/{launch.event['slug']}/control/")
    switch = page.locator("[data-reactions-switch]")
    expect(switch).to_have_attribute("aria-checked", "true")
    yield page
    if switch.get_attribute("aria-checked") == "false":
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "true")


def test_tap_rises_at_once_here_and_then_on_everybody_elses_page(come: Callable[..., Page], control: Page) -> None:
    one, other = come("Ada"), come("Ben", language="fr", size="phone")
    for page in (one, other):
        page.evaluate(WATCH)
    for _ in range(3):
        one.get_by_role("button", name="Applaud").click()
    # One's own is there before the server has heard of it, and is not shown again.
    assert risen(one) == "👏👏👏"
    expect(other.locator("html")).to_have_attribute("data-risen", re.compile("^👏+$"))
    expect(control.locator(".r-counts li").first).to_have_text("👏 3")
    other.get_by_role("button", name="Feu").press("Enter")
    expect(control.locator(".r-sum")).to_have_text("4 taps")
    expect(one.locator("html")).to_have_attribute("data-risen", "👏👏👏🔥")


def test_crew_switches_them_off_and_on(come: Callable[..., Page], control: Page) -> None:
    page = come("Cleo")
    control.locator("[data-reactions-switch]").click()
    expect(page.locator(".reactions__button")).to_have_count(0)
    expect(page.locator("live-reactions")).to_be_hidden()
    assert accessibility_faults(control) == []
    screenshot(control, "reactions-control-off")
    control.locator("[data-reactions-switch]").click()
    expect(page.locator(".reactions__button")).to_have_count(5)


def test_who_prefers_less_motion_sees_a_count_and_still_counts(come: Callable[..., Page], control: Page) -> None:
    page, other = come("Dan", reduced_motion="reduce"), come("Eve")
    expect(page.locator(".reactions__strip")).to_have_count(0)
    before = int(control.locator(".r-sum").inner_text().split()[0])
    page.get_by_role("button", name="Celebrate").click()
    other.get_by_role("button", name="Wow").click()
    expect(control.locator(".r-sum")).to_have_text(f"{before + 2} taps")
    expect(page.locator("[data-reactions-count]")).to_have_text(f"{before + 2} reactions")
    moving = "document.getAnimations().filter((each) => each.effect.target.closest('live-reactions')).length"
    assert page.evaluate(moving) == 0
    # Who changes their mind is followed.
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator(".reactions__strip")).to_have_count(1)


@pytest.mark.parametrize("size", ["phone", "tablet", "wide"])
def test_row_stands_under_the_picture_and_covers_nothing(come: Callable[..., Page], size: str) -> None:
    page = come(f"Fay {size}", size=size)
    settled(page)
    picture, row = page.locator("live-player").bounding_box(), page.locator("live-reactions").bounding_box()
    assert picture is not None
    assert row is not None
    assert row["y"] >= picture["y"] + picture["height"] - 1
    assert row["height"] <= 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    buttons = page.locator(".reactions__button")
    for place in range(5):
        box = buttons.nth(place).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    assert accessibility_faults(page) == []
    for _ in range(6):
        buttons.first.click()
    expect(page.locator(".reactions__riser")).not_to_have_count(0)
    screenshot(page, f"reactions-{size}")


def test_eight_emoji_fit_on_the_narrowest_phone(come: Callable[..., Page]) -> None:
    page = come("Gus", size="phone")
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("""() => {
      const row = document.querySelector(".reactions__row");
      while (row.children.length < 8) row.append(row.lastElementChild.cloneNode(true));
    }""")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = [button.bounding_box() for button in page.locator(".reactions__button").all()]
    assert len(boxes) == 8
    assert all(box is not None and box["width"] >= 36 and box["x"] + box["width"] <= 320 for box in boxes)


def test_guest_has_no_reactions(launch: Launch, new_person: NewPerson) -> None:
    launch.move_to("live")
    person = new_person("guest")
    person.forgive(NO_PICTURE)
    page = person.open(f"/en/e/{launch.event['slug']}/")
    expect(page.locator(".slate__title")).to_be_visible()
    expect(page.locator("live-reactions")).to_be_hidden()
    expect(page.locator(".reactions__button")).to_have_count(0)
