"""Background work of polls: celery beat calls it; it may run twice at once, or late, without harm."""

from __future__ import annotations

from typing import Any

from celery import Celery, shared_task

from polls.services import rewrite_due, settle_due

SETTLE_S = 1.0  # how late the crew's list may say that a countdown has ended; nobody's votes depend on it


@shared_task(name="polls.settle")
def settle() -> int:
    """Close the polls whose time is over, and show the results that are due."""
    return settle_due()


REWRITE_S = 60.0  # how long after the end the rows of a secret answer may say between whose votes it came


@shared_task(name="polls.rewrite")
def rewrite() -> int:
    """Write anew what was answered to anonymous polls since the last time."""
    return rewrite_due()


def schedule(app: Celery, **kwargs: Any) -> None:
    """Put the tasks on beat's schedule. A sweep that waited longer than its period has lost its sense."""
    app.add_periodic_task(SETTLE_S, settle.s(), name="polls.settle", expires=SETTLE_S)
    app.add_periodic_task(REWRITE_S, rewrite.s(), name="polls.rewrite", expires=REWRITE_S)
