"""The attendee's page: one document for each event, phase and language, the same for every visitor.

What differs from person to person is in the ticket's cookie and in the script's configuration, never in the markup.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.attendance import Visit, attendee_config, remember_visit, visit_event
from events.brand import brand_css, brand_version
from events.models import Event, Experience, Phase, RegistrationPolicy
from events.selectors import event_experience

# The blocks that make the opening scene of a page, when they come first; one of each line.
_SCENE = {"hero": "opening", "thanks": "opening", "countdown": "countdown"}


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an event's page in its current phase; a language that the event does not speak leads to one that it does."""
    event = get_object_or_404(Event, slug=slug)
    if get_language() not in event.languages:
        return HttpResponseRedirect(f"/{event.default_language}/e/{event.slug}/")
    visit = visit_event(request, event)
    experience = event_experience(event, _language(event))
    response = render_experience(request, event, experience, Phase(event.phase), visit=visit)
    remember_visit(request, response, visit)
    add_never_cache_headers(response)
    return response


@require_safe
def phase_fragment(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the inside of <main> for the event's current phase, and never that of another."""
    event = get_object_or_404(Event, slug=slug)
    experience = event_experience(event, _language(event))
    context = _phase_context(event, experience, Phase(event.phase))
    response = render(request, "events/page/phase.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def brand_stylesheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the brand's tokens as custom properties; the address with this version's hash may be kept for ever."""
    event = get_object_or_404(Event, slug=slug)
    css = brand_css(event_experience(event, _language(event)))
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    is_this_version = request.GET.get("v") == brand_version(css)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_this_version else "no-cache"
    return response


def render_experience(
    request: HttpRequest,
    event: Event,
    experience: Experience | None,
    phase: Phase,
    *,
    visit: Visit | None = None,
    preview: bool = False,
) -> HttpResponse:
    """Render the attendee's page of one phase; `experience` may be a draft. A preview never connects."""
    visit = visit or visit_event(request, event)
    config = attendee_config(visit) | {"phase_url": reverse("event_phase", args=[event.slug])}
    if preview:
        config |= {"socket": "", "registered": True}
    context = _phase_context(event, experience, phase) | {
        "preview": preview,
        "live_config": config,
        "is_registered": config["registered"],
    }
    return render(request, "events/page/page.html", context)


def _phase_context(event: Event, experience: Experience | None, phase: Phase) -> dict[str, Any]:
    scene, blocks = _split(experience, phase)
    return {
        "event": event,
        "experience": experience,
        "phase": phase.value,
        "language": get_language(),
        "languages": event.languages,
        "can_register": event.registration != RegistrationPolicy.CLOSED,
        "scene": scene,
        "blocks": blocks,
    }


def _split(experience: Experience | None, phase: Phase) -> tuple[dict[str, Any], list[Any]]:
    """Return the blocks of the opening scene by name, and the blocks after it."""
    scene: dict[str, Any] = {}
    blocks: list[Any] = list(experience.body(phase.value)) if experience else []  # type: ignore[call-overload]
    while blocks and (part := _SCENE.get(blocks[0].block_type)) and part not in scene:
        scene[part] = blocks.pop(0).value
    return scene, blocks


def _language(event: Event) -> str:
    language = get_language() or event.default_language
    return language if language in event.languages else event.default_language
