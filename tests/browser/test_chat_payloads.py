"""What strangers and crew write into the chat is text on every page of it: nothing of the corpus runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.payloads import MARK, PAYLOADS
from tests.browser.person import Person
from tests.browser.test_payloads import BROUGHT, WATCH

NewPerson = Callable[..., Person]
# Turns what stands behind it: none of them may be left in what is shown.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


@pytest.fixture(scope="module")
def written(launch: Launch) -> None:
    """Every text of the corpus is a message, a name, a company, a word, a rule and a reason."""
    taken = int(launch.seed("chat_payloads", event_id=launch.event["id"], texts=PAYLOADS)["taken"])
    assert taken == len(PAYLOADS)


def _open(person: Person, path: str) -> Page:
    person.page.add_init_script(WATCH)
    return person.open(path)


def _check(page: Page) -> None:
    assert page.evaluate("window.__traces") == []
    assert page.locator(", ".join(BROUGHT)).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1, "wider than the page"
    assert not set(TURNING) & set(page.locator("main").inner_text())


@pytest.mark.parametrize(("role", "size"), [("organiser", "wide"), ("moderator", "phone"), ("host", "tablet")])
def test_console_and_word_list_show_text(
    launch: Launch, written: None, new_person: NewPerson, role: str, size: str
) -> None:
    person = new_person(role, name=f"<img src=x onerror=window.{MARK}=1>", size=size)
    page = _open(person, f"/crew/{launch.event['slug']}/chat/")
    expect(page.locator("main")).to_contain_text(f"<script>window.{MARK}=1</script>")
    if role != "host":
        page.locator(".m-words summary").click()
        expect(page.locator(".m-wordlist")).to_contain_text("0<script>")
        expect(page.locator(".m-people")).to_contain_text("<svg onload")
    if role == "organiser":
        expect(page.get_by_role("button", name="Remove 0<script>").first).to_be_visible()
    _check(page)


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_attendees_chat_shows_text_rules_and_reason(
    launch: Launch, written: None, new_person: NewPerson, size: str
) -> None:
    launch.move_to("live")
    person = new_person("attendee", name="Reader", size=size)
    page = _open(person, f"/en/e/{launch.event['slug']}/chat/")
    expect(page.locator(".chat__rules-text")).to_contain_text(f"<script>window.{MARK}=1</script>")
    expect(page.locator(".chat__lines")).to_contain_text("<script>")
    _check(page)


def test_studio_shows_text(launch: Launch, written: None, new_person: NewPerson) -> None:
    page = _open(new_person("organiser", name="Olga"), f"/studio/chat/{launch.event['id']}/")
    assert f"0<script>window.{MARK}=1</script>" in page.locator("#id_words-en_hold").input_value()
    assert page.evaluate("window.__traces") == []
    assert page.locator(", ".join(BROUGHT)).count() == 0
