"""Background work of the desk: celery beat calls these; each may run twice at once, or late, without harm."""

from __future__ import annotations

from typing import Any

from celery import Celery, shared_task

from qa_moderation.services import compare_all, deliver_due, flag_all, forget_deliveries

COMPARE_S = 1.0  # what a moderator waits at most for the likely duplicates of a new question; nothing new costs a query
DELIVER_S = 2.0
FLAG_S = 5.0  # nothing new costs a query; the chat takes a changed word list at once
FORGET_S = 24 * 3600.0


@shared_task(name="qa_moderation.compare")
def compare() -> int:
    """Look for likely duplicates among what was asked or reworded since."""
    return compare_all()


@shared_task(name="qa_moderation.flag")
def flag() -> int:
    """Flag the open questions anew of events whose words changed."""
    return flag_all()


@shared_task(name="qa_moderation.deliver_webhooks")
def deliver_webhooks() -> int:
    """Send what the webhooks' outbox owes."""
    return deliver_due()


@shared_task(name="qa_moderation.forget_deliveries")
def forget_old_deliveries() -> int:
    """Delete the deliveries that nobody asks for any more."""
    return forget_deliveries()


def schedule(app: Celery, **kwargs: Any) -> None:
    """Put the tasks on beat's schedule. A sweep that waited longer than its period has lost its sense."""
    app.add_periodic_task(COMPARE_S, compare.s(), name="qa_moderation.compare", expires=COMPARE_S)
    app.add_periodic_task(FLAG_S, flag.s(), name="qa_moderation.flag", expires=FLAG_S)
    app.add_periodic_task(DELIVER_S, deliver_webhooks.s(), name="qa_moderation.deliver_webhooks", expires=DELIVER_S)
    app.add_periodic_task(FORGET_S, forget_old_deliveries.s(), name="qa_moderation.forget_deliveries")
