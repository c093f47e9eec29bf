"""What the crew does beside moving questions, by keyboard alone: nobody touches a mouse in this module."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot

NewPerson = Callable[..., Person]
Seed = Callable[..., dict[str, object]]


@pytest.fixture
def seed(launch: Launch) -> Seed:
    return lambda do, **request: launch.seed(do, event_id=launch.event["id"], **request)


@pytest.fixture
def page(launch: Launch, new_person: NewPerson) -> Page:
    """The desk of a director, who may name set desks."""
    opened = new_person("director", name="Dina Director").open(f"/crew/{launch.event['slug']}/desk/")
    expect(opened.locator("li.d-row").first).to_be_visible()
    return opened


def in_inbox(page: Page, text: str) -> Locator:
    return page.locator('[data-lane="inbox"] li.d-row', has_text=text)


def go_to(page: Page, text: str) -> Locator:
    """Put the cursor on a question of the inbox."""
    row = in_inbox(page, text)
    page.keyboard.press("1")
    # What comes while one reads waits behind a count; what stands there already may be another.
    while row.count() == 0:
        expect(row.or_(page.locator('[data-lane="inbox"] [data-fresh]')).first).to_be_visible()
        page.keyboard.press("n")
    expect(row).to_be_visible()
    for _ in range(40):
        if row.get_attribute("data-cursor") is not None:
            return row
        page.keyboard.press("j")
    raise AssertionError(f"expected the cursor to come to {text!r}")


def tab_to(page: Page, selector: str) -> None:
    """Go with Tab until something that matches has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"expected Tab to come to {selector}")


def test_expired_claim_is_taken_over(page: Page, seed: Seed) -> None:
    text = "Who takes this over when its moderator is called away?"
    seed("compose", text=text)
    seed("claim", text=text, name="Karim Haddad")
    row = go_to(page, text)
    expect(row).to_have_attribute("data-held", "")
    page.keyboard.press("a")
    expect(row).to_contain_text("Karim Haddad works on it")
    # Little is left of the lease, and it runs out: nobody presses anything for that.
    seed("claim", text=text, name="Karim Haddad", left_s=2)
    expect(row).not_to_have_attribute("data-held", "")
    page.keyboard.press("c")
    expect(row.locator(".d-claim")).to_have_text("Dina Director")
    page.keyboard.press("a")
    expect(page.locator('[data-lane="approved"]')).to_contain_text(text)


def test_flags_and_likely_duplicates_are_marked(page: Page, seed: Seed) -> None:
    flagged = "See https://example.com or call +33 6 12 34 56 78, why so late?"
    seed("compose", text=flagged)
    marks = go_to(page, "why so late").locator(".d-flag")
    expect(marks).to_have_count(2)
    assert sorted(mark.get_attribute("title") or "" for mark in marks.all()) == ["Link", "Personal data"]
    expect(page.locator(".d-pane__flags")).to_contain_text("Link, Personal data")
    seed("compose", text="How long does the battery take to charge at home?")
    seed("compose", text="How long does the battery take to charge at home, please?")
    seed("compare")
    row = go_to(page, "charge at home, please")
    expect(row).to_contain_text("1 may say the same")
    expect(page.locator("[data-similar]")).to_contain_text("How long does the battery take to charge at home?")
    screenshot(page, "desk-flags")
    # The proposal is the merge's first.
    page.keyboard.press("m")
    expect(page.locator("live-merge-form [role=option]").first).to_contain_text("charge at home?")
    page.keyboard.press("Escape")


def test_set_desk_of_one_and_of_many(page: Page, seed: Seed) -> None:
    for number in (1, 2, 3):
        seed("compose", text=f"Question number {number} for the co-host?")
    row = go_to(page, "Question number 1 for")
    page.keyboard.press("f")
    expect(page.locator('[data-form="feed"]')).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator(".d-pane__facts")).to_contain_text("Co-host")
    go_to(page, "Question number 2 for")
    page.keyboard.press("x")
    go_to(page, "Question number 3 for")
    page.keyboard.press("x")
    expect(page.locator(".d-bulk")).to_contain_text("Set desk")
    page.keyboard.press("f")
    page.keyboard.press("2")
    expect(page.locator(".d-bar__said")).to_have_text("Set desk: 2 done")
    expect(page.locator(".d-pane__facts")).to_contain_text("Co-host")
    expect(row).to_be_visible()


def test_claims_of_many_are_let_go(page: Page, seed: Seed) -> None:
    texts = [f"Claimed question number {number}, and forgotten?" for number in (1, 2)]
    for text in texts:
        seed("compose", text=text)
        seed("claim", text=text, name="Karim Haddad")
        expect(go_to(page, text)).to_have_attribute("data-held", "")
        page.keyboard.press("x")
    bulk = page.locator(".d-bulk")
    expect(bulk).to_contain_text("Release")
    assert accessibility_faults(page, ".d-bar") == []
    page.keyboard.press("c")
    for text in texts:
        expect(in_inbox(page, text)).not_to_have_attribute("data-held", "")
    expect(page.locator("[data-undo]")).to_have_count(0)


def test_themes_and_set_desks_are_edited(page: Page, seed: Seed) -> None:
    page.keyboard.press("/")
    tab_to(page, '[data-open="themes"]')
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Themes")
    expect(dialog).to_be_visible()
    tab_to(page, "live-desk-list[data-kind=themes] .d-form__acts [type=button]")
    page.keyboard.press("Enter")
    page.keyboard.type("Charging")
    # Another names a theme while this one is being typed.
    question = "Is there a theme for this?"
    seed("compose", text=question)
    seed("theme", text=question, name="Warranty", colour="#2f9e44")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Mona changed this list meanwhile.")
    tab_to(page, "[data-news]")
    page.keyboard.press("Enter")
    expect(dialog.locator("li:last-child .d-field")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    go_to(page, question)
    page.keyboard.press("t")
    expect(page.locator('[data-form="theme"]')).to_contain_text("Warranty")
    expect(page.locator('[data-form="theme"]')).to_contain_text("Charging")
    page.keyboard.press("Escape")

    page.keyboard.press("/")
    tab_to(page, '[data-open="feeds"]')
    page.keyboard.press("Enter")
    feeds = page.get_by_role("dialog", name="Set desks")
    expect(feeds).to_be_visible()
    tab_to(page, "live-desk-list[data-kind=feeds] .d-form__acts [type=button]")
    page.keyboard.press("Enter")
    page.keyboard.type("Singapore")
    page.keyboard.press("Enter")
    expect(feeds).to_be_hidden()
    go_to(page, question)
    page.keyboard.press("f")
    expect(page.locator('[data-form="feed"]')).to_contain_text("Singapore")
    page.keyboard.press("Escape")


def test_views_are_kept_replaced_and_deleted(page: Page, seed: Seed) -> None:
    seed("view", name="Roof", query="q=dach", by="Mona Keller")
    search = page.locator(".d-search input")
    page.keyboard.press("/")
    page.keyboard.type("roof")
    tab_to(page, "[data-save-view]")
    page.keyboard.press("Enter")
    page.keyboard.type("roof")
    page.keyboard.press("Enter")
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text("Mona Keller saved “Roof”. Replace it?")
    expect(page.locator("[data-yes]")).to_be_focused()
    screenshot(page, "desk-view-asked")
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(page.locator(".d-naming input")).to_be_focused()
    # The name is still there: once more, and yes.
    page.keyboard.press("Enter")
    expect(page.locator("[data-yes]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    view = page.locator(".d-view", has_text="roof")
    expect(view.locator("button").first).to_have_attribute("title", "Saved by Dina Director")
    # One's own goes without a question, another's after one.
    page.keyboard.press("/")
    tab_to(page, ".d-view__delete")
    page.keyboard.press("Enter")
    expect(view).to_have_count(0)
    seed("view", name="Theirs", query="q=roof", by="Mona Keller")
    theirs = page.locator(".d-view", has_text="Theirs")
    expect(theirs).to_have_attribute("data-now", "")
    page.keyboard.press("/")
    tab_to(page, ".d-view__delete")
    page.keyboard.press("Enter")
    expect(asked).to_contain_text("Mona Keller saved “Theirs”. Delete it for all?")
    expect(page.locator("[data-yes]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(theirs).to_have_count(0)
    # Its answer moves the focus, maybe after the view has gone.
    expect(asked).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")


def test_question_is_entered(page: Page) -> None:
    page.keyboard.press("q")
    page.keyboard.type("Does the roof take a bicycle?")
    page.keyboard.press("Tab")
    page.keyboard.type("A guest in the room")
    page.keyboard.press("Control+Enter")
    expect(in_inbox(page, "take a bicycle")).to_contain_text("A guest in the room")


def test_note_and_countdown_go_to_the_set_one_without_the_other(
    launch: Launch, page: Page, new_person: NewPerson
) -> None:
    host = new_person("host", name="Hugo").open(f"/crew/{launch.event['slug']}/set/")
    band = host.locator(".s-band")
    expect(host.locator(".s-question")).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".d-prompt [type=submit]")
    page.keyboard.press("Enter")
    expect(band.locator(".s-countdown")).to_contain_text("2:")
    # The desk has heard of it, and the answer has emptied the form: it would take what is typed before it comes.
    expect(page.locator(".d-prompt__said").first).to_be_visible()
    expect(page.locator(".d-prompt select").first).to_have_value("")
    page.keyboard.press("b")
    page.keyboard.type("Ask about the winter")
    page.keyboard.press("Enter")
    expect(band.locator(".s-note__text")).to_have_text("Ask about the winter")
    # The countdown that ran runs on.
    expect(band.locator(".s-countdown")).to_contain_text("2:")
    host.keyboard.press("v")
    expect(page.locator(".d-prompt__said").first).to_have_attribute("data-seen", "")
    page.keyboard.press("b")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Stop the countdown")).to_be_focused()
    page.keyboard.press("Enter")
    expect(band.locator(".s-countdown")).to_have_count(0)
    expect(band.locator(".s-note__text")).to_have_text("Ask about the winter")
    expect(band).to_have_attribute("data-note", "seen")
    screenshot(page, "desk-prompt")


def test_host_skips(launch: Launch, new_person: NewPerson) -> None:
    host = new_person("host", name="Hugo Skips").open(f"/crew/{launch.event['slug']}/set/")
    question = host.locator(".s-question")
    expect(question).to_be_visible()
    first = question.inner_text()
    host.keyboard.press("s")
    expect(question).not_to_have_text(first)
    host.wait_for_timeout(600)  # a clicker's bounce is ignored
    host.keyboard.press("PageUp")
    expect(question).to_have_text(first)
