"""Several at one desk: claims, cursors, merges, many at once, undo, and what the set presses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults

NewPerson = Callable[..., Person]
OpenDesk = Callable[..., Page]


@pytest.fixture
def open_desk(launch: Launch, new_person: NewPerson) -> OpenDesk:
    """Opens the desk for a moderator of this name, and waits until its questions are there."""

    def open_for(name: str, **options: str) -> Page:
        page = new_person("moderator", name=name, **options).open(f"/crew/{launch.event['slug']}/desk/")
        expect(page.locator("li.d-row").first).to_be_visible()
        return page

    return open_for


def in_inbox(page: Page, text: str) -> Locator:
    return page.locator('[data-lane="inbox"] li.d-row', has_text=text)


def put_cursor(page: Page, text: str) -> Locator:
    """Go down the inbox until the cursor is at the question, by keys alone."""
    page.keyboard.press("1")
    row = in_inbox(page, text)
    expect(row).to_be_visible()
    ids = page.locator('[data-lane="inbox"] li.d-row').evaluate_all("rows => rows.map(row => row.dataset.questionId)")
    for _ in range(ids.index(row.get_attribute("data-question-id"))):
        page.keyboard.press("j")
    expect(row).to_have_attribute("data-cursor", "")
    return row


def test_claims_and_cursors_are_seen_by_the_others(launch: Launch, open_desk: OpenDesk) -> None:
    launch.seed("compose", event_id=launch.event["id"], text="Is the boot big enough for a pram?")
    mona, karim = open_desk("Mona Keller"), open_desk("Karim Haddad")
    put_cursor(mona, "pram")
    theirs = in_inbox(karim, "pram")
    expect(theirs.locator(".d-pointer")).to_have_text("MK")
    mona.keyboard.press("e")
    expect(mona.locator(".d-form textarea")).to_be_focused()
    expect(theirs).to_have_attribute("data-held", "")
    expect(theirs.locator(".d-claim")).to_have_text("Mona Keller")

    put_cursor(karim, "pram")
    karim.keyboard.press("a")
    expect(theirs).to_contain_text("Mona Keller works on it")

    mona.keyboard.press("Control+a")
    mona.keyboard.type("Does a pram fit into the boot?")
    mona.keyboard.press("Enter")
    reworded = in_inbox(karim, "Does a pram fit into the boot?")
    expect(reworded).to_be_visible()
    expect(reworded).not_to_have_attribute("data-held", "")
    expect(karim.locator(".d-pane__original")).to_have_text("Is the boot big enough for a pram?")


def test_claim_is_let_go_with_the_form(launch: Launch, open_desk: OpenDesk) -> None:
    launch.seed("compose", event_id=launch.event["id"], text="How many keys come with it?")
    mona, karim = open_desk("Mona Keller"), open_desk("Karim Haddad")
    put_cursor(mona, "keys come")
    mona.keyboard.press("w")
    expect(in_inbox(karim, "keys come")).to_have_attribute("data-held", "")
    mona.keyboard.press("Escape")
    expect(in_inbox(karim, "keys come")).not_to_have_attribute("data-held", "")


def test_merge_by_keyboard(launch: Launch, open_desk: OpenDesk) -> None:
    launch.seed("compose", event_id=launch.event["id"], text="Which colours are there?")
    launch.seed("compose", event_id=launch.event["id"], text="What paints can one choose from?")
    page = open_desk("Mona Keller")
    put_cursor(page, "paints")
    page.keyboard.press("m")
    page.keyboard.type("colours")
    expect(page.locator("live-merge-form [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(in_inbox(page, "paints")).to_have_count(0)
    target = put_cursor(page, "Which colours")
    expect(target).to_contain_text("1 joined to it")
    expect(page.locator("[data-joined]")).to_contain_text("What paints can one choose from?")
    page.keyboard.press("4")
    page.keyboard.press("o")
    expect(page.locator('[data-lane="declined"] li.d-row', has_text="paints")).to_be_visible()


def test_many_at_once_and_undo_in_one_go(launch: Launch, open_desk: OpenDesk) -> None:
    event_id = launch.event["id"]
    for number in (1, 2, 3):
        launch.seed("compose", event_id=event_id, text=f"Bulk question number {number}?")
    page, witness = open_desk("Mona Keller"), open_desk("Witness")
    put_cursor(page, "Bulk question number 1")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator(".d-bulk b")).to_have_text("3 selected")
    stale = in_inbox(page, "Bulk question number 2").get_attribute("data-question-id")
    # Frozen in the middle of a write, the server would keep the database: first all cursors are told.
    third = in_inbox(witness, "Bulk question number 3")
    expect(third.locator('.d-pointer[title^="Mona Keller"]')).to_be_visible()
    expect(page.locator('.d-pointer[title^="Witness"]')).to_be_visible()
    launch.freeze_web()
    page.keyboard.press("z")
    launch.seed("reject", event_id=event_id, question_id=int(stale or 0), name="Karim Haddad", reason="Asked before")
    launch.thaw_web()
    expect(page.locator(".d-bar__said")).to_have_text("Park: 2 done, 1 refused: Karim Haddad moved them")
    expect(page.locator(f'[data-question-id="{stale}"]')).to_contain_text("Declined by Karim Haddad")
    expect(in_inbox(page, "Bulk question number 1")).to_have_count(0)
    expect(page.locator("[data-undo]")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(in_inbox(page, "Bulk question number 1")).to_be_visible()
    expect(in_inbox(page, "Bulk question number 3")).to_be_visible()
    expect(page.locator("[data-undo]")).to_have_count(0)


def test_sorting_and_notes_reach_the_others(launch: Launch, open_desk: OpenDesk) -> None:
    launch.seed("compose", event_id=launch.event["id"], text="Which theme is this of?")
    mona, karim = open_desk("Mona Keller"), open_desk("Karim Haddad")
    put_cursor(mona, "Which theme")
    mona.keyboard.press("t")
    mona.keyboard.press("2")
    theirs = in_inbox(karim, "Which theme")
    expect(theirs.locator(".d-theme")).to_have_text("Design")
    # Her own row shows it once she has the answer and the fact: until then it takes no other key.
    expect(in_inbox(mona, "Which theme").locator(".d-theme")).to_have_text("Design")
    mona.keyboard.press("p")
    expect(theirs.locator(".d-prio")).to_have_attribute("data-priority", "1")
    mona.keyboard.press("i")
    mona.keyboard.type("Ask the designer first")
    mona.keyboard.press("Enter")
    put_cursor(karim, "Which theme")
    expect(karim.locator("[data-notes]")).to_contain_text("Ask the designer first")


def test_lane_that_is_entered_has_the_focus_though_the_row_stands_in_another_too(
    launch: Launch, open_desk: OpenDesk
) -> None:
    text = "Is this one in two lanes?"
    launch.seed("compose", event_id=launch.event["id"], text=text)
    page = open_desk("Mona Keller")
    put_cursor(page, text).hover()
    launch.seed("desk", event_id=launch.event["id"], service="approve_question", text=text)
    # The inbox is read, so what another moved stays there and says where it went.
    expect(in_inbox(page, text)).to_have_attribute("data-gone", "")
    approved = page.locator('[data-lane="approved"] li.d-row')
    row = approved.filter(has_text=text)
    expect(row).to_be_visible()
    page.keyboard.press("2")
    for _ in range(approved.count()):
        if row.get_attribute("data-cursor") is not None:
            break
        page.keyboard.press("j")
    expect(row).to_be_focused()
    expect(in_inbox(page, text)).to_be_visible()


def test_what_the_set_presses_is_said_at_once(launch: Launch, open_desk: OpenDesk) -> None:
    page = open_desk("Mona Keller")
    text = launch.seed("take", event_id=launch.event["id"], name="Hugo Brandt")["text"]
    expect(page.locator(".d-news")).to_have_text(f"On air: “{text}”, taken by Hugo Brandt")
    expect(page.locator('.d-air[data-feed="main"]')).to_contain_text(text)
    page.keyboard.press("b")
    page.keyboard.type("Wrap up, please")
    page.keyboard.press("Enter")
    expect(page.locator(".d-prompt__said").first).to_contain_text("Wrap up, please")


@pytest.mark.parametrize("size", ["tablet", "phone"])
def test_pane_lies_over_the_lanes_of_a_small_page(launch: Launch, open_desk: OpenDesk, size: str) -> None:
    page = open_desk("Mona Keller", size=size)
    expect(page.locator(".d-pane")).to_have_count(0)
    page.keyboard.press("d")
    expect(page.locator(".d-pane")).to_be_visible()
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".d-pane")).to_have_count(0)
