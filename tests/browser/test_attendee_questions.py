"""Questions, as those who ask and those who read them see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person

NO_PICTURE = r"404 \(Not Found\).*/stream/"


@pytest.fixture
def come(launch: Launch, new_person: Callable[..., Person]) -> Callable[..., Page]:
    """Come to the live event as an attendee."""
    launch.move_to("live")

    def open_page(name: str, language: str = "en", size: str = "wide") -> Page:
        person = new_person("attendee", name=name, language=language, size=size)
        person.forgive(NO_PICTURE + r"|WebSocket|ERR_")
        page = person.open(f"/{language}/e/{launch.event['slug']}/")
        expect(page.locator("live-ask textarea")).to_be_visible()
        return page

    return open_page


def ask(page: Page, text: str) -> None:
    page.locator("#ask-text").fill(text)
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-text")).to_have_value("")


def moderate(launch: Launch, new_person: Callable[..., Person], text: str, action: str) -> None:
    desk = new_person("moderator", name=f"Moderator of {action}").open(f"/crew/{launch.event['slug']}/desk/")
    row = desk.locator("[data-question-id]", has_text=text)
    row.hover()
    row.locator(f'[data-action="{action}"]').click()
    expect(desk.locator('[data-lane="approved"] [data-question-id]', has_text=text)).to_be_visible()


def test_question_is_received_approved_and_seen_by_another(
    launch: Launch, come: Callable[..., Page], new_person: Callable[..., Person]
) -> None:
    text = "Does the roof glass dim by itself at noon?"
    ada, ben = come("Ada Asks"), come("Ben Reads", language="fr")
    ask(ada, text)
    ada.get_by_role("tab", name="Mine").click()
    expect(ada.locator("live-my-questions")).to_contain_text("Received")
    expect(ben.get_by_text(text)).to_have_count(0)
    moderate(launch, new_person, text, "approve")
    expect(ada.locator("live-my-questions")).to_contain_text("Approved")
    theirs = ben.locator("li.question", has_text=text)
    expect(theirs).to_be_visible()
    expect(theirs).to_contain_text("Ada Asks")
    theirs.locator("button.upvote").click()
    expect(theirs.locator("button.upvote")).to_have_attribute("aria-pressed", "true")
    ada.get_by_role("tab", name="Questions").click()
    expect(ada.locator("li.question", has_text=text).locator(".upvote__count")).to_have_text("1")


def test_new_question_waits_behind_a_count_while_the_list_is_read(
    launch: Launch, come: Callable[..., Page], new_person: Callable[..., Person]
) -> None:
    text = "Will the key be a card, or a phone?"
    ada, ben = come("Ada Waits"), come("Ben Hovers")
    ben.locator("li.question").first.hover()
    ask(ada, text)
    moderate(launch, new_person, text, "approve")
    expect(ben.locator("button.more")).to_contain_text("1 new question")
    expect(ben.locator("li.question", has_text=text)).to_have_count(0)
    ben.locator("button.more").click()
    expect(ben.locator("li.question", has_text=text)).to_be_visible()


def test_draft_outlives_a_reload_and_a_refusal(come: Callable[..., Page]) -> None:
    page = come("Ada Drafts")
    page.locator("#ask-text").fill("Why?")
    page.reload()
    expect(page.locator("#ask-text")).to_have_value("Why?")
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-note")).to_contain_text("at least 8 characters")
    expect(page.locator("#ask-text")).to_have_value("Why?")


def test_refusal_is_told_in_french(come: Callable[..., Page]) -> None:
    page = come("Aude Demande", language="fr", size="phone")
    page.locator("#ask-text").fill("Quoi ?")
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-note")).to_contain_text("au moins 8 caractères")


def test_withdrawn_question_leaves_after_a_second_press(come: Callable[..., Page]) -> None:
    page = come("Ada Withdraws")
    ask(page, "Is there a frunk for a pair of skis?")
    page.get_by_role("tab", name="Mine").click()
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_role("button", name="Withdraw it for good").click()
    expect(page.locator("live-my-questions")).to_contain_text("You have not asked anything yet.")


def test_question_asked_during_a_break_arrives_after_it(launch: Launch, come: Callable[..., Page]) -> None:
    page = come("Ada Breaks")
    launch.kill_web()
    expect(page.locator("live-connection")).to_contain_text("Reconnecting")
    page.locator("#ask-text").fill("Can it power my house for a night?")
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-note")).to_contain_text("as soon as the connection is back")
    launch.start_web()
    expect(page.locator("#ask-note")).to_contain_text("Received", timeout=30_000)
    page.get_by_role("tab", name="Mine").click()
    expect(page.locator("li.fate")).to_have_count(1)
