"""Wagtail's preview of a draft: the attendee's page itself, with the draft in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from events.models import Experience, Phase
from events.views_page import render_experience


def render_preview(request: HttpRequest, experience: Experience, phase: str) -> HttpResponse:
    """Return the attendee's page of `phase` with `experience` as it is now in the editor, in its own language."""
    with translation.override(experience.language):
        return render_experience(request, experience.event, experience, Phase(phase), preview=True)
