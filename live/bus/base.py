"""What a bus is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

# A channel, and what is said on it.
Message = tuple[str, bytes]
Deliver = Callable[[str, bytes], None]
HealthChanged = Callable[[bool], None]


class Bus(Protocol):
    """Carries bytes from any thread of any process to each process that subscribed. It may lose them, and says when.

    `start`, `subscribe`, `unsubscribe` and `stop` belong to one event loop; `deliver(channel, payload)` and
    `health_changed(healthy)` are called in it. `publish` may be called from every thread, does not block for long and
    never raises.
    """

    async def start(self, deliver: Deliver, health_changed: HealthChanged) -> None:
        """Begin to deliver."""

    async def stop(self) -> None:
        """Stop delivering and let go of connections."""

    async def subscribe(self, channel: str) -> None:
        """Deliver `channel` from now on. Returns once the subscription holds, or at once while the bus is down."""

    async def unsubscribe(self, channel: str) -> None:
        """Deliver `channel` no more."""

    def publish(self, *messages: Message) -> None:
        """Send each to every subscriber of its channel, in order, in one go."""

    @property
    def healthy(self) -> bool:
        """Whether messages are believed to arrive."""
