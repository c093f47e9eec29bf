"""Questions, as those who ask and those who read them see them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot

NO_PICTURE = r"404 \(Not Found\).*/stream/"


@pytest.fixture
def come(launch: Launch, new_person: Callable[..., Person]) -> Callable[..., Page]:
    """Come to the live event as an attendee."""
    launch.move_to("live")

    def open_page(name: str, language: str = "en", size: str = "wide") -> Page:
        person = new_person("attendee", name=name, language=language, size=size)
        person.forgive(NO_PICTURE + r"|WebSocket|ERR_")
        page = person.open(f"/{language}/e/{launch.event['slug']}/")
        expect(page.locator("live-ask textarea")).to_be_visible()
        return page

    return open_page


def ask(page: Page, text: str) -> None:
    page.locator("#ask-text").fill(text)
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-text")).to_have_value("")


def moderate(launch: Launch, new_person: Callable[..., Person], text: str, action: str) -> None:
    desk = new_person("moderator", name=f"Moderator of {action}").open(f"/crew/{launch.event['slug']}/desk/")
    row = desk.locator("[data-question-id]", has_text=text)
    row.hover()
    row.locator(f'[data-action="{action}"]').click()
    expect(desk.locator('[data-lane="approved"] [data-question-id]', has_text=text)).to_be_visible()


def test_question_is_received_approved_and_seen_by_another(
    launch: Launch, come: Callable[..., Page], new_person: Callable[..., Person]
) -> None:
    text = "Does the roof glass dim by itself at noon?"
    ada, ben = come("Ada Asks"), come("Ben Reads", language="fr")
    ask(ada, text)
    ada.get_by_role("tab", name="Mine").click()
    expect(ada.locator("live-my-questions")).to_contain_text("Received")
    expect(ben.get_by_text(text)).to_have_count(0)
    moderate(launch, new_person, text, "approve")
    expect(ada.locator("live-my-questions")).to_contain_text("On the shortlist")
    theirs = ben.locator("li.question", has_text=text)
    expect(theirs).to_be_visible()
    expect(theirs).to_contain_text("Ada Asks")
    theirs.locator("button.upvote").click()
    expect(theirs.locator("button.upvote")).to_have_attribute("aria-pressed", "true")
    ada.get_by_role("tab", name="Questions").click()
    expect(ada.locator("li.question", has_text=text).locator(".upvote__count")).to_have_text("1")


def test_new_question_waits_behind_a_count_while_the_list_is_read(
    launch: Launch, come: Callable[..., Page], new_person: Callable[..., Person]
) -> None:
    text = "Will the key be a card, or a phone?"
    ada, ben = come("Ada Waits"), come("Ben Hovers")
    ben.locator("li.question").first.hover()
    ask(ada, text)
    moderate(launch, new_person, text, "approve")
    expect(ben.locator("button.more")).to_contain_text("1 new question")
    expect(ben.locator("li.question", has_text=text)).to_have_count(0)
    ben.locator("button.more").click()
    expect(ben.locator("li.question", has_text=text)).to_be_visible()


def test_draft_outlives_a_reload_and_a_refusal(come: Callable[..., Page]) -> None:
    page = come("Ada Drafts")
    page.locator("#ask-text").fill("Why?")
    page.reload()
    expect(page.locator("#ask-text")).to_have_value("Why?")
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-note")).to_contain_text("at least 8 characters")
    expect(page.locator("#ask-text")).to_have_value("Why?")


def test_refusal_is_told_in_french(come: Callable[..., Page]) -> None:
    page = come("Aude Demande", language="fr", size="phone")
    page.locator("#ask-text").fill("Quoi ?")
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-note")).to_contain_text("au moins 8 caractères")


def test_withdrawn_question_leaves_after_a_second_press(come: Callable[..., Page]) -> None:
    page = come("Ada Withdraws")
    ask(page, "Is there a frunk for a pair of skis?")
    page.get_by_role("tab", name="Mine").click()
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_role("button", name="Withdraw it for good").click()
    expect(page.locator("live-my-questions")).to_contain_text("You have not asked anything yet.")


def test_question_asked_during_a_break_arrives_after_it(launch: Launch, come: Callable[..., Page]) -> None:
    page = come("Ada Breaks")
    launch.kill_web()
    expect(page.locator("live-connection")).to_contain_text("Reconnecting")
    page.locator("#ask-text").fill("Can it power my house for a night?")
    page.locator("#ask-text").press("Enter")
    expect(page.locator("#ask-note")).to_contain_text("as soon as the connection is back")
    launch.start_web()
    expect(page.locator("#ask-note")).to_contain_text("Received", timeout=60_000)
    page.get_by_role("tab", name="Mine").click()
    expect(page.locator("li.fate")).to_have_count(1)


def test_asker_follows_the_question_in_the_words_of_the_set(
    launch: Launch, come: Callable[..., Page], new_person: Callable[..., Person]
) -> None:
    text = "hi, quick one: do the doors open by themselves or what"
    page = come("Ada Follows")
    ask(page, text)
    page.get_by_role("tab", name="Mine").click()
    mine = page.locator("li.fate", has_text=text)
    expect(mine).to_contain_text("Received")
    event_id = launch.event["id"]
    launch.seed("reword", event_id=event_id, text=text, wording="Do the doors open by themselves?")
    launch.seed("desk", event_id=event_id, service="send_to_set", text=text, feed="")
    expect(mine).to_contain_text("On the set in these words")
    expect(mine).to_contain_text("Do the doors open by themselves?")
    expect(mine).to_contain_text(re.compile("You are next|On the list for the set"))
    launch.seed("desk", event_id=event_id, service="take_question", text=text)
    expect(mine).to_contain_text("On air now")
    launch.seed("desk", event_id=event_id, service="answer_question", text=text)
    # Nothing is streamed here, so that there is no moment to go to: its time is told.
    expect(mine).to_contain_text("On air at")
    expect(mine.get_by_role("link")).to_have_count(0)


def test_answer_in_writing_is_read_by_the_asker_and_under_the_question(
    launch: Launch, come: Callable[..., Page]
) -> None:
    text = "Which charging plugs does it take in Japan?"
    ada, ben = come("Ada Written"), come("Ben Written", language="fr", size="phone")
    ask(ada, text)
    written = "CHAdeMO, with the adapter.\nNACS from the autumn on."
    launch.seed("answer", event_id=launch.event["id"], text=text, answer=written)
    ada.get_by_role("tab", name="Mine").click()
    mine = ada.locator("li.fate", has_text=text)
    expect(mine).to_contain_text("Answered in writing")
    expect(mine.locator(".said__text")).to_have_text(written)
    ben.get_by_role("button", name="Répondues").click()
    theirs = ben.locator("li.question", has_text=text)
    expect(theirs).to_contain_text("Réponse écrite")
    lines = theirs.locator(".said__text").evaluate("element => element.getClientRects()[0].height")
    assert lines >= 40
    assert accessibility_faults(ben) == []
    screenshot(ben, "attendee-answered-fr-phone")
    screenshot(ada, "attendee-mine-answered")


def test_similar_question_is_offered_for_a_vote_and_holds_nothing_up(launch: Launch, come: Callable[..., Page]) -> None:
    asked = "What is the range of the car in winter?"
    launch.seed("compose", event_id=launch.event["id"], text=asked, asker_name="Wim Winter")
    launch.seed("desk", event_id=launch.event["id"], service="approve_question", text=asked)
    page = come("Ada Again")
    expect(page.locator("li.question", has_text=asked)).to_be_visible()
    field, hint = page.locator("#ask-text"), page.locator(".alike")
    field.fill("Which range will the car have in winter?")
    expect(hint).to_contain_text(asked)
    expect(hint.get_by_role("status")).to_have_text("This may have been asked already.")
    expect(field).to_be_focused()
    assert accessibility_faults(page) == []
    screenshot(page, "attendee-similar")
    hint.get_by_role("button", name="Mine is different").click()
    expect(hint.get_by_role("listitem")).to_have_count(0)
    expect(field).to_have_value("Which range will the car have in winter?")
    field.fill("")
    field.fill("What range does it have in the winter, the car?")
    hint.locator("li", has_text=asked).get_by_role("button", name="Upvote this instead").click()
    expect(field).to_have_value("")
    expect(page.locator("#ask-note")).to_have_text("Your vote counts for that question.")
    expect(page.locator("li.question", has_text=asked).locator("button.upvote")).to_have_attribute(
        "aria-pressed", "true"
    )
    # Who asks all the same, asks: the hint is only a hint.
    ask(page, "What is the range of the car in winter, in Lapland?")


def test_search_finds_by_the_beginnings_of_words(launch: Launch, come: Callable[..., Page]) -> None:
    for text in ("Peut-on l’équiper d’un porte-vélos ?", "Le coffre s’ouvre-t-il du pied ?"):
        launch.seed("compose", event_id=launch.event["id"], text=text, language="fr")
        launch.seed("desk", event_id=launch.event["id"], service="approve_question", text=text)
    page = come("Aude Cherche", language="fr", size="tablet")
    search = page.get_by_role("searchbox", name="Chercher dans les questions")
    search.fill("EQUIPER velo")
    expect(page.locator("li.question")).to_have_count(1)
    expect(page.locator("li.question")).to_contain_text("porte-vélos")
    expect(page.get_by_role("status").filter(has_text="1 question avec ces mots")).to_be_visible()
    search.fill("licorne")
    expect(page.get_by_text("Aucune question avec ces mots.")).to_be_visible()
    search.fill("")
    expect(page.locator("li.question").nth(1)).to_be_visible()
    screenshot(page, "attendee-search-fr-tablet")


def test_merged_question_goes_the_way_of_the_other(launch: Launch, come: Callable[..., Page]) -> None:
    own, leading = "How heavy may the trailer be that it pulls?", "What may it tow, with brakes and without?"
    page = come("Ada Merges")
    ask(page, own)
    event_id = launch.event["id"]
    launch.seed("compose", event_id=event_id, text=leading)
    launch.seed("merge", event_id=event_id, text=own, into=leading)
    launch.seed("desk", event_id=event_id, service="approve_question", text=leading)
    page.get_by_role("tab", name="Mine").click()
    mine = page.locator("li.fate", has_text=own)
    expect(mine).to_contain_text("Joined with a similar question")
    expect(mine).to_contain_text(leading)
    expect(mine).to_contain_text("On the shortlist")
    screenshot(page, "attendee-merged")
    # Its asker takes it back; the other stays.
    mine.get_by_role("button", name="Withdraw", exact=True).click()
    mine.get_by_role("button", name="Withdraw it for good").click()
    expect(mine).to_have_count(0)
    page.get_by_role("tab", name="Questions").click()
    expect(page.locator("live-questions")).to_contain_text(leading)


def test_question_is_asked_before_the_launch(launch: Launch, new_person: Callable[..., Person]) -> None:
    launch.move_to("before")
    for size in ("wide", "phone"):
        person = new_person("attendee", name=f"Ada Early {size}", size=size)
        page = person.open(f"/en/e/{launch.event['slug']}/")
        field = page.locator("#ask-text")
        expect(field).to_be_visible()
        ask(page, f"Will there be a test drive in Lyon? ({size})")
        page.get_by_role("tab", name="Mine").click()
        expect(page.locator("li.fate")).to_contain_text("Received")
        field.scroll_into_view_if_needed()
        assert accessibility_faults(page) == []
        screenshot(page, f"attendee-before-{size}")
    launch.move_to("live")
