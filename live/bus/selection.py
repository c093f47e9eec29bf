"""Which bus this process uses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from live.bus.base import Bus, Message

_current: Bus | None = None


def current_bus() -> Bus:
    """Return this process's bus, made from settings.LIVE_BUS_URL when first asked for."""
    global _current
    if _current is None:
        _current = _make(settings.LIVE_BUS_URL)
    return _current


def publish(*messages: Message) -> None:
    """Send `messages` on this process's bus. Never raises."""
    current_bus().publish(*messages)


@contextmanager
def use_bus(bus: Bus) -> Iterator[Bus]:
    """Use `bus` in this process for a while."""
    global _current
    before, _current = _current, bus
    try:
        yield bus
    finally:
        _current = before


def _make(url: str) -> Bus:
    if url == "memory://":
        from live.bus.memory import MemoryBus

        return MemoryBus()
    if url.startswith(("redis://", "rediss://", "unix://")):
        from live.bus.redis import RedisBus

        return RedisBus(url)
    raise ValueError(f"expected UNVEIL_BUS_URL to be memory:// or redis://host:port/db, got {url!r}")
