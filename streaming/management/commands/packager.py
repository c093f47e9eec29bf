"""Keep open streams on the air."""

from __future__ import annotations

import asyncio
import gc
import signal
from typing import Any

from django.core.management.base import BaseCommand

from streaming.packager.settings import outfit
from streaming.packager.supervisor import Supervisor


class Command(BaseCommand):
    """`manage.py packager`: an encoder for each open stream, until SIGTERM or SIGINT."""

    help = "Encode every open stream and publish it to the origin."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        asyncio.run(_run())
        # Python would look through every object of Django's before it ends: 1 to 4 s on a busy machine, and whoever
        # sent SIGTERM waits.
        gc.freeze()


async def _run() -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await Supervisor(outfit()).run(stopping)
