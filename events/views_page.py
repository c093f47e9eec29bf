"""The attendee's page: one document for each event, phase and language, the same for every visitor.

It may be kept by everybody on the way: no cookie is read or set, and what is personal comes over the socket. A page
that is older than its event finds out from the socket too, so a cache that lags behind harms nobody.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.brand import brand_css, brand_version
from events.kept_pages import Rendered, kept_pages
from events.models import Event
from events.rendering import SHARED
from events.selectors import event_experience


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an event's page in its current phase; a language that the event does not speak leads to one that it does."""
    rendered = kept_pages.get(slug, _language(), "page")
    if rendered is None:
        event = get_object_or_404(Event, slug=slug)
        return HttpResponseRedirect(f"/{event.default_language}/e/{event.slug}/")
    return _shared(rendered)


@require_safe
def phase_fragment(request: HttpRequest, slug: str, phase: str, since_ms: int) -> HttpResponse:
    """Return the inside of <main> for the event's current phase, and never that of another.

    `phase` and `since_ms` are what the caller believes; where they are wrong, the answer is not to be kept.
    """
    rendered = kept_pages.get(slug, _language(), "phase")
    if rendered is None:
        event = get_object_or_404(Event, slug=slug)
        return HttpResponseRedirect(f"/{event.default_language}/e/{event.slug}/phase/{phase}/{since_ms}/")
    response = _shared(rendered)
    if (phase, since_ms) != (rendered.phase.value, rendered.since_ms):
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def brand_stylesheet(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """Return the brand's tokens as custom properties; the address with this version's hash may be kept for ever."""
    event = get_object_or_404(Event, slug=slug)
    css = brand_css(event_experience(event, _language()))
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable" if version == brand_version(css) else "no-store"
    return response


def _shared(rendered: Rendered) -> HttpResponse:
    """Return the document; front.py answers 304 to who has it."""
    headers = {"Cache-Control": SHARED, "ETag": rendered.etag}
    return HttpResponse(rendered.body, content_type="text/html; charset=utf-8", headers=headers)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
