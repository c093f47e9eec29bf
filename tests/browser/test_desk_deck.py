"""The deck's order by hand: it goes where one sees it go, and never over what another did meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, settled

NewPerson = Callable[..., Person]

pytestmark = pytest.mark.usefixtures("deck")


@pytest.fixture
def page(launch: Launch, new_person: NewPerson) -> Page:
    """The desk of Mona Keller, with questions on deck."""
    opened = new_person("moderator", name="Mona Keller").open(f"/crew/{launch.event['slug']}/desk/")
    expect(rows(opened).nth(4)).to_be_visible()
    settled(opened)
    return opened


def rows(page: Page) -> Locator:
    return page.locator("li.d-row--deck")


def order(page: Page) -> list[str]:
    return rows(page).locator(".d-row__text").all_inner_texts()


def lift(page: Page, row: Locator) -> None:
    """Press the mouse on a row's number."""
    row.locator(".d-row__place").hover()  # which waits until the row stands still
    page.mouse.down()
    expect(row).to_have_attribute("data-lifted", "")


def drop_on(page: Page, row: Locator, *, above: bool) -> None:
    """Carry what is lifted over the middle of `row`, and let it go."""
    box = row.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] * (0.1 if above else 0.9), steps=6)
    page.mouse.up()


def test_row_is_dragged_to_its_place(launch: Launch, page: Page) -> None:
    before = order(page)
    lift(page, rows(page).nth(3))
    drop_on(page, rows(page).nth(1), above=True)
    wanted = [before[0], before[3], before[1], before[2], *before[4:]]
    expect(rows(page).locator(".d-row__text")).to_have_text(wanted)
    page.reload()
    expect(rows(page).locator(".d-row__text")).to_have_text(wanted)


def test_order_of_another_meanwhile_is_not_overwritten(launch: Launch, page: Page) -> None:
    before = order(page)
    lift(page, rows(page).nth(0))
    # The row is in the hand when another turns the deck round.
    launch.seed("order", event_id=launch.event["id"], name="Karim Haddad")
    texts = rows(page).locator(".d-row__text")
    expect(texts).to_have_text(before[::-1])
    drop_on(page, rows(page).nth(2), above=False)
    said = "The deck was put into another order by Karim Haddad meanwhile."
    expect(page.locator(".d-bar__said")).to_contain_text(said)
    expect(rows(page).filter(has_text=before[0])).to_contain_text("Karim Haddad")
    expect(texts).to_have_text(before[::-1])
    expect(page.locator("[data-lifted], [data-sorting]")).to_have_count(0)
    # The newest order is moved again, by the same hand.
    lift(page, rows(page).nth(0))
    drop_on(page, rows(page).nth(1), above=False)
    expect(texts).to_have_text([before[-2], before[-1], *before[:-2][::-1]])


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_row_goes_over_those_that_are_seen_under_a_filter(launch: Launch, page: Page, by: str) -> None:
    whole = order(page)
    seen = [text for text in whole if "you" in text.lower()]
    hidden = [text for text in whole if "you" not in text.lower()]
    page.keyboard.press("/")
    page.keyboard.type("you")
    texts = rows(page).locator(".d-row__text")
    expect(texts).to_have_text(seen)
    assert len(seen) >= 2
    assert hidden
    page.keyboard.press("Enter")
    if by == "mouse":
        lift(page, rows(page).nth(1))
        drop_on(page, rows(page).nth(0), above=True)
    else:
        expect(page.locator(".d-search input")).not_to_be_focused()
        page.keyboard.press("3")
        page.keyboard.press("Home")
        for _ in range(rows(page).count()):
            if rows(page).nth(1).get_attribute("data-cursor") is not None:
                break
            page.keyboard.press("j")
        expect(rows(page).nth(1)).to_have_attribute("data-cursor", "")
        page.keyboard.press("Shift+K")
    expect(texts).to_have_text([seen[1], seen[0], *seen[2:]])
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    # Directly before the neighbour that was seen; the hidden ones stand as they stood.
    wanted = [text for text in whole if text != seen[1]]
    wanted.insert(wanted.index(seen[0]), seen[1])
    expect(texts).to_have_text(wanted)
