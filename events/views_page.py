"""The attendee's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.models import Event, Experience


def render_experience(
    request: HttpRequest, event: Event, experience: Experience | None, phase: str, *, preview: bool = False
) -> HttpResponse:
    """Render the attendee's page of one phase."""
    context = {"event": event, "experience": experience, "phase": phase, "preview": preview}
    return render(request, "events/page/base.html", context)
