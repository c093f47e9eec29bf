"""The outbox: a row for each mail that is owed, so that none is lost, and none goes out twice."""

from __future__ import annotations

from django.db import models

from events.models.people import Attendee, Invitation


class MailKind(models.TextChoices):
    """Which mail it is."""

    CONFIRMATION = "confirmation"
    ENTRY_LINK = "entry_link"
    INVITATION = "invitation"
    RESCHEDULED = "rescheduled"
    REMINDER_DAY = "reminder_day"
    REMINDER_HOUR = "reminder_hour"


class OutgoingMail(models.Model):
    """A mail that is owed to one person: one row for each kind and number, so that it cannot be owed twice.

    A sweep claims rows until `claimed_until` with one UPDATE, sends, and sets `sent_at`. A sweep that dies leaves a
    claim that runs out, so a mail may in that one case arrive twice (with the same Message-ID), and is never lost.
    """

    kind = models.CharField(max_length=20, choices=MailKind.choices)
    number = models.PositiveIntegerField(default=0)
    """Which one of its kind: the event's calendar_sequence, or the hour in which an entry link was asked for."""
    attendee = models.ForeignKey(Attendee, null=True, on_delete=models.CASCADE, related_name="mails")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.CASCADE, related_name="mails")
    due_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attendee", "kind", "number"], name="mail_to_attendee_once"),
            models.UniqueConstraint(fields=["invitation", "kind", "number"], name="mail_to_invited_once"),
            models.CheckConstraint(
                condition=models.Q(attendee=None) ^ models.Q(invitation=None), name="mail_to_one_person"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(sent_at=None), name="mail_owed")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.number} to {self.attendee_id or self.invitation_id}"
