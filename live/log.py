"""Writing to the fact log: in the service's own transaction, carried by the bus once it has committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from live import bus, statements
from live.facts import JSON, Fact, encode
from live.frames import Position
from live.models import FactRecord, LogEpoch, TopicHead, ValueRecord
from live.topics import topic_kind
from live.wire import BusFacts, BusValues, LoggedFact

_MOVE_HEAD = statements.replacing(["id"], ["offset", "rev", "touched_at"])
_REPLACE_VALUE = statements.replacing(["topic_id", "key"], ["rev", "value"])


def append(topic: str, fact: Fact, *, programme_ms: int | None = None) -> int:
    """Append `fact` to `topic` and return its offset.

    Must be called in a transaction, and locks the topic's row until its end, so that facts commit in the order of
    their offsets. Raises RuntimeError outside a transaction and TypeError for a fact that the topic does not carry.
    """
    return append_all(topic, [fact], programme_ms=programme_ms)


def append_all(topic: str, facts: Sequence[Fact], *, programme_ms: int | None = None) -> int:
    """Append `facts` to `topic`, publish them together, and return the offset of the last."""
    return append_many({topic: facts}, programme_ms=programme_ms)[topic].offset


def append_many(
    facts: Mapping[str, Sequence[Fact]],
    values: Mapping[str, Mapping[str, JSON]] | None = None,
    *,
    programme_ms: int | None = None,
) -> dict[str, Position]:
    """Append facts to many topics and set conflated values of many: as few statements for two hundred as for one.

    Locks the topics' rows in the order of their names, so that no two writers wait for each other. Returns where each
    topic is then: who is there has all of it.
    """
    values = values or {}
    for topic, some in facts.items():
        kind = topic_kind(topic)
        for fact in some:
            if type(fact) not in kind.fact_types:
                raise TypeError(f"expected one of the facts of {kind.prefix!r}, got {type(fact).__name__}")
    now, epoch = timezone.now(), current_epoch()
    fact_rows: list[tuple[int, int, str]] = []
    value_rows: list[tuple[int, str, int, str]] = []
    messages: list[bus.Message] = []
    heads = _lock_heads(sorted(topic for topic in {*facts, *values} if facts.get(topic) or values.get(topic)))
    for head in heads:
        if facts.get(head.name):
            bodies = _number(head, facts[head.name], now, programme_ms)
            fact_rows += ((head.id, offset, body.decode()) for offset, body in bodies)
            raw = [msgspec.Raw(body) for _, body in bodies]
            facts_message = BusFacts(topic=head.name, epoch=epoch, last=head.offset, facts=raw)
            messages.append((head.channel, encode(facts_message)))
        if values.get(head.name):
            head.rev += 1
            encoded = {key: encode(value) for key, value in sorted(values[head.name].items())}
            value_rows += ((head.id, key, head.rev, value.decode()) for key, value in encoded.items())
            news = {key: msgspec.Raw(value) for key, value in encoded.items()}
            values_message = BusValues(topic=head.name, epoch=epoch, rev=head.rev, values=news)
            messages.append((head.channel, encode(values_message)))
    touched_at = connection.ops.adapt_datetimefield_value(now)
    # They are there, and locked: the conflict is what is meant, one statement for all of them.
    statements.insert(
        TopicHead,
        ["id", "name", "channel", "offset", "rev", "touched_at"],
        [(head.id, head.name, head.channel, head.offset, head.rev, touched_at) for head in heads],
        on_conflict=_MOVE_HEAD,
    )
    statements.insert(FactRecord, ["topic_id", "offset", "body"], fact_rows)
    statements.insert(ValueRecord, ["topic_id", "key", "rev", "value"], value_rows, on_conflict=_REPLACE_VALUE)
    # The log is the truth: a bus that fails here costs the readers a moment, never a fact. publish() does not raise.
    transaction.on_commit(lambda: bus.publish(*messages))
    return {head.name: Position(epoch, head.offset, head.rev) for head in heads}


def put_values(topic: str, values: Mapping[str, JSON]) -> None:
    """Set conflated `values` of `topic`: newest only, sent at most four times a second.

    Must be called in a transaction. The values are durable, so an edge without the bus still finds them.
    """
    append_many({}, {topic: values})


def current_epoch() -> str:
    """Return the name of this log's life."""
    for (epoch,) in statements.select(LogEpoch, ["epoch"], "ORDER BY id LIMIT 1"):
        return str(epoch)
    # One key, so that of two who find none, the second gets what the first has made.
    return LogEpoch.objects.get_or_create(pk=1)[0].epoch


@dataclass(slots=True)
class _Head:
    """A locked row of TopicHead."""

    id: int
    name: str
    channel: str
    offset: int
    rev: int


def _lock_heads(topics: Sequence[str]) -> list[_Head]:
    if not connection.in_atomic_block:
        raise RuntimeError(f"expected a transaction around what happens to {topics}; use transaction.atomic()")
    heads = _locked(topics)
    if len(heads) < len(topics):
        known = {head.name for head in heads}
        TopicHead.objects.bulk_create(
            [
                TopicHead(name=topic, channel=topic_kind(topic).channel(topic), touched_at=timezone.now())
                for topic in topics
                if topic not in known
            ],
            ignore_conflicts=True,
        )
        heads = _locked(topics)
    return heads


def _locked(topics: Sequence[str]) -> list[_Head]:
    if not topics:
        return []
    rest = f"WHERE name {statements.among(topics)} ORDER BY name {statements.locking()}"
    rows = statements.select(TopicHead, ["id", "name", "channel", "offset", "rev"], rest, topics)
    return [_Head(*row) for row in rows]


def _number(head: _Head, facts: Sequence[Fact], now: datetime, programme_ms: int | None) -> list[tuple[int, bytes]]:
    bodies = []
    for fact in facts:
        head.offset += 1
        logged = LoggedFact(
            offset=head.offset,
            kind=type(fact).__name__,
            at_ms=int(now.timestamp() * 1000),
            programme_ms=programme_ms,
            data=msgspec.Raw(encode(fact)),
        )
        bodies.append((head.offset, encode(logged)))
    return bodies
