"""The polls' console: a poll's life by keyboard alone, answers let through, two of the crew at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import OFFLINE, Person, accessibility_faults, screenshot

NewPerson = Callable[..., Person]


@pytest.fixture
def make_poll(launch: Launch) -> Callable[..., dict[str, Any]]:
    """Make a poll that is ready."""

    def make(kind: str, question: str, *options: str, **draft: Any) -> dict[str, Any]:
        return launch.seed(
            "poll", event_id=launch.event["id"], kind=kind, question=question, options=list(options), **draft
        )

    return make


@pytest.fixture
def come(launch: Launch, new_person: NewPerson) -> Callable[..., Page]:
    """Come to the console."""

    def open_page(role: str, name: str, **more: Any) -> Page:
        page = new_person(role, name=name, **more).open(f"/crew/{launch.event['slug']}/polls/")
        expect(page.locator("[data-poll][aria-current]")).to_be_visible()
        return page

    return open_page


def row(page: Page, poll: dict[str, Any]) -> Locator:
    return page.locator(f"[data-poll='{poll['id']}']")


def go_to(page: Page, poll: dict[str, Any]) -> None:
    """Step to a poll by keyboard."""
    current = page.locator("[data-poll][aria-current]")
    ids = [each.get_attribute("data-poll") for each in page.locator("[data-poll]").all()]
    at, to = ids.index(current.get_attribute("data-poll")), ids.index(str(poll["id"]))
    for _ in range(abs(to - at)):
        page.keyboard.press("j" if to > at else "k")
    expect(row(page, poll)).to_have_attribute("aria-current", "true")


def expect_stage(page: Page, stage: str) -> None:
    """The stage is told, and what comes next may be pressed."""
    expect(page.locator(".v-badge")).to_have_attribute("data-stage", stage)
    expect(page.locator(".v-big[data-settling], .v-big[aria-disabled='true']")).to_have_count(0)


def test_poll_is_run_by_keyboard_alone(
    launch: Launch, come: Callable[..., Page], make_poll: Callable[..., dict[str, Any]]
) -> None:
    poll = make_poll("single", "Which colour first?", "Copper", "Slate", results="crew")
    page = come("director", "Dora Keys")
    go_to(page, poll)
    expect_stage(page, "armed")
    page.keyboard.press("6")
    expect(page.locator("[data-seconds='60']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    expect_stage(page, "open")
    launch.seed("vote", event_id=launch.event["id"], poll_id=poll["id"], name="Ada Votes", options=poll["options"][:1])
    expect(page.locator("[data-turnout='1']")).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator("[data-view='results']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("x")
    expect(page.locator("[data-view='results']")).to_have_attribute("aria-pressed", "false")
    assert accessibility_faults(page) == []
    # The list and the poll scroll, the page does not.
    assert page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
    screenshot(page, "polls-open")
    chart = page.locator("live-poll-chart")
    expect(chart).to_have_attribute("data-chart", "choice")
    page.keyboard.press("g")
    expect(chart).to_have_attribute("data-chart", "donut")
    expect(page.locator("[data-drawing='donut']")).to_have_attribute("aria-pressed", "true")
    assert accessibility_faults(page) == []
    screenshot(page, "polls-donut")
    page.keyboard.press("g")
    expect(chart).to_have_attribute("data-chart", "choice")
    page.keyboard.press("c")
    expect_stage(page, "closing")
    expect(page.locator("[data-note]")).to_contain_text("Votes still come in")
    page.keyboard.press("o")
    expect_stage(page, "open")
    page.keyboard.press("Enter")
    expect_stage(page, "closing")
    page.keyboard.press("Enter")
    expect_stage(page, "results")
    page.keyboard.press("Enter")
    expect_stage(page, "gone")
    page.keyboard.press("t")
    expect(page.locator("[data-confirm]")).to_be_focused()
    page.keyboard.press("Enter")
    expect_stage(page, "draft")
    expect(page.locator("[data-turnout='0']")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator(".v-sheet")).to_be_visible()
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".v-sheet")).to_be_hidden()


def test_answer_is_let_through_and_reaches_the_audience(
    launch: Launch, come: Callable[..., Page], make_poll: Callable[..., dict[str, Any]]
) -> None:
    event_id = launch.event["id"]
    poll = make_poll("text", "Where would you drive it first?")
    launch.seed("poll_move", event_id=event_id, poll_id=poll["id"], move="open_poll", seconds=0)
    for name, text in [("Ben Writes", "To the sea"), ("Cleo Writes", "Rude words"), ("Dan Writes", "North Cape")]:
        launch.seed("vote", event_id=event_id, poll_id=poll["id"], name=name, text=text)
    page = come("moderator", "Mona Reads")
    go_to(page, poll)
    answers = page.locator("[data-answer]")
    expect(answers).to_have_count(3)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    expect(answers.first).to_have_attribute("data-state", "shown")
    expect(answers.nth(1)).to_have_attribute("data-cursor", "")
    page.keyboard.press("h")
    expect(answers.nth(1)).to_have_attribute("data-state", "hidden")
    assert launch.seed("shown_texts", event_id=event_id, poll_id=poll["id"])["texts"] == ["To the sea"]
    # What comes in while one reads queues behind a count.
    launch.seed("vote", event_id=event_id, poll_id=poll["id"], name="Eve Writes", text="Home")
    expect(page.locator("[data-fresh]")).to_contain_text("1 new answer")
    expect(answers).to_have_count(3)
    page.keyboard.press("n")
    expect(answers).to_have_count(2)
    page.keyboard.press("f")
    expect(page.locator("[data-tab='shown']")).to_have_attribute("aria-pressed", "true")
    expect(answers).to_have_count(1)
    page.keyboard.press("h")
    expect(answers.first).to_have_attribute("data-state", "hidden")
    assert launch.seed("shown_texts", event_id=event_id, poll_id=poll["id"])["texts"] == []
    assert accessibility_faults(page) == []
    screenshot(page, "polls-texts")


def test_two_of_the_crew_see_the_same(
    launch: Launch, come: Callable[..., Page], make_poll: Callable[..., dict[str, Any]]
) -> None:
    mine, other = make_poll("single", "First?", "A", "B"), make_poll("text", "Second?")
    mona, olga = come("moderator", "Mona Two"), come("organiser", "Olga Two", language="fr", size="phone")
    row(mona, mine).click()
    row(olga, mine).click()
    olga.locator(".v-big").click()
    expect_stage(olga, "open")
    expect_stage(mona, "open")
    # What others do elsewhere does not take away what one looks at.
    launch.seed("poll_move", event_id=launch.event["id"], poll_id=other["id"], move="open_poll", seconds=0)
    expect(row(mona, other)).to_have_attribute("data-stage", "open")
    expect(row(mona, mine)).to_have_attribute("aria-current", "true")
    expect(mona.locator("[data-move='take_back']")).to_have_count(0)
    expect(olga.locator("[data-move='take_back']")).to_be_visible()
    assert accessibility_faults(olga) == []
    screenshot(olga, "polls-fr-phone")


def test_control_page_opens_and_closes_the_next_poll(
    launch: Launch, new_person: NewPerson, make_poll: Callable[..., dict[str, Any]]
) -> None:
    launch.seed("polls_put_away", event_id=launch.event["id"])
    poll = make_poll("single", "From the control page?", "Yes", "No", results="crew")
    page = new_person("director", name="Dora Control").open(f"/crew/{launch.event['slug']}/control/")
    item = page.locator(f"live-polls-panel [data-poll='{poll['id']}']")
    ready = item.locator("[data-next]:not([data-settling], [aria-disabled='true'])")
    expect(item).to_have_attribute("data-stage", "armed")
    page.keyboard.press("p")
    page.keyboard.press("o")
    expect(item).to_have_attribute("data-stage", "open")
    expect(ready).to_have_attribute("data-next", "close")
    page.keyboard.press("p")
    page.keyboard.press("c")
    expect(ready).to_have_attribute("data-next", "show_results")
    assert accessibility_faults(page) == []
    ready.click()
    expect(item).to_have_count(0)
    assert launch.seed("poll_state", poll_id=poll["id"])["state"] == "results"


def test_nothing_can_be_pressed_without_a_line(
    launch: Launch, new_person: NewPerson, make_poll: Callable[..., dict[str, Any]]
) -> None:
    poll = make_poll("single", "Without a line?", "Yes", "No")
    person = new_person("director", name="Dora Offline")
    person.forgive(OFFLINE)
    page = person.open(f"/crew/{launch.event['slug']}/polls/")
    row(page, poll).click()
    expect_stage(page, "armed")
    launch.kill_web()
    expect(page.locator("[data-no-line]")).to_be_visible()
    expect(page.locator(".v-big")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("o")
    assert accessibility_faults(page) == []
    launch.start_web()
    # It comes back within the pause that it is in: fifteen seconds, where the server was away for long.
    expect(page.locator("[data-no-line]")).to_have_count(0, timeout=60_000)
    expect_stage(page, "armed")
