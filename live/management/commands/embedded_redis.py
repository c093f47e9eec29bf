"""Become the embedded Redis."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from live.embedded.lifetime import die_with_parent
from live.embedded.redis_server import RedisServerMissing, find_redis_server, redis_server_arguments


class Command(BaseCommand):
    """Replaces this process by redis-server, so that whoever started it signals Redis itself."""

    help = "Run the embedded Redis on a loopback port until it is told to stop, or its parent ends."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, required=True, help="loopback port to listen on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find redis-server and become it."""
        try:
            binary = find_redis_server()
        except RedisServerMissing as error:
            self.stderr.write(f"unveil: {error}")
            sys.exit(1)
        folder = Path(settings.VAR_DIR) / "redis"
        folder.mkdir(parents=True, exist_ok=True)
        die_with_parent()
        os.execv(binary, [str(binary), *redis_server_arguments(port=options["port"], folder=folder)])  # noqa: S606 -- no shell is wanted
