"""A worker of webhooks in a process of its own: `python -m tests.faults.deliver owe|deliver <what>`."""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402  (the apps must be loaded first)

from events.models import Event  # noqa: E402
from qa_moderation.models import Webhook  # noqa: E402
from qa_moderation.services import deliver_due, owe_test, save_webhook  # noqa: E402


def main() -> None:
    """Owe the address a delivery; or send what is due in so many seconds, and say how much arrived."""
    what, given = sys.argv[1:]
    if what == "owe":
        print(owe_test(webhook=save_webhook(webhook=Webhook(event=Event.objects.get(), url=given))).delivery_id)
    else:
        print(deliver_due(now=timezone.now() + timedelta(seconds=float(given))))


if __name__ == "__main__":
    main()
