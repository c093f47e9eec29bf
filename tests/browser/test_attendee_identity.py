"""Who one is on a page that is the same for everybody: known before the first paint, and again when it changes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.launch import Launch
from tests.browser.person import Person

NO_PICTURE = r"404 \(Not Found\).*/stream/"

# What the root says in the first frames that have a body.
_WATCH_FRAMES = """
window.frames_as = [];
requestAnimationFrame(function look() {
  if (document.body) window.frames_as.push(document.documentElement.hasAttribute("data-registered"));
  if (window.frames_as.length < 20) requestAnimationFrame(look);
});
"""


def visits_of(person: Person) -> list[str]:
    """The addresses of the visits that the person's page makes from now on."""
    asked: list[str] = []
    person.page.on(
        "request",
        lambda request: asked.append(request.url.partition("/visits/")[2]) if "/visits/" in request.url else None,
    )
    return asked


def test_stranger_visits_once_and_then_connects_at_once(launch: Launch, new_person: Callable[..., Person]) -> None:
    launch.move_to("live")
    guest = new_person("guest")
    guest.forgive(NO_PICTURE)
    asked = visits_of(guest)
    page = guest.open(f"/en/e/{launch.event['slug']}/")
    expect(page.locator("live-presence")).to_contain_text("watching")
    assert asked == [f"{launch.event['id']}/"]
    page.reload()
    expect(page.locator("live-presence")).to_contain_text("watching")
    assert len(asked) == 1


def test_attendee_is_one_from_the_first_frame_on(launch: Launch, new_person: Callable[..., Person]) -> None:
    launch.move_to("live")
    for role, is_attendee in (("attendee", True), ("guest", False)):
        person = new_person(role)
        person.forgive(NO_PICTURE)
        person.page.add_init_script(_WATCH_FRAMES)
        page = person.open(f"/en/e/{launch.event['slug']}/")
        page.wait_for_function("() => window.frames_as.length === 20")
        assert page.evaluate("[...new Set(window.frames_as)]") == [is_attendee]


def test_attendee_who_is_deleted_finds_themselves_a_guest(launch: Launch, new_person: Callable[..., Person]) -> None:
    launch.move_to("live")
    person = new_person("attendee", name="Ada Leaves")
    person.forgive(NO_PICTURE)
    asked = visits_of(person)
    page = person.open(f"/en/e/{launch.event['slug']}/")
    expect(page.locator("live-ask textarea")).to_be_visible()
    launch.seed("forget", event_id=launch.event["id"], name="Ada Leaves")
    expect(page.locator(".questions__door")).to_be_visible()
    expect(page.locator("live-ask textarea")).to_have_count(0)
    assert asked == [f"{launch.event['id']}/?renew=1"]
