"""The chat: what attendees and moderators do to each other, and what no text may do to a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import NO_PICTURE, decide, line, say, say_as_crew
from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults, screenshot

NewPerson = Callable[..., Person]
PAYLOADS = [
    "<script>window.pwned = 1</script>",
    '<img src=x onerror="window.pwned = 1">',
    "<svg/onload=window.pwned=1>",
    '"><iframe srcdoc="<script>parent.pwned=1</script>">',
    "${window.pwned = 1} {{constructor.constructor('window.pwned=1')()}}",
    "safe \u202eevil\u2066 text",
]


@pytest.fixture
def come(launch: Launch, new_person: NewPerson) -> Callable[..., Page]:
    """Come to the live event as an attendee, and open the chat."""
    launch.move_to("live")

    def open_page(name: str, language: str = "en", size: str = "wide") -> Page:
        person = new_person("attendee", name=name, language=language, size=size)
        person.forgive(NO_PICTURE + r"|WebSocket|ERR_")
        page = person.open(f"/{language}/e/{launch.event['slug']}/")
        page.get_by_role("tab", name="Chat").click()
        expect(page.locator("#chat-text")).to_be_visible()
        return page

    return open_page


@pytest.fixture
def desk(launch: Launch, new_person: NewPerson) -> Page:
    page = new_person("moderator", name="Mona").open(f"/crew/{launch.event['slug']}/chat/")
    expect(page.locator('[data-lane="flow"] li.m-row').first).to_be_visible()
    return page


def test_message_reply_pin_and_hide(come: Callable[..., Page], desk: Page) -> None:
    ada, ben = come("Ada Speaks"), come("Ben Replies", language="fr", size="phone")
    say(ada, "Is it as quiet as they say?")
    expect(line(ada, "Is it as quiet")).to_contain_text("You")
    theirs = line(ben, "Is it as quiet")
    expect(theirs).to_contain_text("Ada Speaks")
    theirs.hover()
    theirs.locator('[data-act="reply"]').click()
    say(ben, "Un murmure 🤫")
    expect(line(ada, "Un murmure").locator(".chat__quote")).to_contain_text("Is it as quiet")
    decide(desk, "Un murmure", "p")
    expect(ada.locator(".chat__pin", has_text="Un murmure")).to_be_visible()
    decide(desk, "Un murmure", "h")
    expect(line(ada, "Un murmure")).to_have_count(0)
    expect(ada.locator(".chat__pin", has_text="Un murmure")).to_have_count(0)
    expect(line(ben, "Un murmure")).to_contain_text("La modération l’a retiré")
    screenshot(ada, "chat-wide")
    screenshot(ben, "chat-fr-phone")
    screenshot(desk, "chat-desk")
    assert accessibility_faults(ada) == []
    assert accessibility_faults(ben) == []
    assert accessibility_faults(desk) == []


def test_held_message_is_released_and_the_crew_answers(come: Callable[..., Page], desk: Page) -> None:
    ada, ben = come("Ada Swears"), come("Ben Waits")
    say(ada, "Holy shit, that door!")
    expect(line(ada, "that door")).to_contain_text("A moderator reads it first")
    expect(line(ben, "that door")).to_have_count(0)
    decide(desk, "that door", "r", lane="waiting")
    expect(line(ben, "that door")).to_be_visible()
    decide(desk, "that door", "a")
    desk.keyboard.type("Glad that you like it.")
    desk.keyboard.press("Enter")
    expect(line(ben, "Glad that you like it").locator(".chat__badge")).to_have_text("Team")
    ada.locator("#chat-text").fill("look at shop.example/now")
    ada.locator("#chat-text").press("Enter")
    expect(ada.locator("#chat-note")).to_contain_text("No links")


def test_ban_holds_at_once_and_after_coming_back(come: Callable[..., Page], desk: Page, launch: Launch) -> None:
    ada, ben = come("Ada Quarrels"), come("Ben Watches")
    second = ada.context.new_page()
    second.goto(f"{launch.url}/en/e/{launch.event['slug']}/chat/")
    expect(second.locator("#chat-text")).to_be_visible()
    say(ada, "You are all wrong")
    decide(desk, "You are all wrong", "b", sure=True)
    # Both of their windows, within two seconds, though they ask for nothing.
    expect(ada.locator(".chat__closed")).to_contain_text("no longer write", timeout=2_000)
    expect(second.locator(".chat__closed")).to_contain_text("no longer write", timeout=2_000)
    ada.reload()
    ada.get_by_role("tab", name="Chat").click()
    expect(ada.locator(".chat__closed")).to_contain_text("no longer write")
    # A client that asks all the same is refused.
    outcome = ada.evaluate(
        "() => document.querySelector('live-chat').live.command('chat.post', {text: 'Still here', room: 'stage'})"
    )
    assert outcome["code"] == "chat.banned"
    desk.locator(".m-people li", has_text="Ada Quarrels").get_by_role("button", name="Lift").click()
    expect(ada.locator("#chat-text")).to_be_visible()
    say(ada, "I am sorry")
    expect(line(ben, "I am sorry")).to_be_visible()


def test_shadow_muted_person_hears_themself_alone(come: Callable[..., Page], desk: Page) -> None:
    ada, ben = come("Ada Trolls"), come("Ben Hears Nothing")
    say(ada, "First of many")
    expect(line(ben, "First of many")).to_be_visible()
    decide(desk, "First of many", "s", sure=True)
    expect(desk.locator(".m-people li", has_text="Ada Trolls")).to_be_visible()
    say(ada, "Second of many")
    expect(line(ada, "Second of many")).to_be_visible()
    assert line(ada, "Second of many").locator(".chat__fate").count() == 0
    say(ben, "Quiet in here")
    expect(line(ada, "Quiet in here")).to_be_visible()
    expect(line(ben, "Second of many")).to_have_count(0)


def test_modes_are_told_in_words(come: Callable[..., Page], desk: Page) -> None:
    page = come("Aude Attend", language="fr")
    desk.get_by_role("button", name="After the rules").click()
    page.get_by_role("button", name="J’accepte les règles").click()
    expect(page.locator("#chat-text")).to_be_visible()
    desk.get_by_role("button", name="60 s", exact=True).click()
    say(page, "Bonsoir à tous")
    expect(page.locator("#chat-note")).to_contain_text("Mode lent")
    expect(page.get_by_role("button", name="Envoyer")).to_be_disabled()
    desk.get_by_role("button", name="Team only").click()
    expect(page.locator(".chat__closed")).to_contain_text("L’équipe écrit")
    desk.get_by_role("button", name="Off", exact=True).click()
    expect(page.locator(".chat__closed")).to_contain_text("fermé")
    desk.get_by_role("button", name="Open", exact=True).click()
    desk.get_by_role("button", name="No pause").click()
    expect(desk.get_by_role("button", name="No pause")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#chat-text")).to_be_visible()


def test_list_does_not_move_while_one_reads(come: Callable[..., Page], desk: Page) -> None:
    ada, ben = come("Ada Reads"), come("Ben Writes")
    box = ada.locator(".chat__list")
    ada.set_viewport_size({"width": 1440, "height": 560})
    for number in range(4):
        say_as_crew(desk, f"Long line {number} " + "of words " * 28)
    expect(line(ada, "Long line 3")).to_be_visible()
    box.evaluate("each => { each.scrollTop = 0; }")
    before = box.evaluate("each => each.scrollTop")
    say(ben, "A late thought")
    expect(ada.locator(".chat__more")).to_have_text(re.compile("1 new message"))
    assert box.evaluate("each => each.scrollTop") == before
    expect(line(ada, "A late thought")).to_have_count(0)
    ada.locator(".chat__more").click()
    expect(line(ada, "A late thought")).to_be_visible()


def test_chat_opens_at_its_end(launch: Launch, come: Callable[..., Page], desk: Page) -> None:
    for number in range(4):
        say_as_crew(desk, f"Earlier line {number} " + "of words " * 28)
    say_as_crew(desk, "The latest of all")
    ada = come("Ada Comes Late", size="tablet")
    expect(line(ada, "The latest of all")).to_be_in_viewport(ratio=1)
    # Also where one was elsewhere meanwhile, and where the room grows smaller under it.
    ada.get_by_role("tab", name="Questions").click()
    say_as_crew(desk, "Said meanwhile")
    ada.get_by_role("tab", name="Chat").click()
    expect(line(ada, "Said meanwhile")).to_be_in_viewport(ratio=1)
    ada.locator("[aria-controls=chat-emoji]").click()
    expect(ada.locator("#chat-emoji")).to_be_visible()
    expect(line(ada, "Said meanwhile")).to_be_in_viewport(ratio=1)
    ada.goto(f"{launch.url}/en/e/{launch.event['slug']}/chat/")
    expect(line(ada, "Said meanwhile")).to_be_in_viewport(ratio=1)


def test_chat_opens_in_a_window_of_its_own(come: Callable[..., Page]) -> None:
    ada, ben = come("Ada Pops"), come("Ben Stays")
    with ada.expect_popup() as opened:
        ada.get_by_role("link", name="Open the chat in its own window").click()
    window = opened.value
    window.set_viewport_size({"width": 420, "height": 760})
    expect(window.locator("#chat-text")).to_be_visible()
    say(window, "From my own window")
    expect(line(ben, "From my own window")).to_be_visible()
    screenshot(window, "chat-window")
    assert accessibility_faults(window) == []


def test_guest_is_shown_the_door_of_the_window(launch: Launch, new_person: NewPerson) -> None:
    page = new_person("guest").open(f"/fr/e/{launch.event['slug']}/chat/")
    expect(page.locator(".chat-window__door")).to_contain_text("réservé aux personnes inscrites")
    expect(page.locator("#chat-text")).to_have_count(0)


def test_no_text_runs_on_any_page(come: Callable[..., Page], desk: Page) -> None:
    pages = [come('<img src=x onerror="window.pwned=1">'), come("\u202eneB\u2066 <b>Bold"), desk]
    say(pages[0], PAYLOADS[0])
    say(pages[1], PAYLOADS[1])
    for payload in PAYLOADS:
        say_as_crew(desk, payload)
    desk.locator('[data-lane="waiting"] h2').click()
    desk.locator("body").press("n")
    for page in pages:
        expect(page.locator("li.chat__line, li.m-row").filter(has_text="safe evil text")).to_be_visible()
        text = page.locator("li.chat__line, li.m-row").all_inner_texts()
        for payload in PAYLOADS[:-1]:
            assert any(payload in each for each in text), payload
        assert not any(set("\u202e\u2066") & set(each) for each in text)
        assert page.evaluate("window.pwned") is None
        assert page.locator("live-chat img, live-chat script, live-chat iframe, live-chat-desk img").count() == 0
