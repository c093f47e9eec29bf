"""Lets go of what nobody needs any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from events.models import Invitation, OutgoingMail

# Long enough to answer "did the mail go out?", and to have an invitation renewed.
MAIL_KEPT = timedelta(days=90)
INVITATION_KEPT = timedelta(days=90)


def forget_old(*, now: datetime | None = None) -> int:
    """Delete the records of mails sent long ago, and invitations that nobody used; return how many rows went.

    The confirmation of who attends an event to come is kept: its row says that it was sent.
    """
    now = now or timezone.now()
    mails, _ = OutgoingMail.objects.filter(sent_at__lt=now - MAIL_KEPT, attendee__event__ends_at__lt=now).delete()
    unused = Invitation.objects.filter(used_count=0, event__ends_at__lt=now - INVITATION_KEPT)
    invitations, _ = unused.delete()
    return mails + invitations
