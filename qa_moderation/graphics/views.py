"""The pages of graphics: opened with a key by a mixer, and with a role by the crew, to see what is on air."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from events.crew import CrewVisit, crew_page, crew_view, live_config
from events.graphics_pages import ALL, graphics_parts
from events.models import Event
from events.selectors import event_experience
from events.visits import is_own_page
from live.tickets import Ticket, clock_us, issue_ticket, key_socket_path, set_key_cookie
from qa_moderation.graphics.models import GraphicsKey
from qa_moderation.graphics.selectors import find_key
from qa_moderation.graphics.services import note_key_in_use
from qa_moderation.graphics.topics import GRAPHICS

_GROUNDS = ("chroma", "black", "white", "grey")
# A page renews it each minute while it is open: what a lost cookie is worth is over soon.
_TICKET_LIFETIME_S = 600
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
def page(request: HttpRequest, slug: str, secret: str, kind: str) -> HttpResponse:
    """Show one kind of graphics, or all of them, to whoever has a key. Without one: 404, and nothing to see on air."""
    as_of_us = clock_us()
    key = find_key(slug=slug, secret=secret) if graphics_parts(kind) else None
    if key is None:
        return _private(render(request, "qa_moderation/graphics_gone.html", status=404))
    language = _language(request, key.event)
    with translation.override(language):
        config = live_config(key.event, socket=key_socket_path(key.event_id, key.pk)) | {
            "language": language,
            "kind": kind,
            "visit_url": reverse("graphics_visit", args=[slug, secret]),
            "visitor_cookie": _readable_cookie(key),
        }
        context = {"live_config": config, **_context(request, key.event, kind, language)}
        response = render(request, "qa_moderation/graphics.html", context)
    _hand_ticket(request, response, key, as_of_us)
    return _private(response)


@csrf_exempt  # the Origin protects it, as with sockets
@require_POST
def visit(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Renew the ticket of a page that is open."""
    if not is_own_page(request):
        return _private(HttpResponse(status=403))
    as_of_us = clock_us()
    key = find_key(slug=slug, secret=secret)
    if key is None:
        return _private(HttpResponse(status=404))
    response = HttpResponse(status=204)
    _hand_ticket(request, response, key, as_of_us)
    return _private(response)


@crew_view("moderator", "director", "organiser", "technician")
def monitor(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """Show the crew, with their own ticket, what the graphics are."""
    language = _language(request, visit.event)
    with translation.override(language):
        context = _context(request, visit.event, ALL, language)
        context["live_config"] = {"language": language, "kind": ALL}
        return _private(crew_page(request, "qa_moderation/graphics.html", visit, context))


def _context(request: HttpRequest, event: Event, kind: str, language: str) -> dict[str, Any]:
    ground = request.GET.get("bg", "")
    return {
        "event": event,
        "experience": event_experience(event, language) or event_experience(event, event.default_language),
        "kind": kind,
        "parts": graphics_parts(kind),
        "language": language,
        "ground": ground if ground in _GROUNDS else "",
        "shows_safe_areas": request.GET.get("safe") == "1",
        "is_still": request.GET.get("motion") == "off",
    }


def _language(request: HttpRequest, event: Event) -> str:
    """Return the language of a graphic's own few words: what the address says, else the event's. Never the mixer's."""
    asked = request.GET.get("lang", "")
    return asked if asked in event.languages else str(event.default_language)


def _hand_ticket(request: HttpRequest, response: HttpResponse, key: GraphicsKey, as_of_us: int) -> None:
    # No ticket may outlive what an edge remembers of revocations.
    lifetime_s = min(_TICKET_LIFETIME_S, settings.LIVE_TICKET_LIFETIME_S)
    ticket: Ticket = issue_ticket(
        event_id=key.event_id,
        subject=f"k{key.pk}",
        roles={GRAPHICS},
        name="",
        lifetime_s=lifetime_s,
        as_of_us=as_of_us,
    )
    set_key_cookie(request, response, ticket)
    response.set_cookie(
        _readable_cookie(key),
        f"{ticket.subject}.{ticket.expires_s - lifetime_s // 2}",
        max_age=lifetime_s,
        path=f"/graphics/{key.event.slug}/{key.secret}/",
        secure=request.is_secure(),
        samesite="Strict",
    )
    note_key_in_use(event_id=key.event_id, key_id=key.pk)


def _readable_cookie(key: GraphicsKey) -> str:
    return f"graphics_{key.pk}"


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: it is to stand in no cache, no index and no other site's log."""
    for name, value in _HEADERS.items():
        response[name] = value
    add_never_cache_headers(response)
    return response
