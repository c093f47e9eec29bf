"""Whom an event tells what was answered, and the outbox of what is to be told."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event


def new_secret() -> str:
    """Return a secret to sign with."""
    return f"whs_{secrets.token_urlsafe(32)}"


def new_delivery_id() -> str:
    """Return the name by which a receiver knows a delivery again."""
    return secrets.token_hex(16)


class Webhook(models.Model):
    """A server that is told of each question that is answered."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="webhooks", verbose_name=_("event"))
    url = models.CharField(_("address"), max_length=500, help_text=_("Begins with https://"))
    secret = models.CharField(
        _("secret"), max_length=80, default=new_secret, help_text=_("Signs each delivery; the receiver has it too.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_status = models.CharField(_("last answer"), max_length=20, blank=True)
    last_at = models.DateTimeField(_("last delivery"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One thing that is to be told to one webhook; written in the transaction of what it tells.

    A sweep claims rows until `claimed_until` with one UPDATE, sends, and sets `delivered_at`. A worker that dies leaves
    a claim that runs out: the same delivery may then arrive twice, with the same id, and is never lost.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    delivery_id = models.CharField(max_length=32, unique=True, default=new_delivery_id)
    kind = models.CharField(_("kind"), max_length=30)
    body = models.TextField()
    created_at = models.DateTimeField(_("since"))
    due_at = models.DateTimeField(_("next attempt"))
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_status = models.CharField(_("answer"), max_length=20, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(delivered_at=None, given_up_at=None),
                name="webhook_delivery_owed",
            ),
            models.Index(fields=["webhook", "created_at"], name="webhook_delivery_by_webhook"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.delivery_id}"
