"""A whole launch on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from control_room.demo import PASSWORD, SLUG
from control_room.launcher.announcer import Announcer, end_with_parent
from control_room.launcher.checks import NotPossible, folder_held, require_free_disk, require_free_port
from control_room.launcher.doors import event_doors
from control_room.launcher.processes import Logs, make_manager, procfile_processes
from control_room.launcher.readiness import launch_probes
from control_room.launcher.summary import launch_summary
from events.models import Event
from live.bus import use_bus
from live.bus.memory import MemoryBus
from streaming.addresses import hls_url

# What takes long to make and is nobody's data outlives --reset.
KEPT_AT_RESET = frozenset({"static", "film", "secret-key", "lock"})


class Command(BaseCommand):
    """Runs in the environment that `make demo` sets (Makefile)."""

    help = "Run the demo launch (the Procfile's processes on embedded parts) until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Afresh or not."""
        parser.add_argument("--reset", action="store_true", help="delete the demo's data first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, run until SIGINT or SIGTERM, end all children."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # until honcho takes it over
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        end_with_parent()
        try:
            with folder_held(Path(settings.VAR_DIR)):
                works = self._run(Path(settings.VAR_DIR), reset=options["reset"])
        except NotPossible as error:
            self.stderr.write(f"unveil: {error}")
            sys.exit(1)
        except KeyboardInterrupt:
            sys.exit(130)
        sys.exit(0 if works else 1)

    def _run(self, var_dir: Path, *, reset: bool) -> bool:
        port, redis_port = _port_of(settings.BASE_URL), _port_of(settings.LIVE_BUS_URL)
        require_free_disk(var_dir)
        for each in (port, redis_port):
            require_free_port(each, instead=f"make demo PORT={port + 100}")
        if reset:
            _empty(var_dir)
        event = self._prepare()
        logs = Logs(var_dir / "log")
        processes = procfile_processes(settings.BASE_DIR / "Procfile", _environment(port, redis_port))
        manager = make_manager(processes, logs=logs)
        doors = event_doors(event, settings.BASE_URL)
        announcer = Announcer(
            started=logs.started,
            probes=launch_probes(
                base_url=settings.BASE_URL,
                page_path=urlsplit(doors[0].address).path,
                hls_path=hls_url(event.stream.channel),
                bus_url=settings.LIVE_BUS_URL,
                broker_url=settings.CELERY_BROKER_URL,
            ),
            ready=lambda: launch_summary(
                title=event.name, doors=doors, password=PASSWORD, mailbox=var_dir / "mailbox", logs=var_dir / "log"
            ),
            logs=var_dir / "log",
        )
        announcer.start()
        manager.loop()
        return not announcer.failed

    def _prepare(self) -> Event:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("make_demo_film")
        # Redis is not up yet, and nobody listens.
        with use_bus(MemoryBus()):
            call_command("create_demo")
        return Event.objects.get(slug=SLUG)


def _port_of(url: str) -> int:
    port = urlsplit(url).port
    if port is None:
        raise NotPossible(f"expected an address with a port, got {url!r}; start the demo by make demo")
    return port


def _environment(port: int, redis_port: int) -> dict[str, str]:
    """What the Procfile's commands expect: `python` is this one, and the ports."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "PORT": str(port), "REDIS_PORT": str(redis_port), "PYTHONUNBUFFERED": "1"}


def _empty(var_dir: Path) -> None:
    for path in var_dir.iterdir():
        if path.name in KEPT_AT_RESET:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
