"""Open pages follow the event from phase to phase."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.browser.launch import Launch
from tests.browser.person import OFFLINE, Person

NO_PICTURE = r"404 \(Not Found\).*/stream/"


def test_open_page_follows_the_event_without_a_reload(launch: Launch, new_person: Callable[..., Person]) -> None:
    launch.move_to("before")
    person = new_person("attendee")
    person.forgive(NO_PICTURE)
    page = person.open(f"/en/e/{launch.event['slug']}/")
    expect(page.locator("live-countdown")).to_be_visible()
    page.evaluate("window.neverReloaded = true")
    page.get_by_role("link", name="Add to calendar").focus()
    for phase, words in (("live", "We are live."), ("after", "The event is over."), ("before", "has not begun")):
        launch.seed("phase", event_id=launch.event["id"], to=phase)
        expect(page.locator(f".phase-{phase}")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("data-phase", phase)
        expect(page.locator("#announcer")).to_contain_text(words)
        expect(page.locator(".phase")).to_have_count(1)
    assert page.evaluate("window.neverReloaded") is True


def test_focus_moves_to_the_new_title_only_when_it_was_in_the_old_content(
    launch: Launch, new_person: Callable[..., Person]
) -> None:
    launch.move_to("before")
    inside, outside = new_person("attendee"), new_person("attendee")
    for person in (inside, outside):
        person.forgive(NO_PICTURE)
        person.open(f"/en/e/{launch.event['slug']}/")
        expect(person.page.locator("live-ask textarea")).to_be_visible()
    inside.page.get_by_role("link", name="Add to calendar").focus()
    outside.page.locator(".masthead__brand").focus()
    launch.seed("phase", event_id=launch.event["id"], to="after")
    for person in (inside, outside):
        expect(person.page.locator(".phase-after")).to_be_visible()
    expect(inside.page.locator("h1")).to_be_focused()
    expect(outside.page.locator(".masthead__brand")).to_be_focused()


def test_fragment_that_fails_is_asked_for_again(launch: Launch, new_person: Callable[..., Person]) -> None:
    launch.move_to("before")
    person = new_person("attendee")
    person.forgive(r"503|" + NO_PICTURE)
    failures: list[str] = []

    def fail_twice(route: Route) -> None:
        if len(failures) < 2:
            failures.append(route.request.url)
            route.fulfill(status=503)
        else:
            route.continue_()

    person.page.route("**/phase/**", fail_twice)
    page = person.open(f"/en/e/{launch.event['slug']}/")
    expect(page.locator("live-ask textarea")).to_be_visible()
    launch.seed("phase", event_id=launch.event["id"], to="after")
    expect(page.locator(".phase-after")).to_be_visible()
    assert len(failures) == 2


def test_phase_that_changed_during_a_break_is_followed_after_it(
    launch: Launch, new_person: Callable[..., Person]
) -> None:
    launch.move_to("before")
    person = new_person("attendee")
    person.forgive(OFFLINE + "|" + NO_PICTURE)
    page = person.open(f"/en/e/{launch.event['slug']}/")
    expect(page.locator("live-ask textarea")).to_be_visible()
    launch.kill_web()
    expect(page.locator("live-connection")).to_contain_text("Reconnecting")
    launch.seed("phase", event_id=launch.event["id"], to="after")
    launch.start_web()
    # A page that has tried often enough waits up to fifteen seconds before it tries again.
    expect(page.locator(".phase-after")).to_be_visible(timeout=60_000)
