"""Wagtail's preview of a draft: the attendee's page itself, with the draft in it."""

from __future__ import annotations

import base64
import hashlib

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from events.brand import brand_css
from events.models import Experience, Phase
from events.rendering import render_draft


def render_preview(request: HttpRequest, experience: Experience, phase: str) -> HttpResponse:
    """Return the attendee's page of `phase` with `experience` as it is now in the editor, in its own language."""
    # A draft's brand has no address yet, so its rule stands in the page: the policy allows that one rule, by its hash.
    digest = base64.b64encode(hashlib.sha256(brand_css(experience).encode()).digest()).decode()
    render = csp_update({"style-src": f"'sha256-{digest}'"})(_render)
    return render(request, experience, phase)


def _render(request: HttpRequest, experience: Experience, phase: str) -> HttpResponse:
    with translation.override(experience.language):
        return HttpResponse(render_draft(experience.event, experience, Phase(phase)))
