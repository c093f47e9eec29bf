"""Writing to the fact log: in the service's own transaction, carried by the bus once it has committed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import msgspec
from django.db import connection, transaction
from django.db.models import F
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
    """Append `facts` to `topic` in two statements, publish them together, and return the offset of the last."""
    kind = topic_kind(topic)
    for fact in facts:
        if type(fact) not in kind.fact_types:
            raise TypeError(f"expected one of the facts of {kind.prefix!r}, got {type(fact).__name__}")
    head = _advance(topic, offset=len(facts))
    at_ms = time.time_ns() // 1_000_000
    bodies = [
        encode(
            LoggedFact(
                offset=head.offset - len(facts) + 1 + index,
                kind=type(fact).__name__,
                at_ms=at_ms,
                programme_ms=programme_ms,
                data=msgspec.Raw(encode(fact)),
            )
        )
        for index, fact in enumerate(facts)
    ]
    FactRecord.objects.bulk_create(
        FactRecord(topic=head, offset=head.offset - len(facts) + 1 + index, body=body.decode())
        for index, body in enumerate(bodies)
    )
    message = BusFacts(
        topic=topic, epoch=current_epoch(), last=head.offset, facts=[msgspec.Raw(body) for body in bodies]
    )
    _publish_on_commit(head.channel, encode(message))
    return head.offset


def put_values(topic: str, values: Mapping[str, JSON]) -> int:
    """Set conflated `values` of `topic` (newest only; sent at most four times a second) and return their rev.

    Must be called in a transaction. The values are durable, so an edge without the bus still finds them.
    """
    head = _advance(topic, rev=1)
    raw = {key: encode(value) for key, value in sorted(values.items())}
    ValueRecord.objects.bulk_create(
        [ValueRecord(topic=head, key=key, rev=head.rev, value=value.decode()) for key, value in raw.items()],
        update_conflicts=True,
        unique_fields=["topic", "key"],
        update_fields=["rev", "value"],
    )
    message = BusValues(
        topic=topic,
        epoch=current_epoch(),
        rev=head.rev,
        values={key: msgspec.Raw(value) for key, value in raw.items()},
    )
    _publish_on_commit(head.channel, encode(message))
    return head.rev


def current_epoch() -> str:
    """Return the name of this log's life."""
    epoch = LogEpoch.objects.order_by("pk").values_list("epoch", flat=True).first()
    return epoch or LogEpoch.objects.create().epoch


def _advance(topic: str, *, offset: int = 0, rev: int = 0) -> TopicHead:
    if not connection.in_atomic_block:
        raise RuntimeError(f"expected a transaction around what happens to {topic!r}; use transaction.atomic()")
    heads = TopicHead.objects.filter(name=topic)
    change = {"offset": F("offset") + offset, "rev": F("rev") + rev, "touched_at": timezone.now()}
    if not heads.update(**change):
        channel = topic_kind(topic).channel(topic)
        TopicHead.objects.get_or_create(name=topic, defaults={"channel": channel, "touched_at": timezone.now()})
        heads.update(**change)
    return heads.get()


def _publish_on_commit(channel: str, payload: bytes) -> None:
    # The log is the truth: a bus that fails here costs the readers a moment, never a fact. publish() does not raise.
    transaction.on_commit(lambda: bus.publish(channel, payload))
