"""The attendee's page in HTML: from an event, a phase and a published version alone, and so the same for everybody.

Templates get no request. What differs from person to person comes over the socket, or stands in the markup in both
variants, between which the root's `data-registered` chooses.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from events.attendance import visit_path, visitor_cookie_name
from events.crew import live_config
from events.models import Event, Experience, Phase, RegistrationPolicy

# The blocks that make the opening scene of a page, when they come first; one of each line.
_SCENE = {"hero": "opening", "thanks": "opening", "countdown": "countdown"}

# A browser asks each time (304). A CDN asks once in 5 s for everybody, and goes on with what it has while it asks, and
# for ten minutes while nobody answers.
SHARED = "public, max-age=0, s-maxage=5, stale-while-revalidate=10, stale-if-error=600"


def render_page(event: Event, experience: Experience | None, phase: Phase) -> str:
    """Return the whole document of `phase` in the current language."""
    config = attendee_config(event) | {"phase_url": f"{reverse('event_page', args=[event.slug])}phase/"}
    return render_to_string("events/page/page.html", _context(event, experience, phase) | {"live_config": config})


def attendee_config(event: Event) -> dict[str, Any]:
    """Return what the script of an attendee's page needs to know; it is the same for everybody."""
    return live_config(event, socket=f"/ws/events/{event.pk}/") | {
        "visit_url": visit_path(event.pk),
        "visitor_cookie": visitor_cookie_name(event.pk),
    }


def render_phase(event: Event, experience: Experience | None, phase: Phase) -> str:
    """Return the inside of <main> of `phase` in the current language."""
    return render_to_string("events/page/phase.html", _context(event, experience, phase))


def render_draft(event: Event, experience: Experience, phase: Phase) -> str:
    """Return the page of a draft as an attendee would see it. It never connects."""
    config = live_config(event, socket="") | {"phase_url": ""}
    context = _context(event, experience, phase) | {"live_config": config, "preview": True}
    return render_to_string("events/page/page.html", context)


def _context(event: Event, experience: Experience | None, phase: Phase) -> dict[str, Any]:
    scene, blocks = _split(experience, phase)
    return {
        "event": event,
        "experience": experience,
        "phase": phase.value,
        "language": get_language() or settings.LANGUAGE_CODE,
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
