"""What strangers and crew write is text on every page: nothing of the corpus runs, under the pages' own policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.payloads import MARK, PAYLOADS
from tests.browser.person import Person

NewPerson = Callable[..., Person]

# Before any script, in each frame: dialogs, violations of the policy and what a payload would set leave a trace.
WATCH = f"""
window.__traces = [];
document.addEventListener("securitypolicyviolation", (event) => window.__traces.push(event.violatedDirective));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.__traces.push(name);
Object.defineProperty(window, "{MARK}", {{ set: () => window.__traces.push("{MARK}"), get: () => undefined }});
"""

BROUGHT = [
    *("live-desk live-desk", "xss", "math", "iframe[srcdoc]", "base", "meta[http-equiv='refresh']"),
    *("[onerror]", "[onload]", "[onfocus]", "[onmouseover]", "[ontoggle]"),
    *("a[href^='javascript:']", "form[action*='x.invalid']"),
]


@pytest.fixture(scope="module")
def written(launch: Launch) -> int:
    """Everything that can be written is written with every text of the corpus; how many were taken as questions."""
    asked = int(launch.seed("payloads", event_id=launch.event["id"], texts=PAYLOADS)["asked"])
    assert asked == len(PAYLOADS)
    return asked


def _open(person: Person, path: str) -> Page:
    person.page.add_init_script(WATCH)
    page = person.open(path)
    expect(page.locator("body")).to_be_visible()
    return page


def _check(page: Page) -> None:
    assert page.evaluate("window.__traces") == []
    # Nothing was made of them either: what a text brings as an element would be one.
    assert page.locator(", ".join(BROUGHT)).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1, "wider than the page"


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_attendees_page_shows_text(launch: Launch, written: int, new_person: NewPerson, size: str) -> None:
    launch.move_to("live")
    person = new_person("attendee", name="Reader", size=size)
    page = _open(person, f"/en/e/{launch.event['slug']}/")
    expect(page.locator("live-questions")).to_contain_text(f"<img src=x onerror=window.{MARK}=1>")
    _check(page)


@pytest.mark.parametrize("console", ["desk", "set", "control"])
def test_consoles_show_text(launch: Launch, written: int, new_person: NewPerson, console: str) -> None:
    role = "director" if console == "control" else "moderator"
    person = new_person(role, name=f"<img src=x onerror=window.{MARK}=1>")
    page = _open(person, f"/crew/{launch.event['slug']}/{console}/")
    if console != "control":
        expect(page.locator("main")).to_contain_text("<script>")
    _check(page)


def test_keys_of_the_graphics_are_text(launch: Launch, written: int, new_person: NewPerson) -> None:
    page = _open(new_person("director"), f"/crew/{launch.event['slug']}/control/")
    page.get_by_label("Show monitor, ticker and keys").click()
    label = page.locator(".p-key b", has_text="0 <script>")
    expect(label).to_have_text(f"0 <script>window.{MARK}=1</script>")
    expect(page.locator(".p-keylist li")).to_have_count(10)
    _check(page)


def test_studio_shows_text(launch: Launch, written: int, new_person: NewPerson) -> None:
    person = new_person("organiser")
    page = _open(person, f"/studio/questions/{launch.event['id']}/")
    expect(page.locator("#themes")).to_be_visible()
    expect(page.locator("#webhooks tbody tr").first).to_contain_text(f"https://hooks.example/?<script>window.{MARK}=1")
    expect(page.locator("#themes input[type=text]").first).to_have_value("0 <script>window.__pwned=1</script>"[:40])
    _check(page)
