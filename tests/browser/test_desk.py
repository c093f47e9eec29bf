"""The moderation desk: by keyboard alone, beside another moderator, and only for those who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Launch
from tests.browser.person import Person, accessibility_faults

NewPerson = Callable[..., Person]


@pytest.fixture
def desk_path(launch: Launch) -> str:
    return f"/crew/{launch.event['slug']}/desk/"


def lane(page: Page, name: str) -> list[str]:
    """The texts in a lane, in order."""
    return page.locator(f'[data-lane="{name}"] li.d-row:not(.d-row--done) .d-row__text').all_inner_texts()


def test_everything_by_keyboard(launch: Launch, desk_path: str, new_person: NewPerson) -> None:
    page = new_person("moderator").open(desk_path)
    rows = page.locator('[data-lane="inbox"] li.d-row')
    expect(rows).to_have_count(2)
    first, second = lane(page, "inbox")
    keys = page.keyboard
    keys.press("j")
    expect(page.locator("[data-cursor] .d-row__text")).to_have_text(second)
    keys.press("k")
    expect(page.locator("[data-cursor] .d-row__text")).to_have_text(first)
    keys.press("a")
    expect(page.locator('[data-lane="approved"]')).to_contain_text(first)
    expect(page.locator("[data-cursor] .d-row__text")).to_have_text(second)
    keys.press("r")
    keys.press("4")
    expect(page.locator('[data-lane="inbox"] .d-empty')).to_be_visible()
    expect(page.locator(".d-bar__said")).to_contain_text(second)

    keys.press("l")
    keys.press("/")
    keys.type("CALANDRE")
    expect(page.locator('[data-lane="approved"] li.d-row')).to_have_count(1)
    keys.press("Escape")
    expect(page.locator('[data-lane="approved"] li.d-row')).not_to_have_count(1)
    expect(page.locator("[data-cursor]")).to_be_focused()
    wanted = page.locator("[data-cursor] .d-row__text").inner_text()
    keys.press("s")
    expect(page.locator('[data-lane="deck"] li.d-row--deck')).to_have_count(3)
    expect(page.locator('[data-lane="deck"] li.d-row--deck').nth(2)).not_to_have_attribute("data-pending", "sending")
    keys.press("l")
    before = lane(page, "deck")
    assert before[2] == wanted
    keys.press("j")
    keys.press("j")
    keys.press("Shift+K")
    expect(page.locator('[data-lane="deck"] li.d-row--deck .d-row__text').nth(1)).to_have_text(wanted)
    # The order may be known before its answer is here: until then the row takes no other key.
    expect(page.locator('[data-lane="deck"] li.d-row--deck').nth(1)).not_to_have_attribute("data-pending", "sending")
    keys.press("u")
    expect(page.locator('[data-lane="approved"]')).to_contain_text(wanted)
    # From its answer on it can be undone, for ten seconds.
    expect(page.locator(".d-bar__said")).to_contain_text("Recall")
    keys.press("Backspace")
    expect(page.locator('[data-lane="deck"] li.d-row--deck')).to_have_count(3)
    keys.press("?")
    expect(page.get_by_role("dialog", name="All keys")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_stale_move_says_who_was_first(launch: Launch, desk_path: str, new_person: NewPerson) -> None:
    page = new_person("moderator", name="Mona Keller").open(desk_path)
    row = page.locator('[data-lane="approved"] li.d-row').first
    expect(row).to_be_visible()
    # Frozen in the middle of a write, the server would keep the database: first all cursors are told.
    witness = new_person("moderator", name="Witness").open(desk_path)
    expect(witness.locator('.d-presence [title="Mona Keller"]')).to_be_visible()
    expect(page.locator('.d-presence [title="Witness"]')).to_be_visible()
    id = int(row.get_attribute("data-question-id") or 0)
    mine = page.locator(f'[data-question-id="{id}"]')
    # The press is on its way while somebody else's move is done.
    launch.freeze_web()
    row.hover()
    row.locator('[data-action="send"]').click()
    launch.seed("reject", event_id=launch.event["id"], question_id=id, name="Karim Haddad", reason="Asked before")
    launch.thaw_web()
    expect(mine).to_contain_text("Declined by Karim Haddad meanwhile. Look again.")


def test_desk_that_was_offline_catches_up(launch: Launch, desk_path: str, new_person: NewPerson) -> None:
    quick, slow = new_person("moderator", name="Quick"), new_person("moderator", name="Slow")
    quick_page, slow_page = quick.open(desk_path), slow.open(desk_path)
    question = slow_page.locator('[data-lane="approved"] li.d-row').first
    expect(question.locator(".d-row__text")).to_be_visible()
    text = question.locator(".d-row__text").inner_text()
    assert text
    slow.forgive("ERR_INTERNET_DISCONNECTED|WebSocket")
    slow.context.set_offline(True)
    slow_page.evaluate("window.dispatchEvent(new Event('offline'))")
    theirs = quick_page.locator('[data-lane="approved"] li.d-row', has_text=text)
    theirs.hover()
    theirs.locator('[data-action="send"]').click()
    expect(quick_page.locator('[data-lane="deck"]')).to_contain_text(text)
    slow.context.set_offline(False)
    expect(slow_page.locator('[data-lane="deck"]')).to_contain_text(text)


def test_new_questions_wait_behind_a_count_while_one_reads(
    launch: Launch, desk_path: str, new_person: NewPerson
) -> None:
    page = new_person("moderator").open(desk_path)
    page.locator('[data-lane="approved"] li.d-row').first.hover()
    expect(page.locator('[data-lane="approved"] li.d-row').first).to_be_visible()
    before = lane(page, "approved")
    asker = new_person("attendee", name="Nina").open(f"/en/e/{launch.event['slug']}/")
    asker.locator("#ask-text").fill("Does the roof open while one drives?")
    asker.locator("#ask-text").press("Enter")
    other = new_person("moderator", name="Other").open(desk_path)
    row = other.locator('[data-lane="inbox"] li.d-row', has_text="Does the roof open")
    row.hover()
    row.locator('[data-action="approve"]').click()
    expect(page.locator('[data-lane="approved"] [data-fresh]')).to_have_text("1 new questionN")
    assert lane(page, "approved") == before
    page.keyboard.press("n")
    expect(page.locator('[data-lane="approved"]')).to_contain_text("Does the roof open")


def test_filters_stay_in_the_address_and_are_kept_as_views(
    launch: Launch, desk_path: str, new_person: NewPerson
) -> None:
    launch.seed("compose", event_id=launch.event["id"], text="Où est le câble de recharge ?", language="fr")
    launch.seed("compose", event_id=launch.event["id"], text="Where is the charging cable?")
    page = new_person("moderator", name="Filters").open(desk_path)
    rows = page.locator('[data-lane="inbox"] li.d-row')
    cable = rows.filter(has_text="cable")
    expect(cable).to_have_count(1)
    page.keyboard.press("/")
    page.keyboard.type("CABLE")
    expect(rows).to_have_count(2)
    page.locator("select[name=lang]").select_option("fr")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(f"{launch.url}{desk_path}?q=CABLE&lang=fr")
    page.reload()
    expect(rows).to_have_count(1)
    expect(page.locator(".d-search input")).to_have_value("CABLE")
    page.locator("[data-save-view]").click()
    page.keyboard.type("Cables")
    page.keyboard.press("Enter")
    view = page.locator(".d-view", has_text="Cables")
    expect(view).to_be_visible()
    page.locator("[data-clear]").click()
    expect(page).to_have_url(launch.url + desk_path)
    expect(cable).to_have_count(1)
    page.locator('[data-lane="inbox"] li.d-row').first.focus()
    page.keyboard.press("Shift+Digit1")
    expect(rows).to_have_count(1)
    view.get_by_role("button", name="Delete the view Cables").click()
    expect(view).to_have_count(0)


def test_question_that_came_another_way_is_entered(launch: Launch, desk_path: str, new_person: NewPerson) -> None:
    page = new_person("moderator", name="Writer").open(desk_path)
    expect(page.locator('[data-lane="approved"] li.d-row').first).to_be_visible()
    page.keyboard.press("q")
    page.keyboard.type("Who asks this from the third row?")
    page.get_by_label("Name", exact=True).fill("A guest in the room")
    page.get_by_label("Straight to the shortlist").check()
    page.keyboard.press("Control+Enter")
    entered = page.locator('[data-lane="approved"] li.d-row', has_text="third row")
    expect(entered).to_contain_text("A guest in the room")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_desk_is_accessible(launch: Launch, desk_path: str, new_person: NewPerson, language: str) -> None:
    page = new_person("moderator", language=language).open(desk_path)
    expect(page.locator('[data-lane="approved"] li.d-row').first).to_be_visible()
    assert accessibility_faults(page) == []
    page.keyboard.press("l")
    page.keyboard.press("r")
    expect(page.locator(".d-reject")).to_be_visible()
    assert accessibility_faults(page) == []


@pytest.mark.parametrize(
    ("role", "status"), [("host", 403), ("technician", 403), ("director", 200), ("organiser", 200)]
)
def test_only_those_who_may_open_it(
    launch: Launch, desk_path: str, new_person: NewPerson, role: str, status: int
) -> None:
    person = new_person(role)
    if status != 200:
        person.forgive("403")
    response = person.page.goto(launch.url + desk_path)
    assert response is not None
    assert response.status == status


def test_stranger_is_sent_to_sign_in(launch: Launch, desk_path: str, new_person: NewPerson) -> None:
    page = new_person("guest").open(desk_path)
    expect(page).to_have_url(f"{launch.url}/accounts/login/?next={desk_path}")
