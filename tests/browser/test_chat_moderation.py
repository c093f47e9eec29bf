"""Moderators at the chat's console: two at once, what they decide about people, and what those are told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import NO_PICTURE, decide, line, put_cursor, row, say, say_as_crew
from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot

NewPerson = Callable[..., Person]
Open = Callable[..., Page]

# Presses R in the very turn in which the cursor comes to another message: nobody reads that fast.
PRESS_WHEN_IT_MOVES = """(id) => {
  const desk = document.querySelector("live-chat-desk");
  const at = () => desk.querySelector("[data-lane=waiting] [data-cursor]")?.dataset.message;
  new MutationObserver((_, observer) => {
    if (!at() || at() === id) return;
    observer.disconnect();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "r", bubbles: true }));
    window.pressedAt = at();
  }).observe(desk, { subtree: true, attributes: true, childList: true });
}"""


@pytest.fixture
def come(launch: Launch, new_person: NewPerson) -> Open:
    """Come to the live event as an attendee, and open the chat."""
    launch.move_to("live")

    def open_page(name: str, language: str = "en", size: str = "wide") -> Page:
        person = new_person("attendee", name=name, language=language, size=size)
        person.forgive(NO_PICTURE + r"|WebSocket|ERR_")
        page = person.open(f"/{language}/e/{launch.event['slug']}/")
        page.get_by_role("tab", name="Chat").click()
        expect(page.locator("live-chat-write > *").first).to_be_visible()
        return page

    return open_page


@pytest.fixture
def console(launch: Launch, new_person: NewPerson) -> Open:
    """Open the console for somebody of the crew."""

    def open_page(name: str = "Mona", role: str = "moderator", **options: str) -> Page:
        page = new_person(role, name=name, **options).open(f"/crew/{launch.event['slug']}/chat/")
        expect(page.locator('[data-lane="flow"] li.m-row').first).to_be_visible()
        return page

    return open_page


def state_of(launch: Launch, text: str) -> str:
    """Return how the server has the message that says `text`."""
    said = launch.seed("chat_messages", event_id=launch.event["id"])["messages"]
    (state,) = [state for each, state in said if each == text]
    return str(state)


def test_no_key_hits_a_message_that_nobody_read(launch: Launch, come: Open, console: Open) -> None:
    first, second, third = (f"Holy shit, {what}" for what in ("the doors", "the roof", "the wheels"))
    for name, text in (("Ada One", first), ("Ben Two", second), ("Cleo Three", third)):
        page = come(name)
        say(page, text)
    mia, mona = console("Mia"), console("Mona")
    put_cursor(mona, first, "waiting")
    decide(mia, first, "r", lane="waiting")
    # It keeps its place under who reads it, and says what became of it.
    expect(row(mona, first, "waiting")).to_have_attribute("data-decided", "")
    expect(row(mona, first, "waiting")).to_contain_text("Decided by Mia")
    mona.keyboard.press("r")
    expect(row(mona, first, "waiting").locator(".m-row__said")).to_have_text(re.compile("Mia has just decided|faster"))
    expect(row(mona, first, "waiting")).to_have_attribute("data-cursor", "")

    # Where nobody seems to look, the next comes under the cursor; a key that was meant for the last does nothing.
    put_cursor(mona, second, "waiting")
    mona.evaluate("document.activeElement.blur()")
    mona.mouse.move(5, 5)
    expect(row(mona, first, "waiting")).to_have_count(0)
    mona.evaluate(PRESS_WHEN_IT_MOVES, row(mona, second, "waiting").get_attribute("data-message"))
    decide(mia, second, "h", lane="waiting")
    mona.wait_for_function("() => window.pressedAt")
    expect(row(mona, third, "waiting").locator(".m-row__said")).to_contain_text(
        "Another message has come under the cursor"
    )
    screenshot(mona, "chat-desk-slipped")
    assert [state_of(launch, text) for text in (first, second, third)] == ["visible", "hidden", "held"]
    # Once it was looked at, the key is what it says.
    put_cursor(mona, third, "waiting")
    mona.keyboard.press("h")
    expect(row(mona, third, "waiting")).to_have_count(0)
    expect(row(mona, third)).to_contain_text("Hidden by Mona")


def test_mute_has_a_duration_and_a_reason_which_are_told(come: Open, console: Open) -> None:
    ada, desk = come("Ada Insists", language="fr", size="phone"), console()
    say(ada, "Toujours la même chose")
    put_cursor(desk, "Toujours la même chose")
    desk.keyboard.press("m")
    expect(desk.locator(".m-row__sure [aria-pressed=true]")).to_have_text(re.compile("10 min"))
    desk.keyboard.press("2")
    expect(desk.locator(".m-row__sure [aria-pressed=true]")).to_have_text(re.compile("1 h"))
    desk.keyboard.press("3")
    desk.keyboard.press("w")
    desk.keyboard.type("Third time the same")
    expect(desk.locator(".m-row__sure [aria-pressed=true]")).to_have_text(re.compile("Whole event"))
    screenshot(desk, "chat-desk-mute")
    assert accessibility_faults(desk) == []
    desk.keyboard.press("Enter")
    closed = ada.locator(".chat__closed")
    expect(closed).to_contain_text("plus écrire pendant cet événement")
    expect(closed).to_contain_text("La raison : Third time the same")
    screenshot(ada, "chat-muted-fr-phone")
    person = desk.locator(".m-people li", has_text="Ada Insists")
    expect(person).to_contain_text("Muted for the whole event")
    expect(person).to_contain_text("Third time the same")
    decide(desk, "Toujours la même chose", "l")
    expect(ada.locator("#chat-text")).to_be_visible()
    # The button that has the focus is what Enter presses: "No" means no.
    put_cursor(desk, "Toujours la même chose")
    desk.keyboard.press("b")
    desk.locator('.m-row__sure [data-action="no"]').focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".m-row__sure")).to_have_count(0)
    expect(person).to_have_count(0)


def test_report_delete_and_emoji(come: Open, console: Open) -> None:
    ada, ben, desk = come("Ada Regrets"), come("Ben Reports"), console()
    ada.get_by_role("button", name="Emoji").click()
    ada.locator("#chat-emoji button").first.click()
    expect(ada.locator("#chat-text")).not_to_have_value("")
    emoji = ada.locator("#chat-text").input_value()
    ada.locator("#chat-text").press_sequentially(" what a bore")
    ada.locator("#chat-text").press("Enter")
    theirs = line(ben, "what a bore")
    expect(theirs).to_contain_text(emoji)
    theirs.hover()
    theirs.locator('[data-act="report"]').click()
    expect(ben.locator(".chat__said")).to_contain_text("A moderator looks at it")
    expect(row(desk, "what a bore", "waiting")).to_contain_text("1 report")
    decide(desk, "what a bore", "c", lane="waiting")
    expect(row(desk, "what a bore", "waiting")).to_have_count(0)

    own = line(ada, "what a bore")
    own.hover()
    own.locator('[data-act="delete"]').click()
    own.locator('[data-act="delete-no"]').click()
    own.hover()
    own.locator('[data-act="delete"]').click()
    own.locator('[data-act="delete-yes"]').click()
    expect(own).to_have_count(0)
    expect(theirs).to_have_count(0)
    expect(row(desk, "what a bore")).to_contain_text("Taken back by its author")


def test_pin_and_hide_are_undone_by_the_same_key(come: Open, console: Open) -> None:
    ada, desk = come("Ada Watches"), console()
    say_as_crew(desk, "Doors open at eight")
    pin = ada.locator(".chat__pin", has_text="Doors open at eight")
    theirs = row(desk, "Doors open at eight")
    decide(desk, "Doors open at eight", "p")
    expect(pin).to_be_visible()
    # The key means the other thing once the desk has heard of it too.
    expect(theirs.locator("[data-mark=pinned]")).to_be_visible()
    decide(desk, "Doors open at eight", "p")
    expect(pin).to_have_count(0)
    decide(desk, "Doors open at eight", "h")
    expect(line(ada, "Doors open at eight")).to_have_count(0)
    expect(theirs).to_have_attribute("data-state", "hidden")
    decide(desk, "Doors open at eight", "h")
    expect(line(ada, "Doors open at eight")).to_be_visible()


def test_words_are_edited_and_a_list_that_changed_meanwhile_is_not_overwritten(
    launch: Launch, come: Open, console: Open
) -> None:
    launch.seed("chat_words", event_id=launch.event["id"], words=["hype"])
    desk = console("Olga", role="organiser")
    desk.locator(".m-words summary").click()
    field = desk.get_by_role("textbox", name="Word", exact=True)
    field.fill("vapourware")
    field.press("Enter")
    expect(desk.locator(".m-wordlist li")).to_have_count(2)
    # The answer empties the field: it is here before the next word is written, and the server has nothing left to do.
    expect(field).to_have_value("")
    launch.freeze_web()
    field.fill("snake oil")
    field.press("Enter")
    launch.seed("chat_words", event_id=launch.event["id"], words=["hype", "humbug"])
    launch.thaw_web()
    expect(desk.locator(".m-bar__said")).to_contain_text("Somebody else changed the list meanwhile")
    expect(field).to_have_value("snake oil")
    expect(desk.locator(".m-wordlist li", has_text="humbug")).to_be_visible()
    field.press("Enter")
    expect(desk.locator(".m-wordlist li")).to_have_count(3)
    desk.get_by_role("button", name="Remove humbug").click()
    expect(desk.locator(".m-wordlist li", has_text="humbug")).to_have_count(0)
    ada = come("Ada Refused")
    ada.locator("#chat-text").fill("What a load of snake-oil")
    ada.locator("#chat-text").press("Enter")
    expect(ada.locator("#chat-note")).to_contain_text("other words")
    reader = console("Mona")
    reader.locator(".m-words summary").click()
    expect(reader.locator(".m-wordlist li")).to_have_count(2)
    expect(reader.locator(".m-add")).to_have_count(0)


def test_name_beside_a_message_is_a_moderators_to_judge(come: Open, console: Open) -> None:
    ada, ben, desk = come("bit.ly/offer"), come("Ben Reads"), console()
    say(ada, "May I offer something")
    expect(line(ada, "May I offer something")).to_contain_text("A moderator reads it first")
    expect(row(desk, "May I offer something", "waiting")).to_contain_text("Held: name or company")
    expect(line(ben, "May I offer something")).to_have_count(0)
    decide(desk, "May I offer something", "r", lane="waiting")
    expect(line(ben, "May I offer something")).to_be_visible()
    say(ada, "Here I am")
    expect(line(ben, "Here I am")).to_be_visible()


@pytest.mark.parametrize(("role", "size"), [("host", "tablet"), ("speaker", "phone"), ("technician", "wide")])
def test_the_rest_of_the_crew_reads_along_and_writes(come: Open, console: Open, role: str, size: str) -> None:
    ada, crew = come("Ada Listens"), console(role.capitalize(), role=role, size=size)
    say_as_crew(crew, f"The {role} is here")
    expect(line(ada, f"The {role} is here").locator(".chat__badge")).to_have_text("Team")
    said = f"Hello {role}"
    say(ada, said)
    crew.mouse.move(5, 5)
    crew.evaluate("document.activeElement.blur()")
    crew.keyboard.press("n")
    found = row(crew, said)
    expect(found).to_be_visible()
    found.hover()
    found.get_by_role("button", name=f"Reply: {said}").click()
    say_as_crew(crew, "Hello Ada")
    expect(line(ada, "Hello Ada").last.locator(".chat__quote")).to_contain_text(said)
    assert crew.locator("[data-action]").count() == 0
    screenshot(crew, f"chat-crew-{size}")
    assert accessibility_faults(crew) == []


def test_the_events_own_rules_stand_in_place_of_ours(launch: Launch, come: Open, new_person: NewPerson) -> None:
    studio = new_person("organiser", name="Olga").open(f"/studio/chat/{launch.event['id']}/")
    studio.get_by_label("In French").fill("Soyez brefs.\nEt aimables.")
    studio.locator("#rules button").click()
    expect(studio.locator(".messages")).to_contain_text("Saved")
    studio.locator("#id_policy-stage-mode").select_option("rules_accepted")
    # The page that is there says already that something was saved.
    with studio.expect_navigation():
        studio.locator("#policy-stage button").click()
    expect(studio.locator(".messages")).to_contain_text("Saved")
    screenshot(studio, "chat-studio")
    assert accessibility_faults(studio, "main") == []
    aude, ada = come("Aude Accepte", language="fr"), come("Ada Accepts")
    expect(aude.locator(".chat__rules-text")).to_contain_text("Soyez brefs.\nEt aimables.")
    expect(ada.locator(".chat__rules-text")).to_contain_text("Be kind")
    screenshot(aude, "chat-rules-fr")
    aude.get_by_role("button", name="J’accepte les règles").click()
    say(aude, "Bonsoir")
