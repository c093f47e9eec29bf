"""Polls on air at 1920x1080: over nothing, inside the safe area whatever people write, moving while people vote."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.payloads import SCRIPTS, TEXTS
from tests.browser.person import OFFLINE, RESULTS, Person

NewPerson = Callable[..., Person]
OpenMixer = Callable[..., Page]

WIDTH, HEIGHT = 1920, 1080
# EBU R 95: graphics stay 5% from each edge.
SAFE = (0.05 * WIDTH, 0.05 * HEIGHT, 0.95 * WIDTH, 0.95 * HEIGHT)
COLOURS = ["Glacier blue", "Volcanic red", "Forest at dawn"]
PEOPLE = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana"]

# Boxes of the drawn text (not of its element), and what the page was made into.
MEASURE = """() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.querySelector(".pg"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest(".pc-table") || element.closest("[data-hidden]")) continue;
    const cut = element.closest(".pc-rows--leaders .pc-label, .pc-cloud");
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const { left, top, right, bottom } of range.getClientRects()) {
      const edge = cut ? cut.getBoundingClientRect().right : Infinity;
      boxes.push([left, top, Math.min(right, edge), bottom]);
    }
  }
  return {
    boxes,
    foreign: document.querySelectorAll("live-poll-graphics :is(img, script, iframe, style, link, object, a)").length,
    ran: window.ran === true || window.__pwned !== undefined,
  };
}"""


@pytest.fixture(scope="module")
def key(launch: Launch) -> dict[str, Any]:
    return launch.seed("graphics_key", event_id=launch.event["id"], label="Mixer")


@pytest.fixture
def mixer(launch: Launch, new_person: NewPerson, key: dict[str, Any]) -> OpenMixer:
    """A mixer's browser source: `mixer("all", "?motion=off")`."""

    def open_(kind: str = "poll", query: str = "") -> Page:
        person = new_person("guest")
        person.forgive(OFFLINE)
        person.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        return person.open(f"/graphics/{launch.event['slug']}/{key['secret']}/{kind}/{query}")

    return open_


@pytest.fixture(autouse=True)
def _off(launch: Launch) -> Iterator[None]:
    yield
    launch.seed("poll_graphic", event_id=launch.event["id"], poll_id=None)


def make(launch: Launch, kind: str, question: str, options: list[str] | None = None, **draft: Any) -> dict[str, Any]:
    """An open poll."""
    poll = launch.seed("poll", event_id=launch.event["id"], kind=kind, question=question, options=options, **draft)
    launch.seed("poll_move", event_id=launch.event["id"], poll_id=poll["id"], move="open_poll", seconds=None)
    return poll


def vote(launch: Launch, poll: dict[str, Any], name: str, **answer: Any) -> None:
    launch.seed("vote", event_id=launch.event["id"], poll_id=poll["id"], name=name, **answer)


def show(launch: Launch, poll: dict[str, Any], view: str) -> None:
    launch.seed("poll_graphic", event_id=launch.event["id"], poll_id=poll["id"], view=view)


def on_air(page: Page, view: str) -> None:
    expect(page.locator(f".pg[data-view={view}][data-phase=on]")).to_be_visible()


def picture(page: Page, name: str) -> Image.Image:
    """The page with its alpha; kept, also over a picture as a mixer would lay it, to be looked at."""
    # On air by its clock, a graphic may lack its last frames where they come late: they are taken as drawn.
    shot = page.screenshot(omit_background=True, animations="disabled")
    taken = Image.open(io.BytesIO(shot)).convert("RGBA")
    RESULTS.mkdir(exist_ok=True)
    taken.save(RESULTS / f"{name}.png")
    ground = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).convert("RGB")
    ground.paste(taken, mask=taken.getchannel("A"))
    ground.save(RESULTS / f"{name}-over.png")
    return taken


def outside(page: Page) -> list[Any]:
    found = page.evaluate(MEASURE)
    assert (found["ran"], found["foreign"]) == (False, 0)
    left, top, right, bottom = SAFE
    return [
        box
        for box in found["boxes"]
        if box[0] < left - 1 or box[1] < top - 1 or box[2] > right + 1 or box[3] > bottom + 1
    ]


def test_poll_comes_on_air_over_nothing_and_moves_with_the_votes(launch: Launch, mixer: OpenMixer) -> None:
    page = mixer("poll")
    expect(page.locator("live-poll-graphics")).to_be_attached()
    assert picture(page, "poll-graphics-nothing").getchannel("A").getextrema() == (0, 0)
    poll = make(launch, "single", "Which colour should we build first?", COLOURS)
    show(launch, poll, "question")
    on_air(page, "question")
    drawn = picture(page, "poll-graphics-question").getchannel("A")
    assert drawn.getextrema() == (0, 255)
    plate = page.locator(".pg__plate").bounding_box()
    assert plate is not None
    left, top = int(plate["x"]) + 2, int(plate["y"]) + 2
    inside = drawn.crop((left, top, left + int(plate["width"]) - 4, top + int(plate["height"]) - 4))
    assert inside.getextrema() == (255, 255)
    # Another view of it goes out and comes in; the votes move it where it is.
    show(launch, poll, "results")
    on_air(page, "results")
    for number, name in enumerate(PEOPLE):
        vote(launch, poll, name, options=[poll["options"][number % 3 // 2]])
    expect(page.locator(".pc-turnout")).to_have_text("8 people voted")
    expect(page.locator(".pc-percent")).to_have_text(["75%", "25%", "0%"])
    assert page.locator(".pg").get_attribute("data-phase") == "on"
    length = "getComputedStyle(document.querySelector('.pc-fill')).transform"
    page.wait_for_function(
        f"() => Math.abs(new DOMMatrix({length}).e / document.querySelector('.pc-fill').clientWidth + 0.25) < 0.01"
    )
    picture(page, "poll-graphics-results")
    assert outside(page) == []
    launch.seed("poll_graphic", event_id=launch.event["id"], poll_id=None)
    expect(page.locator(".pg")).to_have_count(0)
    assert picture(page, "poll-graphics-nothing").getchannel("A").getextrema() == (0, 0)


def test_address_of_a_mixer_says_that_results_are_a_ring(launch: Launch, mixer: OpenMixer) -> None:
    bars, ring = mixer("poll"), mixer("all", "?chart=donut&motion=off")
    poll = make(launch, "single", "Which colour should we build first?", COLOURS)
    for number, name in enumerate(PEOPLE):
        vote(launch, poll, name, options=[poll["options"][number % 3]])
    show(launch, poll, "results")
    for page, chart in ((bars, "choice"), (ring, "donut")):
        on_air(page, "results")
        expect(page.locator("live-poll-chart")).to_have_attribute("data-chart", chart)
        expect(page.locator(".pc-percent")).to_have_text(["38%", "37%", "25%"])
        assert outside(page) == []
    picture(ring, "poll-graphics-donut")


def test_question_has_its_pictures_inside_the_safe_area(launch: Launch, mixer: OpenMixer) -> None:
    page = mixer("poll", "?motion=off")
    colours = ["steelblue", "firebrick", "seagreen", "peru"]
    for count in (3, 4, 12):
        options = [f"{COLOURS[number % 3]} {number}" for number in range(count)]
        poll = make(launch, "single", f"Which of {count}?", options, pictures=(3 * colours)[:count])
        show(launch, poll, "question")
        # The one before is on air until this one is measured, which is when its pictures are there.
        expect(page.locator(".pg__question")).to_have_text(f"Which of {count}?")
        on_air(page, "question")
        boxes = page.locator(".pg__picture").evaluate_all(
            "(all) => all.map((one) => [one.naturalWidth, ...Object.values(one.getBoundingClientRect().toJSON())])"
        )
        assert len(boxes) == count
        for natural, _x, _y, width, _height, top, right, bottom, left in boxes:
            assert natural > 0
            assert width > 100
            assert (left >= SAFE[0], top >= SAFE[1], right <= SAFE[2], bottom <= SAFE[3]) == (True,) * 4
        picture(page, f"poll-graphics-pictures-{count}")


def test_every_kind_fits_its_place_in_both_languages(launch: Launch, mixer: OpenMixer) -> None:
    page = mixer("poll", "?motion=off&lang=fr")
    polls = {
        "rating": make(
            launch, "rating", "How do you like it?", scale="stars", low_label="Not at all", high_label="Love it"
        ),
        "nps": make(launch, "rating", "Would you recommend it to a friend?", scale="nps"),
        "ranking": make(
            launch, "ranking", "What matters most?", ["Range", "Design", "Price", "Charging on the motorway"]
        ),
        "number": make(
            launch, "number", "How far does it go?", min_value=200, max_value=1000, unit="km", right_value=612
        ),
        "words": make(launch, "words", "What is it like?", max_words=3),
    }
    words = ["élégante", "calm", "bold", "fast", "سريع", "quiet", "airy", "thirtycharacterslongwordisthis"]
    for number, name in enumerate(PEOPLE):
        vote(launch, polls["rating"], name, value=5 - number % 3)
        vote(launch, polls["nps"], name, value=10 - number)
        ids = polls["ranking"]["options"]
        vote(launch, polls["ranking"], name, options=ids[number % 2 :] + ids[: number % 2])
        vote(launch, polls["number"], name, value=500 + 30 * number)
        vote(launch, polls["words"], name, words=[words[number], words[number // 2]])
    for kind, poll in polls.items():
        for view in ("question", "results"):
            show(launch, poll, view)
            on_air(page, view)
            expect(page.locator(".pg__question")).to_be_visible()
            if view == "results":
                expect(page.locator(".pc-turnout")).to_have_text("8 personnes ont voté")
            picture(page, f"poll-graphics-{kind}-{view}")
            assert outside(page) == [], (kind, view)


def test_leaderboard_is_on_air_with_its_names(launch: Launch, mixer: OpenMixer) -> None:
    page = mixer("all")
    poll = make(launch, "quiz", "In which year was the first one built?", ["1948", "1963", "1971"], right_option=1)
    for number, name in enumerate(PEOPLE):
        vote(launch, poll, name, options=[poll["options"][1 if number < 6 else 0]])
        launch.seed("player", event_id=launch.event["id"], name=name)
    launch.seed("poll_move", event_id=launch.event["id"], poll_id=poll["id"], move="close_poll")
    launch.seed("polls_settle", poll_id=poll["id"])
    if launch.seed("poll_state", poll_id=poll["id"])["state"] != "results":
        launch.seed("poll_move", event_id=launch.event["id"], poll_id=poll["id"], move="show_results")
    show(launch, poll, "leaderboard")
    on_air(page, "leaderboard")
    expect(page.locator(".pc-rows--leaders .pc-row")).to_have_count(len(PEOPLE))
    picture(page, "poll-graphics-leaderboard")
    show(launch, poll, "results")
    on_air(page, "results")
    expect(page.locator(".pc-flag--right")).to_have_text("Right answer")
    picture(page, "poll-graphics-quiz")
    assert outside(page) == []


def test_whatever_is_written_is_text_inside_the_safe_area(launch: Launch, mixer: OpenMixer) -> None:
    page = mixer("poll", "?motion=off")
    hostile = [*SCRIPTS, *TEXTS]
    for at in range(0, len(hostile), 12):
        options = [f"{number} {text}"[:120] for number, text in enumerate(hostile[at : at + 12])]
        options += [f"Option {number}" for number in range(2 - len(options))]
        poll = make(launch, "several", hostile[at][:240], options, max_choices=2)
        vote(launch, poll, "Ada", options=poll["options"][:2])
        for view in ("question", "results"):
            show(launch, poll, view)
            on_air(page, view)
            expect(page.locator(".pg__options li, .pc-row")).to_have_count(len(options))
            picture(page, f"poll-graphics-hostile-{at}-{view}")
            assert outside(page) == [], (at, view)


def test_revoked_key_clears_the_poll(launch: Launch, new_person: NewPerson) -> None:
    key = launch.seed("graphics_key", event_id=launch.event["id"], label="For a day")
    person = new_person("guest")
    person.forgive("404|WebSocket")
    page = person.open(f"/graphics/{launch.event['slug']}/{key['secret']}/poll/")
    show(launch, make(launch, "single", "Still here?", COLOURS), "results")
    on_air(page, "results")
    launch.seed("graphics_revoke", event_id=launch.event["id"], key_id=key["id"])
    expect(page.locator(".pg")).to_have_count(0)


def test_crew_finds_the_address_of_polls_and_sees_them_in_the_monitor(launch: Launch, new_person: NewPerson) -> None:
    director = new_person("director")
    page = director.open(f"/crew/{launch.event['slug']}/graphics/")
    poll = make(launch, "single", "Seen by the crew?", COLOURS)
    show(launch, poll, "results")
    on_air(page, "results")
    desk = director.open(f"/crew/{launch.event['slug']}/control/")
    desk.locator("live-graphics-panel .p-toggle").click()
    desk.locator(".p-kind").select_option("poll")
    expect(desk.locator(".p-keylist input").first).to_have_value(re.compile(r"/graphics/[^/]+/[^/]+/poll/$"))
