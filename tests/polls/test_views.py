"""The polls' console: for whom, and what it is given."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from events.models import Event, Role
from tests.events.factories import make_event, make_member

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


def visit(client: Client, event: Event, *roles: Role, at: Event | None = None) -> Any:
    """Sign a new member of `event`'s crew in, and open the console of `at`."""
    for role in roles:
        client.force_login(make_member(event, role), backend=BACKEND)
    return client.get(f"/crew/{(at or event).slug}/polls/")


def config_of(response: Any) -> dict[str, Any]:
    found = re.search(r'id="live-config" type="application/json">(.*?)</script>', response.content.decode(), re.DOTALL)
    assert found is not None
    config: dict[str, Any] = json.loads(found[1])
    return config


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.DIRECTOR, Role.ORGANISER])
def test_console_is_for_those_who_run_polls(client: Client, role: Role) -> None:
    event = make_event()
    response = visit(client, event, role)
    assert response.status_code == 200
    assert b"<live-poll-desk>" in response.content
    assert b'aria-current="page"' in response.content
    assert f"crew_{event.pk}" in response.cookies


@pytest.mark.parametrize("role", [Role.HOST, Role.TECHNICIAN, Role.SPEAKER])
def test_console_is_for_nobody_else_of_the_crew(client: Client, role: Role) -> None:
    assert visit(client, make_event(), role).status_code == 403


def test_console_of_another_event_is_not_there(client: Client) -> None:
    assert visit(client, make_event(), Role.ORGANISER, at=make_event()).status_code == 404


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    response = visit(client, make_event())
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_organisers_alone_are_led_to_the_studio(client: Client) -> None:
    event = make_event()
    given = config_of(visit(client, event, Role.ORGANISER))
    assert (given["studio"], given["languages"]) == (f"/studio/polls/{event.pk}/", event.languages)
    assert config_of(visit(client, event, Role.MODERATOR))["studio"] == ""
