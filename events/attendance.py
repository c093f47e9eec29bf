"""The door of the attendee's page: a registered attendee, or a guest."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from events.crew import live_config
from events.links import attendee_of_token, entry_token
from events.models import Attendee, Event
from live.tickets import ATTENDEE, GUEST, Ticket, issue_ticket, set_ticket_cookie, ticket_of_request

# After the event the page still knows its people: replay and answers are for them.
_KNOWN_AFTER_END = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at an event's page. `is_fresh`: this request issued the ticket; set it on the response."""

    event: Event
    ticket: Ticket
    is_fresh: bool

    @property
    def is_registered(self) -> bool:
        """Whether this is an attendee, and not a guest."""
        return ATTENDEE in self.ticket.roles


def visit_event(request: HttpRequest, event: Event) -> Visit:
    """Return who visits `event`. Asks the database only when the ticket is missing or past half its life."""
    ticket = ticket_of_request(request, event.pk)
    if ticket is not None and ticket.expires_s - time.time() > settings.LIVE_TICKET_LIFETIME_S / 2:
        return Visit(event=event, ticket=ticket, is_fresh=False)
    attendee = attendee_of_token(event, request.COOKIES.get(_known_cookie(event), ""))
    if attendee is not None:
        return Visit(event=event, ticket=attendee_ticket(attendee), is_fresh=True)
    guest = ticket.subject if ticket is not None and GUEST in ticket.roles else f"g{secrets.token_hex(6)}"
    fresh = issue_ticket(event_id=event.pk, subject=guest, roles={GUEST}, name="")
    return Visit(event=event, ticket=fresh, is_fresh=True)


def remember_visit(request: HttpRequest, response: HttpResponseBase, visit: Visit) -> None:
    """Hand the visit's ticket to the browser when it is new."""
    if visit.is_fresh:
        set_ticket_cookie(request, response, visit.ticket)


def admit_attendee(request: HttpRequest, response: HttpResponseBase, attendee: Attendee) -> None:
    """Make the browser this attendee's: a ticket now, and a cookie that renews it until a month after the end."""
    set_ticket_cookie(request, response, attendee_ticket(attendee))
    response.set_cookie(
        _known_cookie(attendee.event),
        entry_token(attendee),
        expires=attendee.event.ends_at + _KNOWN_AFTER_END,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def attendee_ticket(attendee: Attendee) -> Ticket:
    """Return a fresh ticket for `attendee`."""
    return issue_ticket(event_id=attendee.event_id, subject=f"a{attendee.pk}", roles={ATTENDEE}, name=attendee.name)


def attendee_config(visit: Visit) -> dict[str, Any]:
    """Return the page's live-config for `visit`."""
    return live_config(visit.event, visit.ticket, socket=f"/ws/events/{visit.event.pk}/") | {
        "registered": visit.is_registered,
        "allow_anonymous_questions": visit.event.allow_anonymous_questions,
    }


def _known_cookie(event: Event) -> str:
    return f"known_{event.pk}"
