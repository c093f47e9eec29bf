"""The event for a calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.calendar import event_calendar
from events.models import Event
from events.selectors import event_experience


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the .ics file of an event."""
    event = get_object_or_404(Event, slug=slug)
    language = get_language() or event.default_language
    content = event_calendar(event, language, event_experience(event, language))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response
