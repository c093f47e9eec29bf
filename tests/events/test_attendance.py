"""Who visits an event's page, by its cookies."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from events.attendance import (
    Visit,
    admit_attendee,
    attendee_visit,
    current_visit,
    guest_visit,
    is_registered,
    known_token,
    remember_visit,
)
from events.links import attendees_of_tokens
from events.models import Attendee, Event
from live.models import Revocation
from live.tickets import clock_us, issue_ticket, sign_ticket
from tests.events.factories import make_attendee, make_event

pytestmark = pytest.mark.django_db


def request_with(cookies: dict[str, str]) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    return request


def cookies_of(response: HttpResponse) -> dict[str, str]:
    return {name: morsel.value for name, morsel in response.cookies.items()}


def admitted(event: Event) -> tuple[Attendee, dict[str, str]]:
    attendee = make_attendee(event)
    response = HttpResponse()
    admit_attendee(request_with({}), response, attendee)
    return attendee, cookies_of(response)


def remembered(visit: Visit | None, cookies: dict[str, str]) -> Any:
    assert visit is not None
    response = HttpResponse()
    remember_visit(request_with(cookies), response, visit)
    return response.cookies


def ticket_of(attendee: Attendee, lifetime_s: int) -> dict[str, str]:
    ticket = issue_ticket(
        event_id=attendee.event_id, subject=f"a{attendee.pk}", roles={"attendee"}, name="x", lifetime_s=lifetime_s
    )
    return {f"ticket_{attendee.event_id}": sign_ticket(ticket)}


def test_a_stranger_is_a_guest_and_stays_the_same_guest() -> None:
    event = make_event()
    assert current_visit(request_with({}), event.pk) is None
    first = guest_visit(request_with({}), event.pk)
    cookies = {name: morsel.value for name, morsel in remembered(first, {}).items()}
    second = current_visit(request_with(cookies), event.pk)
    assert second is not None
    assert (first.is_registered, first.ticket.roles, second.ticket, second.is_fresh) == (
        False,
        {"guest"},
        first.ticket,
        False,
    )
    assert guest_visit(request_with(cookies), event.pk).ticket.subject == first.ticket.subject


def test_an_attendee_is_known_without_the_database(django_assert_num_queries: Any) -> None:
    attendee, cookies = admitted(make_event())
    with django_assert_num_queries(0):
        visit = current_visit(request_with(cookies), attendee.event_id)
    assert visit is not None
    assert (visit.is_registered, visit.ticket.attendee_id) == (True, attendee.pk)


def test_many_attendees_are_known_again_with_one_query(django_assert_num_queries: Any) -> None:
    event = make_event()
    people = [admitted(event) for _ in range(3)]
    tokens = [(event.pk, known_token(request_with(cookies), event.pk)) for _attendee, cookies in people]
    with django_assert_num_queries(1):
        found = attendees_of_tokens([*tokens, (event.pk, "nonsense"), (event.pk + 1, tokens[0][1])])
        assert [attendee.event.pk for attendee in found.values()] == [event.pk] * 3
    assert found == {token: attendee for token, (attendee, _cookies) in zip(tokens, people, strict=True)}
    with django_assert_num_queries(0):
        assert attendees_of_tokens([(event.pk, ""), (event.pk, "nonsense")]) == {}


def test_an_attendee_whose_ticket_ran_out_is_one_for_days() -> None:
    attendee, cookies = admitted(make_event())
    request = request_with(cookies | ticket_of(attendee, lifetime_s=-1))
    assert current_visit(request, attendee.event_id) is None
    assert is_registered(request, attendee.event)
    visit = attendee_visit(attendee, clock_us())
    assert (visit.is_registered, visit.is_fresh, visit.ticket.attendee_id) == (True, True, attendee.pk)


def test_a_ticket_past_half_its_life_is_renewed() -> None:
    attendee, cookies = admitted(make_event())
    old = ticket_of(attendee, lifetime_s=settings.LIVE_TICKET_LIFETIME_S // 2 - 10)
    assert current_visit(request_with(cookies | old), attendee.event_id) is None


def test_an_attendee_who_was_deleted_or_whose_link_was_revoked_is_a_guest_again() -> None:
    attendee, cookies = admitted(make_event())
    event = attendee.event
    del cookies[f"ticket_{event.pk}"]
    attendee.link_number = 2
    attendee.save()
    assert not is_registered(request_with(cookies), event)
    attendee.delete()
    assert not is_registered(request_with(cookies), event)
    taken = remembered(guest_visit(request_with(cookies), event.pk), cookies)
    assert (taken[f"known_{event.pk}"].value, taken[f"known_{event.pk}"]["max-age"]) == ("", 0)
    assert taken[f"visitor_{event.pk}"].value.startswith("g")


def test_cookies_of_another_event_say_nothing_here() -> None:
    _attendee, cookies = admitted(make_event())
    other = make_event()
    stolen = {name.replace(name.rpartition("_")[2], str(other.pk)): value for name, value in cookies.items()}
    assert not is_registered(request_with(stolen), other)


def test_scripts_read_who_one_is_and_nothing_that_proves_it() -> None:
    attendee = make_attendee(make_event())
    response = HttpResponse()
    admit_attendee(request_with({}), response, attendee)
    read = {name: (bool(morsel["httponly"]), morsel["samesite"]) for name, morsel in response.cookies.items()}
    event_id = attendee.event_id
    assert read == {
        f"ticket_{event_id}": (True, "Lax"),
        f"known_{event_id}": (True, "Lax"),
        f"visitor_{event_id}": (False, "Lax"),
    }
    subject, _, renew_s = response.cookies[f"visitor_{event_id}"].value.partition(".")
    assert subject == f"a{attendee.pk}"
    assert int(renew_s) - time.time() == pytest.approx(settings.LIVE_TICKET_LIFETIME_S / 2, abs=5)


def test_the_readable_cookie_of_an_attendee_lives_as_long_as_the_one_that_renews() -> None:
    attendee = make_attendee(make_event())
    response = HttpResponse()
    admit_attendee(request_with({}), response, attendee)
    lives = [response.cookies[f"{name}_{attendee.event_id}"]["expires"] for name in ("known", "visitor")]
    assert lives[0] == lives[1]
    until = attendee.event.ends_at + timedelta(days=30)
    assert lives[0] == until.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_what_the_browser_has_is_not_set_again() -> None:
    attendee, cookies = admitted(make_event())
    visit = current_visit(request_with(cookies), attendee.event_id)
    assert dict(remembered(visit, cookies)) == {}
    without = {name: value for name, value in cookies.items() if not name.startswith("visitor")}
    assert list(remembered(visit, without)) == [f"visitor_{attendee.event_id}"]


def test_deleting_people_revokes_their_tickets_and_deleting_an_event_does_not() -> None:
    event = make_event()
    one, two, three = (make_attendee(event) for _ in range(3))
    subjects = [f"a{each.pk}" for each in (one, two)]
    one.delete()
    Attendee.objects.filter(pk=two.pk).delete()
    event.delete()
    assert not Attendee.objects.filter(pk=three.pk).exists()
    rows = Revocation.objects.order_by("pk").values_list("subject", "event_id")
    assert [subject for subject, _event_id in rows] == subjects
    assert all(event_id is not None for _subject, event_id in rows)
