"""Every message of the protocol as a type, one section a direction. docs/protocol.md explains them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from live.facts import JSON, Record

TopicName = Annotated[str, msgspec.Meta(min_length=3, max_length=200)]
Since = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[0-9a-f]{1,16}\.[0-9]{1,18}\.[0-9]{1,18}$")]

# --- what a client sends: one object a frame


class Command(Record, tag_field="type", tag="command"):
    """Asks for something to be done. `id` is the idempotency key: a repeated id has no second effect."""

    id: Annotated[str, msgspec.Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    args: msgspec.Raw = msgspec.Raw(b"{}")


class Follow(Record, tag_field="type", tag="follow"):
    """Asks for a topic, from `since` (`<epoch>.<offset>.<rev>`) on where it is known, else with a snapshot."""

    topic: TopicName
    since: Since | None = None


class Unfollow(Record, tag_field="type", tag="unfollow"):
    """Ends a topic for this connection."""

    topic: TopicName


ClientMessage = Command | Follow | Unfollow

# --- what a server sends: an array of these a frame


class Welcome(Record, tag_field="type", tag="welcome"):
    """First message on a connection."""

    subject: str
    roles: list[str]
    at_ms: int
    degraded: bool


class LoggedFact(Record):
    """A fact in the log and on the wire. `at_ms` is when it was appended, `programme_ms` the frame it belongs to."""

    offset: int
    kind: str
    at_ms: int
    programme_ms: int | None
    data: msgspec.Raw


class Snapshot(Record, tag_field="type", tag="snapshot"):
    """The state of a topic, true at `offset` and `rev`."""

    topic: str
    epoch: str
    offset: int
    rev: int
    state: msgspec.Raw


class Facts(Record, tag_field="type", tag="facts"):
    """Facts in the order of their offsets, without a gap after what this client has."""

    topic: str
    epoch: str
    facts: list[msgspec.Raw]


class Values(Record, tag_field="type", tag="values"):
    """The newest values of conflated keys, true at `rev`."""

    topic: str
    epoch: str
    rev: int
    values: dict[str, msgspec.Raw]


class Pulse(Record, tag_field="type", tag="pulse"):
    """What matters only now (presence): not kept, not repeated."""

    topic: str
    values: dict[str, JSON]


class Ack(Record, tag_field="type", tag="ack"):
    """The command was done, and is durable."""

    id: str
    result: msgspec.Raw


class Refused(Record, tag_field="type", tag="refusal"):
    """The command was not done."""

    id: str
    code: str
    message: str
    details: dict[str, JSON]


class Unavailable(Record, tag_field="type", tag="unavailable"):
    """The topic is not followed."""

    topic: str
    code: str


class Notice(Record, tag_field="type", tag="notice"):
    """Something that concerns the whole connection."""

    code: str


class Beat(Record, tag_field="type", tag="beat"):
    """The heartbeat: one broadcast frame. A client that misses three has lost its connection."""

    at_ms: int


class Drain(Record, tag_field="type", tag="drain"):
    """This edge is leaving: reconnect at a random moment within `window_ms`."""

    window_ms: int


ServerMessage = Welcome | Snapshot | Facts | Values | Pulse | Ack | Refused | Unavailable | Notice | Beat | Drain

# --- between processes, on the bus


class BusFacts(Record, tag=0, array_like=True):
    """Facts that were committed together; `last` is the offset of the last."""

    topic: str
    epoch: str
    last: int
    facts: list[msgspec.Raw]


class BusValues(Record, tag=1, array_like=True):
    """Conflated values that were committed."""

    topic: str
    epoch: str
    rev: int
    values: dict[str, msgspec.Raw]


class BusPresence(Record, tag=2, array_like=True):
    """How many people an edge holds on an event, told every second or two."""

    event_id: int
    edge: str
    people: int


BusMessage = BusFacts | BusValues | BusPresence


def frame(*messages: bytes) -> bytes:
    """Return the frame that carries the encoded `messages`."""
    return b"[" + b",".join(messages) + b"]"


client_decoder = msgspec.json.Decoder(ClientMessage)
bus_decoder = msgspec.json.Decoder(BusMessage)
