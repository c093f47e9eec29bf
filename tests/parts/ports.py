"""Loopback ports."""

from __future__ import annotations

import socket
import time


def free_port() -> int:
    """Return a loopback TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
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
