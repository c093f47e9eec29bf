"""The desk's story, told by two moderators, a host and three attendees: claims, a race, a merge, the set, a ban."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, screenshot

NewPerson = Callable[..., Person]

RANGE = "How far does it go on a winter day?"
RANGE_TOO = "On a winter day, how far does it go?"
PRICE = "What will it cost in Norway?"


def ask(page: Page, text: str) -> None:
    page.locator("#ask-text").fill(text)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#ask-note")).to_contain_text("Received")


def in_lane(desk: Page, lane: str, text: str) -> Locator:
    return desk.locator(f'[data-lane="{lane}"] li.d-row', has_text=text)


def put_cursor(desk: Page, lane: str, text: str) -> Locator:
    """Go to a question by keys alone: `lane` is 1 for the inbox, 2 for the shortlist, 3 for the deck."""
    names = {"1": "inbox", "2": "approved", "3": "deck"}
    row = in_lane(desk, names[lane], text)
    desk.keyboard.press("n")
    # What comes while one reads waits behind a count; what stood there may have been another.
    while row.count() == 0:
        expect(row.or_(desk.locator(f'[data-lane="{names[lane]}"] [data-fresh]')).first).to_be_visible()
        desk.keyboard.press("n")
    desk.keyboard.press(lane)
    expect(row).to_be_visible()
    rows = desk.locator(f'[data-lane="{names[lane]}"] li.d-row')
    desk.keyboard.press("Home")
    for _ in range(rows.count()):
        if row.get_attribute("data-cursor") is not None:
            break
        desk.keyboard.press("j")
    expect(row).to_have_attribute("data-cursor", "")
    return row


def upvote(page: Page, text: str) -> None:
    more = page.locator("live-questions button.more")
    button = page.locator("live-questions li", has_text=text).locator("button.upvote")
    # Where the pointer rests on the list, what is new waits behind a count.
    while button.count() == 0:
        expect(button.or_(more).first).to_be_visible()
        if more.is_visible():
            more.click()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def fate(page: Page, text: str) -> Locator:
    page.get_by_role("tab", name="Mine").click()
    return page.locator("live-my-questions li", has_text=text)


def test_desk_story(launch: Launch, new_person: NewPerson) -> None:
    launch.move_to("live")
    slug = launch.event["slug"]
    people = [new_person("attendee", name=name) for name in ("Ada Arden", "Ben Boyle", "Cleo Cruz")]
    for person in people:
        person.forgive(r"404 \(Not Found\).*/stream/")
    ada, ben, cleo = (person.open(f"/en/e/{slug}/") for person in people)
    mona = new_person("moderator", name="Mona Keller").open(f"/crew/{slug}/desk/")
    karim = new_person("moderator", name="Karim Haddad").open(f"/crew/{slug}/desk/")
    host = new_person("host", name="Hugo Brandt").open(f"/crew/{slug}/set/")
    expect(mona.locator("li.d-row").first).to_be_visible()
    expect(karim.locator("li.d-row").first).to_be_visible()

    # Three questions come; two of them say the same.
    ask(ada, RANGE)
    ask(ben, RANGE_TOO)
    ask(cleo, PRICE)

    # Mona claims one: Karim sees her name on it, and his key does nothing to it.
    put_cursor(mona, "1", PRICE)
    mona.keyboard.press("c")
    claimed = put_cursor(karim, "1", PRICE)
    expect(claimed.locator(".d-claim")).to_have_text("Mona Keller")
    karim.keyboard.press("a")
    expect(claimed).to_contain_text("Mona Keller works on it")
    expect(claimed).to_be_visible()
    # The same key lets go of what one's own page knows to be claimed.
    expect(in_lane(mona, "inbox", PRICE).locator(".d-claim")).to_have_text("Mona Keller")
    mona.keyboard.press("c")
    expect(claimed.locator(".d-claim")).to_have_count(0)

    # A race for the same question: with the server held back, both press. One wins, the other is told who it was.
    put_cursor(mona, "1", PRICE)
    expect(claimed.locator('.d-pointer[title^="Mona Keller"]')).to_be_visible()
    expect(in_lane(mona, "inbox", PRICE).locator('.d-pointer[title^="Karim Haddad"]')).to_be_visible()
    launch.freeze_web()
    mona.keyboard.press("a")
    karim.keyboard.press("z")
    launch.thaw_web()
    told = [
        in_lane(page, "inbox", PRICE).filter(has_text=name)
        for page, name in ((mona, "Parked by Karim Haddad"), (karim, "Shortlisted by Mona Keller"))
    ]
    for page in (mona, karim):
        expect(page.locator("li.d-row[data-pending]")).to_have_count(0)
    assert [locator.count() for locator in told] in ([0, 1], [1, 0])

    # Both questions about the range come before the audience, and get upvotes: Cleo wants both answered.
    for text in (RANGE, RANGE_TOO):
        put_cursor(mona, "1", text)
        mona.keyboard.press("a")
        expect(in_lane(karim, "approved", text)).to_be_visible()
    upvote(cleo, RANGE)
    upvote(cleo, RANGE_TOO)
    upvote(ben, RANGE)
    expect(in_lane(mona, "approved", RANGE).locator(".d-row__votes")).to_contain_text("2")

    # Merged: Cleo counts once, Ben asked and upvoted and counts once; Ben's question goes the way of Ada's.
    put_cursor(mona, "2", RANGE_TOO)
    mona.keyboard.press("m")
    mona.keyboard.type(RANGE)
    expect(mona.locator("live-merge-form [role=option]").first).to_be_visible()
    mona.keyboard.press("Enter")
    merged = in_lane(karim, "approved", RANGE)
    expect(in_lane(karim, "approved", RANGE_TOO)).to_have_count(0)
    expect(merged.locator(".d-row__votes")).to_contain_text("2")
    expect(merged).to_contain_text("1 joined to it")

    # It goes to the set, before all others, and on air; who asked either knows.
    put_cursor(karim, "2", RANGE)
    karim.keyboard.press("s")
    on_deck = put_cursor(karim, "3", RANGE)
    while on_deck.locator(".d-row__place").inner_text().strip() != "1":
        before = on_deck.locator(".d-row__place").inner_text()
        karim.keyboard.press("Shift+K")
        expect(on_deck.locator(".d-row__place")).not_to_have_text(before)
        # The order may be known before its answer is here: until then the row takes no other key.
        expect(karim.locator("li.d-row[data-pending]")).to_have_count(0)
    # The set has to know the order too: it takes what stands in large type.
    expect(host.locator(".s-question")).to_have_text(RANGE)
    host.locator('[data-action="take"]').click()
    expect(host.locator(".s-tally")).to_have_attribute("data-state", "air")
    expect(host.locator(".s-question")).to_have_text(RANGE)
    expect(mona.locator(".d-news")).to_have_text(f"On air: “{RANGE}”, taken by Hugo Brandt")
    expect(fate(ada, RANGE)).to_contain_text("On air")
    expect(fate(ben, RANGE_TOO)).to_contain_text("On air")
    expect(cleo.locator(".on-air")).to_contain_text(RANGE)
    screenshot(mona, "desk-story-desk")
    screenshot(ben, "desk-story-joined")
    host.wait_for_timeout(600)  # a press within half a second of the last is a clicker's bounce
    host.locator('[data-action="answer"]').click()
    expect(fate(ben, RANGE_TOO)).to_contain_text("Answered")

    # A press too many is undone within its ten seconds.
    launch.seed("compose", event_id=launch.event["id"], text="Is the towbar electric?")
    put_cursor(mona, "1", "towbar")
    mona.keyboard.press("z")
    expect(in_lane(karim, "inbox", "towbar")).to_have_count(0)
    # What she did before it may be undone still: the key means what is named.
    expect(mona.locator('[data-undo][title*="towbar"]')).to_be_visible()
    mona.keyboard.press("Backspace")
    expect(in_lane(mona, "inbox", "towbar")).to_be_visible()
    expect(mona.locator("[data-undo]")).to_have_count(0)

    # In the chat Cleo goes too far: Mona bans her, and she is told at once.
    chat_desk = new_person("moderator", name="Mia Keller").open(f"/crew/{slug}/chat/")
    cleo.get_by_role("tab", name="Chat").click()
    cleo.locator("#chat-text").fill("This is all rubbish, go home")
    cleo.locator("#chat-text").press("Enter")
    row = chat_desk.locator('[data-lane="flow"] li.m-row', has_text="rubbish")
    expect(row).to_be_visible()
    row.focus()
    expect(row).to_have_attribute("data-cursor", "")
    chat_desk.keyboard.press("b")
    expect(chat_desk.locator(".m-row__sure")).to_be_visible()
    chat_desk.keyboard.press("Enter")
    expect(cleo.locator(".chat__closed")).to_contain_text("no longer write")
