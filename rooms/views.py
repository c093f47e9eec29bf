"""The chat's console, and its window beside the page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.crew import CrewVisit, crew_page, crew_view
from events.models import Event
from events.rendering import SHARED, attendee_config
from events.selectors import event_experience
from rooms.topics import DESK_ROLES


@crew_view()
def console(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """The moderation of the chat; for those of the crew who do not moderate, the chat to read along and to write in."""
    context = {"console": "chat", "moderates": not DESK_ROLES.isdisjoint(visit.roles)}
    return crew_page(request, "rooms/console.html", visit, context)


@require_safe
def own_window(request: HttpRequest, slug: str) -> HttpResponse:
    """The chat alone, for a window of its own; the same for everybody, as the page is (events/views_page.py)."""
    event = get_object_or_404(Event, slug=slug)
    language = get_language() or settings.LANGUAGE_CODE
    if language not in event.languages:
        return HttpResponseRedirect(f"/{event.default_language}/e/{event.slug}/chat/")
    context = {
        "event": event,
        "experience": event_experience(event, language),
        "language": language,
        "live_config": attendee_config(event),
    }
    body = render_to_string("rooms/window.html", context)
    return HttpResponse(body, headers={"Cache-Control": SHARED})
