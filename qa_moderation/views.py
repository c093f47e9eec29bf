"""The consoles of questions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.crew import CrewVisit, crew_page, crew_view
from qa_moderation import set_worker


@crew_view("moderator", "director", "organiser")
def desk(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """The moderation desk."""
    return crew_page(request, "qa_moderation/desk.html", visit, {"console": "desk"})


@crew_view("host", "moderator", "director", "organiser")
def set_desk(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """The set desk: what the host reads."""
    worker = reverse("set_worker", args=[visit.event.slug]) if settings.SET_WORKER else ""
    # Presses outlive the tab, and the page the network.
    config = {"keeping": "device", "worker": worker}
    return crew_page(request, "qa_moderation/set.html", visit, {"console": "set", "live_config": config})


@require_safe
def worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The service worker of a set desk's page: the same for every event, and nothing in it is anybody's.

    It stands beside the page, which is all that it may reach for that. Without sign-in: a browser asks for it again by
    itself, and must get the one that goes when it is switched off.
    """
    script = _worker_script() if settings.SET_WORKER else set_worker.OFF
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@cache
def _worker_script() -> str:
    return set_worker.worker_script(Path(str(settings.DJANGO_VITE["default"]["manifest_path"])))
