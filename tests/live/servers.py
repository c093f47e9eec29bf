"""The servers that carry one protocol: ours, stock uvicorn through plain `send`, and Daphne."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from live.edge import _edges, current_edge
from live.server import make_server
from tests.parts.ports import free_port, wait_for_port


@contextmanager
def uvicorn_server() -> Iterator[int]:
    """A production server in this process, on the loop that production has; yields its port."""
    port = free_port()
    running = make_server(host="127.0.0.1", port=port)

    def run() -> None:
        with asyncio.Runner(loop_factory=running.config.get_loop_factory()) as runner:
            runner.run(running._serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    wait_for_port(port)
    try:
        yield port
    finally:
        running.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive()


@contextmanager
def daphne_server() -> Iterator[int]:
    """The run's one Daphne; what it knew of the test before is gone."""
    daphne = _daphne()
    try:
        yield daphne.port
    finally:
        asyncio.run_coroutine_threadsafe(_forget_everything(), daphne.loop).result(10)


class Daphne:
    """Twisted's reactor cannot be started twice in a process: so it runs until the process ends."""

    def __init__(self) -> None:
        from daphne.server import Server, twisted_loop

        from config.asgi import application

        self.port = free_port()
        self.loop: asyncio.AbstractEventLoop = twisted_loop
        self._server: Any = Server(
            application=application,
            endpoints=[f"tcp:port={self.port}:interface=127.0.0.1"],
            signal_handlers=False,
        )
        threading.Thread(target=self._server.run, daemon=True).start()
        wait_for_port(self.port)


@cache
def _daphne() -> Daphne:
    return Daphne()


async def _forget_everything() -> None:
    edge = current_edge()
    await edge.drain(0)
    await edge.stop()
    del _edges[asyncio.get_running_loop()]
