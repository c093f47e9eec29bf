"""Earlier moments of the stream: the way from a question that was answered to its own, and a pause."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, screenshot


def wait_for_programme(page: Page, condition: str, value: int = 0) -> int:
    """Wait until the programme time on screen, `ms`, is as `condition` says of it and of `value`; return it."""
    script = f"""(value) => {{
      const ms = Number(document.querySelector("live-player").dataset.programmeMs);
      return ({condition}) && ms;
    }}"""
    return int(page.wait_for_function(script, arg=value, timeout=60_000).json_value())


def test_link_goes_to_the_moment_of_the_answer_and_back(
    launch: Launch, stream: None, new_person: Callable[..., Person]
) -> None:
    launch.move_to("live")
    text = "Does the roof carry a tent for two?"
    page = new_person("attendee", name="Ada Looks").open(f"/en/e/{launch.event['slug']}/")
    begun = wait_for_programme(page, "ms > value")
    page.locator("#ask-text").fill(text)
    page.locator("#ask-text").press("Enter")
    page.get_by_role("tab", name="Mine").click()
    mine = page.locator("li.fate", has_text=text)
    expect(mine).to_contain_text("Received")
    wait_for_programme(page, "ms > value + 7000", begun)
    for service in ("send_to_set", "take_question", "answer_question"):
        launch.seed("desk", event_id=launch.event["id"], service=service, text=text)
    link = mine.get_by_role("link", name="Watch that moment")
    expect(link).to_be_visible(timeout=60_000)
    on_air_ms = int((link.get_attribute("href") or "").removeprefix("#t="))
    wait_for_programme(page, "ms > value + 5000", on_air_ms)
    link.click()
    wait_for_programme(page, "Math.abs(ms - value) < 1500", on_air_ms)
    # It stays there, and does not run after the others: they are seven seconds on by then.
    wait_for_programme(page, "ms > value + 2000 && ms < value + 5000", on_air_ms)
    screenshot(page, "attendee-moment")
    page.get_by_role("button", name="Back to live").click()
    wait_for_programme(page, "ms > value + 6000", on_air_ms)
    expect(page.get_by_role("button", name="Back to live")).to_have_count(0)


def test_address_with_a_moment_opens_there(launch: Launch, stream: None, new_person: Callable[..., Person]) -> None:
    page = new_person("attendee", name="Ada Comes").open(f"/en/e/{launch.event['slug']}/")
    moment = wait_for_programme(page, "ms > value")
    wait_for_programme(page, "ms > value + 8000", moment)
    page.goto(f"{launch.url}/en/e/{launch.event['slug']}/?again#t={moment}")
    wait_for_programme(page, "ms && Math.abs(ms - value) < 4000", moment)
    expect(page.get_by_role("button", name="Back to live")).to_be_visible()


def test_pause_keeps_the_picture_where_it_is(launch: Launch, stream: None, new_person: Callable[..., Person]) -> None:
    page = new_person("attendee", name="Ada Waits").open(f"/en/e/{launch.event['slug']}/")
    wait_for_programme(page, "ms > value")
    player = page.locator("live-player")
    player.hover()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    # A player that has loaded enough starts by itself: not what somebody paused.
    page.evaluate(
        "() => document.querySelector('live-player').shadowRoot.querySelector('video').play().catch(() => {})"
    )
    page.wait_for_timeout(1_000)
    paused = player.get_attribute("data-programme-ms")
    # Longer than a picture may stand still by itself before the slate comes.
    page.wait_for_timeout(3_000)
    assert player.get_attribute("data-programme-ms") == paused
    expect(page.locator("live-player[data-picture]")).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).click()
    # From where it was: the others are four seconds on.
    wait_for_programme(page, "ms > value && ms < value + 3500", int(paused or 0))
    # By keyboard, too: and from a pause one may go back to live at once.
    page.get_by_role("button", name="Pause", exact=True).press("k")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.get_by_role("button", name="Back to live").click()
    wait_for_programme(page, "ms > value + 4000", int(paused or 0))
    expect(page.get_by_role("button", name="Back to live")).to_have_count(0)
