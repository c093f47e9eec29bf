"""The director's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from events.crew import CrewVisit, crew_links, crew_page, crew_view


@crew_view("director", "organiser", "technician")
def control(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """Phases, stream, and what is going on. Technicians look on."""
    config = {"links": crew_links(visit.event, visit.roles), "languages": visit.event.languages}
    return crew_page(request, "control_room/control.html", visit, {"console": "control", "live_config": config})
