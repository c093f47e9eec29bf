"""The door of every crew page: who is it, which event, in which roles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from events.models import Event
from events.selectors import event_roles
from live.tickets import Ticket, clock_us, issue_ticket, set_ticket_cookie

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class CrewVisit:
    """A member of the crew at one event's console."""

    event: Event
    ticket: Ticket
    roles: frozenset[str]


def crew_view(
    *roles: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, CrewVisit, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponseBase],
]:
    """Decorate a view of `<slug>/...`: it gets a CrewVisit in place of the slug.

    Who is not signed in is sent to sign in; the rest is as crew_event says. No `roles`: any role will do.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, CrewVisit, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return view(request, crew_event(request, slug, roles=roles), *args, **kwargs)

        return cast(Callable[Concatenate[HttpRequest, str, P], HttpResponseBase], guarded)

    return decorate


def crew_event(request: HttpRequest, slug: str, *, roles: Collection[str] = ()) -> CrewVisit:
    """Return the visit of the signed-in user at the event `slug`; wrap the view in login_required, or use crew_view.

    Raises Http404 for an event that is not there and for one that the user has no role in, so that nobody learns
    which events exist; raises PermissionDenied when the user is of the crew and has none of `roles`.
    """
    as_of_us = clock_us()
    event = Event.objects.filter(slug=slug).first()
    held = event_roles(event, request.user) if event else frozenset()
    if event is None or not held:
        raise Http404("expected one of your events")
    if roles and held.isdisjoint(roles):
        raise PermissionDenied(f"expected one of the roles {', '.join(sorted(roles))}")
    subject, name = f"c{request.user.pk}", person_name(request.user)
    ticket = issue_ticket(event_id=event.pk, subject=subject, roles=held, name=name, as_of_us=as_of_us)
    return CrewVisit(event=event, ticket=ticket, roles=held)


def crew_page(
    request: HttpRequest, template: str, visit: CrewVisit, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Render a console and hand its ticket to the browser.

    The template gets `event`, `visit`, `links` (see crew_links), `live_config` (for the json_script tag "live-config"),
    and what `context` adds; a `live_config` in `context` is laid over ours.
    """
    own = dict(context or {})
    config = live_config(visit.event, socket=f"/ws/crew/{visit.event.pk}/") | {
        "subject": visit.ticket.subject,
        "roles": sorted(visit.ticket.roles),
        "person": visit.ticket.name,
        "urls": {"crew": "/crew/"},
        **own.pop("live_config", {}),
    }
    links = crew_links(visit.event, visit.roles)
    response = render(
        request, template, {"event": visit.event, "visit": visit, "links": links, "live_config": config, **own}
    )
    set_ticket_cookie(request, response, visit.ticket)
    add_never_cache_headers(response)
    return response


def live_config(event: Event, *, socket: str) -> dict[str, Any]:
    """Return what every page's script needs to know: put it into the page with json_script, id "live-config"."""
    return {
        "event_id": event.pk,
        "slug": event.slug,
        "name": event.name,
        "time_zone": event.time_zone,
        "socket": socket,
        "language": get_language() or settings.LANGUAGE_CODE,
    }


# Which console is for whom: (name, path under /crew/<slug>/, roles).
_CONSOLES = (
    ("desk", "desk/", {"moderator", "director", "organiser"}),
    ("chat", "chat/", {"moderator", "director", "organiser", "host", "speaker", "technician"}),
    ("polls", "polls/", {"moderator", "director", "organiser"}),
    ("set", "set/", {"host", "moderator", "director", "organiser"}),
    ("control", "control/", {"director", "organiser", "technician"}),
)


def crew_links(event: Event, roles: Collection[str]) -> dict[str, str]:
    """Return the addresses that these roles may open, by name: page, desk, chat, polls, set, control, studio."""
    links = {"page": f"/{event.default_language}/e/{event.slug}/"}
    links |= {
        name: f"{reverse('crew')}{event.slug}/{path}" for name, path, allowed in _CONSOLES if allowed & set(roles)
    }
    if "organiser" in roles:
        links["studio"] = "/studio/"
    return links


def person_name(user: Any) -> str:
    """Return what to call a crew user: their name, else the first part of their e-mail address."""
    return str(user.get_full_name() or user.email.partition("@")[0] or user.get_username())
