"""Background work: Celery, its schedule found in the apps' tasks."""

from __future__ import annotations

import os
from typing import Any

import django.apps
from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("unveil")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def _schedule(sender: Celery, **kwargs: Any) -> None:
    """Let each app put its tasks on beat's schedule."""
    if not django.apps.apps.ready:
        django.setup()
    from events import tasks as events_tasks
    from live import tasks as live_tasks
    from polls import tasks as polls_tasks
    from qa_moderation import tasks as qa_tasks

    for tasks in (live_tasks, events_tasks, qa_tasks, polls_tasks):
        tasks.schedule(sender)
