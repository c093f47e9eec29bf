"""Make the film that the demo event shows."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from streaming.film.files import is_current
from streaming.film.make import make_film
from streaming.packager.settings import ffmpeg_path


class Command(BaseCommand):
    """`manage.py make_demo_film`: draws the film unless it is there already."""

    help = "Make the demo film, unless this version of it is there."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Anew or not."""
        parser.add_argument("--force", action="store_true", help="make it anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        var_dir = Path(settings.VAR_DIR)
        if is_current(var_dir) and not options["force"]:
            return
        self.stdout.write("Making the demo film (less than a minute, once)")
        started = time.monotonic()
        path = make_film(ffmpeg_path(), var_dir)
        self.stdout.write(f"Made {path.name} in {time.monotonic() - started:.0f} s")
