"""Make the demo event."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from control_room.demo.event import create_demo_event


class Command(BaseCommand):
    """Does nothing when the event is there."""

    help = "Make the demo event with its crew, whose password is public: never in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        if settings.IS_PRODUCTION:
            raise CommandError("the demo's logins are public: expected UNVEIL_ENV=development")
        create_demo_event()
