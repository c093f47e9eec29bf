"""Background work of the desk: celery beat calls these; each may run twice at once, or late, without harm."""

from __future__ import annotations

from typing import Any

from celery import Celery, shared_task

from qa_moderation.services import compare_all

COMPARE_S = 1.0  # what a moderator waits at most for the likely duplicates of a new question; nothing new costs a query


@shared_task(name="qa_moderation.compare")
def compare() -> int:
    """Look for likely duplicates among what was asked or reworded since."""
    return compare_all()


def schedule(app: Celery, **kwargs: Any) -> None:
    """Put the tasks on beat's schedule. A sweep that waited longer than its period has lost its sense."""
    app.add_periodic_task(COMPARE_S, compare.s(), name="qa_moderation.compare", expires=COMPARE_S)
