"""Makes a live event with attendees, in a process of its own: `python -m tests.faults.make_event 200`."""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402  (the apps must be loaded first)

from events.models import Attendee, Event  # noqa: E402
from qa_moderation.models import QuestionPolicy  # noqa: E402


def main() -> None:
    """One event, live, with as many attendees as asked; the first has id 1, or the one that is asked."""
    now = timezone.now()
    event = Event.objects.create(
        slug="faults", name="Faults", phase="live", starts_at=now, ends_at=now + timedelta(hours=2)
    )
    # These people ask faster than people do.
    QuestionPolicy.objects.create(event=event, ask_interval_s=0, pending_per_person=50)
    first_id = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    Attendee.objects.bulk_create(
        Attendee(
            id=first_id + n - 1,
            event=event,
            name=f"Guest {n}",
            email=f"guest{n}@example.test",
            language="en",
            country="FR",
        )
        for n in range(1, int(sys.argv[1]) + 1)
    )


if __name__ == "__main__":
    main()
