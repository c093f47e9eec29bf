"""The polls' console."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from events.crew import CrewVisit, crew_page, crew_view


@crew_view("moderator", "director", "organiser")
def console(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """The polls of an event: run, moderated, put on air."""
    config = {"languages": visit.event.languages}
    return crew_page(request, "polls/console.html", visit, {"console": "polls", "live_config": config})
