"""Registers people, within what the event allows."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from events import errors
from events.models import (
    AccessCode,
    Attendee,
    Consent,
    Event,
    Invitation,
    MailKind,
    RegistrationPolicy,
)
from events.selectors import AskedConsent, asked_consents
from events.services.mail import owe_mail
from live.errors import Refusal


@dataclass(frozen=True, slots=True)
class Registration:
    """Who is registered now. `is_new` is for deciding who may enter at once, and never for telling a visitor."""

    attendee: Attendee
    is_new: bool


def register_attendee(
    *,
    event: Event,
    name: str,
    email: str,
    language: str,
    company: str = "",
    country: str = "",
    time_zone: str = "",
    access_code: str = "",
    invitation: Invitation | None = None,
    agreed: Collection[str] = (),
) -> Registration:
    """Register a person and owe them a confirmation; `agreed` holds the keys of the consents that they ticked.

    An e-mail address that is registered already is left as it is, and is owed its entry link again (once an hour).
    Raises Refusal: events.not_open, events.language_unknown, events.wrong_code, events.invitation_needed,
    events.invitation_invalid, events.invitation_for_another, events.consent_needed, events.full.
    """
    address = email.strip().lower()
    try:
        registration = _register(
            event=event,
            person={"name": name.strip(), "company": company.strip(), "country": country, "time_zone": time_zone},
            address=address,
            language=language,
            access_code=access_code,
            invitation=invitation,
            agreed=agreed,
        )
    except IntegrityError:
        # Two requests with the same address met; the other one won.
        registration = _send_link_again(Attendee.objects.get(event=event, email=address))
    if not registration.is_new and _is_full(event):
        # A stranger to a full event is refused; were this person not, everybody could see who is registered.
        raise _full(event)
    return registration


@transaction.atomic
def _register(
    *,
    event: Event,
    person: dict[str, str],
    address: str,
    language: str,
    access_code: str,
    invitation: Invitation | None,
    agreed: Collection[str],
) -> Registration:
    # With places to count, registrations of the event stand in a line; without, they do not meet.
    current = (Event.objects.select_for_update(no_key=True) if event.capacity else Event.objects).get(pk=event.pk)
    consents = asked_consents(current, language)
    _check_language(current, language)
    _check_door(current, access_code, invitation, address)
    _check_consents(consents, agreed)
    known = Attendee.objects.filter(event=current, email=address).first()
    if known is not None:
        return _send_link_again(known)
    if _is_full(current):
        raise _full(current)
    if invitation is not None:
        _use(invitation)
    attendee = Attendee.objects.create(event=current, email=address, language=language, invitation=invitation, **person)
    Consent.objects.bulk_create(
        Consent(
            attendee=attendee,
            definition_id=consent.definition_id,
            key=consent.key,
            language=consent.language,
            wording=consent.text,
            version=consent.version,
        )
        for consent in consents
        if consent.key in agreed
    )
    owe_mail(kind=MailKind.CONFIRMATION, attendee=attendee)
    return Registration(attendee=attendee, is_new=True)


def withdraw_consent(*, attendee: Attendee, key: str) -> int:
    """Take back what `attendee` agreed to under `key`, and return how many records that concerned."""
    return Consent.objects.filter(attendee=attendee, key=key, withdrawn_at=None).update(withdrawn_at=timezone.now())


def normal_code(code: str) -> str:
    """Return an access code as it is compared: whatever people do to capitals, spaces and hyphens."""
    return re.sub(r"[\s\-_.]+", "", unicodedata.normalize("NFKC", code)).casefold()


def check_invitation(invitation: Invitation | None, address: str = "") -> None:
    """Refuse an invitation that cannot be used (by `address`, where it is given)."""
    if (
        invitation is None
        or invitation.revoked_at is not None
        # One that is bound to an address may be opened again by its holder, who is sent the way in once more.
        or (not invitation.email and invitation.used_count >= invitation.max_uses)
        or (invitation.expires_at is not None and invitation.expires_at <= timezone.now())
    ):
        raise Refusal(errors.INVITATION_INVALID, "expected a valid invitation; ask the organiser for a new one")
    if address and invitation.email and invitation.email != address:
        raise Refusal(errors.INVITATION_FOR_ANOTHER, "expected the address that was invited")


def _is_full(event: Event) -> bool:
    return event.capacity is not None and event.attendees.count() >= event.capacity


def _full(event: Event) -> Refusal:
    return Refusal(errors.FULL, f"expected fewer than {event.capacity} attendees; ask the organiser for a place")


def _check_language(event: Event, language: str) -> None:
    if language not in event.languages:
        spoken = ", ".join(event.languages)
        raise Refusal(errors.LANGUAGE_UNKNOWN, f"expected one of {spoken}, got {language!r}")


def _check_door(event: Event, access_code: str, invitation: Invitation | None, address: str) -> None:
    if event.registration == RegistrationPolicy.CLOSED:
        raise Refusal(errors.NOT_OPEN, "expected an open registration, it is closed")
    if invitation is not None:
        if invitation.event_id != event.pk:
            raise Refusal(errors.INVITATION_INVALID, "expected an invitation of this event")
        check_invitation(invitation, address)
    elif event.registration == RegistrationPolicy.INVITATION:
        raise Refusal(errors.INVITATION_NEEDED, "expected an invitation; open the link that the organiser sent")
    elif event.registration == RegistrationPolicy.ACCESS_CODE:
        given = normal_code(access_code).encode()
        codes = AccessCode.objects.filter(event=event, is_active=True).values_list("code", flat=True)
        # Every code is compared, in a time that does not depend on how much of it is right.
        matches = [hmac.compare_digest(normal_code(code).encode(), given) for code in codes]
        if not given or not any(matches):
            raise Refusal(errors.WRONG_CODE, "expected one of the event's access codes; look for typing errors")


def _check_consents(consents: Sequence[AskedConsent], agreed: Collection[str]) -> None:
    missing = [consent.key for consent in consents if consent.is_required and consent.key not in agreed]
    if missing:
        raise Refusal(errors.CONSENT_NEEDED, "expected the required consents", {"keys": missing})


def _use(invitation: Invitation) -> None:
    used = Invitation.objects.filter(pk=invitation.pk, revoked_at=None, used_count__lt=F("max_uses")).update(
        used_count=F("used_count") + 1
    )
    if not used:
        raise Refusal(errors.INVITATION_INVALID, "expected an invitation with a registration left")


def _send_link_again(attendee: Attendee) -> Registration:
    hour = int(timezone.now().timestamp()) // 3600
    owe_mail(kind=MailKind.ENTRY_LINK, attendee=attendee, number=hour)
    return Registration(attendee=attendee, is_new=False)
