"""What a cluster's database needs before its processes start."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from control_room.demo import PASSWORD, SLUG
from control_room.launcher.doors import event_doors
from events.models import Event
from live.bus import use_bus
from live.bus.memory import MemoryBus
from streaming.addresses import hls_url


class Command(BaseCommand):
    """A process of its own: the one that runs the cluster keeps no connection to its database."""

    help = "Migrate, make the demo event, and tell what was made as one line of JSON (for manage.py cluster)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """With what the packager shows, or without."""
        parser.add_argument("--film", action="store_true", help="make the demo film too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, and tell."""
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        if options["film"]:
            call_command("make_demo_film", stdout=self.stderr)
        with use_bus(MemoryBus()):  # Redis is not up yet, and nobody listens
            call_command("create_demo", stdout=self.stderr)
        event = Event.objects.get(slug=SLUG)
        doors = event_doors(event, settings.BASE_URL)
        made = {
            "id": event.pk,
            "slug": event.slug,
            "title": event.name,
            "page": doors[0].address,
            "page_path": urlsplit(doors[0].address).path,
            "hls_path": hls_url(event.stream.channel),
            "password": PASSWORD,
            "doors": [asdict(door) for door in doors],
        }
        self.stdout.write(json.dumps(made))
