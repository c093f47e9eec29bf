"""The control page: a deliberate switch, and what one looks at before touching it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults

NewPerson = Callable[..., Person]


@pytest.fixture
def control_path(launch: Launch) -> str:
    return f"/crew/{launch.event['slug']}/control/"


def test_phase_takes_two_presses_and_can_be_called_off(
    launch: Launch, control_path: str, new_person: NewPerson
) -> None:
    page = new_person("director").open(control_path)
    after = page.locator('[data-phase-action="after"]')
    live = page.locator('[data-phase-action="live"]')
    expect(live).to_have_attribute("aria-current", "step")
    after.click()
    expect(page.locator("[data-phase-confirm]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-phase-confirm]")).to_have_count(0)
    expect(live).to_have_attribute("aria-current", "step")
    after.click()
    expect(page.locator("[data-phase-confirm]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(after).to_have_attribute("aria-current", "step")
    expect(page.locator("live-phase")).to_have_attribute("data-phase", "after")
    live.click()
    page.locator("[data-phase-confirm]").click()
    expect(live).to_have_attribute("aria-current", "step")


def test_technician_sees_and_cannot_switch(launch: Launch, control_path: str, new_person: NewPerson) -> None:
    page = new_person("technician").open(control_path)
    for phase in ("before", "live", "after"):
        expect(page.locator(f'[data-phase-action="{phase}"]')).to_be_disabled()


def test_presence_counts_attendees(launch: Launch, control_path: str, new_person: NewPerson) -> None:
    page = new_person("director").open(control_path)
    people = [new_person("attendee", name=f"Guest {n}").open(f"/en/e/{launch.event['slug']}/") for n in range(2)]
    expect(page.locator(".k-big")).to_have_text(str(len(people)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_control_is_accessible(launch: Launch, control_path: str, new_person: NewPerson, language: str) -> None:
    page = new_person("director", language=language).open(control_path)
    expect(page.locator('[data-phase-action="live"]')).to_be_visible()
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("role", ["moderator", "host"])
def test_others_do_not_get_in(launch: Launch, control_path: str, new_person: NewPerson, role: str) -> None:
    person = new_person(role)
    person.forgive("403")
    response = person.page.goto(launch.url + control_path)
    assert response is not None
    assert response.status == 403
