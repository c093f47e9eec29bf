"""The consoles of questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from events.crew import CrewVisit, crew_page, crew_view


@crew_view("moderator", "director", "organiser")
def desk(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """The moderation desk."""
    return crew_page(request, "qa_moderation/desk.html", visit, {"console": "desk"})


@crew_view("host", "moderator", "director", "organiser")
def set_desk(request: HttpRequest, visit: CrewVisit) -> HttpResponse:
    """The set desk: what the host reads."""
    return crew_page(request, "qa_moderation/set.html", visit, {"console": "set"})
