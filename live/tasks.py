"""Background work of the realtime plane."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery import Celery, shared_task
from django.utils import timezone

from live import revocation
from live.models import Receipt

# docs/protocol.md promises that a repeated key has no second effect for this long.
RECEIPT_LIFE = timedelta(days=7)
_SWEEP_S = 3600.0


@shared_task(name="live.forget_receipts")
def forget_receipts() -> int:
    """Delete the receipts that no client can ask for again, and return how many."""
    deleted, _ = Receipt.objects.filter(created_at__lt=timezone.now() - RECEIPT_LIFE).delete()
    return deleted


@shared_task(name="live.forget_revocations")
def forget_revocations() -> int:
    """Delete the revocations of tickets that have expired since, and return how many."""
    return revocation.forget_revocations()


def schedule(app: Celery, **kwargs: Any) -> None:
    """Put the tasks on beat's schedule."""
    app.add_periodic_task(_SWEEP_S, forget_receipts.s(), name="live.forget_receipts", expires=_SWEEP_S)
    app.add_periodic_task(_SWEEP_S, forget_revocations.s(), name="live.forget_revocations", expires=_SWEEP_S)
