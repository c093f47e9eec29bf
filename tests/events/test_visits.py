"""`POST /visits/<event id>/`: who gets which ticket, and whose page may ask."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from events.attendance import admit_attendee
from events.front import Front
from events.links import attendees_of_tokens
from events.models import Attendee
from live.database import in_database, stop_database_threads
from live.models import Revocation
from live.revocation import revoke_tickets
from live.tickets import issue_ticket, read_ticket, sign_ticket
from tests.events.asgi import Answer, ask
from tests.events.factories import make_attendee, make_event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_threads_end")]

OWN = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}


@pytest.fixture
def _threads_end(transactional_db: None) -> Any:
    yield
    stop_database_threads()


async def no_django(scope: dict[str, Any], receive: Any, send: Any) -> None:
    raise AssertionError(f"expected no request to Django, got {scope['path']}")


def visit(
    event_id: int, cookies: dict[str, str] | None = None, *, query: str = "", headers: dict[str, str] | None = None
) -> Answer:
    sent = OWN if headers is None else headers
    answer: Answer = async_to_sync(ask)(
        Front(no_django), f"/visits/{event_id}/", method="POST", query=query, headers=sent, cookies=cookies
    )
    assert (answer.header("cache-control"), answer.body) == ("no-store", b"")
    return answer


def cookies_of(attendee: Attendee) -> dict[str, str]:
    response = HttpResponse()
    admit_attendee(RequestFactory().get("/"), response, attendee)
    return {name: morsel.value for name, morsel in response.cookies.items()}


def subject(answer: Answer, event_id: int, before: dict[str, str] | None = None) -> str:
    """Whom the new ticket names; the readable cookie (new, or the one of `before` where it is still right) agrees."""
    assert answer.status == 204
    ticket = read_ticket(answer.cookies[f"ticket_{event_id}"])
    assert ((before or {}) | answer.cookies)[f"visitor_{event_id}"].startswith(f"{ticket.subject}.")
    return ticket.subject


def test_visit_makes_a_guest_of_a_stranger_and_leaves_a_good_ticket_alone() -> None:
    event = make_event()
    first = visit(event.pk)
    assert subject(first, event.pk).startswith("g")
    second = visit(event.pk, first.cookies)
    assert (second.status, second.cookies) == (204, {})


def test_visit_gives_an_attendee_their_ticket_again() -> None:
    attendee = make_attendee(make_event())
    cookies = cookies_of(attendee)
    assert visit(attendee.event_id, cookies).cookies == {}
    del cookies[f"ticket_{attendee.event_id}"]
    assert subject(visit(attendee.event_id, cookies), attendee.event_id, cookies) == f"a{attendee.pk}"


def test_visit_renews_an_expired_ticket_and_a_forged_one() -> None:
    attendee = make_attendee(make_event())
    event_id = attendee.event_id
    expired = sign_ticket(
        issue_ticket(event_id=event_id, subject=f"a{attendee.pk}", roles={"attendee"}, name="", lifetime_s=-1)
    )
    for value in (expired, "nonsense", expired[:-1] + "0"):
        cookies = cookies_of(attendee) | {f"ticket_{event_id}": value}
        assert subject(visit(event_id, cookies), event_id, cookies) == f"a{attendee.pk}"


def test_visit_after_a_refusal_looks_at_the_person_and_not_at_the_ticket() -> None:
    attendee = make_attendee(make_event())
    cookies = cookies_of(attendee)
    renewed = visit(attendee.event_id, cookies, query="renew=1")
    assert subject(renewed, attendee.event_id, cookies) == f"a{attendee.pk}"
    attendee.link_number += 1
    attendee.save()
    assert visit(attendee.event_id, cookies).cookies == {}
    refused = visit(attendee.event_id, cookies, query="renew=1")
    assert subject(refused, attendee.event_id, cookies).startswith("g")
    assert any(line.startswith(f'known_{attendee.event_id}=""') for line in refused.headers["set-cookie"])


def test_visit_keeps_a_guest_the_same_guest() -> None:
    event = make_event()
    cookies = visit(event.pk).cookies
    before = read_ticket(cookies[f"ticket_{event.pk}"]).subject
    assert subject(visit(event.pk, cookies, query="renew=1"), event.pk, cookies) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "http://testserver", "sec-fetch-site": "same-site"},
        {"origin": "http://evil.example", "host": "evil.example"},
    ],
)
def test_visit_is_refused_to_pages_of_other_sites(headers: dict[str, str]) -> None:
    answer = visit(make_event().pk, headers=headers)
    assert (answer.status, answer.cookies) == (403, {})


def test_visit_takes_an_older_browser_that_says_only_its_origin() -> None:
    assert visit(make_event().pk, headers={"origin": "http://testserver"}).status == 204


def test_visit_of_an_event_that_is_not_there_is_not_found() -> None:
    assert visit(make_event().pk + 1000).status == 404


def test_made_up_events_are_looked_for_together(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    reads: list[object] = []

    async def counted(read: Any, *args: Any) -> Any:
        reads.append(read)
        return await in_database(read, *args)

    monkeypatch.setattr("events.visits.in_database", counted)
    monkeypatch.setattr("events.visits._LOOK_AGAIN_S", 0.05)

    async def come() -> list[Answer]:
        front = Front(no_django)
        ids = [*range(event.pk + 1, event.pk + 51), event.pk, *range(event.pk + 1, event.pk + 51)]
        there = await asyncio.gather(*(ask(front, f"/visits/{id}/", method="POST", headers=OWN) for id in ids))
        return [*there, await ask(front, f"/visits/{event.pk + 99}/", method="POST", headers=OWN)]

    answers = async_to_sync(come)()
    assert [answer.status for answer in answers] == [404] * 50 + [204] + [404] * 51
    assert len(reads) == 2


def test_ticket_is_as_old_as_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    attendee = make_attendee(make_event())
    cookies = {name: value for name, value in cookies_of(attendee).items() if name.startswith("known_")}

    def look_up(asked: Any) -> Any:
        found = attendees_of_tokens(asked)
        revoke_tickets(subject=f"a{attendee.pk}", event_id=attendee.event_id)
        return found

    monkeypatch.setattr("events.visits.attendees_of_tokens", look_up)
    ticket = read_ticket(visit(attendee.event_id, cookies).cookies[f"ticket_{attendee.event_id}"])
    assert ticket.subject == f"a{attendee.pk}"
    assert ticket.issued_us <= Revocation.objects.get().before_us


def test_visit_is_a_post_and_nothing_else() -> None:
    answer = async_to_sync(ask)(Front(no_django), f"/visits/{make_event().pk}/", headers=OWN)
    assert (answer.status, answer.header("allow")) == (405, "POST")


def test_cookies_are_secure_where_the_page_is(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.LIVE_ALLOWED_ORIGINS = ["https://testserver"]
    event = make_event()
    answer = visit(event.pk, headers={"origin": "https://testserver", "x-forwarded-proto": "https"})
    assert all("; Secure" in line for line in answer.headers["set-cookie"])
    assert len(answer.headers["set-cookie"]) == 2


def test_visitors_who_come_at_once_are_looked_up_in_one_query(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    people = [make_attendee(event) for _ in range(5)]
    tokens = [{f"known_{event.pk}": cookies_of(attendee)[f"known_{event.pk}"]} for attendee in people]
    looked_up: list[int] = []

    def look_up(asked: Any) -> Any:
        looked_up.append(len(asked))
        return attendees_of_tokens(asked)

    monkeypatch.setattr("events.visits.attendees_of_tokens", look_up)

    async def come() -> list[Answer]:
        front = Front(no_django)
        return await asyncio.gather(
            *(ask(front, f"/visits/{event.pk}/", method="POST", headers=OWN, cookies=each) for each in tokens)
        )

    answers = async_to_sync(come)()
    assert [subject(answer, event.pk) for answer in answers] == [f"a{attendee.pk}" for attendee in people]
    assert looked_up == [5]


def test_visit_says_when_to_come_back_while_the_database_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    attendee = make_attendee(make_event())
    cookies = cookies_of(attendee)

    def fail(asked: Any) -> Any:
        raise OperationalError("expected to be down")

    monkeypatch.setattr("events.visits.attendees_of_tokens", fail)
    answer = visit(attendee.event_id, cookies, query="renew=1")
    assert (answer.status, answer.header("retry-after"), answer.cookies) == (503, "5", {})
    assert visit(attendee.event_id, cookies).status == 204
