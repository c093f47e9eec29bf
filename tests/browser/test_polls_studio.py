"""An organiser prepares polls in the studio, and reads how they went."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot

NewPerson = Callable[..., Person]


def fill(page: Page, name: str, english: str, french: str) -> None:
    page.locator(f"[name={name}_en]").fill(english)
    page.locator(f"[name={name}_fr]").fill(french)


def add_quiz(page: Page) -> None:
    page.get_by_role("link", name="New poll").click()
    # Its script hides the lines that nobody needs yet.
    expect(page.locator(".poll-options--ordered")).to_be_attached()
    fill(page, "question", "Which year was it?", "En quelle année ?")
    page.locator("[name=kind]").select_option("quiz")
    fill(page, "options-0-text", "1931", "1931")
    fill(page, "options-1-text", "1948", "1948")
    page.get_by_role("button", name="Add a choice").click()
    fill(page, "options-2-text", "1962", "1962")
    page.get_by_role("button", name="Move choice 3 up").click()


def test_quiz_question_is_prepared_and_made_ready(launch: Launch, new_person: NewPerson) -> None:
    olga = new_person("organiser")
    page = olga.open(f"/studio/polls/{launch.event['id']}/")
    add_quiz(page)
    expect(page.locator("[name=is_anonymous]")).to_be_hidden()
    expect(page.locator("[name=max_words]")).to_be_hidden()
    page.get_by_role("button", name="Save and make ready").click()
    expect(page.get_by_text("Say which choice is right.")).to_be_visible()
    expect(page.locator("[name=options-2-text_en]")).to_have_value("1962")
    page.locator("[name=right][value='2']").check()
    # The line above it is Wagtail's own, white on its red.
    assert accessibility_faults(page, "[data-poll-editor]") == []
    page.get_by_role("button", name="Save and make ready").click()
    row = page.get_by_role("row").filter(has_text="Which year was it?")
    expect(row).to_contain_text("Ready")
    row.get_by_role("link", name="Which year was it?").click()
    lines = page.locator("[data-option]:visible [name$=text_en]")
    expect(lines).to_have_count(3)
    assert [line.input_value() for line in lines.all()] == ["1931", "1962", "1948"]
    expect(page.locator("[name=right]:checked")).to_have_value("1")


def test_poll_is_tried_in_its_preview_and_nothing_is_kept(launch: Launch, new_person: NewPerson) -> None:
    olga = new_person("organiser")
    page = olga.open(f"/studio/polls/{launch.event['id']}/")
    page.get_by_role("link", name="New poll").click()
    fill(page, "question", "Drive or be driven?", "Conduire ou se laisser conduire ?")
    fill(page, "options-0-text", "Drive", "Conduire")
    fill(page, "options-1-text", "Be driven", "Se laisser conduire")
    page.get_by_role("button", name="Save and preview").click()
    frame = page.frame_locator(".poll-frame--phone")
    expect(frame.get_by_text("nothing that you answer here is counted")).to_be_visible()
    frame.get_by_label("Be driven").check()
    frame.get_by_role("button", name="Vote", exact=True).click()
    expect(frame.get_by_text("Your vote is counted.")).to_be_visible()
    frame.get_by_role("button", name="Results").click()
    expect(frame.locator("live-poll-chart")).to_be_visible()
    page.get_by_role("link", name="French").click()
    french = page.frame_locator(".poll-frame--phone")
    expect(french.get_by_text("Conduire ou se laisser conduire ?").first).to_be_visible()
    screenshot(page, "polls-studio-preview")
    olga.open(f"/studio/polls/{launch.event['id']}/")
    row = page.get_by_role("row").filter(has_text="Drive or be driven?")
    expect(row.get_by_role("cell").nth(4)).to_have_text("0")


@pytest.mark.parametrize(("language", "size"), [("en", "wide"), ("fr", "tablet")])
def test_list_editor_and_report_are_for_everybody(
    launch: Launch, new_person: NewPerson, language: str, size: str
) -> None:
    olga = new_person("organiser", language=language, size=size)
    home = f"/studio/polls/{launch.event['id']}/"
    for name, path in (("list", ""), ("editor", "new/"), ("report", "report/")):
        page = olga.open(home + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert (name, accessibility_faults(page)) == (name, [])
        screenshot(page, f"polls-studio-{name}-{language}-{size}")
