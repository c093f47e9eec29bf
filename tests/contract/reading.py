"""What a client has of a topic, and what it receives: read from the log as an edge does after an interruption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from live.facts import encode
from live.models import FactRecord, TopicHead, ValueRecord
from live.topics import decode_fact, topic_kind

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A snapshot as JSON, and where it was taken."""

    state: bytes
    offset: int
    rev: int


def look(topic: str) -> Seen:
    """Take a fresh snapshot of `topic`."""
    head = TopicHead.objects.filter(name=topic).first()
    state = topic_kind(topic).snapshots([topic])[topic]
    return Seen(encode(state), head.offset if head else 0, head.rev if head else 0)


def messages_since(topic: str, seen: Seen) -> list[Json]:
    """Return the wire's messages that a client which has `seen` receives."""
    messages: list[Json] = []
    facts = FactRecord.objects.filter(topic__name=topic, offset__gt=seen.offset).order_by("offset")
    if facts:
        bodies = [msgspec.json.decode(fact.body) for fact in facts]
        messages.append({"type": "facts", "topic": topic, "epoch": "e", "facts": bodies})
    values = ValueRecord.objects.filter(topic__name=topic, rev__gt=seen.rev).order_by("key")
    if values:
        now = {value.key: msgspec.json.decode(value.value) for value in values}
        rev = max(value.rev for value in values)
        messages.append({"type": "values", "topic": topic, "epoch": "e", "rev": rev, "values": now})
    return messages


def apply(topic: str, state: bytes, messages: list[Json]) -> bytes:
    """Return `state` after `messages`, in the order in which they come."""
    kind = topic_kind(topic)
    now = msgspec.json.decode(state, type=kind.state_type)
    for message in messages:
        if message["type"] == "values":
            now = kind.apply_values(now, message["values"])
        else:
            for fact in message["facts"]:
                now = kind.apply(now, decode_fact(kind, fact["kind"], fact["data"]))
    return encode(now)


def plain(state: bytes) -> Json:
    """Return an encoded state as plain JSON, which compares without regard to the order of keys."""
    decoded: Json = msgspec.json.decode(state)
    return decoded
