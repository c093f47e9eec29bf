"""The set desk goes on without a network: presses queue, outlive a reload, and are done once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import OFFLINE, Person, screenshot

NewPerson = Callable[..., Person]

pytestmark = pytest.mark.usefixtures("deck")


def press(page: Page, action: str) -> None:
    page.wait_for_timeout(600)  # a clicker's bounce is ignored
    page.locator(f'[data-action="{action}"]').click()


def test_presses_without_network_are_settled_once_even_over_a_reload(launch: Launch, new_person: NewPerson) -> None:
    host, director = new_person("host"), new_person("director")
    host.forgive(OFFLINE)
    director.forgive(OFFLINE)
    path = f"/crew/{launch.event['slug']}/set/"
    host.page.clock.install()
    page, other = host.open(path), director.open(path)
    tally, question, line = page.locator(".s-tally"), page.locator(".s-question"), page.locator(".s-line")
    expect(tally).to_have_attribute("data-state", "idle")
    first, second = question.inner_text(), page.locator(".s-next__text").nth(1).inner_text()
    launch.kill_web()
    expect(line).to_have_attribute("data-tone", "warn")
    press(page, "take")
    expect(tally).to_have_attribute("data-state", "air")
    expect(question).to_have_text(first)
    press(page, "answer")
    expect(question).to_have_text(second)
    press(page, "take")
    expect(tally).to_have_attribute("data-state", "air")
    expect(question).to_have_text(second)
    expect(line).to_contain_text("Queued: Take the next, Answered, Take the next")
    screenshot(page, "set-offline")
    # More than a minute goes by, and the tablet loads its page anew.
    page.clock.fast_forward(65_000)
    expect(question).to_have_text(second)
    launch.start_web()
    page.reload()
    for desk in (page, other):
        expect(desk.locator(".s-tally")).to_have_attribute("data-state", "air", timeout=60_000)
        expect(desk.locator(".s-question")).to_have_text(second)
    expect(line).not_to_have_attribute("data-tone", "warn", timeout=60_000)
    press(page, "put_back")
    for desk in (page, other):
        expect(desk.locator(".s-tally")).to_have_attribute("data-state", "idle")
        expect(desk.locator(".s-question")).to_have_text(second)
    press(page, "put_back")
    # The first was answered once: it is the last that was finished.
    expect(other.locator(".s-question")).to_have_text(first)


def test_press_that_came_too_late_is_undone_with_a_word(launch: Launch, new_person: NewPerson) -> None:
    host, director = new_person("host"), new_person("director")
    host.forgive(OFFLINE)
    path = f"/crew/{launch.event['slug']}/set/"
    page, other = host.open(path), director.open(path)
    tally, question = page.locator(".s-tally"), page.locator(".s-question")
    expect(tally).to_have_attribute("data-state", "idle")
    first = question.inner_text()
    page.context.set_offline(True)
    expect(page.locator(".s-line")).to_have_attribute("data-tone", "warn", timeout=60_000)
    press(page, "take")
    expect(tally).to_have_attribute("data-state", "air")
    press(other, "take")
    expect(other.locator(".s-tally")).to_have_attribute("data-state", "air")
    press(other, "answer")
    expect(other.locator(".s-tally")).to_have_attribute("data-state", "idle")
    page.context.set_offline(False)
    expect(page.locator(".s-line")).to_contain_text("Not done.", timeout=60_000)
    expect(tally).to_have_attribute("data-state", "idle")
    expect(question).not_to_have_text(first)
