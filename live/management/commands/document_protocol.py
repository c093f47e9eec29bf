"""Write the tables of docs/protocol.md."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from live.documentation import write_tables


class Command(BaseCommand):
    """`manage.py document_protocol [--check]`."""

    help = "Write the tables of docs/protocol.md from what is registered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether only to look."""
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when the tables are stale.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or compare."""
        path = settings.BASE_DIR / "docs" / "protocol.md"
        before = path.read_text()
        after = write_tables(before)
        if options["check"] and before != after:
            raise CommandError("docs/protocol.md is stale: run `manage.py document_protocol`")
        if before != after:
            path.write_text(after)
