"""The production topology on this machine."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from control_room.cluster.cluster import empty, run_cluster
from control_room.cluster.plan import Plan
from control_room.launcher.announcer import end_with_parent
from control_room.launcher.checks import NotPossible, folder_held, require_free_disk


class Command(BaseCommand):
    """Its own settings are of no account: it makes those of the processes that it starts."""

    help = "Run PostgreSQL, Redis, nginx, edges, web, a worker and the packager on this machine until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of what, and where."""
        parser.add_argument("--port", type=int, default=8080, help="nginx's; the others follow it (default 8080)")
        parser.add_argument("--edges", type=int, default=2, help="how many (default 2)")
        parser.add_argument("--no-stream", action="store_true", help="without the packager")
        parser.add_argument("--no-restart-edges", action="store_true", help="an edge that ends stays away")
        parser.add_argument("--data-dir", type=Path, default=settings.BASE_DIR / "var" / "cluster")
        parser.add_argument("--reset", action="store_true", help="delete the cluster's data first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, run until SIGINT or SIGTERM, end all children."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # until honcho takes it over
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        end_with_parent()
        data_dir: Path = options["data_dir"].absolute()
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            plan = _plan(data_dir, options)
            require_free_disk(data_dir)
            with folder_held(data_dir):
                if options["reset"]:
                    empty(data_dir)
                works = run_cluster(plan)
        except NotPossible as error:
            self.stderr.write(f"unveil: {error}")
            sys.exit(1)
        except KeyboardInterrupt:
            sys.exit(130)
        sys.exit(0 if works else 1)


def _plan(data_dir: Path, options: dict[str, Any]) -> Plan:
    return Plan(
        data_dir=data_dir,
        port=options["port"],
        edge_count=options["edges"],
        has_stream=not options["no_stream"],
        restarts_edges=not options["no_restart_edges"],
        drain_window_s=settings.LIVE_DRAIN_WINDOW_S,
        max_connections=settings.LIVE_MAX_CONNECTIONS,
        database_connections=settings.DATABASE_CONNECTIONS,
    )
