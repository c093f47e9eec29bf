"""Asks people to come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.models import Event, Invitation, MailKind
from events.services.mail import owe_mail


@transaction.atomic
def invite(
    *,
    event: Event,
    email: str = "",
    name: str = "",
    company: str = "",
    language: str = "",
    max_uses: int = 1,
    expires_at: datetime | None = None,
    send: bool = True,
) -> Invitation:
    """Make an invitation, and owe its mail when it names an address and `send` is set.

    An address that was invited before keeps its invitation, which is valid again: its link is already in a mail.
    """
    fields = {
        "name": name,
        "company": company,
        "language": language or event.default_language,
        "max_uses": max_uses,
        "expires_at": expires_at,
    }
    address = email.strip().lower()
    if not address:
        return Invitation.objects.create(event=event, **fields)
    invitation, created = Invitation.objects.get_or_create(event=event, email=address, defaults=fields)
    if not created and invitation.revoked_at is not None:
        invitation.revoked_at = None
        invitation.save(update_fields=["revoked_at"])
    if send:
        owe_mail(kind=MailKind.INVITATION, invitation=invitation)
    return invitation


def revoke_invitation(*, invitation: Invitation) -> None:
    """Make the invitation's link invalid. Who registered with it stays registered."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())
