"""Set desks with a feed each, what is parked, and what the director says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import OFFLINE, Person, accessibility_faults, screenshot, settled

NewPerson = Callable[..., Person]

pytestmark = pytest.mark.usefixtures("deck")

LONG = (
    "You said that the battery may be charged from ten to eighty percent in eighteen minutes, but the cars that I have "
    "driven until now were never as quick in February as in the brochure: what will it take at minus fifteen degrees, "
    "with four people and skis on the roof, at a charger that somebody else has just left?"
)
ARABIC = "متى يمكننا طلب السيارة في دبي، وكم سيكون السعر؟"
JAPANESE = "冬の航続距離はどのくらいですか。札幌に住んでいて、毎日通勤に使いたいと思っています。"
EMOJI = "🚗🔋 Will it charge my 🏠 at night? 🌙"


@pytest.fixture
def seed(launch: Launch) -> Callable[..., dict[str, Any]]:
    return lambda do, **request: launch.seed(do, event_id=launch.event["id"], **request)


@pytest.fixture
def path(launch: Launch) -> str:
    return f"/crew/{launch.event['slug']}/set/"


def send(seed: Callable[..., Any], text: str, feed: str = "main", **asker: str) -> None:
    seed("compose", text=text, **asker)
    seed("desk", service="send_to_set", text=text, feed=feed)


def clear(seed: Callable[..., Any], page: Page) -> None:
    """Skip whatever is on the set, and wait until the page knows."""
    seed("clear_set")
    expect(page.locator('[data-action="skip"]')).to_be_disabled()


def test_each_set_desk_shows_and_takes_its_own(
    launch: Launch, path: str, seed: Callable[..., Any], new_person: NewPerson
) -> None:
    page = new_person("host", name="Hugo").open(path)
    expect(page.locator(".s-feed option")).to_have_text(["Host", "Co-host"])
    seed("feeds", names={"main": "Stage", "cohost": "Co-host", "asia": "Singapore"})
    send(seed, "Is there a right-hand drive?", feed="asia", asker_name="Mei Lin", asker_country="SG")
    expect(page.locator(".s-feed select")).to_have_value("main")
    expect(page.get_by_text("Is there a right-hand drive?")).to_have_count(0)
    first = page.locator(".s-question").inner_text()
    page.locator(".s-feed select").select_option("asia")
    expect(page).to_have_url(launch.url + path + "?feed=asia")
    expect(page).to_have_title("Singapore · Set desk · " + page.title().split(" · ")[-1])
    expect(page.locator(".s-question")).to_have_text("Is there a right-hand drive?")
    expect(page.locator(".s-who")).to_contain_text("Mei Lin")
    page.keyboard.press("PageDown")
    expect(page.locator(".s-tally")).to_have_attribute("data-state", "air")
    page.reload()
    expect(page.locator(".s-question")).to_have_text("Is there a right-hand drive?")
    other = new_person("director", name="Dina").open(path)
    expect(other.locator(".s-tally")).to_have_attribute("data-state", "idle")
    other.keyboard.press("PageDown")
    expect(other.locator(".s-tally")).to_have_attribute("data-state", "air")
    expect(other.locator(".s-question")).to_have_text(first)
    expect(page.locator(".s-question")).to_have_text("Is there a right-hand drive?")
    screenshot(page, "set-feed")
    other.wait_for_timeout(600)
    other.keyboard.press("PageUp")
    expect(other.locator(".s-tally")).to_have_attribute("data-state", "idle")


def test_parked_question_comes_back_from_the_list(path: str, seed: Callable[..., Any], new_person: NewPerson) -> None:
    page = new_person("host", name="Hugo Parks").open(path)
    question, tally = page.locator(".s-question"), page.locator(".s-tally")
    expect(tally).to_have_attribute("data-state", "idle")
    first = question.inner_text()
    page.keyboard.press("PageDown")
    expect(tally).to_have_attribute("data-state", "air")
    page.wait_for_timeout(600)
    page.keyboard.press("p")
    expect(page.locator(".s-list")).to_contain_text("2 Parked")
    expect(question).not_to_have_text(first)
    page.keyboard.press("l")
    drawer = page.locator(".s-drawer")
    expect(drawer).to_contain_text(first)
    assert accessibility_faults(page) == []
    screenshot(page, "set-parked")
    page.wait_for_timeout(600)
    drawer.locator("li", has_text=first).locator('[data-does="put_back"]').click()
    expect(question).to_have_text(first)
    expect(page.locator(".s-list")).to_contain_text("1 Parked")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    page.wait_for_timeout(600)
    page.keyboard.press("p")
    expect(question).not_to_have_text(first)
    page.wait_for_timeout(600)
    page.keyboard.press("PageUp")  # a wrong press is taken back by the clicker too
    expect(question).to_have_text(first)


def test_directors_note_and_countdown_move_nothing_and_are_seen(
    path: str, seed: Callable[..., Any], new_person: NewPerson
) -> None:
    page = new_person("host", name="Hugo Reads", size="tablet").open(path)
    stage = page.locator(".s-stage")
    # Before it, the stage says that the page connects.
    expect(page.locator(".s-tally")).to_be_visible()
    settled(page)
    before = stage.bounding_box()
    seed("prompt", note="Two more, then over to the roof", countdown_s=95)
    band = page.locator(".s-band")
    expect(band.locator(".s-note__text")).to_have_text("Two more, then over to the roof")
    expect(band).to_have_attribute("data-tone", "calm")
    assert stage.bounding_box() == before
    digits = band.locator(".s-countdown").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert digits >= 60
    screenshot(page, "set-prompt-tablet")
    page.keyboard.press("v")
    expect(band).to_have_attribute("data-note", "seen")
    expect(band.locator(".s-see")).to_have_count(0)
    seed("prompt", note="Wrap up now", countdown_s=10)
    expect(band).to_have_attribute("data-note", "new")
    expect(band).to_have_attribute("data-tone", "soon")
    seed("prompt", note="", countdown_s=-3)
    expect(band).to_have_attribute("data-tone", "over")
    expect(band).to_contain_text("Wrap up")
    assert stage.bounding_box() == before
    assert accessibility_faults(page) == []
    screenshot(page, "set-over-tablet")
    seed("prompt", note="")
    expect(band.locator(".s-countdown")).to_have_count(0)


def test_note_is_seen_without_a_network(
    launch: Launch, path: str, seed: Callable[..., Any], new_person: NewPerson
) -> None:
    host = new_person("host", name="Hugo Away", language="fr", size="phone")
    host.forgive(OFFLINE)
    page = host.open(path)
    seed("prompt", note="Ralentissez, la traduction ne suit pas")
    band = page.locator(".s-band")
    expect(band.locator(".s-see")).to_be_visible()
    launch.kill_web()
    expect(page.locator('.s-line[data-tone="warn"]')).to_be_visible()
    band.locator(".s-see").click()
    expect(band).to_have_attribute("data-note", "seen")
    page.locator('[data-action="take"]').click()
    expect(page.locator(".s-line")).to_contain_text("En file : Vu, Prendre la suivante")
    screenshot(page, "set-offline-fr-phone")
    launch.start_web()
    expect(page.locator('.s-line[data-tone="warn"]')).to_have_count(0, timeout=60_000)
    assert seed("seen") == {"seen": True}
    expect(band).to_have_attribute("data-note", "seen")
    page.wait_for_timeout(600)
    page.locator('[data-action="put_back"]').click()
    expect(page.locator(".s-tally")).to_have_attribute("data-state", "idle")


def test_wording_theme_and_those_who_asked_too_are_shown_and_notes_are_not(
    path: str, seed: Callable[..., Any], new_person: NewPerson
) -> None:
    page = new_person("host", name="Hugo Words").open(path)
    clear(seed, page)
    send(seed, "so can i charge it in 18 min or not??", asker_name="Ada Wild", asker_company="Analytical Engines")
    seed("compose", text="Is it true that it charges in eighteen minutes?")
    seed("merge", text="Is it true that it charges in eighteen minutes?", into="so can i charge it in 18 min or not??")
    text = "so can i charge it in 18 min or not??"
    seed("theme", text=text, name="Battery", colour="#2f9e44")
    expect(page.locator(".s-who")).to_contain_text("+1 asked this too")
    expect(page.locator(".s-theme")).to_have_text("Battery")
    bar = page.locator(".s-stage").evaluate("element => getComputedStyle(element).borderInlineStartColor")
    assert bar == "rgb(47, 158, 68)"
    seed("reword", text=text, wording="Does it charge in eighteen minutes?")
    expect(page.locator(".s-question")).to_have_text("Does it charge in eighteen minutes?")
    seed("note", text=text, note="He asks this at every launch")
    seed("desk", service="sort_question", text=text, priority=2)
    expect(page.get_by_text("He asks this at every launch")).to_have_count(0)
    screenshot(page, "set-wording")


@pytest.mark.parametrize("size", ["tablet", "phone"])
def test_type_fits_whatever_is_written(path: str, seed: Callable[..., Any], new_person: NewPerson, size: str) -> None:
    page = new_person("host", name=f"Hugo {size}", size=size).open(path)
    clear(seed, page)
    for name, text in {"long": LONG, "arabic": ARABIC, "japanese": JAPANESE, "emoji": EMOJI}.items():
        own = f"{text} ({size})"
        send(seed, own, asker_name="Ada Long", asker_company="Analytical Engines")
        question = page.locator(".s-question")
        expect(question).to_have_text(own)
        settled(page)
        inner, outer = question.bounding_box(), page.locator(".s-fit").bounding_box()
        assert inner is not None
        assert outer is not None
        # What does not fit in type that reads from four metres is read on, and says so.
        is_whole = page.locator(".s-fit").get_attribute("data-reading") == "whole"
        assert (inner["height"] <= outer["height"] + 1) == is_whole, name
        expect(page.locator(".s-more")).to_have_count(0 if is_whole else 1)
        assert inner["width"] <= outer["width"] + 1, name
        assert question.evaluate("element => getComputedStyle(element).direction") == (
            "rtl" if name == "arabic" else "ltr"
        )
        screenshot(page, f"set-{name}-{size}")
        clear(seed, page)
