"""Lower or raise the service level: reactions of every event, or of one, while pages are open."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events.models import Event
from polls.reactions.services import hold_reactions


class Command(BaseCommand):
    """`manage.py set_reactions off`, and `on` again; `--event aurelle-one` for one event alone."""

    help = "Take reactions off the pages of every event, or give them back, at once and whatever organisers decide."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Off or on, and where."""
        parser.add_argument("word", choices=("off", "on"))
        parser.add_argument("--event", metavar="SLUG", help="this event alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Decide it, and tell every page."""
        events = Event.objects.order_by("pk")
        if options["event"]:
            events = events.filter(slug=options["event"])
            if not events:
                raise CommandError(f"expected the slug of an event, got {options['event']!r}")
        for event in events:
            told = hold_reactions(event_id=event.pk, is_held=options["word"] == "off")
            self.stdout.write(f"{event.slug}: {_said(is_on=told.is_on, is_held=told.is_held)}")
        if options["word"] == "on" and not settings.REACTIONS_ALLOWED:
            raise CommandError("expected UNVEIL_REACTIONS not to be off, which holds them until processes start anew")


def _said(*, is_on: bool, is_held: bool) -> str:
    if is_held:
        return "held"
    return "on" if is_on else "off, as its organiser or its crew decided"
