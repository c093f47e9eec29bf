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
    from live.tickets import Ticket

_TELL_S = 2.0
# An edge that has been silent for three rounds is gone, and its people with it.
_FORGET_S = 3 * _TELL_S
_NOBODY = ""


class Presence:
    """Counts people (no sockets, crew or graphics) by event; sends the sum as a pulse on topics that carry presence."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._edge = secrets.token_hex(4)
        self._told: dict[int, dict[str, tuple[int, float]]] = defaultdict(dict)
        # The sockets of each person, by event. Counted as they come and go: to look at each of 17,000 again every two
        # seconds would be work for nothing, all at once.
        self._here: dict[int, dict[str, int]] = {}

    def came(self, ticket: Ticket) -> None:
        """Count a socket in."""
        sockets = self._here.setdefault(ticket.event_id, {})
        who = _counted_as(ticket)
        sockets[who] = sockets.get(who, 0) + 1

    def left(self, ticket: Ticket) -> None:
        """Count a socket out that was counted in."""
        sockets = self._here[ticket.event_id]
        who = _counted_as(ticket)
        sockets[who] -= 1
        if not sockets[who]:
            del sockets[who]
        if not sockets:
            del self._here[ticket.event_id]

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
        people_here = {event_id: len(sockets) - (_NOBODY in sockets) for event_id, sockets in self._here.items()}
        for event_id, people in people_here.items():
            channel = f"presence/{event_id}"
            await self._hub.hold_channel(channel)
            message = BusPresence(event_id=event_id, edge=self._edge, people=people)
            self.heard(message)
            self._hub.publish(channel, encode(message))
        for name, feed in list(self._hub.feeds.items()):
            if topic_kind(name).carries_presence and feed.is_followed:
                people = self.people(topic_event_id(name))
                if feed.last_pulse.get("presence") != people:
                    feed.pulse({"presence": people})


def _counted_as(ticket: Ticket) -> str:
    """Return the person whose socket it is; crew and graphics are nobody, though the event is looked at."""
    return _NOBODY if ticket.is_crew or ticket.is_by_key else ticket.subject
