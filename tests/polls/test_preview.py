"""A poll is tried before anybody sees it: the page has all that it needs, and nothing of it is kept."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from events.models import Event, Role
from polls.models import Kind, Placement, Poll
from tests.events.factories import make_experience, make_member
from tests.polls.factories import make_event, make_poll, texts

pytestmark = pytest.mark.django_db


def organiser(event: Event) -> Client:
    client = Client()
    client.force_login(make_member(event, Role.ORGANISER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(poll: Poll, rest: str = "") -> str:
    return f"/studio/polls/{poll.event_id}/{poll.pk}/preview/{rest}"


def test_preview_shows_the_poll_in_each_language() -> None:
    poll = make_poll(make_event())
    client = organiser(poll.event)
    page = client.get(address(poll)).content.decode()
    assert f'src="{address(poll, "frame/")}?language=en"' in page
    assert "Preview: Which colour?" in page
    french = client.get(address(poll) + "?language=fr").content.decode()
    assert f'src="{address(poll, "frame/")}?language=fr"' in french
    other = client.get(address(poll) + "?language=xx").content.decode()
    assert f'src="{address(poll, "frame/")}?language=en"' in other


@pytest.mark.parametrize("placement", [Placement.SHOW, Placement.FEEDBACK])
@pytest.mark.parametrize("has_experience", [True, False])
def test_frame_has_the_poll_and_connects_to_nothing(placement: Placement, has_experience: bool) -> None:
    poll = make_poll(make_event(), Kind.SINGLE, placement=placement)
    if has_experience:
        make_experience(poll.event, "fr", accent="#123456")
    response = organiser(poll.event).get(address(poll, "frame/") + "?language=fr")
    page = response.content.decode()
    assert "no-store" in response["Cache-Control"]
    found = re.search(r'<script id="live-config" type="application/json">(.*?)</script>', page)
    assert found is not None
    config = json.loads(found[1])
    assert (config["socket"], config["language"], config["poll"]["id"]) == ("/preview/", "fr", poll.pk)
    assert config["poll"]["question"] == texts("Which colour?")
    assert ("<live-survey" in page, "<live-polls" in page) == (placement == "feedback", placement == "show")
    assert ("#123456" in page) == has_experience
    assert 'lang="fr"' in page
    assert "visitor.js" not in page


def test_preview_of_a_poll_without_a_question_says_so() -> None:
    poll = make_poll(make_event(), question={})
    page = organiser(poll.event).get(address(poll)).content.decode()
    assert "There is nothing to see before there is a question." in page
    assert "<iframe" not in page


@pytest.mark.parametrize("rest", ["", "frame/"])
def test_another_events_poll_has_no_preview(rest: str) -> None:
    own, foreign = make_poll(make_event()), make_poll(make_event("other"))
    client = organiser(own.event)
    assert client.get(address(own, rest)).status_code == 200
    assert client.get(address(foreign, rest)).status_code == 404
    assert client.get(f"/studio/polls/{own.event_id}/{foreign.pk}/preview/{rest}").status_code == 404
