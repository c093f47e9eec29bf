"""Writing to the fact log: in the service's own transaction, carried by the bus once it has committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from live import bus
from live.facts import JSON, Fact, encode
from live.models import FactRecord, LogEpoch, TopicHead, ValueRecord
from live.topics import topic_kind
from live.wire import BusFacts, BusValues, LoggedFact


def append(topic: str, fact: Fact, *, programme_ms: int | None = None) -> int:
    """Append `fact` to `topic` and return its offset.

    Must be called in a transaction, and locks the topic's row until its end, so that facts commit in the order of
    their offsets. Raises RuntimeError outside a transaction and TypeError for a fact that the topic does not carry.
    """
    return append_all(topic, [fact], programme_ms=programme_ms)


def append_all(topic: str, facts: Sequence[Fact], *, programme_ms: int | None = None) -> int:
    """Append `facts` to `topic`, publish them together, and return the offset of the last."""
    return append_many({topic: facts}, programme_ms=programme_ms)[topic]


def append_many(
    facts: Mapping[str, Sequence[Fact]],
    values: Mapping[str, Mapping[str, JSON]] | None = None,
    *,
    programme_ms: int | None = None,
) -> dict[str, int]:
    """Append facts to many topics and set conflated values of many: as few statements for two hundred as for one.

    Locks the topics' rows in the order of their names, so that no two writers wait for each other. Returns the last
    offset of each topic.
    """
    values = values or {}
    for topic, some in facts.items():
        kind = topic_kind(topic)
        for fact in some:
            if type(fact) not in kind.fact_types:
                raise TypeError(f"expected one of the facts of {kind.prefix!r}, got {type(fact).__name__}")
    now, epoch = timezone.now(), current_epoch()
    fact_records: list[FactRecord] = []
    value_records: list[ValueRecord] = []
    heads = _lock_heads(sorted(topic for topic in {*facts, *values} if facts.get(topic) or values.get(topic)))
    for head in heads:
        head.touched_at = now
        if facts.get(head.name):
            bodies = _number(head, facts[head.name], now, programme_ms)
            fact_records += (FactRecord(topic=head, offset=offset, body=body.decode()) for offset, body in bodies)
            raw = [msgspec.Raw(body) for _, body in bodies]
            message = BusFacts(topic=head.name, epoch=epoch, last=head.offset, facts=raw)
            _publish_on_commit(head.channel, encode(message))
        if values.get(head.name):
            head.rev += 1
            encoded = {key: encode(value) for key, value in sorted(values[head.name].items())}
            value_records += (
                ValueRecord(topic=head, key=key, rev=head.rev, value=value.decode()) for key, value in encoded.items()
            )
            news = {key: msgspec.Raw(value) for key, value in encoded.items()}
            _publish_on_commit(head.channel, encode(BusValues(topic=head.name, epoch=epoch, rev=head.rev, values=news)))
    # They are there, and locked: the conflict is what is meant. bulk_update would take three times as long.
    TopicHead.objects.bulk_create(
        heads, update_conflicts=True, unique_fields=["id"], update_fields=["offset", "rev", "touched_at"]
    )
    FactRecord.objects.bulk_create(fact_records)
    ValueRecord.objects.bulk_create(
        value_records, update_conflicts=True, unique_fields=["topic", "key"], update_fields=["rev", "value"]
    )
    return {head.name: head.offset for head in heads}


def put_values(topic: str, values: Mapping[str, JSON]) -> None:
    """Set conflated `values` of `topic`: newest only, sent at most four times a second.

    Must be called in a transaction. The values are durable, so an edge without the bus still finds them.
    """
    append_many({}, {topic: values})


def current_epoch() -> str:
    """Return the name of this log's life."""
    epoch = LogEpoch.objects.order_by("pk").values_list("epoch", flat=True).first()
    # One key, so that of two who find none, the second gets what the first has made.
    return epoch or LogEpoch.objects.get_or_create(pk=1)[0].epoch


def _lock_heads(topics: Sequence[str]) -> list[TopicHead]:
    if not connection.in_atomic_block:
        raise RuntimeError(f"expected a transaction around what happens to {topics}; use transaction.atomic()")
    rows = TopicHead.objects.select_for_update().filter(name__in=topics).order_by("name")
    heads = list(rows)
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
        heads = list(rows.all())
    return heads


def _number(head: TopicHead, facts: Sequence[Fact], now: datetime, programme_ms: int | None) -> list[tuple[int, bytes]]:
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


def _publish_on_commit(channel: str, payload: bytes) -> None:
    # The log is the truth: a bus that fails here costs the readers a moment, never a fact. publish() does not raise.
    transaction.on_commit(lambda: bus.publish(channel, payload))
