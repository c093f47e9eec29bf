"""Polls on the attendee's page: what people answer, what they are told, and what they see of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, at_rest, pick, screenshot, settled

NewPerson = Callable[..., Person]
NO_PICTURE = r"404 \(Not Found\).*/stream/"
COLOURS = ["Copper", "Slate", "Salt", "Dusk"]


@pytest.fixture
def come(launch: Launch, new_person: NewPerson) -> Callable[..., Page]:
    """Come to the live event as an attendee."""
    launch.move_to("live")

    def open_page(name: str, language: str = "en", size: str = "wide") -> Page:
        person = new_person("attendee", name=name, language=language, size=size)
        person.forgive(NO_PICTURE + r"|WebSocket|ERR_")
        page = person.open(f"/{language}/e/{launch.event['slug']}/")
        expect(page.locator("live-questions .question").first).to_be_attached()
        return page

    return open_page


@pytest.fixture
def crew(launch: Launch) -> Iterator[Crew]:
    crew = Crew(launch)
    yield crew
    crew.clear()


class Crew:
    """What the crew does to polls. What a test opened is gone after it."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._event_id = launch.event["id"]
        self._opened: list[int] = []

    def ask(self, kind: str, question: str, options: list[str] | None = None, **draft: Any) -> int:
        """Make a poll, open it, and return its id."""
        made = self._launch.seed(
            "poll", event_id=self._event_id, kind=kind, question=question, options=options, **draft
        )
        self.move(made["id"], "open_poll", seconds=0)
        self._opened.append(made["id"])
        return int(made["id"])

    def move(self, poll_id: int, move: str, **arguments: Any) -> None:
        self._launch.seed("poll_move", event_id=self._event_id, poll_id=poll_id, move=move, **arguments)

    def close(self, poll_id: int) -> None:
        """Close a poll, let the last voters' time pass, and show the results."""
        self.move(poll_id, "close_poll")
        self._launch.seed("polls_settle", poll_id=poll_id)

    def let_through(self, poll_id: int, text: str) -> None:
        self._launch.seed("poll_text", event_id=self._event_id, poll_id=poll_id, text=text)

    def clear(self) -> None:
        for poll_id in self._opened:
            self.move(poll_id, "withdraw_poll")


def poll(page: Page, question: str) -> Locator:
    """The poll in front, which asks `question`."""
    return page.locator(".poll", has=page.locator(".poll__question", has_text=question))


def send(card: Locator) -> None:
    """Press the button, and wait until the answer is in."""
    card.locator("button[type=submit]").click()
    expect(card.locator(".standing-vote")).to_be_visible()


def test_vote_is_counted_changed_and_shown_at_the_close(come: Callable[..., Page], crew: Crew) -> None:
    ada, ben = come("Ada Chooses"), come("Ben Chooses", language="fr", size="phone")
    poll_id = crew.ask("single", "Which colour?", COLOURS)
    for page in (ada, ben):
        expect(poll(page, "Which colour?")).to_be_visible()
    expect(ada.locator("live-polls > [role=status]")).to_have_text("A poll: Which colour?")
    button = poll(ada, "Which colour?").locator("button[type=submit]")
    expect(button).to_be_disabled()
    pick(ada.get_by_role("radio", name="Copper"))
    send(poll(ada, "Which colour?"))
    expect(poll(ben, "Which colour?").locator(".poll__turnout")).to_have_text("1 vote")
    pick(ben.get_by_role("radio", name="Salt"))
    send(poll(ben, "Which colour?"))
    expect(poll(ada, "Which colour?").locator("live-poll-chart")).to_have_count(0)
    ada.get_by_role("button", name="Change my vote").click()
    expect(ada.get_by_role("radio", name="Copper")).to_be_checked()
    pick(ada.get_by_role("radio", name="Salt"))
    send(poll(ada, "Which colour?"))
    expect(poll(ada, "Which colour?").locator(".standing-vote__answer")).to_contain_text("Salt")
    ada.reload()
    expect(poll(ada, "Which colour?").locator(".standing-vote__answer")).to_contain_text("Salt")
    assert accessibility_faults(ada) == []
    crew.close(poll_id)
    for page, language in ((ada, "en"), (ben, "fr")):
        card = poll(page, "Which colour?")
        expect(card).to_have_attribute("data-phase", "results")
        expect(card.locator("live-poll-chart tr", has_text="Salt")).to_contain_text("100")
        screenshot(page, f"poll-results-{language}")
    assert accessibility_faults(ben) == []
    ada.get_by_role("button", name="Hide this poll").click()
    expect(ada.locator(".poll")).to_have_count(0)


def test_every_kind_is_answered_on_a_phone(come: Callable[..., Page], crew: Crew) -> None:
    page = come("Ada Answers", size="phone")
    several = crew.ask("several", "Which two?", COLOURS, max_choices=2, is_anonymous=True)
    card = poll(page, "Which two?")
    expect(card).to_contain_text("Nobody can see whose vote it is")
    for colour in COLOURS[:2]:
        pick(page.get_by_role("checkbox", name=colour))
    expect(page.get_by_role("checkbox", name="Dusk")).to_be_disabled()
    send(card)
    expect(card).to_contain_text("so it cannot be changed")
    expect(card.get_by_role("button", name="Change")).to_have_count(0)
    crew.move(several, "withdraw_poll")

    crew.ask("rating", "How is it?", scale="stars", low_label="Poor", high_label="Great")
    page.locator(".scale__step").nth(3).click()
    send(poll(page, "How is it?"))
    expect(page.locator(".standing-vote__answer")).to_contain_text("4 stars")

    crew.ask("number", "How far?", min_value=0, max_value=9000, decimals=1, unit="km")
    field = page.get_by_role("textbox", name="Your guess")
    field.fill("9,000")
    expect(poll(page, "How far?").locator("button[type=submit]")).to_be_disabled()
    field.fill("612.5")
    send(poll(page, "How far?"))
    expect(page.locator(".standing-vote__answer")).to_contain_text("612.5 km")

    ranking = crew.ask("ranking", "Your order?", COLOURS)
    items = page.locator(".ranking__item")
    expect(items).to_have_count(4)
    at_rest(page)
    items.nth(3).locator(".ranking__grip").hover()
    at_rest(page)  # a phone may have scrolled to it
    page.mouse.down()
    there = items.nth(1).locator(".ranking__grip").bounding_box()
    assert there is not None
    page.mouse.move(there["x"] + 10, there["y"] + there["height"] / 2 - 4, steps=8)
    expect(items.nth(1)).to_have_attribute("data-dragged", "")
    page.mouse.up()
    expect(page.locator(".ranking__text")).to_have_text(["Copper", "Dusk", "Slate", "Salt"])
    page.get_by_role("button", name="Move down: Dusk").click()
    page.get_by_role("button", name="Move down: Dusk").click()
    page.get_by_role("button", name="Move up: Salt").press("Enter")
    expect(page.get_by_role("button", name="Move up: Salt")).to_be_focused()
    page.keyboard.press("Enter")
    send(poll(page, "Your order?"))
    expect(page.locator(".standing-vote__answer")).to_contain_text("1. Salt 2. Copper")
    crew.close(ranking)
    expect(poll(page, "Your order?").locator("live-poll-chart")).to_be_visible()
    crew.move(ranking, "withdraw_poll")
    expect(poll(page, "Your order?")).to_have_count(0)
    assert accessibility_faults(page) == []


def test_choices_have_their_pictures_and_charts_keep_still_where_that_is_wished(
    come: Callable[..., Page], crew: Crew, launch: Launch
) -> None:
    page, wide = come("Ada Looks", size="phone"), come("Ben Looks")
    page.emulate_media(reduced_motion="reduce")
    poll_id = crew.ask(
        "single", "Which finish?", COLOURS, pictures=["peru", "slategray", "ivory", "indigo"], results="live"
    )
    for each in (page, wide):
        card = poll(each, "Which finish?")
        pictures = card.locator(".choice__picture")
        expect(pictures).to_have_count(4)
        expect(card.get_by_role("img", name="All of it Copper")).to_be_visible()
        # A function: what is no function is evaluated again at each look, which the page's policy forbids.
        each.wait_for_function(
            "() => [...document.querySelectorAll('.choice__picture')].every((one) => one.naturalWidth > 0)"
        )
        screenshot(each, f"poll-pictures-{'phone' if each is page else 'wide'}")
    pictures = poll(page, "Which finish?").locator(".choice__picture")
    pictures.nth(1).click()
    expect(page.get_by_role("radio", name="Slate")).to_be_checked()
    send(poll(page, "Which finish?"))
    chart = poll(page, "Which finish?").locator("live-poll-chart")
    expect(chart.locator(".pc-percent").nth(1)).to_have_text("100%")
    # Every figure and length that it ever shows is one that is true.
    chart.evaluate(
        """(chart) => {
          window.__drawn = new Set();
          const note = () => window.__drawn.add(chart.querySelector(".pc-percent").textContent);
          new MutationObserver(note).observe(chart, { subtree: true, childList: true, characterData: true });
        }"""
    )
    pick(wide.get_by_role("radio", name="Copper"))
    send(poll(wide, "Which finish?"))
    expect(chart.locator(".pc-percent").first).to_have_text("50%")
    assert page.evaluate("[...window.__drawn]") == ["50%"]
    assert chart.evaluate("(chart) => chart.getAnimations({ subtree: true }).length") == 0
    assert accessibility_faults(page) == []
    crew.move(poll_id, "withdraw_poll")


def test_words_that_are_not_published_are_refused_and_texts_are_let_through(
    come: Callable[..., Page], crew: Crew
) -> None:
    ada, ben = come("Ada Writes"), come("Ben Writes")
    words = crew.ask("words", "In a word?", max_words=2, results="live")
    card = poll(ada, "In a word?")
    card.get_by_label("Word 1").fill("shit")
    card.locator("button[type=submit]").click()
    expect(card.get_by_role("status")).to_contain_text("in other words")
    expect(card.get_by_label("Word 1")).to_have_value("shit")
    card.get_by_label("Word 1").fill("Quiet")
    send(card)
    expect(card.locator("live-poll-chart")).to_contain_text("Quiet")
    expect(poll(ben, "In a word?").locator("live-poll-chart")).to_have_count(0)
    text = crew.ask("text", "Where to?", is_anonymous=True, results="live")
    card = poll(ada, "Where to?")
    card.get_by_label("In your own words").fill("<b>To the sea</b>")
    send(card)
    expect(card.locator(".wall")).to_have_count(0)
    poll(ben, "Where to?").get_by_label("In your own words").fill("Home")
    send(poll(ben, "Where to?"))
    crew.let_through(text, "<b>To the sea</b>")
    for page in (ada, ben):
        expect(poll(page, "Where to?").locator(".wall__text")).to_have_text("<b>To the sea</b>")
    for done in (words, text):
        crew.move(done, "withdraw_poll")
    later = crew.ask("text", "And then?", results="crew")
    poll(ada, "And then?").get_by_label("In your own words").fill("To bed")
    send(poll(ada, "And then?"))
    crew.let_through(later, "To bed")
    crew.move(later, "close_poll")
    for page in (ada, ben):
        expect(poll(page, "And then?")).to_have_attribute("data-phase", "closed")
        expect(poll(page, "And then?").locator(".wall")).to_have_count(0)
    crew.move(later, "show_results")
    for page in (ada, ben):
        expect(poll(page, "And then?").locator(".wall__text")).to_contain_text("To bed")


def test_quiz_tells_who_was_right_and_offers_a_name(come: Callable[..., Page], crew: Crew) -> None:
    ada, ben = come("Ada Plays"), come("Ben Plays")
    quiz = crew.ask("quiz", "Which year?", ["1889", "1899"], right_option=1, may_change=False)
    for page, choice in ((ada, "1899"), (ben, "1889")):
        pick(page.get_by_role("radio", name=choice))
        send(poll(page, "Which year?"))
        expect(poll(page, "Which year?").get_by_role("button", name="Change")).to_have_count(0)
    crew.close(quiz)
    expect(poll(ada, "Which year?").locator(".verdict")).to_contain_text("That is right")
    expect(poll(ben, "Which year?").locator(".verdict")).to_contain_text("The answer: 1899")
    expect(poll(ada, "Which year?").locator(".verdict__standing")).to_contain_text("place 1")
    ada.get_by_label("Your name on the leaderboard").fill("Lovelace")
    ada.get_by_role("button", name="Play").click()
    expect(ada.locator(".quiz-name__is")).to_contain_text("Lovelace")
    expect(poll(ben, "Which year?").locator("live-poll-chart").last).to_contain_text("Lovelace")
    ben.get_by_role("button", name="No, thank you").click()
    expect(ben.locator("live-quiz-name form")).to_have_count(0)
    screenshot(ada, "poll-quiz")
    assert accessibility_faults(ada) == []


def test_poll_moves_nobody_who_writes(come: Callable[..., Page], crew: Crew) -> None:
    wide, phone = come("Ada Types"), come("Ben Types", size="phone")
    before = {}
    for page in (wide, phone):
        # All that comes with the connection is there, and the typefaces.
        expect(page.locator(".reactions__button")).to_have_count(5)
        page.locator("#ask-text").fill("What does it ")
        settled(page)
        before[page] = page.locator("#ask-text").bounding_box()
    crew.ask("single", "Which wheel?", COLOURS)
    expect(poll(wide, "Which wheel?")).to_be_visible()
    line = phone.locator(".poll__bar")
    expect(line).to_contain_text("Which wheel?")
    for page in (wide, phone):
        expect(page.locator("#ask-text")).to_be_focused()
        assert page.locator("#ask-text").bounding_box() == before[page]
    line.click()
    expect(phone.locator(".poll")).to_be_focused()
    # Two are open: who is at one is not taken away from it by the next.
    pick(wide.get_by_role("radio", name="Slate"))
    crew.ask("single", "Which seat?", COLOURS)
    expect(wide.locator(".poll__pager")).to_contain_text("2 of 2")
    expect(wide.get_by_role("radio", name="Slate")).to_be_checked()
    wide.get_by_role("button", name="Newer").click()
    expect(poll(wide, "Which seat?")).to_be_visible()


def test_poll_that_opens_is_not_scrolled_by_who_goes_to_a_choice(come: Callable[..., Page], crew: Crew) -> None:
    page = come("Ada Hurries")
    slow = page.context.new_cdp_session(page)
    slow.send("Animation.enable")
    slow.send("Animation.setPlaybackRate", {"playbackRate": 0.01})
    crew.ask("single", "Which door?", COLOURS)
    last = page.get_by_role("radio", name="Dusk")
    expect(last).to_be_attached()
    last.evaluate("(radio) => radio.scrollIntoView()")
    assert page.locator(".poll").evaluate("(card) => card.clientHeight < card.scrollHeight")
    assert page.locator(".poll").evaluate("(card) => card.scrollTop") == 0


def test_vote_waits_for_the_connection(come: Callable[..., Page], crew: Crew, launch: Launch) -> None:
    page = come("Ada Waits")
    crew.ask("single", "Which light?", COLOURS)
    pick(page.get_by_role("radio", name="Dusk"))
    launch.kill_web()
    poll(page, "Which light?").locator("button[type=submit]").click()
    expect(poll(page, "Which light?").get_by_role("status")).to_contain_text("when the connection is back")
    launch.start_web()
    expect(poll(page, "Which light?").locator(".standing-vote")).to_be_visible(timeout=60_000)


def test_poll_for_a_part_of_the_audience_and_guests(
    come: Callable[..., Page], crew: Crew, new_person: NewPerson
) -> None:
    page = come("Ada Europe")
    guest = new_person("guest")
    guest.forgive(NO_PICTURE)
    guest_page = guest.open(f"/en/e/{page.url.rstrip('/').rsplit('/', 1)[1]}/")
    crew.ask("single", "For Asia?", COLOURS, audience="continent", audience_value="asia")
    crew.ask("single", "For Europe?", COLOURS, audience="continent", audience_value="europe")
    expect(poll(page, "For Europe?")).to_be_visible()
    expect(page.locator(".poll__pager")).to_have_count(0)
    expect(guest_page.locator("live-polls")).to_be_hidden()


def test_survey_keeps_each_answer_by_itself(come: Callable[..., Page], launch: Launch) -> None:
    page = come("Ada Surveyed", size="tablet")
    launch.move_to("after")
    survey = page.locator("live-survey")
    expect(survey.locator(".survey__card")).to_have_count(2)
    survey.locator(".scale__step").nth(9).click()
    expect(survey).to_contain_text("1 of 2 answered")
    page.reload()
    expect(survey).to_contain_text("1 of 2 answered")
    survey.locator("textarea").fill("The light on the salt.")
    survey.get_by_role("button", name="Send").click()
    expect(survey.locator(".survey__thanks-title")).to_be_visible()
    screenshot(page, "poll-survey")
    assert accessibility_faults(page) == []
