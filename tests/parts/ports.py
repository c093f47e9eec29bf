"""Loopback ports."""

from __future__ import annotations

import random
import socket
import time
from contextlib import ExitStack

_given: set[int] = set()


def free_port() -> int:
    """Return a loopback TCP port that nobody listens on now, and that this process was not given before."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        # What was given is listened on only later: two parts of a launch must not be given the same.
        if port not in _given:
            _given.add(port)
            return port


def wait_for_port(port: int, *, timeout_s: float = 20.0) -> None:
    """Return once something listens on `port`. Raises TimeoutError."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"expected a listener on 127.0.0.1:{port} within {timeout_s} s, found none")


def free_port_block(count: int) -> int:
    """Return the first of `count` ports in a row that nobody listens on, below those of outgoing connections."""
    starts = list(range(20_000, 30_000, count))
    random.shuffle(starts)
    for start in starts:
        with ExitStack() as stack:
            try:
                for port in range(start, start + count):
                    probe = stack.enter_context(socket.socket())
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return start
    raise RuntimeError(f"expected {count} free ports in a row between 20000 and 30000, found none")
