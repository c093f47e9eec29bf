"""What organisers decide about the chat in the studio: saved by services, told to open pages, each event its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from events.models import Event, Role
from live.models import FactRecord
from rooms import services
from rooms.facts import ChatWord
from rooms.models import ChatDecision, ChatDesk, ChatRoom, Mode
from rooms.selectors import desks_of, words_of
from rooms.topics import ChatTopic, chat_topic
from tests.events.factories import make_member
from tests.rooms.factories import MODERATOR, make_event

pytestmark = pytest.mark.django_db

POLICY = {
    "section": "policy", "room": "stage", "policy-stage-mode": "rules_accepted", "policy-stage-slow_mode_s": "30",
    "policy-stage-allows_links": "on", "policy-stage-max_chars": "140",
}  # fmt: skip
LISTS = {
    "section": "words", "words-seen": "0", "words-fr_refuse": "connard\r\n\r\n  naze ", "words-fr_hold": "",
    "words-en_refuse": "", "words-en_hold": "vapourware",
}  # fmt: skip


def _organiser(event: Event, role: Role = Role.ORGANISER) -> Client:
    client = Client()
    client.force_login(make_member(event, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _address(event: Event) -> str:
    return f"/studio/chat/{event.pk}/"


def _post(client: Client, event: Event, data: dict[str, str]) -> Any:
    return client.post(_address(event), data)


def _told(kind: str) -> list[str]:
    facts = FactRecord.objects.filter(body__contains=f'"{kind}"').order_by("topic__name")
    return list(facts.values_list("topic__name", flat=True))


def test_policy_is_saved_and_told_and_leaves_a_line_in_the_log() -> None:
    event = make_event(mode=None)
    assert _post(_organiser(event), event, POLICY).status_code == 302
    room = ChatRoom.objects.get(event=event)
    assert (room.mode, room.slow_mode_s, room.allows_links, room.max_chars) == (Mode.RULES, 30, True, 140)
    assert _told("ChatPolicyChanged") == [f"chat/{event.pk}/stage"]
    line = ChatDecision.objects.get()
    assert (line.action, line.room, line.details["slow_mode_s"]) == ("change_policy", "stage", 30)


@pytest.mark.parametrize(
    "wrong",
    [
        {"policy-stage-mode": "everybody"},
        {"policy-stage-slow_mode_s": "601"},
        {"policy-stage-max_chars": "1001"},
        {"policy-stage-max_chars": "9"},
    ],
)
def test_policy_that_is_refused_changes_nothing_and_says_so(wrong: dict[str, str]) -> None:
    event = make_event(mode=None)
    response = _post(_organiser(event), event, POLICY | wrong)
    assert response.status_code == 200
    assert "Nothing was saved" in response.content.decode()
    assert not ChatRoom.objects.exists()


def test_each_room_has_a_policy_of_its_own() -> None:
    event = make_event()
    services.open_room(event_id=event.pk, slug="design")
    client = _organiser(event)
    assert 'id="policy-design"' in client.get(_address(event)).content.decode()
    data = {key.replace("stage", "design"): value.replace("stage", "design") for key, value in POLICY.items()}
    assert _post(client, event, data).status_code == 302
    modes = dict(ChatRoom.objects.values_list("slug", "mode"))
    assert modes == {"stage": "open", "design": "rules_accepted"}
    unknown = {key.replace("stage", "attic"): value.replace("stage", "attic") for key, value in POLICY.items()}
    response = _post(client, event, unknown)
    assert (response.status_code, "no longer there" in response.content.decode()) == (200, True)


def test_rules_are_the_events_own_in_each_language_and_told_in_every_room() -> None:
    event = make_event()
    services.open_room(event_id=event.pk, slug="design")
    rules = {"section": "rules", "rules-fr": "Soyez aimables.\r\nEt brefs.\u202e", "rules-en": " "}
    assert _post(_organiser(event), event, rules).status_code == 302
    name = chat_topic(event.pk)
    assert ChatTopic().snapshots([name])[name].rules == {"fr": "Soyez aimables.\nEt brefs."}
    assert _told("ChatRulesChanged") == [f"chat/{event.pk}/design", f"chat/{event.pk}/stage"]
    # The same again tells nobody.
    assert _post(_organiser(event), event, rules).status_code == 302
    assert len(_told("ChatRulesChanged")) == 2


def test_rules_that_are_too_long_are_not_saved() -> None:
    event = make_event()
    response = _post(_organiser(event), event, {"section": "rules", "rules-fr": "x" * 601, "rules-en": "Be kind."})
    assert response.status_code == 200
    assert ChatDesk.objects.get().rules == {}


def test_words_are_a_line_each() -> None:
    event = make_event()
    assert _post(_organiser(event), event, LISTS).status_code == 302
    assert words_of(desks_of([event.pk])[event.pk]) == (
        ChatWord(language="fr", word="connard", action="refuse"),
        ChatWord(language="fr", word="naze", action="refuse"),
        ChatWord(language="en", word="vapourware", action="hold"),
    )
    page = _organiser(event).get(_address(event)).content.decode()
    assert "connard\nnaze" in page
    assert 'name="words-seen" value="1"' in page


def test_words_that_another_changed_meanwhile_are_not_overwritten_unless_one_saves_again() -> None:
    event = make_event()
    theirs = [ChatWord(language="en", word="hype", action="hold")]
    services.change_words(event_id=event.pk, words=theirs, moderator=MODERATOR)
    client = _organiser(event)
    page = _post(client, event, LISTS)
    assert page.status_code == 200
    assert "Somebody else changed the words meanwhile" in page.content.decode()
    assert 'name="words-seen" value="1"' in page.content.decode()
    assert words_of(desks_of([event.pk])[event.pk]) == tuple(theirs)
    assert _post(client, event, LISTS | {"words-seen": "1"}).status_code == 302
    assert len(words_of(desks_of([event.pk])[event.pk])) == 3


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("words-fr_hold", "!!!", "needs letters"),
        ("words-fr_hold", "x" * 61, "60 characters at most"),
        ("words-fr_hold", "\n".join(f"mot {n}" for n in range(501)), "500 words at most"),
        ("words-seen", "x", "Nothing was saved"),
    ],
)
def test_words_that_are_refused_stay_on_the_page(field: str, text: str, said: str) -> None:
    event = make_event()
    page = _post(_organiser(event), event, LISTS | {field: text})
    assert (page.status_code, said in page.content.decode()) == (200, True)
    assert ChatDesk.objects.get().words is None


def test_section_that_there_is_none_of_is_not_there() -> None:
    event = make_event()
    assert _post(_organiser(event), event, {"section": "attic"}).status_code == 404


def test_page_is_for_organisers_of_the_event() -> None:
    event, other = make_event(), make_event("other")
    services.change_rules(event_id=other.pk, rules={"en": "Zarathustra says"})
    client = _organiser(event)
    assert client.get(_address(other)).status_code == 404
    assert client.post(_address(other), POLICY).status_code == 404
    assert "Zarathustra" not in client.get("/studio/chat/", follow=True).content.decode()
    for role in (Role.MODERATOR, Role.DIRECTOR):
        assert _organiser(event, role).get(_address(event)).status_code in (302, 403, 404)


def test_page_is_in_french() -> None:
    event = make_event()
    page = _organiser(event).get(_address(event), HTTP_ACCEPT_LANGUAGE="fr").content.decode()
    assert "Règles du chat" in page
