"""The attendee's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from events.attendance import attendee_config, remember_visit, visit_event
from events.colour import brand_colours
from events.models import Event, Experience, Phase
from events.selectors import event_experience


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an event's page in its current phase."""
    event = get_object_or_404(Event, slug=slug)
    experience = event_experience(event, get_language() or event.default_language)
    response = render_experience(request, event, experience, Phase(event.phase))
    remember_visit(request, response, visit_event(request, event))
    return response


def phase_fragment(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the inside of <main> for the event's current phase."""
    return page(request, slug)


def brand_stylesheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the brand's tokens as custom properties."""
    event = get_object_or_404(Event, slug=slug)
    experience = event_experience(event, get_language() or event.default_language)
    colours = brand_colours(vars(experience)) if experience else {}
    rules = "".join(f"--brand-{name.replace('_', '-')}:{value};" for name, value in colours.items())
    return HttpResponse(f":root{{{rules}}}", content_type="text/css; charset=utf-8")


def render_experience(
    request: HttpRequest, event: Event, experience: Experience | None, phase: Phase, *, preview: bool = False
) -> HttpResponse:
    """Render the attendee's page of one phase; `experience` may be a draft."""
    context = {
        "event": event,
        "experience": experience,
        "phase": phase.value,
        "preview": preview,
        "live_config": attendee_config(visit_event(request, event)),
    }
    return render(request, "events/page/base.html", context)
