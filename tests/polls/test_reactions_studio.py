"""What organisers decide about reactions in the studio."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from events.models import Event, Role
from live.models import FactRecord
from polls.reactions.facts import Reaction
from polls.reactions.models import Reactions
from polls.reactions.selectors import reactions_states
from tests.events.factories import make_member
from tests.qa_moderation.factories import make_event

pytestmark = pytest.mark.django_db


def organiser(event: Event, role: Role = Role.ORGANISER) -> Client:
    client = Client()
    client.force_login(make_member(event, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(event: Event) -> str:
    return f"/studio/reactions/{event.pk}/"


def lines(*each: dict[str, Any], is_on: bool = True) -> dict[str, Any]:
    data: dict[str, Any] = {"emoji-TOTAL_FORMS": len(each), "emoji-INITIAL_FORMS": 0} | (
        {"is_on": "on"} if is_on else {}
    )
    for number, line in enumerate(each):
        data |= {f"emoji-{number}-{name}": value for name, value in line.items()}
    return data


def listed(event: Event) -> list[Reaction]:
    return reactions_states([event.pk])[event.pk].emoji


def test_page_shows_what_holds_and_proposes_others() -> None:
    event = make_event()
    page = organiser(event).get(address(event)).content.decode()
    assert 'value="Applaud"' in page
    assert '<option value="🥂">' in page


def test_list_is_saved_in_order_and_told_once() -> None:
    event = make_event()
    data = lines(
        {"emoji": "👏", "label_en": "Well done", "ORDER": 2},
        {"emoji": "❤", "ORDER": 1},
        {"emoji": "🔥", "DELETE": "on"},
        {"emoji": "😮", "DELETE": "on"},
        {"emoji": "🚗", "ORDER": ""},
        {"emoji": "", "ORDER": ""},
    )
    assert organiser(event).post(address(event), data).status_code == 302
    assert listed(event) == [
        Reaction(emoji="❤️", labels={"en": "Love it", "fr": "J’adore"}),
        Reaction(emoji="👏", labels={"en": "Well done", "fr": "Applaudir"}),
        Reaction(emoji="🚗", labels={}),
    ]
    assert FactRecord.objects.filter(topic__name=f"reactions/{event.pk}").count() == 1


def test_organiser_switches_them_off() -> None:
    event = make_event()
    assert organiser(event).post(address(event), lines({"emoji": "👏"}, is_on=False)).status_code == 302
    assert not Reactions.objects.get(event=event).is_on


@pytest.mark.parametrize(
    "data",
    [
        lines(),
        lines({"emoji": "clap"}),
        lines({"emoji": "👏"}, {"emoji": "👏"}),
        lines(*({"emoji": chr(0x1F600 + number)} for number in range(9))),
    ],
)
def test_list_that_cannot_be_saved_changes_nothing_and_says_so(data: dict[str, Any]) -> None:
    event = make_event()
    response = organiser(event).post(address(event), data)
    assert response.status_code == 200
    assert any(message.level_tag == "error" for message in response.context["messages"])
    assert not Reactions.objects.exists()


def test_page_says_when_the_service_level_holds_them(settings: Settings) -> None:
    settings.REACTIONS_ALLOWED = False
    event = make_event()
    assert "service level" in organiser(event).get(address(event)).content.decode()


def test_page_is_there_for_the_organiser_of_that_event_alone() -> None:
    mine, others = make_event(), make_event("other")
    client = organiser(mine)
    assert client.get("/studio/reactions/").headers["Location"] == address(mine)
    assert client.get(address(others)).status_code == 404
    assert client.post(address(others), lines({"emoji": "👏"})).status_code == 404
    assert organiser(others, Role.DIRECTOR).get(address(others)).status_code != 200
