"""Serve pages and sockets with uvicorn."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from live.server import make_server


class Command(BaseCommand):
    """`manage.py serve --port 8000`: web and edge in one process."""

    help = "Serve pages and sockets (uvicorn)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT."""
        make_server(host=options["host"], port=options["port"]).run()
