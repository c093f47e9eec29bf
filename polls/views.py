"""The polls' console."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from events.crew import CrewVisit, crew_links, crew_page, crew_view


@crew_view("moderator", "director", "organiser")
def console(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """The polls of an event: run, moderated, put on air."""
    studio = crew_links(visit.event, visit.roles).get("studio")
    config = {
        "languages": visit.event.languages,
        "studio": f"{studio}polls/{visit.event.pk}/" if studio else "",
    }
    return crew_page(request, "polls/console.html", visit, {"console": "polls", "live_config": config})
