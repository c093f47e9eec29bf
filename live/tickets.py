"""Tickets: who a connection is and what it may do, in a signed cookie that is checked without the database."""

from __future__ import annotations

import base64
import hmac
import time
from functools import lru_cache
from hashlib import blake2b

import msgspec
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase

GUEST = "guest"
ATTENDEE = "attendee"
CREW_ROLES = frozenset({"organiser", "director", "moderator", "host", "technician", "speaker"})
# Of whoever opened an address with a key in it. Such a ticket opens the topics that name its role (`key_roles`) and no
# other, whatever these let everybody do.
KEY_ROLES = frozenset({"graphics"})

_SIGNATURE_BYTES = 16
_MAX_COOKIE_CHARS = 1024


class Ticket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """`subject` is "a12" (attendee 12), "c5" (crew user 5), "g<random>" (who has not registered) or "k3" (key 3)."""

    event_id: int
    subject: str
    roles: frozenset[str]
    name: str
    expires_s: int
    issued_us: int = 0

    @property
    def attendee_id(self) -> int | None:
        """The attendee's id, or None for crew and guests."""
        return int(self.subject[1:]) if self.subject.startswith("a") else None

    @property
    def user_id(self) -> int | None:
        """The crew user's id, or None for attendees and guests."""
        return int(self.subject[1:]) if self.subject.startswith("c") else None

    @property
    def is_crew(self) -> bool:
        """Whether this ticket has at least one role of the crew."""
        return not self.roles.isdisjoint(CREW_ROLES)

    @property
    def is_by_key(self) -> bool:
        """Whether it was issued for a key in an address."""
        return not self.roles.isdisjoint(KEY_ROLES)


class BadTicket(Exception):
    """The cookie is missing, malformed, or not signed by us."""


class ExpiredTicket(Exception):
    """The cookie was ours, and its time is over."""


def issue_ticket(
    *,
    event_id: int,
    subject: str,
    roles: frozenset[str] | set[str],
    name: str,
    lifetime_s: int | None = None,
    as_of_us: int | None = None,
) -> Ticket:
    """Return a ticket that holds for `lifetime_s` seconds (default: settings.LIVE_TICKET_LIFETIME_S).

    `as_of_us` is when the reading began of what it says (default: now): a revocation that came between makes it void.
    """
    lifetime = settings.LIVE_TICKET_LIFETIME_S if lifetime_s is None else lifetime_s
    now_us = clock_us() if as_of_us is None else as_of_us
    return Ticket(
        event_id=event_id,
        subject=subject,
        roles=frozenset(roles),
        name=name,
        expires_s=now_us // 1_000_000 + lifetime,
        issued_us=now_us,
    )


def clock_us() -> int:
    """Return the UTC time in microseconds by which tickets are issued and revoked."""
    return time.time_ns() // 1_000


def sign_ticket(ticket: Ticket) -> str:
    """Return the cookie's value: payload and keyed BLAKE2 signature.

    1 us to check; HMAC took 2 us, TimestampSigner 4.6.
    """
    payload = base64.urlsafe_b64encode(_encoder.encode(ticket)).rstrip(b"=")
    return f"{payload.decode()}.{_signature(payload, _keys()[0])}"


def read_ticket(value: str | None) -> Ticket:
    """Return the ticket in a cookie's value.

    Keys can be rotated: the secret key signs, the fallbacks are still accepted.
    Raises BadTicket or ExpiredTicket.
    """
    if not value or len(value) > _MAX_COOKIE_CHARS:
        raise BadTicket
    payload, _, signature = value.partition(".")
    try:
        encoded = payload.encode("ascii")
        if not _is_signed(encoded, signature):
            raise BadTicket
        ticket = _decoder.decode(base64.urlsafe_b64decode(encoded + b"=" * (-len(encoded) % 4)))
    except (ValueError, TypeError, msgspec.DecodeError) as error:
        raise BadTicket from error
    if ticket.expires_s <= time.time():
        raise ExpiredTicket
    msgspec.structs.force_setattr(ticket, "roles", _same_roles(ticket.roles))
    return ticket


def ticket_cookie_name(event_id: int, *, crew: bool) -> str:
    """Return the cookie's name. Crew and attendee are told apart, so that a moderator can watch as an attendee too."""
    return f"{'crew' if crew else 'ticket'}_{event_id}"


def set_ticket_cookie(request: HttpRequest, response: HttpResponseBase, ticket: Ticket) -> None:
    """Hand `ticket` to the browser that made `request`."""
    response.set_cookie(
        ticket_cookie_name(ticket.event_id, crew=ticket.is_crew),
        sign_ticket(ticket),
        max_age=ticket.expires_s - int(time.time()),
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def key_socket_path(event_id: int, key_id: int) -> str:
    """Return the address of the socket that a key opens; its cookie is sent there and nowhere else."""
    return f"/ws/keys/{key_id}/{event_id}/"


def key_cookie_name(event_id: int) -> str:
    """Return the name of the cookie that holds the ticket of a key."""
    return f"key_{event_id}"


def set_key_cookie(request: HttpRequest, response: HttpResponseBase, ticket: Ticket) -> None:
    """Hand the `ticket` of a key ("k3") to the browser. Two keys in one browser are two cookies."""
    response.set_cookie(
        key_cookie_name(ticket.event_id),
        sign_ticket(ticket),
        max_age=ticket.expires_s - int(time.time()),
        path=key_socket_path(ticket.event_id, int(ticket.subject[1:])),
        httponly=True,
        secure=request.is_secure(),
        samesite="Strict",
    )


def ticket_of_request(request: HttpRequest, event_id: int, *, crew: bool = False) -> Ticket | None:
    """Return the valid ticket for `event_id` that the browser sent, or None."""
    try:
        ticket = read_ticket(request.COOKIES.get(ticket_cookie_name(event_id, crew=crew)))
    except (BadTicket, ExpiredTicket):
        return None
    return ticket if ticket.event_id == event_id and ticket.is_crew == crew and not ticket.is_by_key else None


@lru_cache(maxsize=1)
def _keys() -> tuple[bytes, ...]:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(blake2b(secret.encode(), digest_size=32, person=b"unveil.ticket").digest() for secret in secrets)


@receiver(setting_changed)
def _forget_keys(**_: object) -> None:
    _keys.cache_clear()


@lru_cache(maxsize=256)
def _same_roles(roles: frozenset[str]) -> frozenset[str]:
    """Return one object for all who have these roles: a ticket lives as long as its socket."""
    return roles


def _is_signed(payload: bytes, signature: str) -> bool:
    for key in _keys():  # noqa: SIM110 - a generator takes as long as a signature
        if hmac.compare_digest(signature, _signature(payload, key)):
            return True
    return False


def _signature(payload: bytes, key: bytes) -> str:
    return blake2b(payload, key=key, digest_size=_SIGNATURE_BYTES).hexdigest()


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Ticket)
