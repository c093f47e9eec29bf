"""What the tests of the chat's pages share."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

NO_PICTURE = r"404 \(Not Found\).*/stream/"


def say(page: Page, text: str) -> None:
    """Say something; who is told that this was too fast says it again when the page asks for it no more."""
    field = page.locator("#chat-text")
    field.fill(text)
    field.press("Enter")
    expect(page.locator("#chat-text:not([readonly])")).to_be_visible()
    if field.input_value() == text:
        expect(page.locator("#chat-note")).to_have_text("")
        field.press("Enter")
    expect(field).to_have_value("")


def say_as_crew(desk: Page, text: str) -> None:
    """Say something in the crew's line."""
    field = desk.locator(".m-bar input")
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_value("")


def line(page: Page, text: str) -> Locator:
    """Return a message on an attendee's page."""
    return page.locator("li.chat__line", has_text=text)


def row(desk: Page, text: str, lane: str = "flow") -> Locator:
    """Return a message on the crew's page."""
    return desk.locator(f'[data-lane="{lane}"] li.m-row', has_text=text)


def put_cursor(desk: Page, text: str, lane: str = "flow") -> Locator:
    """Put the cursor on a message."""
    fresh = desk.locator(f'[data-lane="{lane}"] .m-fresh')
    found = row(desk, text, lane)
    # In a lane that is read it comes behind the count; what stands there already may be another.
    while not found.count():
        expect(found.or_(fresh).first).to_be_visible()
        desk.keyboard.press("n")
    expect(found).to_be_visible()
    # What was decided about it last has its answer: until then a key would do nothing.
    expect(found.locator(".m-act:disabled")).to_have_count(0)
    found.focus()
    expect(found).to_have_attribute("data-cursor", "")
    return found


def decide(desk: Page, text: str, key: str, *, sure: bool = False, lane: str = "flow") -> None:
    """Put the cursor on a message, and press a key."""
    put_cursor(desk, text, lane)
    desk.keyboard.press(key)
    if sure:
        expect(desk.locator(".m-row__sure")).to_be_visible()
        desk.keyboard.press("Enter")
        expect(desk.locator(".m-row__sure")).to_have_count(0)
