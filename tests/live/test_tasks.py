"""Background work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from live.models import Receipt
from live.tasks import RECEIPT_LIFE, forget_receipts


@pytest.mark.django_db
def test_receipts_are_forgotten_only_when_their_time_is_over() -> None:
    for n, age in enumerate((timedelta(0), RECEIPT_LIFE - timedelta(minutes=1), RECEIPT_LIFE + timedelta(minutes=1))):
        row = Receipt.objects.create(event_id=1, subject="a1", key=f"key-{n}", fingerprint="f", result="{}")
        Receipt.objects.filter(pk=row.pk).update(created_at=timezone.now() - age)
    assert forget_receipts() == 1
    assert set(Receipt.objects.values_list("key", flat=True)) == {"key-0", "key-1"}


def test_every_app_puts_its_tasks_on_the_schedule() -> None:
    from config.celery import app

    app.finalize()
    assert {"live.forget_receipts", "events.send_mails", "events.remind"} <= set(app.conf.beat_schedule)
