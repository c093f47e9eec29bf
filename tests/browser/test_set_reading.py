"""The question reads from four metres, however long it is: what the screen does not hold is read on by a press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot, settled

NewPerson = Callable[..., Person]

# Words as they come in questions: of five letters or so, some long.
WORDS = "What happens with the range in winter, when four passengers and their luggage drive up a mountain pass? "
FRENCH = "Qu’advient-il de l’autonomie en hiver, lorsque quatre passagers et leurs bagages montent au col ? "
LEAST_PX = 40


def written(words: str, chars: int) -> str:
    """A question of exactly so many characters, which ends with its last word."""
    return (words * 20)[: chars - 4].rstrip().ljust(chars - 4, "a") + " end"


@pytest.fixture
def page(launch: Launch, new_person: NewPerson) -> Page:
    """The set desk on a tablet, with nothing on deck."""
    launch.seed("clear_set", event_id=launch.event["id"])
    opened = new_person("host", name="Hugo Reads", size="tablet").open(f"/crew/{launch.event['slug']}/set/")
    expect(opened.locator('[data-action="skip"]')).to_be_disabled()
    return opened


def send(launch: Launch, text: str) -> None:
    asker = {"asker_name": "Ada Lovelace", "asker_company": "Analytical Engines", "asker_country": "GB"}
    launch.seed("compose", event_id=launch.event["id"], text=text, **asker)
    launch.seed("desk", event_id=launch.event["id"], service="send_to_set", text=text)


def count_turns(box: Locator) -> Locator:
    """Have the root say how many scrolls of the question have ended; return it."""
    box.evaluate(
        """(box) => {
          const root = document.documentElement;
          root.dataset.turns = "0";
          box.addEventListener("scrollend", () => { root.dataset.turns = String(Number(root.dataset.turns) + 1); });
        }"""
    )
    return box.page.locator("html")


def pixels(question: Locator) -> float:
    return float(question.evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))


@pytest.mark.parametrize("words", [WORDS, FRENCH], ids=["en", "fr"])
def test_question_of_the_usual_length_is_whole(launch: Launch, page: Page, words: str) -> None:
    """SET_CHARS of the moderation desk, from which on it warns."""
    send(launch, written(words, 200))
    question = page.locator(".s-question")
    expect(question).to_have_text(written(words, 200))
    settled(page)
    expect(page.locator(".s-fit")).to_have_attribute("data-reading", "whole")
    expect(page.locator(".s-more")).to_have_count(0)
    assert pixels(question) >= LEAST_PX
    screenshot(page, "set-200")


def test_longest_question_is_read_on(launch: Launch, page: Page) -> None:
    send(launch, written(WORDS, 1000))
    question, box, more = page.locator(".s-question"), page.locator(".s-fit"), page.locator(".s-more")
    expect(question).to_have_text(written(WORDS, 1000))
    expect(box).to_have_attribute("data-reading", "more")
    assert pixels(question) >= LEAST_PX
    expect(more).to_have_text("Read on")
    assert accessibility_faults(page) == []
    screenshot(page, "set-1000")
    # By touch to its end, and to the top again. It moves softly: the next press comes when it stands.
    root, turns = count_turns(box), 0
    while box.get_attribute("data-reading") != "end" and turns < 8:
        more.click()
        turns += 1
        expect(root).to_have_attribute("data-turns", str(turns))
    expect(box).to_have_attribute("data-reading", "end")
    bottom = box.evaluate("element => element.scrollHeight - element.clientHeight - element.scrollTop")
    assert abs(bottom) <= 4
    expect(more).to_have_text("From the top")
    screenshot(page, "set-1000-end")
    more.click()
    expect(root).to_have_attribute("data-turns", str(turns + 1))
    expect(box).to_have_attribute("data-reading", "more")
    assert box.evaluate("element => element.scrollTop") == 0
    # By keyboard; the clicker's keys and Enter still answer.
    page.keyboard.press("ArrowDown")
    expect(root).to_have_attribute("data-turns", str(turns + 2))
    assert box.evaluate("element => element.scrollTop") > 100
    page.keyboard.press("PageDown")
    expect(page.locator(".s-tally")).to_have_attribute("data-state", "air")
    page.wait_for_timeout(600)
    # The next one begins at its beginning.
    send(launch, written(FRENCH, 1000))
    page.keyboard.press("s")
    expect(question).to_have_text(written(FRENCH, 1000))
    assert box.evaluate("element => element.scrollTop") == 0


def test_desk_says_that_a_wording_is_too_long(launch: Launch, new_person: NewPerson) -> None:
    text = written(WORDS, 320)
    launch.seed("compose", event_id=launch.event["id"], text=text)
    page = new_person("moderator", name="Mona").open(f"/crew/{launch.event['slug']}/desk/")
    row = page.locator('[data-lane="inbox"] li.d-row', has_text=text[:40])
    row.click()
    hint = page.locator(".d-pane .d-too-long")
    expect(hint).to_have_text("120 characters too long for the set: the host has to read on by a press.")
    page.keyboard.press("e")
    expect(page.locator(".d-form .d-too-long")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("Short now?")
    expect(page.locator(".d-form .d-too-long")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".d-too-long")).to_have_count(0)
