"""How many people are here: each edge tells its own count, and adds up what the others told."""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from typing import TYPE_CHECKING

from live.facts import encode
from live.topics import topic_event_id, topic_kind
from live.wire import BusPresence

if TYPE_CHECKING:
    from live.hub import Hub

_TELL_S = 2.0
# An edge that has been silent for three rounds is gone, and its people with it.
_FORGET_S = 3 * _TELL_S


class Presence:
    """Counts people (no sockets, crew or graphics) by event; sends the sum as a pulse on topics that carry presence."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._edge = secrets.token_hex(4)
        self._told: dict[int, dict[str, tuple[int, float]]] = defaultdict(dict)

    def heard(self, message: BusPresence) -> None:
        """Note what an edge says that it holds."""
        self._told[message.event_id][message.edge] = (message.people, asyncio.get_running_loop().time())

    def people(self, event_id: int) -> int:
        """Return the people on all edges, as far as they were heard lately."""
        now = asyncio.get_running_loop().time()
        told = self._told[event_id]
        for edge in [edge for edge, (_, at) in told.items() if now - at > _FORGET_S]:
            del told[edge]
        return sum(people for people, _ in told.values())

    async def run(self) -> None:
        """Tell and send, every two seconds."""
        while True:
            await self._round()
            await asyncio.sleep(_TELL_S)

    async def _round(self) -> None:
        here: dict[int, set[str]] = defaultdict(set)
        for connection in self._hub.connections:
            subjects = here[connection.ticket.event_id]
            if not (connection.ticket.is_crew or connection.ticket.is_by_key):
                subjects.add(connection.ticket.subject)
        for event_id, subjects in here.items():
            channel = f"presence/{event_id}"
            await self._hub.hold_channel(channel)
            message = BusPresence(event_id=event_id, edge=self._edge, people=len(subjects))
            self.heard(message)
            self._hub.publish(channel, encode(message))
        for name, feed in list(self._hub.feeds.items()):
            if topic_kind(name).carries_presence and feed.is_followed:
                people = self.people(topic_event_id(name))
                if feed.last_pulse.get("presence") != people:
                    feed.pulse({"presence": people})
