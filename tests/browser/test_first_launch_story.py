"""The whole story, told by five people: join, watch, ask, upvote, approve, send, take, answer, and the evening ends."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, screenshot

QUESTION = "How long does the door take to open in the cold?"
PICTURE_MS = 60_000


@pytest.fixture
def slug(launch: Launch) -> str:
    return str(launch.event["slug"])


def register(person: Person, slug: str, name: str) -> Page:
    """Come as a stranger, fill in the form, and be inside."""
    page = person.open(f"/en/e/{slug}/")
    expect(page.locator("live-player[data-picture]")).to_have_count(0)
    page.get_by_role("link", name="Register").first.click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(f"{name.split()[0].lower()}@story.example")
    page.get_by_label("Country").select_option("FR")
    for box in page.locator(".register-consents input[type=checkbox]").all():
        assert not box.is_checked()
    page.locator(".register-consents input[type=checkbox]").first.check()
    page.get_by_role("button", name="Register").click()
    page.wait_for_url(f"**/en/e/{slug}/")
    # A reload would forget this.
    page.evaluate("window.neverReloaded = true")
    return page


def programme_ms(page: Page) -> int:
    player = page.locator("live-player")
    expect(player).to_have_attribute("data-programme-ms", re.compile(r"\d+"), timeout=PICTURE_MS)
    return int(player.get_attribute("data-programme-ms") or 0)


def test_first_launch(launch: Launch, stream: None, slug: str, new_person: Callable[..., Person]) -> None:
    ada, ben = (new_person("guest", name=name) for name in ("Ada", "Ben"))
    moderator, host, director = (new_person(role) for role in ("moderator", "host", "director"))

    # Two people join. The picture moves, and the page knows which moment of the programme it shows.
    ada_page, ben_page = register(ada, slug, "Ada Verne"), register(ben, slug, "Ben Okri")
    expect(ada_page.locator("live-player[data-picture]")).to_be_visible(timeout=PICTURE_MS)
    first = programme_ms(ada_page)
    assert abs(time.time() * 1000 - first) < 15_000
    ada_page.wait_for_function(
        "(before) => Number(document.querySelector('live-player').dataset.programmeMs) > before + 1_000", arg=first
    )
    assert abs(time.time() * 1000 - programme_ms(ada_page)) < 15_000

    desk = moderator.open(f"/crew/{slug}/desk/")
    set_desk = host.open(f"/crew/{slug}/set/")
    control = director.open(f"/crew/{slug}/control/")
    inbox = desk.locator('[data-lane="inbox"]')
    expect(inbox).to_have_attribute("data-lane", "inbox")

    # Ada asks. The desk has it, Ben does not.
    ada_page.locator("#ask-text").fill(QUESTION)
    ada_page.get_by_role("button", name="Ask", exact=True).click()
    expect(ada_page.locator("#ask-note")).to_contain_text("Received")
    row = inbox.locator("[data-question-id]", has_text=QUESTION)
    expect(row).to_be_visible()
    expect(ben_page.get_by_text(QUESTION)).to_have_count(0)

    # The moderator approves; Ben sees it and wants to hear it too; Ada sees that one more does.
    row.hover()
    row.locator('[data-action="approve"]').click()
    approved = desk.locator('[data-lane="approved"] [data-question-id]', has_text=QUESTION)
    expect(approved).to_be_visible()
    upvote = ben_page.locator("live-questions li", has_text=QUESTION).locator("button.upvote")
    more = ben_page.locator("live-questions button.more")
    # Where his pointer rests on the list, it waits behind the count.
    expect(upvote.or_(more).first).to_be_visible()
    if more.is_visible():
        more.click()
    upvote.click()
    expect(upvote).to_have_attribute("aria-pressed", "true")
    ada_page.get_by_role("tab", name="Mine").click()
    mine = ada_page.locator("live-my-questions", has_text=QUESTION)
    expect(mine).to_contain_text("On the shortlist")
    expect(approved.locator(".d-row__votes")).to_contain_text("1")

    # It goes to the set, to the head of the deck, and on air.
    desk.mouse.move(700, 5)
    approved.hover()
    approved.locator('[data-action="send"]').click()
    on_deck = desk.locator('[data-lane="deck"] li[data-question-id]', has_text=QUESTION)
    expect(on_deck).to_be_visible()
    while on_deck.locator(".d-row__place").inner_text().strip() != "1":
        before = on_deck.locator(".d-row__place").inner_text()
        on_deck.hover()
        on_deck.locator('[data-action="up"]').click()
        expect(on_deck.locator(".d-row__place")).not_to_have_text(before)
    expect(mine).to_contain_text("You are next")
    # The set has to know the new order too: it takes what stands in large type.
    expect(set_desk.locator(".s-question")).to_have_text(QUESTION)
    set_desk.locator('[data-action="take"]').click()
    expect(set_desk.locator(".s-question")).to_have_text(QUESTION)
    expect(mine).to_contain_text("On air")
    expect(ben_page.locator(".on-air")).to_contain_text(QUESTION)
    expect(desk.locator('.d-air[data-feed="main"]')).to_contain_text(QUESTION)
    screenshot(set_desk, "story-set")
    screenshot(ben_page, "story-live")

    # It is answered, and both know. A press within half a second of the last is a clicker's bounce.
    set_desk.wait_for_timeout(600)
    set_desk.locator('[data-action="answer"]').click()
    expect(mine).to_contain_text("Answered")
    expect(ben_page.locator(".on-air")).to_have_count(0)

    # The director ends the evening with two deliberate presses; every page follows without a reload.
    control.locator('[data-phase-action="after"]').click()
    expect(control.locator("[data-phase-confirm]")).to_be_visible()
    expect(ada_page.locator("live-player")).to_have_count(1)
    control.locator("[data-phase-confirm]").click()
    for page in (ada_page, ben_page):
        # Everybody asks for the new page within a second and a half, not all at once.
        expect(page.locator("live-player")).to_have_count(0, timeout=20_000)
        expect(page.locator("main")).to_contain_text("Thank you")
        expect(page.locator("main")).to_contain_text(QUESTION)
        assert page.evaluate("window.neverReloaded") is True
    screenshot(ada_page, "story-after")
