"""One member of the audience: a socket at a time, and how much it has."""

from __future__ import annotations

import _socket
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from loadtest.reading import Message, Place, is_personal, shared_name

if TYPE_CHECKING:
    from loadtest.handshake import Key
    from loadtest.people import Person

# What the attendee's live page follows; `my-` kinds are the person's own.
FOLLOWED = ("event", "stream", "questions", "chat:stage", "polls:stage", "reactions", "my-questions", "my-chat")
# Of a viewer that is not in yet: later than the facts of any chunk, so that none counts as delivered late.
NOT_IN_MS = 1 << 61


class Phase(IntEnum):
    """Where a connection is."""

    AWAY = 0  # none; a timer brings it back
    CONNECTING = 1
    PAGE = 2  # the page was asked for
    VISIT = 3  # the page is there, and its script asks for a ticket
    OPENING = 4  # the handshake was sent
    OPEN = 5
    GONE = 6  # for good


@dataclass(slots=True)
class Pending:
    """A command without an answer."""

    id: str
    name: str
    frame: bytes
    sent_s: float
    then: Callable[[Viewer, Message], None] | None
    tries: int = 1
    resend_at_s: float = 0.0


@dataclass(slots=True, eq=False)
class Viewer:
    """`follow` names the topics in full. Times are the cohort's monotonic seconds, `since_ms` is UTC."""

    person: Person
    follow: tuple[str, ...]
    place: Place
    target: int
    page: bool = False
    listener: Callable[[Viewer, Message], None] | None = None
    receive_buffer: int = 0
    """SO_RCVBUF in bytes; 0 leaves it to the system."""
    phase: Phase = Phase.AWAY
    socket: _socket.socket | None = None
    fd: int = -1
    key: Key | None = None
    rest: bytes = b""
    deadline_s: float = 0.0
    began_s: float = 0.0
    opened_s: float = 0.0
    lost_s: float = 0.0
    since_ms: int = NOT_IN_MS
    """Facts that were appended before this moment were missed, not delivered late."""
    is_in: bool = False
    """Has, or had, all shared topics."""
    is_welcome: bool = False
    attempt: int = 0
    reads: bool = True
    drained_s: float = 0.0
    pending: dict[str, Pending] = field(default_factory=dict)

    @property
    def event_id(self) -> int:
        """The event of the topics."""
        return int(self.follow[0].split("/")[1])

    @property
    def path(self) -> str:
        """The address of the socket, with what the viewer has."""
        said = []
        for topic in self.follow:
            position = self.place.positions.get(shared_name(topic))
            said.append(f"follow={topic}" + (f"@{position}" if position else ""))
        return f"/ws/{'crew' if self.person.is_crew else 'events'}/{self.event_id}/?{'&'.join(said)}"

    def has_shared(self) -> bool:
        """Whether every topic that many follow has a state."""
        positions = self.place.positions
        return all(topic in positions for topic in self.follow if not is_personal(topic))


def topics_of(person: Person, event_id: int, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the full names of what `person` follows; `my-` kinds are the person's own, "polls:stage" is a room's."""
    names = []
    for kind in kinds:
        prefix, _, key = kind.partition(":")
        key = person.subject if is_personal(kind) else key
        names.append(f"{prefix}/{event_id}/{key}" if key else f"{prefix}/{event_id}")
    return tuple(names)
