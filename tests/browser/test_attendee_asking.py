"""How one may ask, and in which order the questions of others are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot

NewPerson = Callable[..., Person]


@pytest.fixture
def namelessly(launch: Launch) -> Iterator[None]:
    """The event allows questions without a name."""
    launch.seed("policy", event_id=launch.event["id"], allows_anonymous=True)
    yield
    launch.seed("policy", event_id=launch.event["id"], allows_anonymous=False)


def come(launch: Launch, new_person: NewPerson, name: str, **options: str) -> Page:
    launch.move_to("live")
    person = new_person("attendee", name=name, **options)
    person.forgive(r"404 \(Not Found\).*/stream/|ERR_")
    page = person.open(f"/en/e/{launch.event['slug']}/")
    expect(page.locator("live-ask textarea")).to_be_visible()
    return page


def test_question_without_a_name_has_none_on_any_page(launch: Launch, namelessly: None, new_person: NewPerson) -> None:
    text = "Who decided against the manual gearbox?"
    ada, ben = come(launch, new_person, "Ada Nameless", size="phone"), come(launch, new_person, "Ben Reads")
    ada.get_by_label("Without my name").check()
    ada.locator("#ask-text").fill(text)
    ada.locator("#ask-text").press("Enter")
    expect(ada.locator("#ask-text")).to_have_value("")
    ada.get_by_role("tab", name="Mine").click()
    expect(ada.locator("li.fate")).to_contain_text("Without your name")
    screenshot(ada, "attendee-asked-without-name")
    assert accessibility_faults(ada) == []
    desk = new_person("moderator", name="Mona Nameless").open(f"/crew/{launch.event['slug']}/desk/")
    row = desk.locator("[data-question-id]", has_text=text)
    expect(row).to_be_visible()
    expect(row).not_to_contain_text("Ada")
    launch.seed("desk", event_id=launch.event["id"], service="approve_question", text=text)
    theirs = ben.locator("li.question", has_text=text)
    expect(theirs.locator(".question__by")).to_have_text("Anonymous")
    assert "Ada Nameless" not in ben.content() + desk.content()


def test_event_that_wants_names_offers_no_question_without(launch: Launch, new_person: NewPerson) -> None:
    page = come(launch, new_person, "Ada Named")
    expect(page.get_by_label("Without my name")).to_have_count(0)


def test_newest_come_first_where_one_wants_it(launch: Launch, new_person: NewPerson) -> None:
    event_id = launch.event["id"]
    wanted, newest = "Is the most wanted one at the top?", "Is the newest one at the top?"
    for text in (wanted, newest):
        launch.seed("compose", event_id=event_id, text=text)
        launch.seed("desk", event_id=event_id, service="approve_question", text=text)
    page = come(launch, new_person, "Ada Sorts")
    both = page.locator("li.question", has_text="at the top?")
    upvote = page.locator("li.question", has_text=wanted).locator("button.upvote")
    upvote.click()
    expect(upvote).to_contain_text("1")
    by_newest, by_wanted = (page.get_by_role("button", name=name, exact=True) for name in ("Newest", "Most wanted"))
    by_newest.click()
    expect(by_newest).to_have_attribute("aria-pressed", "true")
    expect(both).to_contain_text([newest, wanted])
    by_wanted.click()
    expect(both).to_contain_text([wanted, newest])
    screenshot(page, "attendee-questions-sorted")
