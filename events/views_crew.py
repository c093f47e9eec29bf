"""The crew's own list of events."""

from __future__ import annotations

from allauth.account.views import logout
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from events.crew import crew_links
from events.models import Role
from events.moments import moment_text
from events.selectors import crew_events, event_roles


@login_required
def events(request: HttpRequest) -> HttpResponse:
    """List the events that the signed-in person has a role in, with the doors that are open to them."""
    own = list(crew_events(request.user).prefetch_related("memberships"))
    language = get_language() or settings.LANGUAGE_CODE
    rows = []
    for event in own:
        roles = event_roles(event, request.user)
        labels = [role.label for role in Role if role.value in roles]
        when = moment_text(event.starts_at, event.time_zone, language)
        rows.append({"event": event, "roles": labels, "links": crew_links(event, roles), "when": when})
    return render(request, "events/crew/events.html", {"rows": rows})


def front_door(request: HttpRequest) -> HttpResponse:
    """Lead from the bare address to the crew's list: each launch has its own page, and no page lists launches."""
    return redirect("crew")


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser drop what the consoles keep in it (the set desk's page, state and presses)."""
    was_signed_in = request.user.is_authenticated
    response: HttpResponse = logout(request)
    # A stranger's page may make a browser ask for this as well, without its session.
    if was_signed_in and not request.user.is_authenticated:
        response["Clear-Site-Data"] = '"storage"'
    return response
