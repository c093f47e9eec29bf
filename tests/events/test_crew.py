"""The door of the crew's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from events.crew import CrewVisit, crew_event, crew_links, crew_page, crew_view
from events.models import Membership, Role
from events.selectors import crew_events, event_roles, organised_events
from events.services import add_member, remove_member
from live.errors import Refusal
from live.models import Revocation
from live.tickets import read_ticket
from tests.events.factories import make_event, make_member, make_user

pytestmark = pytest.mark.django_db


def request_of(user: Any) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_crew_event_gives_a_ticket_with_the_roles() -> None:
    event = make_event()
    user = make_member(event, Role.MODERATOR, first_name="Mona", last_name="Reed")
    add_member(event=event, user=user, role=Role.HOST)
    visit = crew_event(request_of(user), event.slug, roles={"moderator"})
    assert (visit.event, visit.roles) == (event, {"moderator", "host"})
    assert (visit.ticket.subject, visit.ticket.name, visit.ticket.is_crew) == (f"c{user.pk}", "Mona Reed", True)


def test_crew_ticket_is_as_old_as_the_roles_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    user = make_member(event, Role.MODERATOR)

    def read_roles(*args: Any) -> Any:
        roles = event_roles(*args)
        remove_member(membership=Membership.objects.get(user=user))
        return roles

    monkeypatch.setattr("events.crew.event_roles", read_roles)
    visit = crew_event(request_of(user), event.slug)
    assert visit.ticket.issued_us <= Revocation.objects.filter(subject=f"c{user.pk}").latest("pk").before_us


def test_crew_event_hides_events_that_one_has_no_role_in() -> None:
    event = make_event()
    for user in (make_member(make_event(), Role.ORGANISER), AnonymousUser()):
        for slug in (event.slug, "nothing"):
            with pytest.raises(Http404):
                crew_event(request_of(user), slug)


def test_crew_event_forbids_a_wrong_role() -> None:
    event = make_event()
    with pytest.raises(PermissionDenied):
        crew_event(request_of(make_member(event, Role.SPEAKER)), event.slug, roles={"moderator", "director"})


def test_crew_event_gives_superusers_every_role() -> None:
    event = make_event()
    assert crew_event(request_of(make_user(is_superuser=True)), event.slug).roles == set(Role.values)


@crew_view("host")
def show(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    return crew_page(request, "events/crew/events.html", visit, {"rows": [], "live_config": {"extra": 1}})


def test_crew_view_sends_strangers_to_sign_in() -> None:
    response = show(request_of(AnonymousUser()), make_event().slug)
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/")


def test_crew_page_hands_the_ticket_to_the_browser_and_is_not_kept() -> None:
    event = make_event()
    response = show(request_of(make_member(event, Role.HOST)), event.slug)
    cookie = response.cookies[f"crew_{event.pk}"]
    assert read_ticket(cookie.value).roles == {"host"}
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "no-store" in response["Cache-Control"]


def test_links_are_those_that_the_roles_may_open() -> None:
    event = make_event()
    assert set(crew_links(event, {"host"})) == {"page", "chat", "set"}
    assert set(crew_links(event, {"moderator"})) == {"page", "desk", "chat", "polls", "set"}
    assert set(crew_links(event, {"technician"})) == {"page", "chat", "control"}
    assert set(crew_links(event, {"organiser"})) == {"page", "desk", "chat", "polls", "set", "control", "studio"}


def test_the_list_shows_own_events_and_no_other(client: Client) -> None:
    own, other = make_event(name="Own launch"), make_event(name="Other launch")
    make_member(other, Role.ORGANISER)
    client.force_login(make_member(own, Role.MODERATOR), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/crew/").content.decode()
    assert "Own launch" in page
    assert f"/crew/{own.slug}/desk/" in page
    assert "Other launch" not in page
    assert "/studio/" not in page


def test_the_list_takes_as_many_queries_for_three_events_as_for_one(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    user = make_member(make_event(), Role.HOST)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_num_queries(4):
        client.get("/crew/")
    for _ in range(2):
        add_member(event=make_event(), user=user, role=Role.HOST)
    with django_assert_num_queries(4):
        assert client.get("/crew/").content.decode().count("<h2>") == 3


def test_selectors_tell_crew_from_organisers() -> None:
    event, second = make_event(), make_event()
    user = make_member(event, Role.DIRECTOR)
    add_member(event=second, user=user, role=Role.ORGANISER)
    assert set(crew_events(user)) == {event, second}
    assert set(organised_events(user)) == {second}
    assert set(organised_events(AnonymousUser())) == set()


def test_the_last_organiser_stays() -> None:
    event = make_event()
    user = make_member(event, Role.ORGANISER)
    membership = Membership.objects.get(event=event, user=user)
    with pytest.raises(Refusal) as caught:
        remove_member(membership=membership)
    assert caught.value.code == "events.last_organiser"
    make_member(event, Role.ORGANISER)
    remove_member(membership=membership)
    assert not event.memberships.filter(user=user).exists()
