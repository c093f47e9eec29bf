"""Links that let somebody in: signed, so that no table of them can leak, and revocable by a number in the row."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.core.signing import BadSignature, Signer

from events.models import Attendee, Event, Invitation

_MAX_TOKEN_CHARS = 120


def entry_token(attendee: Attendee) -> str:
    """Return the token that is `attendee`; it holds until the attendee's link_number changes."""
    return _signer("entry").sign(f"{attendee.pk}-{attendee.link_number}")


def attendee_of_token(event_id: int, token: str) -> Attendee | None:
    """Return the attendee of an event whom `token` stands for; None if it is forged, revoked, or another event's."""
    return attendees_of_tokens([(event_id, token)]).get((event_id, token))


def attendees_of_tokens(asked: Collection[tuple[int, str]]) -> dict[tuple[int, str], Attendee]:
    """Return the attendees for whom tokens stand, by event and token, in one query; in none where no token is ours."""
    read = {key: _read("entry", key[1]) for key in asked}
    ids = {pk for pk, _number in read.values() if pk}
    attendees = Attendee.objects.select_related("event").in_bulk(ids) if ids else {}
    return {
        (event_id, token): attendee
        for (event_id, token), (pk, number) in read.items()
        if (attendee := attendees.get(pk)) and (attendee.event_id, attendee.link_number) == (event_id, number)
    }


def invitation_token(invitation: Invitation) -> str:
    """Return the token of `invitation`."""
    return _signer("invitation").sign(f"{invitation.pk}-{invitation.event_id}")


def invitation_of_token(event: Event, token: str) -> Invitation | None:
    """Return the invitation of `event` that `token` stands for, whether or not it can still be used."""
    pk, event_id = _read("invitation", token)
    return Invitation.objects.filter(pk=pk, event_id=event_id, event=event).select_related("event").first()


def page_url(event: Event, language: str, path: str = "") -> str:
    """Return the absolute address of an event's page, or of `path` below it."""
    return f"{settings.BASE_URL}/{language}/e/{event.slug}/{path}"


def entry_url(attendee: Attendee) -> str:
    """Return the link of a mail that lets `attendee` in."""
    return page_url(attendee.event, attendee.language, f"enter/{entry_token(attendee)}/")


def invitation_url(invitation: Invitation) -> str:
    """Return the link of an invitation."""
    return page_url(invitation.event, invitation.language, f"enter/{invitation_token(invitation)}/")


def _signer(purpose: str) -> Signer:
    # A dot, as a colon in a link is cut off by some mail programs.
    return Signer(sep=".", salt=f"events.links.{purpose}")


def _read(purpose: str, token: str) -> tuple[int, int]:
    """Return both numbers in a token; (0, 0), which no row has, when it is not ours."""
    if len(token) > _MAX_TOKEN_CHARS:
        return 0, 0
    try:
        first, _, second = _signer(purpose).unsign(token).partition("-")
        return int(first), int(second)
    except (BadSignature, ValueError):
        return 0, 0
