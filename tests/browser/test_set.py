"""The set desk: large, pressed by a clicker, and calm when the network is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.launch import Launch
from tests.browser.person import OFFLINE, Person, accessibility_faults, settled

NewPerson = Callable[..., Person]

pytestmark = pytest.mark.usefixtures("deck")


@pytest.fixture
def set_path(launch: Launch) -> str:
    return f"/crew/{launch.event['slug']}/set/"


def test_clicker_takes_answers_and_puts_back(launch: Launch, set_path: str, new_person: NewPerson) -> None:
    page = new_person("host").open(set_path)
    question, tally = page.locator(".s-question"), page.locator(".s-tally")
    expect(tally).to_have_attribute("data-state", "idle")
    first = question.inner_text()
    page.keyboard.press("PageDown")
    expect(tally).to_have_attribute("data-state", "air")
    expect(question).to_have_text(first)
    page.wait_for_timeout(600)  # a clicker's bounce is ignored
    page.keyboard.press("PageUp")
    expect(tally).to_have_attribute("data-state", "idle")
    page.wait_for_timeout(600)
    page.keyboard.press("PageDown")
    expect(tally).to_have_attribute("data-state", "air")
    page.wait_for_timeout(600)
    page.keyboard.press("PageDown")
    expect(tally).to_have_attribute("data-state", "idle")
    expect(question).not_to_have_text(first)


def test_question_is_as_large_as_the_room_allows(launch: Launch, set_path: str, new_person: NewPerson) -> None:
    person = new_person("host")
    page = person.open(set_path)
    question = page.locator(".s-question")
    expect(page.locator(".s-tally")).to_be_visible()
    for size in ("wide", "tablet", "phone"):
        person.resize(size)
        settled(page)
        box = page.locator(".s-fit").bounding_box()
        text = question.bounding_box()
        assert box is not None
        assert text is not None
        assert text["height"] <= box["height"] + 1
        assert text["width"] <= box["width"] + 1
        pixels = float(question.evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))
        assert pixels >= (60 if size == "wide" else 26)
    for button in page.locator(".s-act").all():
        place = button.bounding_box()
        assert place is not None
        assert place["height"] >= 64


def test_asker_leaves_the_room_to_the_question(launch: Launch, set_path: str, new_person: NewPerson) -> None:
    text = "How was the range measured: on a motorway, with the heating on, and with four people in the car? " * 3
    name = "Marie-Antoinette Wilhelmine de La Rochefoucauld-Montbel von und zu Hohenlohe"
    company = "National Society of Electric and Hybrid Vehicles of the Mainland and of the Islands Overseas"
    launch.seed("graphics_air", event_id=launch.event["id"], text=text, name=name, company=company)
    person = new_person("host", name="Hedy Reads")
    page = person.open(set_path)
    expect(page.locator(".s-who")).to_contain_text(name)
    for size, least in (("wide", 250), ("tablet", 180), ("phone", 120)):
        person.resize(size)
        settled(page)
        room, who = page.locator(".s-fit").bounding_box(), page.locator(".s-who").bounding_box()
        after = page.locator(".s-after").bounding_box()
        assert room is not None
        assert who is not None
        assert after is not None
        assert room["height"] >= least, size
        assert who["y"] + who["height"] <= after["y"] + 1, size
    launch.seed("desk", event_id=launch.event["id"], service="answer_question", text=text)


def test_without_network_it_keeps_what_it_shows_and_settles_what_was_pressed(
    launch: Launch, set_path: str, new_person: NewPerson
) -> None:
    host, director = new_person("host"), new_person("director")
    page, other = host.open(set_path), director.open(set_path)
    host.forgive(OFFLINE)
    director.forgive(OFFLINE)
    tally, question = page.locator(".s-tally"), page.locator(".s-question")
    expect(tally).to_be_visible()
    if tally.get_attribute("data-state") == "idle":
        page.locator('[data-action="take"]').click()
        expect(tally).to_have_attribute("data-state", "air")
    text = question.inner_text()
    launch.kill_web()
    expect(page.locator('.s-line[data-tone="warn"]')).to_be_visible()
    expect(question).to_have_text(text)
    page.wait_for_timeout(600)
    page.locator('[data-action="answer"]').click()
    expect(page.locator(".s-line")).to_contain_text("Answered")
    launch.start_web()
    expect(tally).to_have_attribute("data-state", "idle", timeout=60_000)
    expect(other.locator(".s-tally")).to_have_attribute("data-state", "idle", timeout=60_000)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_set_desk_is_accessible(launch: Launch, set_path: str, new_person: NewPerson, language: str) -> None:
    page = new_person("host", language=language).open(set_path)
    expect(page.locator(".s-tally")).to_be_visible()
    assert accessibility_faults(page) == []


def test_technician_has_no_business_here(launch: Launch, set_path: str, new_person: NewPerson) -> None:
    person = new_person("technician")
    person.forgive("403")
    response = person.page.goto(launch.url + set_path)
    assert response is not None
    assert response.status == 403
