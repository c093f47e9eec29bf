"""Who a browser is at an event, and the cookies that say so: a registered attendee, or a guest.

The page itself is the same for everybody (rendering.py) and sets none of them. A browser has, for each event:

- `ticket_<id>`: the signed ticket that opens sockets; half a day. Scripts cannot read it.
- `known_<id>`: renews the ticket of an attendee until a month after the end. Scripts cannot read it.
- `visitor_<id>`: `<subject>.<UTC seconds from which the ticket is to be renewed>`, for the page's script. It shows the
  door or the questions before the first paint, and connects without asking while the ticket is good. It proves nothing.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from events.links import attendee_of_token, entry_token
from events.models import Attendee, Event
from live.tickets import ATTENDEE, GUEST, Ticket, issue_ticket, set_ticket_cookie, ticket_of_request

# After the event the page still knows its people: replay and answers are for them.
_KNOWN_AFTER_END = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who visits an event's page, and until when the browser knows it. `is_fresh`: this request issued the ticket."""

    ticket: Ticket
    is_fresh: bool
    known_until: datetime

    @property
    def is_registered(self) -> bool:
        """Whether this is an attendee, and not a guest."""
        return ATTENDEE in self.ticket.roles


def current_visit(request: HttpRequest, event_id: int) -> Visit | None:
    """Return the visit of a browser whose ticket is in the first half of its life, else None; asks no database."""
    ticket = ticket_of_request(request, event_id)
    if ticket is None or _renew_s(ticket) <= time.time():
        return None
    return Visit(ticket=ticket, is_fresh=False, known_until=_expiry(ticket))


def known_token(request: HttpRequest, event_id: int) -> str:
    """Return what the browser shows to be let in again (see events/links.py), "" if nothing."""
    return request.COOKIES.get(_known_cookie(event_id), "")


def attendee_visit(attendee: Attendee, as_of_us: int) -> Visit:
    """Return the visit of `attendee`, who was there at `as_of_us`, with a fresh ticket."""
    ticket = attendee_ticket(attendee, as_of_us)
    return Visit(ticket=ticket, is_fresh=True, known_until=attendee.event.ends_at + _KNOWN_AFTER_END)


def guest_visit(request: HttpRequest, event_id: int) -> Visit:
    """Return the visit of somebody who has not registered, with a fresh ticket; who was a guest stays the same one."""
    ticket = ticket_of_request(request, event_id)
    guest = ticket.subject if ticket is not None and GUEST in ticket.roles else f"g{secrets.token_hex(6)}"
    fresh = issue_ticket(event_id=event_id, subject=guest, roles={GUEST}, name="")
    return Visit(ticket=fresh, is_fresh=True, known_until=_expiry(fresh))


def is_registered(request: HttpRequest, event: Event) -> bool:
    """Whether the browser is an attendee's of `event`."""
    visit = current_visit(request, event.pk)
    if visit is not None:
        return visit.is_registered
    return attendee_of_token(event.pk, known_token(request, event.pk)) is not None


def remember_visit(request: HttpRequest, response: HttpResponseBase, visit: Visit) -> None:
    """Hand to the browser what it does not have, and take back what is void."""
    event_id = visit.ticket.event_id
    if visit.is_fresh:
        set_ticket_cookie(request, response, visit.ticket)
        if not visit.is_registered and _known_cookie(event_id) in request.COOKIES:
            response.delete_cookie(_known_cookie(event_id), samesite="Lax")
    _set_visitor_cookie(request, response, visit.ticket, visit.known_until)


def admit_attendee(request: HttpRequest, response: HttpResponseBase, attendee: Attendee) -> None:
    """Make the browser this attendee's: a ticket now, and a cookie that renews it until a month after the end."""
    ticket = attendee_ticket(attendee)
    until = attendee.event.ends_at + _KNOWN_AFTER_END
    set_ticket_cookie(request, response, ticket)
    _set_visitor_cookie(request, response, ticket, until)
    response.set_cookie(
        _known_cookie(attendee.event_id),
        entry_token(attendee),
        expires=until,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def attendee_ticket(attendee: Attendee, as_of_us: int | None = None) -> Ticket:
    """Return a fresh ticket for `attendee`, who was there at `as_of_us` (default: now)."""
    subject = f"a{attendee.pk}"
    return issue_ticket(
        event_id=attendee.event_id, subject=subject, roles={ATTENDEE}, name=attendee.name, as_of_us=as_of_us
    )


def visitor_cookie_name(event_id: int) -> str:
    """Return the name of the cookie that the page's script reads."""
    return f"visitor_{event_id}"


def visitor_cookie_value(ticket: Ticket) -> str:
    """Return what the page's script is to know of `ticket`."""
    return f"{ticket.subject}.{_renew_s(ticket)}"


def visit_path(event_id: int) -> str:
    """Return the address (POST) that gives a browser its ticket, or renews it."""
    return f"/visits/{event_id}/"


def _set_visitor_cookie(request: HttpRequest, response: HttpResponseBase, ticket: Ticket, until: datetime) -> None:
    name, value = visitor_cookie_name(ticket.event_id), visitor_cookie_value(ticket)
    if request.COOKIES.get(name) != value:
        response.set_cookie(name, value, expires=until, secure=request.is_secure(), samesite="Lax")


def _renew_s(ticket: Ticket) -> int:
    return ticket.expires_s - settings.LIVE_TICKET_LIFETIME_S // 2


def _expiry(ticket: Ticket) -> datetime:
    return datetime.fromtimestamp(ticket.expires_s, UTC)


def _known_cookie(event_id: int) -> str:
    return f"known_{event_id}"
