"""Background work: celery beat calls these; each may run twice at once, or late, without harm."""

from __future__ import annotations

from typing import Any

from celery import Celery, shared_task

from events.services import forget_old, owe_reminders, send_due_mails

SWEEP_S = 5.0  # what a person waits at most for the mail with their way in
REMIND_S = 60.0
FORGET_S = 24 * 3600.0


@shared_task(name="events.send_mails")
def send_mails() -> int:
    """Send what the outbox owes."""
    return send_due_mails()


@shared_task(name="events.remind")
def remind() -> int:
    """Owe the reminders whose hour has come."""
    return owe_reminders()


@shared_task(name="events.forget")
def forget() -> int:
    """Let go of what nobody needs any more."""
    return forget_old()


def schedule(app: Celery, **kwargs: Any) -> None:
    """Put the tasks on beat's schedule. A sweep that waited longer than its period has lost its sense."""
    app.add_periodic_task(SWEEP_S, send_mails.s(), name="events.send_mails", expires=SWEEP_S)
    app.add_periodic_task(REMIND_S, remind.s(), name="events.remind", expires=REMIND_S)
    app.add_periodic_task(FORGET_S, forget.s(), name="events.forget")
