"""The attendee's page in its three phases: readable by everybody, still while it loads, silent in the console."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot

# Without a packager in this launch the stream's manifest is missing, which the player mends by asking again.
NO_PICTURE = r"404 \(Not Found\).*/stream/"
STILL = 0.02

_WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def visit(launch: Launch, new_person: Callable[..., Person]) -> Callable[..., Page]:
    """Open the event's page in a phase, as an attendee unless told otherwise."""

    def open_page(phase: str, language: str = "en", size: str = "wide", role: str = "attendee") -> Page:
        launch.move_to(phase)
        person = new_person(role, language=language, size=size)
        person.forgive(NO_PICTURE)
        person.page.add_init_script(_WATCH_SHIFTS)
        page = person.open(f"/{language}/e/{launch.event['slug']}/")
        page.wait_for_load_state("load")
        expect(page.locator(f".phase-{phase}")).to_be_visible()
        return page

    return open_page


def shown_by_now(page: Page) -> None:
    """Wait until questions have taken the place of what the server rendered."""
    expect(page.locator(".skeleton:visible")).to_have_count(0)
    page.wait_for_timeout(500)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("phase", ["before", "live", "after"])
def test_attendee_page_has_no_serious_accessibility_fault(
    visit: Callable[..., Page], phase: str, language: str
) -> None:
    page = visit(phase, language)
    shown_by_now(page)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("size", ["wide", "tablet", "phone"])
@pytest.mark.parametrize("phase", ["before", "live", "after"])
def test_attendee_page_stays_still_and_within_its_width(visit: Callable[..., Page], phase: str, size: str) -> None:
    page = visit(phase, size=size)
    shown_by_now(page)
    assert page.evaluate("window.shifted") < STILL
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    screenshot(page, f"attendee-{phase}-{size}")


@pytest.mark.parametrize("phase", ["before", "live", "after"])
def test_attendee_page_gives_guests_a_door_and_no_questions(visit: Callable[..., Page], phase: str) -> None:
    page = visit(phase, role="guest")
    page.wait_for_timeout(500)
    expect(page.locator("live-ask, live-questions").locator("visible=true")).to_have_count(0)
    if phase != "after":
        expect(page.locator("main").get_by_role("link", name="Register").first).to_be_visible()
    assert accessibility_faults(page) == []


def test_attendee_page_is_the_same_for_everybody(visit: Callable[..., Page]) -> None:
    pages = [visit("after"), visit("after"), visit("after", role="guest")]
    answers: list[Any] = [page.context.request.get(page.url) for page in pages]
    assert len({answer.text() for answer in answers}) == 1
    assert [answer.headers.get("set-cookie") for answer in answers] == [None] * 3


def test_picture_is_never_covered(visit: Callable[..., Page]) -> None:
    for size in ("wide", "tablet", "phone"):
        page = visit("live", size=size)
        shown_by_now(page)
        boxes = page.evaluate(
            """() => [".stage__player", ".stage__panel", ".masthead", ".stage__foot"].map((each) => {
              const box = document.querySelector(each).getBoundingClientRect();
              return [box.left, box.top, box.right, box.bottom];
            })"""
        )
        picture, *others = boxes
        for left, top, right, bottom in others:
            apart = right <= picture[0] or left >= picture[2] or bottom <= picture[1] + 1 or top >= picture[3] - 1
            assert apart, json.dumps(boxes)


def test_panel_slides_away_and_is_remembered(visit: Callable[..., Page]) -> None:
    page = visit("live")
    # A page that is reloaded before it is connected complains about its socket.
    shown_by_now(page)
    beside = page.locator(".stage__picture").bounding_box()
    assert beside is not None
    assert beside["width"] < 1440
    page.get_by_role("button", name="Picture only").click()
    expect(page.locator("#ask-text")).to_be_hidden()
    page.wait_for_function("() => document.querySelector('.stage__picture').getBoundingClientRect().width === 1440")
    page.reload()
    expect(page.get_by_role("button", name="Questions", exact=True)).to_have_attribute("aria-expanded", "false")
