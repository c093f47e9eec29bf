"""Who visits an event's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from events.attendance import admit_attendee, attendee_config, remember_visit, visit_event
from events.models import Event
from live.tickets import issue_ticket, sign_ticket
from tests.events.factories import make_attendee, make_event

pytestmark = pytest.mark.django_db


def request_with(cookies: dict[str, str]) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    return request


def cookies_of(response: HttpResponse) -> dict[str, str]:
    return {name: morsel.value for name, morsel in response.cookies.items()}


def admitted(event: Event) -> tuple[Any, dict[str, str]]:
    attendee = make_attendee(event)
    response = HttpResponse()
    admit_attendee(request_with({}), response, attendee)
    return attendee, cookies_of(response)


def test_a_stranger_is_a_guest_and_stays_the_same_guest() -> None:
    event = make_event()
    first = visit_event(request_with({}), event)
    response = HttpResponse()
    remember_visit(request_with({}), response, first)
    second = visit_event(request_with(cookies_of(response)), event)
    assert (first.is_registered, first.ticket.roles, second.ticket, second.is_fresh) == (
        False,
        {"guest"},
        first.ticket,
        False,
    )


def test_an_attendee_is_known_without_the_database(django_assert_num_queries: Any) -> None:
    event = make_event()
    attendee, cookies = admitted(event)
    with django_assert_num_queries(0):
        visit = visit_event(request_with(cookies), event)
    assert (visit.is_registered, visit.ticket.attendee_id) == (True, attendee.pk)


def test_an_attendee_whose_ticket_ran_out_gets_another_for_days() -> None:
    event = make_event()
    attendee, cookies = admitted(event)
    old = issue_ticket(event_id=event.pk, subject=f"a{attendee.pk}", roles={"attendee"}, name="x", lifetime_s=-1)
    visit = visit_event(request_with(cookies | {f"ticket_{event.pk}": sign_ticket(old)}), event)
    assert (visit.is_registered, visit.is_fresh) == (True, True)


def test_a_ticket_past_half_its_life_is_renewed() -> None:
    event = make_event()
    attendee, cookies = admitted(event)
    lifetime = settings.LIVE_TICKET_LIFETIME_S // 2 - 10
    old = issue_ticket(event_id=event.pk, subject=f"a{attendee.pk}", roles={"attendee"}, name="x", lifetime_s=lifetime)
    visit = visit_event(request_with(cookies | {f"ticket_{event.pk}": sign_ticket(old)}), event)
    assert visit.is_fresh
    assert visit.ticket.expires_s > old.expires_s


def test_an_attendee_who_was_deleted_or_whose_link_was_revoked_is_a_guest_again() -> None:
    event = make_event()
    attendee, cookies = admitted(event)
    del cookies[f"ticket_{event.pk}"]
    attendee.link_number = 2
    attendee.save()
    assert not visit_event(request_with(cookies), event).is_registered
    attendee.delete()
    assert not visit_event(request_with(cookies), event).is_registered


def test_cookies_of_another_event_say_nothing_here() -> None:
    _attendee, cookies = admitted(make_event())
    other = make_event()
    stolen = {name.replace(name.rpartition("_")[2], str(other.pk)): value for name, value in cookies.items()}
    assert not visit_event(request_with(stolen), other).is_registered


def test_cookies_cannot_be_read_by_scripts() -> None:
    response = HttpResponse()
    admit_attendee(request_with({}), response, make_attendee(make_event()))
    assert [(morsel["httponly"], morsel["samesite"]) for morsel in response.cookies.values()] == [(True, "Lax")] * 2


def test_config_says_who_and_where() -> None:
    event = make_event()
    attendee, cookies = admitted(event)
    config = attendee_config(visit_event(request_with(cookies), event))
    assert (config["subject"], config["roles"], config["socket"]) == (
        f"a{attendee.pk}",
        ["attendee"],
        f"/ws/events/{event.pk}/",
    )
