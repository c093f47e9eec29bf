"""The bus inside one process: for tests, and for a single process without Redis."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from threading import Lock

from live.bus.base import Deliver, HealthChanged, Message


class MemoryBroker:
    """What several memory buses share, as several processes share a Redis."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._subscribers: dict[str, set[MemoryBus]] = defaultdict(set)

    def add(self, channel: str, bus: MemoryBus) -> None:
        """Subscribe `bus`."""
        with self._lock:
            self._subscribers[channel].add(bus)

    def discard(self, channel: str, bus: MemoryBus) -> None:
        """Unsubscribe `bus`."""
        with self._lock:
            self._subscribers[channel].discard(bus)

    def discard_everywhere(self, bus: MemoryBus) -> None:
        """Unsubscribe `bus` from all channels."""
        with self._lock:
            for buses in self._subscribers.values():
                buses.discard(bus)

    def publish(self, channel: str, payload: bytes) -> None:
        """Hand `payload` to every subscribed bus, in its own loop."""
        with self._lock:
            buses = list(self._subscribers.get(channel, ()))
        for bus in buses:
            bus.receive(channel, payload)


_process_broker = MemoryBroker()


class MemoryBus:
    """A bus on a broker in this process (by default the process's own)."""

    def __init__(self, broker: MemoryBroker | None = None) -> None:
        self._broker = broker or _process_broker
        self._loop: asyncio.AbstractEventLoop | None = None
        self._deliver: Deliver | None = None

    async def start(self, deliver: Deliver, health_changed: HealthChanged) -> None:
        """Begin to deliver."""
        self._loop = asyncio.get_running_loop()
        self._deliver = deliver
        health_changed(True)

    async def stop(self) -> None:
        """Stop delivering."""
        self._broker.discard_everywhere(self)
        self._loop = self._deliver = None

    async def subscribe(self, channel: str) -> None:
        """Deliver `channel` from now on."""
        self._broker.add(channel, self)

    async def unsubscribe(self, channel: str) -> None:
        """Deliver `channel` no more."""
        self._broker.discard(channel, self)

    def publish(self, *messages: Message) -> None:
        """Send each to every subscriber of its channel."""
        for channel, payload in messages:
            self._broker.publish(channel, payload)

    def receive(self, channel: str, payload: bytes) -> None:
        """Take a message from the broker, in any thread."""
        loop, deliver = self._loop, self._deliver
        if loop is not None and deliver is not None and not loop.is_closed():
            loop.call_soon_threadsafe(deliver, channel, payload)

    @property
    def healthy(self) -> bool:
        """A process always reaches itself."""
        return True
