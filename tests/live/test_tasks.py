"""Background work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from live.models import Receipt, Revocation
from live.tasks import RECEIPT_LIFE, forget_receipts, forget_revocations


@pytest.mark.django_db
def test_receipts_are_forgotten_only_when_their_time_is_over() -> None:
    for n, age in enumerate((timedelta(0), RECEIPT_LIFE - timedelta(minutes=1), RECEIPT_LIFE + timedelta(minutes=1))):
        row = Receipt.objects.create(event_id=1, subject="a1", key=f"key-{n}", fingerprint="f", result="{}")
        Receipt.objects.filter(pk=row.pk).update(created_at=timezone.now() - age)
    assert forget_receipts() == 1
    assert set(Receipt.objects.values_list("key", flat=True)) == {"key-0", "key-1"}


@pytest.mark.django_db
def test_revocations_are_forgotten_only_when_no_ticket_can_be_as_old(settings: Settings) -> None:
    settings.LIVE_TICKET_LIFETIME_S = 3600
    for n, hours in enumerate((0, 1, 1.9, 2.1)):
        row = Revocation.objects.create(event_id=1, subject=f"a{n}", before_us=1)
        Revocation.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    assert forget_revocations() == 1
    assert set(Revocation.objects.values_list("subject", flat=True)) == {"a0", "a1", "a2"}


def test_every_app_puts_its_tasks_on_the_schedule() -> None:
    from config.celery import app

    app.finalize()
    wanted = {"live.forget_receipts", "live.forget_revocations", "events.send_mails", "events.remind"}
    wanted |= {"qa_moderation.compare", "qa_moderation.flag"}
    wanted |= {"qa_moderation.deliver_webhooks", "qa_moderation.forget_deliveries"}
    assert wanted <= set(app.conf.beat_schedule)
