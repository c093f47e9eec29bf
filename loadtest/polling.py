"""epoll, also where gevent has taken it out of the `select` module."""

from __future__ import annotations

import select
import sys
from typing import Any

EPOLLIN, EPOLLOUT = 0x1, 0x4


def _epoll() -> Any:
    if hasattr(select, "epoll"):
        return select.epoll()
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None:
        raise RuntimeError(f"expected epoll, which is Linux's; {sys.platform} has none. Run the audience on Linux")
    return monkey.get_original("select", "epoll")()


class Poll:
    """Which sockets have something. A closed socket leaves by itself."""

    def __init__(self) -> None:
        self._epoll = _epoll()

    def add(self, fd: int, events: int) -> None:
        """Begin to watch."""
        self._epoll.register(fd, events)

    def change(self, fd: int, events: int) -> None:
        """Watch for something else; for errors in any case."""
        self._epoll.modify(fd, events)

    def wait(self, timeout_s: float, most: int) -> list[tuple[int, int]]:
        """Return (fd, events) of at most `most` sockets."""
        return self._epoll.poll(timeout_s, most)
