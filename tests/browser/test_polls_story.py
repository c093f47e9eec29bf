"""Polls of every kind, from the studio to the files: prepared, opened, answered, closed, put on air, reported."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, pick, screenshot

NewPerson = Callable[..., Person]
NO_PICTURE = r"404 \(Not Found\).*/stream/"
COLOURS = ["Copper", "Slate", "Salt"]


@dataclass(frozen=True)
class Prepared:
    """A poll as the organiser types it, and what Ada and Ben answer. `chart`: what its results must say; `files`: how
    the two answers stand in the files, where not as they are given."""

    kind: str
    question: str
    answer: Callable[[Locator, str], None]
    ada: str
    ben: str
    chart: str
    options: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    right: int | None = None
    files: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """Its kind, and which of the two scales."""
        return f"{self.kind}-{self.fields['scale']}" if "scale" in self.fields else self.kind


def choose(card: Locator, answer: str) -> None:
    for each in answer.split("+"):
        pick(card.get_by_label(each))


def step(card: Locator, answer: str) -> None:
    card.locator(".scale__step").nth(int(answer)).click()


def guess(card: Locator, answer: str) -> None:
    card.get_by_role("textbox").fill(answer)


def write(card: Locator, answer: str) -> None:
    card.locator("textarea, input[type=text]").first.fill(answer)


def rank(card: Locator, answer: str) -> None:
    # Each press moves it up by one.
    for _ in range(2):
        card.locator("button", has_text=answer).or_(card.locator(f"button[aria-label$='{answer}']")).first.press(
            "Enter"
        )


POLLS = [
    Prepared("single", "Which colour first?", choose, "Copper", "Salt", "Copper", COLOURS),
    Prepared("several", "Which two?", choose, "Copper+Slate", "Slate", "Slate", COLOURS, {"max_choices": "2"},
             files=("Copper | Slate", "Slate")),
    Prepared("rating", "How is it so far?", step, "4", "3", "4.5", fields={"scale": "stars"}, files=("5", "4")),
    Prepared("rating", "Would you tell a friend?", step, "10", "8", "50", fields={"scale": "nps"}),
    Prepared("ranking", "Your order?", rank, "Salt", "Salt", "Salt", COLOURS, files=("Salt > Copper > Slate",) * 2),
    Prepared("words", "In one word?", write, "Calm", "calm", "Calm"),
    Prepared("text", "Where to?", write, "To the <b>sea</b>", "Home", "2 "),
    Prepared("number", "How far?", guess, "600", "700", "650", fields={"min_value": "0", "max_value": "900"}),
    Prepared("quiz", "Which year?", choose, "1931", "1948", "1931", ["1931", "1948"], right=0),
]  # fmt: skip


def prepare(page: Page, poll: Prepared) -> None:
    """Type a poll in the studio, in both languages, and make it ready."""
    page.get_by_role("link", name="New poll").click()
    # Its script hides the lines that nobody needs yet.
    expect(page.locator(".poll-options--ordered")).to_be_attached()
    for language in ("en", "fr"):
        page.locator(f"[name=question_{language}]").fill(poll.question)
    page.locator("[name=kind]").select_option(poll.kind)
    for place, text in enumerate(poll.options):
        if not page.locator(f"[name=options-{place}-text_en]").is_visible():
            page.get_by_role("button", name="Add a choice").click()
        for language in ("en", "fr"):
            page.locator(f"[name=options-{place}-text_{language}]").fill(text)
    for name, value in poll.fields.items():
        line = page.locator(f"[name={name}]")
        if name == "scale":
            line.select_option(value)
        else:
            line.fill(value)
    if poll.right is not None:
        page.locator(f"[name=right][value='{poll.right}']").check()
    page.locator("[name=results]").select_option("close" if poll.kind == "quiz" else "live")
    page.get_by_role("button", name="Save and make ready").click()
    expect(page.get_by_role("row").filter(has_text=poll.question)).to_contain_text("Ready")


def card_of(page: Page, question: str) -> Locator:
    return page.locator(".poll", has=page.locator(".poll__question", has_text=question))


def vote(page: Page, poll: Prepared, answer: str) -> None:
    card = card_of(page, poll.question)
    expect(card).to_be_visible()
    poll.answer(card, answer)
    card.locator("button[type=submit]").click()
    expect(card.locator(".standing-vote")).to_be_visible()


def press(console: Page, stage: str, key: str = "") -> None:
    """Press the console's one big button, or a key, and wait for what it leads to."""
    # Just after a change it takes no press: nobody opens and closes by a double one.
    big = console.locator(".v-big:not([data-settling], [aria-disabled='true'])")
    expect(big).to_be_visible()
    if key:
        console.keyboard.press(key)
    else:
        big.click()
    expect(console.locator(".v-badge")).to_have_attribute("data-stage", stage)


@pytest.fixture
def room(launch: Launch, new_person: NewPerson) -> tuple[Page, Page]:
    """Ada at a desk in English, Ben with a phone in French."""
    launch.move_to("live")
    pages = []
    for name, language, size in (("Ada Story", "en", "wide"), ("Ben Story", "fr", "phone")):
        person = new_person("attendee", name=name, language=language, size=size)
        person.forgive(NO_PICTURE)
        pages.append(person.open(f"/{language}/e/{launch.event['slug']}/"))
    return pages[0], pages[1]


def test_polls_from_the_studio_to_the_files(
    launch: Launch, new_person: NewPerson, room: tuple[Page, Page], browser_key: str
) -> None:
    ada, ben = room
    slug, event_id = launch.event["slug"], launch.event["id"]
    launch.seed("polls_put_away", event_id=event_id)
    studio = new_person("organiser", name="Olga Story").open(f"/studio/polls/{event_id}/")
    for poll in POLLS:
        prepare(studio, poll)
    screenshot(studio, "polls-story-studio")
    ids = {poll.name: launch.seed("poll_named", event_id=event_id, question=poll.question)["id"] for poll in POLLS}
    console = new_person("director", name="Dora Story").open(f"/crew/{slug}/polls/")
    mixer = new_person("guest", name="Mixer")
    air = mixer.open(f"/graphics/{slug}/{browser_key}/poll/?motion=off")
    air.set_viewport_size({"width": 1920, "height": 1080})

    for poll in POLLS:
        console.locator(f"[data-poll='{ids[poll.name]}']").click()
        expect(console.locator(".v-badge")).to_have_attribute("data-stage", "armed")
        press(console, "open")
        vote(ada, poll, poll.ada)
        screenshot(ben, f"polls-story-{poll.name}-ask")
        vote(ben, poll, poll.ben)
        expect(console.locator("[data-turnout='2']")).to_be_visible()
        if poll.kind == "text":
            console.locator("[data-answer]", has_text="To the").get_by_role("button", name="Show").click()
        press(console, "closing", "c")
        launch.seed("polls_settle", poll_id=ids[poll.name])
        expect(console.locator(".v-badge")).to_have_attribute("data-stage", "results")
        for page in (ada, ben):
            card = card_of(page, poll.question)
            expect(card).to_have_attribute("data-phase", "results")
            if poll.kind == "text":
                expect(card.locator(".wall__text")).to_contain_text("To the <b>sea</b>")
            else:
                expect(card.locator("live-poll-chart").first).to_contain_text(
                    poll.chart.replace(".", "." if page is ada else ",")
                )
        screenshot(ada, f"polls-story-{poll.name}-results")
        if poll.name in ("single", "rating-nps", "words", "quiz"):
            console.keyboard.press("v")
            expect(air.locator("live-poll-chart")).to_contain_text(poll.chart)
            screenshot(air, f"polls-story-{poll.name}-air")
            console.keyboard.press("x")
            expect(air.locator("live-poll-chart")).to_have_count(0)
        press(console, "gone")
        for page in (ada, ben):
            expect(card_of(page, poll.question)).to_have_count(0)

    report = studio.goto(f"{launch.url}/studio/polls/{event_id}/report/")
    assert report is not None
    for poll in POLLS:
        expect(studio.get_by_role("heading", name=poll.question)).to_be_visible()
    screenshot(studio, "polls-story-report")
    assert [(row["question"], row["attendee_name"], row["answer"]) for row in sheet(studio, launch, "poll-votes")] == [
        (poll.question, name, answer)
        for poll in POLLS
        for name, answer in zip(("Ada Story", "Ben Story"), poll.files or (poll.ada, poll.ben), strict=True)
    ]
    told = json.loads(studio.request.get(f"{launch.url}/crew/{slug}/polls.json").text())
    asked = {row["id"]: row for row in told["polls"] if row["id"] in ids.values()}
    assert [(row["kind"], row["ballots"], row["state"]) for row in asked.values()] == [
        (poll.kind, 2, "results") for poll in POLLS
    ]
    assert {row["label"]: row["count"] for row in told["results"] if row["poll_id"] == ids["several"]} == {
        "Copper": 1, "Slate": 2, "Salt": 0,
    }  # fmt: skip
    assert asked[ids["rating-nps"]]["mean"] == 9
    texts = {(row["text"], row["state"]) for row in told["texts"]}
    assert texts == {("To the <b>sea</b>", "shown"), ("Home", "waiting")}
    assert [(row["answer"], row["points"] > 0) for row in told["votes"] if row["kind"] == "quiz"] == [
        (["1931"], True), (["1948"], False),
    ]  # fmt: skip


SCORE = Prepared("rating", "Would you come again?", step, "9", "4", "0", fields={"scale": "nps"})
WORDS = Prepared("text", "What will you remember?", write, "The light", "The road", "")


def listed(studio: Page) -> Locator:
    """The survey's questions that are not archived, as the studio lists them."""
    return studio.locator("[data-poll-list] tbody tr:not(:has-text('Archived')) .poll-list__question > a")


def test_survey_from_the_studio_to_the_page_after_the_show(launch: Launch, new_person: NewPerson) -> None:
    slug, event_id = launch.event["slug"], launch.event["id"]
    home = f"/studio/polls/{event_id}/?placement=feedback"
    launch.seed("polls_put_away", event_id=event_id)
    olga = new_person("organiser", name="Olga Survey")
    studio = olga.open(home)
    for poll in (WORDS, SCORE):
        prepare(studio, poll)
        studio = olga.open(home)
    row = studio.get_by_role("row").filter(has_text=SCORE.question)
    row.get_by_role("button", name=re.compile("up$")).click()
    expect(studio.locator("[data-poll-list] tbody tr").last).to_contain_text(WORDS.question)
    expect(listed(studio)).to_have_text([SCORE.question, WORDS.question])

    launch.move_to("after")
    pages = {}
    for name, language, size in (("Ada Survey", "en", "wide"), ("Ben Survey", "fr", "phone")):
        pages[name] = new_person("attendee", name=name, language=language, size=size).open(f"/{language}/e/{slug}/")
    asked = pages["Ada Survey"].locator(".survey__card .poll__question")
    expect(asked).to_have_text([SCORE.question, WORDS.question])

    # A copy is a draft beside what it was made from, and then a question more on the open page.
    row.get_by_role("button", name="Duplicate").click()
    expect(row).to_have_count(2)
    expect(listed(studio)).to_have_text([SCORE.question, SCORE.question, WORDS.question])
    row.nth(1).get_by_role("button", name="Make ready").click()
    expect(asked).to_have_text([SCORE.question, SCORE.question, WORDS.question])
    studio.get_by_role("row").filter(has_text=WORDS.question).get_by_role("button", name=re.compile("up$")).click()
    expect(asked).to_have_text([SCORE.question, WORDS.question, SCORE.question])

    for name, page in pages.items():
        cards = page.locator(".survey__card")
        score, words = (SCORE.ada, WORDS.ada) if name.startswith("Ada") else (SCORE.ben, WORDS.ben)
        step(cards.nth(0), score)
        expect(cards.nth(0)).to_have_attribute("data-done", "true")
        write(cards.nth(1), words)
        cards.nth(1).locator("button[type=submit]").click()
        expect(cards.nth(1)).to_have_attribute("data-done", "true")
        screenshot(page, f"polls-story-survey-{name.split()[0].lower()}")
    report = olga.open(f"/studio/polls/{event_id}/report/")
    told = report.locator(".poll-report").filter(has_text=SCORE.question).first
    expect(told.locator(".poll-figures__score")).to_have_text("0")
    answers = {
        (row["question"], row["attendee_name"], row["answer"])
        for row in sheet(studio, launch, "poll-votes")
        if row["question"] in (SCORE.question, WORDS.question)
    }
    assert answers == {
        (poll.question, name, answer)
        for poll in (SCORE, WORDS)
        for name, answer in (("Ada Survey", poll.ada), ("Ben Survey", poll.ben))
    }


def sheet(page: Page, launch: Launch, name: str) -> list[dict[str, str]]:
    """Return the rows of a downloaded sheet."""
    text = page.request.get(f"{launch.url}/crew/{launch.event['slug']}/{name}.csv").text()
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


@pytest.fixture
def browser_key(launch: Launch) -> str:
    """The key of a mixer's graphics."""
    return str(launch.seed("graphics_key", event_id=launch.event["id"], label="Mixer")["secret"])
