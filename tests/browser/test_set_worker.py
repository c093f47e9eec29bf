"""A tablet that loads the set's page while there is no network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import OFFLINE, Person, screenshot

NewPerson = Callable[..., Person]

pytestmark = pytest.mark.usefixtures("deck")

# The page, and all that it was made of: they come one after another.
IS_KEPT = """async () => {
  const page = location.origin + location.pathname;
  const files = performance.getEntriesByType("resource").map(({ name }) => name)
    .filter((name) => new URL(name).pathname.startsWith("/static/"));
  for (const name of await caches.keys()) {
    const kept = new Set((await (await caches.open(name)).keys()).map(({ url }) => url));
    if (files.some((file) => file.includes("/set-")) && [page, ...files].every((each) => kept.has(each))) return true;
  }
  return false;
}"""


def wait_until_kept(page: Page) -> None:
    # Polled from here: the page's clock may be a test's.
    for _ in range(300):
        if page.evaluate(IS_KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("expected the page to be kept by its service worker")


def press(page: Page, action: str) -> None:
    page.wait_for_timeout(600)  # a clicker's bounce is ignored
    page.locator(f'[data-action="{action}"]').click()


def test_page_that_is_loaded_without_a_network_goes_on_where_it_was(launch: Launch, new_person: NewPerson) -> None:
    host, director = new_person("host", size="tablet"), new_person("director")
    host.forgive(OFFLINE)
    director.forgive(OFFLINE)
    path = f"/crew/{launch.event['slug']}/set/"
    page, other = host.open(path), director.open(path)
    expect(page.locator(".s-tally")).to_have_attribute("data-state", "idle")
    first, second = page.locator(".s-question").inner_text(), page.locator(".s-next__text").nth(1).inner_text()
    expect(other.locator(".s-question")).to_have_text(first)
    wait_until_kept(page)
    launch.kill_web()
    expect(page.locator(".s-line")).to_contain_text("No network. As of")
    press(page, "take")
    press(page, "answer")
    page.reload()
    expect(page.locator(".s-question")).to_have_text(second)
    press(page, "take")
    expect(page.locator(".s-tally")).to_have_attribute("data-state", "air")
    # The browser ends, and is opened again: still without a network.
    again = host.context.new_page()
    page.close()
    again.goto(launch.url + path + "?feed=main", wait_until="domcontentloaded")
    expect(again.locator(".s-question")).to_have_text(second)
    expect(again.locator(".s-tally")).to_have_attribute("data-state", "air")
    expect(again.locator(".s-line")).to_contain_text("No network. As of")
    expect(again.locator(".s-line")).to_contain_text("Queued: Take the next, Answered, Take the next")
    screenshot(again, "set-without-network")
    launch.start_web()
    expect(again.locator(".s-line")).not_to_have_attribute("data-tone", "warn", timeout=60_000)
    for desk in (again, other):
        expect(desk.locator(".s-tally")).to_have_attribute("data-state", "air", timeout=60_000)
        expect(desk.locator(".s-question")).to_have_text(second)
    press(again, "put_back")
    expect(other.locator(".s-tally")).to_have_attribute("data-state", "idle")
    press(again, "put_back")
    # The first was answered, once: it is the last that was finished.
    expect(other.locator(".s-question")).to_have_text(first)


def test_worker_reaches_nothing_but_the_sets_page(launch: Launch, new_person: NewPerson) -> None:
    host = new_person("moderator")
    page = host.open(f"/crew/{launch.event['slug']}/set/")
    wait_until_kept(page)
    scopes = (
        "async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname)"
    )
    assert page.evaluate(scopes) == [f"/crew/{launch.event['slug']}/set/"]
    host.open(f"/crew/{launch.event['slug']}/desk/")
    assert page.evaluate("() => navigator.serviceWorker.controller === null")


def test_signing_out_leaves_nothing_on_the_tablet(launch: Launch, new_person: NewPerson) -> None:
    host = new_person("host", name="Hugo Leaves")
    page = host.open(f"/crew/{launch.event['slug']}/set/")
    # Before it, the stage says that the page connects, and nothing of the set is kept.
    expect(page.locator(".s-tally")).to_be_visible()
    wait_until_kept(page)
    assert page.evaluate("() => Object.keys(localStorage).some((key) => key.startsWith('set.state:'))")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    left = """async () => ({
      stores: await caches.keys(),
      keys: Object.keys(localStorage),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    })"""
    nothing = {"stores": [], "keys": [], "workers": 0}
    for _ in range(300):  # the worker hears of it while the page goes
        if page.evaluate(left) == nothing:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(left) == nothing
