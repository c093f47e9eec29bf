"""The attendee's page, its phases and its brand, as Django answers them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from events.models import Event, Phase, RegistrationPolicy
from events.moments import epoch_ms
from events.services import change_phase
from tests.events.factories import make_event, make_experience

pytestmark = pytest.mark.django_db


def address(event: Event, path: str = "", language: str = "en") -> str:
    return f"/{language}/e/{event.slug}/{path}"


def test_page_may_be_kept_by_everybody_on_the_way(client: Client) -> None:
    event = make_event()
    make_experience(event)
    page = client.get(address(event))
    assert page.status_code == 200
    assert page["Cache-Control"].startswith("public, max-age=0, s-maxage=5,")
    assert not page.has_header("Vary")
    assert page.cookies == {}
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "nonce" not in page["Content-Security-Policy"]


def test_page_is_the_same_for_a_stranger_an_attendee_and_the_crew(client: Client, admin_client: Client) -> None:
    event = make_event(enter_by_mail=False)
    make_experience(event)
    attendee = Client()
    person = {"name": "Ada", "email": "ada@mail.example", "country": "GB", "wordings": "none"}
    entered: Any = attendee.post(address(event, "register/"), person, headers={"origin": "http://testserver"})
    assert entered.url == address(event)
    assert {name.partition("_")[0] for name in attendee.cookies} >= {"ticket", "known", "visitor"}
    answers = [each.get(address(event)) for each in (client, attendee, admin_client)]
    assert len({answer.content for answer in answers}) == 1
    assert len({answer["ETag"] for answer in answers}) == 1
    assert all(answer.cookies == {} for answer in answers)


@pytest.mark.parametrize("phase", Phase.values)
def test_page_without_published_words_bears_the_events_name(client: Client, phase: str) -> None:
    page = client.get(address(make_event(name="Borealis", phase=phase)))
    assert page.status_code == 200
    assert "Borealis" in page.content.decode()


def test_page_in_a_language_that_the_event_does_not_speak_leads_to_its_own(client: Client) -> None:
    event = make_event(languages=["fr"])
    answer: Any = client.get(address(event))
    assert (answer.status_code, answer.url) == (302, address(event, language="fr"))
    fragment: Any = client.get(address(event, "phase/before/1/"))
    assert fragment.url == address(event, "phase/before/1/", "fr")


def test_phase_is_to_be_kept_only_when_it_is_the_one_that_was_asked_for(client: Client) -> None:
    event = change_phase(event=make_event(), phase=Phase.LIVE)
    make_experience(event)
    since_ms = epoch_ms(event.phase_changed_at)
    right = client.get(address(event, f"phase/live/{since_ms}/"))
    assert right["Cache-Control"].startswith("public, ")
    assert 'data-phase="live"' in right.content.decode()
    for wrong in (f"phase/after/{since_ms}/", f"phase/live/{since_ms - 1}/"):
        answer = client.get(address(event, wrong))
        assert (answer["Cache-Control"], answer.content) == ("no-store", right.content)


def test_phase_that_has_just_begun_is_not_answered_with_the_one_before(client: Client) -> None:
    event = make_event()
    make_experience(event)
    before = client.get(address(event, f"phase/before/{epoch_ms(event.phase_changed_at)}/"))
    moved = change_phase(event=event, phase=Phase.LIVE)
    answer = client.get(address(event, f"phase/live/{epoch_ms(moved.phase_changed_at)}/"))
    assert ('data-phase="before"' in before.content.decode(), 'data-phase="live"' in answer.content.decode()) == (
        True,
        True,
    )


def test_brand_may_be_kept_for_ever_at_the_address_in_the_page(client: Client) -> None:
    event = make_event()
    make_experience(event, accent="#123456")
    found = re.search(r'href="([^"]*/brand\.[^"]*)"', client.get(address(event)).content.decode())
    assert found is not None
    css = client.get(found[1])
    assert css["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--brand-accent:#123456" in css.content.decode()
    assert client.get(address(event, "brand.0123456789ab.css"))["Cache-Control"] == "no-store"


def test_page_has_a_door_only_while_one_can_register(client: Client) -> None:
    events = [make_event(), make_event(registration=RegistrationPolicy.CLOSED)]
    doors = [address(event, "register/") in client.get(address(event)).content.decode() for event in events]
    assert doors == [True, False]


def test_typefaces_of_the_brand_are_asked_for_with_the_page(client: Client) -> None:
    event = make_event()
    page = client.get(f"/en/e/{event.slug}/").content.decode()
    asked = re.findall(r'<link rel="preload" href="/static/app/assets/([a-z]+)-latin-[a-z-]+-[\w-]+\.woff2"', page)
    assert asked == ["fraunces", "inter"]
