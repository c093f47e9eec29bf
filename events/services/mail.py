"""The outbox: owes mails, and sends those that are due. Safe with any number of sweeps at once."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from events.mails import compose
from events.models import Attendee, Event, Invitation, MailKind, OutgoingMail, Phase
from events.rehearsal import REHEARSAL_DOMAIN

logger = logging.getLogger(__name__)

_CLAIM = timedelta(minutes=5)  # longer than a batch takes with a slow mail server
_MAX_ATTEMPTS = 8  # with the pauses below: about four hours
_SERVER_PAUSE = timedelta(seconds=30)
_BATCH = 100
_CHUNK = 1000

# When a reminder is due before the start, and until when it still helps.
REMINDERS = {
    MailKind.REMINDER_DAY: (timedelta(hours=24), timedelta(hours=3)),
    MailKind.REMINDER_HOUR: (timedelta(hours=1), timedelta(0)),
}


def owe_mail(
    *, kind: MailKind, attendee: Attendee | None = None, invitation: Invitation | None = None, number: int = 0
) -> None:
    """Write down that a mail is owed from now on, in the caller's transaction; the same mail again is one mail."""
    OutgoingMail.objects.bulk_create(
        [OutgoingMail(kind=kind, attendee=attendee, invitation=invitation, number=number, due_at=timezone.now())],
        ignore_conflicts=True,
    )


def owe_to_all(*, event: Event, kind: MailKind, registered_before: datetime | None = None) -> int:
    """Owe a mail to every attendee of `event` who is not owed it already, and return to how many."""
    number, now = event.calendar_sequence, timezone.now()
    owed = OutgoingMail.objects.filter(attendee=OuterRef("pk"), kind=kind, number=number)
    attendees = Attendee.objects.filter(~Exists(owed), event=event).exclude(email__endswith=REHEARSAL_DOMAIN)
    if registered_before is not None:
        attendees = attendees.filter(registered_at__lt=registered_before)
    ids = list(attendees.values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        OutgoingMail.objects.bulk_create(
            [OutgoingMail(kind=kind, attendee_id=pk, number=number, due_at=now) for pk in ids[start : start + _CHUNK]],
            ignore_conflicts=True,
        )
    return len(ids)


def owe_reminders(*, now: datetime | None = None) -> int:
    """Owe the reminders whose hour has come, and return how many. Who registered after that hour needs none."""
    now = now or timezone.now()
    count = 0
    for kind, (before, useful_until) in REMINDERS.items():
        for event in Event.objects.exclude(phase=Phase.AFTER).filter(
            starts_at__gt=now + useful_until, starts_at__lte=now + before
        ):
            count += owe_to_all(event=event, kind=kind, registered_before=event.starts_at - before)
    return count


def send_due_mails(*, now: datetime | None = None) -> int:
    """Send the mails that are due, and return how many went out. A mail that fails is tried again, ever later."""
    now = now or timezone.now()
    sent = 0
    while claim := _claim(now):
        sent += _send(claim, now)
    return sent


def _claim(now: datetime) -> str:
    """Claim a batch of due mails with one UPDATE, and return the claim's name; "" when nothing is due."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = OutgoingMail.objects.filter(free, sent_at=None, due_at__lte=now, attempts__lt=_MAX_ATTEMPTS)
    ids = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:_BATCH])
    claim = secrets.token_hex(16)
    # The condition stands in the UPDATE: of two sweeps that chose the same rows, each row goes to one.
    taken = due.filter(pk__in=ids).update(claim=claim, claimed_until=now + _CLAIM, attempts=F("attempts") + 1)
    return claim if taken else ""


def _send(claim: str, now: datetime) -> int:
    rows = OutgoingMail.objects.filter(claim=claim, sent_at=None).select_related("attendee__event", "invitation__event")
    waiting = list(rows)
    sent = 0
    try:
        with get_connection() as connection:
            while waiting:
                sent += _send_one(waiting.pop(0), connection, now)
    except OSError:
        # The mail server does not answer: nothing was wrong with these mails, so they wait without losing an attempt.
        logger.exception("no mail server; %d mails wait", len(waiting))
        ids = [row.pk for row in waiting]
        OutgoingMail.objects.filter(pk__in=ids, sent_at=None).update(
            claim="", claimed_until=None, due_at=now + _SERVER_PAUSE, attempts=F("attempts") - 1
        )
    return sent


def _send_one(row: OutgoingMail, connection: BaseEmailBackend, now: datetime) -> bool:
    """Send one mail; one that cannot be composed or is refused is put back, and does not stop the others."""
    if _is_stale(row, now):
        row.delete()
        return False
    try:
        message = compose(row)
        message.connection = connection
        message.send()
    except Exception:
        pause = timedelta(minutes=min(2**row.attempts, 120))
        OutgoingMail.objects.filter(pk=row.pk).update(claim="", claimed_until=None, due_at=now + pause)
        logger.exception("mail %s failed, attempt %d of %d", row, row.attempts, _MAX_ATTEMPTS)
        return False
    OutgoingMail.objects.filter(pk=row.pk).update(sent_at=timezone.now(), claimed_until=None)
    return True


def _is_stale(row: OutgoingMail, now: datetime) -> bool:
    """Whether the mail has lost its sense while it waited: the event moved, began, or the invitation was revoked."""
    if row.invitation is not None:
        return row.invitation.revoked_at is not None
    assert row.attendee is not None
    event = row.attendee.event
    if row.kind in REMINDERS:
        _before, useful_until = REMINDERS[MailKind(row.kind)]
        return row.number != event.calendar_sequence or event.starts_at <= now + useful_until
    return row.kind == MailKind.RESCHEDULED and row.number != event.calendar_sequence
