"""Topics: streams of facts that a connection may follow, registered by the apps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import msgspec

from live.facts import JSON, Fact, Record
from live.tickets import Ticket

State = TypeVar("State", bound=Record)


class TopicKind(Generic[State]):
    """A family of topics, named `<prefix>/<event_id>`, `<prefix>/<event_id>/<key>` or `<prefix>/<event_id>/<subject>`.

    The promise that every kind keeps, and the contract suite checks: an old snapshot plus the facts and values since
    then equals a fresh snapshot.
    """

    prefix: ClassVar[str]
    state_type: ClassVar[type[Record]]
    fact_types: ClassVar[tuple[type[Fact], ...]]
    personal: ClassVar[bool] = False
    """A personal topic belongs to one subject; its facts travel on one bus channel for the whole event."""

    keyed: ClassVar[bool] = False
    """An event has several shared topics of a keyed kind, told apart by a short name. `snapshots` leaves out a key that
    there is none of."""

    initial: ClassVar[Record | None] = None
    """The state of a personal topic to which nothing was ever appended: edges give it out without a read, and most of
    a crowd has none but this. None where it depends on something else."""

    carries_presence: ClassVar[bool] = False
    """Whether followers get the number of people on the event as a pulse."""

    key_roles: ClassVar[frozenset[str]] = frozenset()
    """The roles of keys in an address that may ask for it (`live.tickets.KEY_ROLES`). None, unless a kind says so."""

    def snapshots(self, names: Sequence[str]) -> dict[str, State]:
        """Return the state of each topic in `names`, with a number of queries that does not depend on how many."""
        raise NotImplementedError

    def apply(self, state: State, fact: Fact) -> State:
        """Return the state after `fact`. Pure."""
        raise NotImplementedError

    def apply_values(self, state: State, values: Mapping[str, JSON]) -> State:
        """Return the state with the newest `values` of its conflated keys. Pure."""
        raise NotImplementedError(f"{self.prefix} has no conflated values, got {sorted(values)}")

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Whether the holder of `ticket` may follow `name`, which is of its own event. Asked without the database.

        Nothing but its roles may decide, and for a personal topic its subject: the answer holds for all with the same.
        """
        raise NotImplementedError

    def channel(self, name: str) -> str:
        """Return the bus channel that carries `name`."""
        return name.rsplit("/", 1)[0] if self.personal else name

    @classmethod
    def fact_type(cls, kind: str) -> type[Fact]:
        """Return the class of the facts that the wire calls `kind`. Raises KeyError."""
        return {fact.__name__: fact for fact in cls.fact_types}[kind]


_kinds: dict[str, TopicKind[Record]] = {}

KindClass = TypeVar("KindClass", bound=type[TopicKind[Any]])


def register_topic(kind: KindClass) -> KindClass:
    """Make a topic kind known (class decorator). Raises ValueError when its prefix is taken."""
    known = _kinds.get(kind.prefix)
    if known is not None and type(known) is not kind:
        raise ValueError(f"expected a new topic prefix, got {kind.prefix!r} of {type(known).__name__}")
    _kinds[kind.prefix] = kind()
    parse_topic.cache_clear()
    return kind


def topic_kinds() -> Mapping[str, TopicKind[Record]]:
    """Return every registered kind by prefix."""
    return dict(sorted(_kinds.items()))


class Topic(NamedTuple):
    """A topic's name, taken apart. `subject` is "" for a shared one; `channel` is the bus channel that carries it."""

    name: str
    kind: TopicKind[Record]
    event_id: int
    subject: str
    channel: str


# One name for a topic: "questions/07" would be another feed with the same state.
_EVENT_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)


# The shared topics of an event are asked for by everybody who joins; personal ones pass through.
@lru_cache(maxsize=4096)
def parse_topic(name: str) -> Topic:
    """Take the name of a topic apart. Raises LookupError when it has no kind or is not well formed."""
    parts = name.split("/")
    kind = _kinds.get(parts[0])
    longer = kind is not None and (kind.personal or kind.keyed)
    if kind is None or len(parts) != (3 if longer else 2) or not _EVENT_ID.fullmatch(parts[1]) or not parts[-1]:
        raise LookupError(f"expected a topic like <prefix>/<event id>, got {name!r}")
    if kind.keyed and not _KEY.fullmatch(parts[2]):
        raise LookupError(f"expected a key of small letters, digits and hyphens, got {name!r}")
    return Topic(name, kind, int(parts[1]), parts[2] if kind.personal else "", kind.channel(name))


def topic_kind(name: str) -> TopicKind[Record]:
    """Return the kind of the topic `name`. Raises LookupError when there is none or the name is not well formed."""
    return parse_topic(name).kind


def topic_event_id(name: str) -> int:
    """Return the event's id in a topic's name ("desk/7" is 7)."""
    return int(name.split("/")[1])


def topic_subject(name: str) -> str:
    """Return the subject in a personal topic's name ("me/7/a12" is "a12")."""
    return name.split("/")[2]


def topic_key(name: str) -> str:
    """Return the key in a keyed topic's name ("chat/7/stage" is "stage")."""
    return name.split("/")[2]


def decode_fact(kind: TopicKind[Record], fact_kind: str, data: JSON) -> Fact:
    """Return the fact that the plain JSON `data` says. Raises KeyError or msgspec.ValidationError."""
    return msgspec.convert(data, kind.fact_type(fact_kind))
