"""What an address asks for, worked out once for all who ask for the same.

Those who open the same page differ in one thing: the topics of their own have their own subject in the name. So a query
with the subject cut out of it says what everybody with these roles gets, and is parsed, checked and sorted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from live.frames import Position
from live.tickets import Ticket
from live.topics import Topic, parse_topic

# Roles times pages times phases: a few dozen for a launch.
_MOST_PLANS = 1024


class Ask(NamedTuple):
    """A topic that a connection wants from a position on (None: with a snapshot)."""

    name: str
    since: Position | None


class Personal(NamedTuple):
    """A topic of one's own: its name up to the subject, and the bus channel that carries all of its kind."""

    stem: str
    channel: str


class Plan(NamedTuple):
    """The topics that an address asks for with a snapshot, all of them allowed. `crowd` has the shared ones, sorted."""

    shared: tuple[str, ...]
    personal: tuple[Personal, ...]
    crowd: tuple[str, ...]


class Plans:
    """Remembers the plans of an edge."""

    def __init__(self) -> None:
        self._plans: dict[tuple[int, frozenset[str], tuple[bytes, ...]], Plan] = {}

    def find(self, ticket: Ticket, query: bytes) -> Plan | None:
        """Return the plan of an address, if somebody with these roles came with it before."""
        return self._plans.get((ticket.event_id, ticket.roles, _without_subject(ticket, query)))

    def learn(self, ticket: Ticket, query: bytes, asks: Sequence[Ask]) -> None:
        """Remember what `query` asks for. All of `asks` must be allowed, each of another topic, and none with a
        position."""
        topics = [parse_topic(ask.name) for ask in asks]
        personal = [_personal(topic) for topic in topics if topic.kind.personal]
        shared = tuple(topic.name for topic in topics if not topic.kind.personal)
        pieces = _without_subject(ticket, query)
        if len(pieces) != len(personal) + 1 or any(ticket.subject in one.channel for one in personal):
            return  # the subject is a part of something else as well
        if len(self._plans) >= _MOST_PLANS:
            self._plans.clear()  # somebody makes addresses up: then nobody is served faster
        self._plans[ticket.event_id, ticket.roles, pieces] = Plan(shared, tuple(personal), tuple(sorted(shared)))


def _without_subject(ticket: Ticket, query: bytes) -> tuple[bytes, ...]:
    return tuple(query.split(ticket.subject.encode()))


def _personal(topic: Topic) -> Personal:
    return Personal(topic.name.removesuffix(topic.subject), topic.channel)
