"""Reading topics for an edge: positions, values and snapshots of one moment; facts since an offset."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from live import metrics
from live.database import consistent_read, in_database
from live.facts import encode
from live.log import current_epoch
from live.models import FactRecord, TopicHead, ValueRecord
from live.topics import topic_kind, topic_kinds

# Joiners of a storm arrive within milliseconds of each other: they share one round of queries.
_COLLECT_S = 0.002
_MOST_FACTS = 2_000


class TopicNow(NamedTuple):
    """A topic as of one moment. `state` is encoded; `values` holds (rev, encoded value) by key."""

    epoch: str
    offset: int
    rev: int
    values: dict[str, tuple[int, bytes]]
    state: bytes


def read_topics(names: Sequence[str]) -> dict[str, TopicNow]:
    """Return the topics as of one moment. The number of queries depends on the number of kinds, not of names."""
    metrics.log_reads.labels("load").inc()
    by_prefix: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_prefix[topic_kind(name).prefix].append(name)
    epoch = current_epoch()
    with consistent_read():
        heads = {head.name: head for head in TopicHead.objects.filter(name__in=names)}
        values: dict[str, dict[str, tuple[int, bytes]]] = defaultdict(dict)
        rows = ValueRecord.objects.filter(topic__in=heads.values()).values_list("topic__name", "key", "rev", "value")
        for name, key, rev, value in rows:
            values[name][key] = (rev, value.encode())
        states = {
            name: encode(state)
            for prefix, group in by_prefix.items()
            for name, state in topic_kinds()[prefix].snapshots(group).items()
        }
    return {
        name: TopicNow(
            epoch,
            heads[name].offset if name in heads else 0,
            heads[name].rev if name in heads else 0,
            values[name],
            states[name],
        )
        for name in names
        if name in states
    }


def read_facts(name: str, after: int, most: int = _MOST_FACTS) -> list[bytes]:
    """Return at most `most` encoded facts of a topic after an offset, in order."""
    metrics.log_reads.labels("facts").inc()
    rows = FactRecord.objects.filter(topic__name=name, offset__gt=after).order_by("offset")
    return [body.encode() for body in rows.values_list("body", flat=True)[:most]]


def read_values(name: str, after: int) -> tuple[int, dict[str, tuple[int, bytes]]]:
    """Return a topic's rev and its values that are newer than the rev `after`."""
    metrics.log_reads.labels("values").inc()
    with consistent_read():
        head = TopicHead.objects.filter(name=name).first()
        rows = ValueRecord.objects.filter(topic__name=name, rev__gt=after).values_list("key", "rev", "value")
        newer = {key: (rev, value.encode()) for key, rev, value in rows}
    return (head.rev if head else 0), newer


def read_heads(channels: Sequence[str], touched_after: datetime | None) -> list[tuple[str, int, int]]:
    """Return name, offset and rev of the topics on `channels` that were appended to after a time (None: ever)."""
    metrics.log_reads.labels("heads").inc()
    heads = TopicHead.objects.filter(channel__in=channels)
    if touched_after is not None:
        heads = heads.filter(touched_at__gte=touched_after)
    return list(heads.values_list("name", "offset", "rev"))


class TopicLoader:
    """Collects what is asked within two milliseconds and reads it together; who asks twice waits for one answer."""

    def __init__(self) -> None:
        self._asked: dict[str, asyncio.Future[TopicNow]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def load(self, name: str) -> TopicNow:
        """Return the topic as of now. Raises LookupError when its kind knows no such topic, or the database's error."""
        future = self._asked.get(name)
        if future is None:
            future = self._asked[name] = asyncio.get_running_loop().create_future()
            if len(self._asked) == 1:
                task = asyncio.create_task(self._collect())
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(future)

    async def _collect(self) -> None:
        await asyncio.sleep(_COLLECT_S)
        asked, self._asked = self._asked, {}
        try:
            found = await in_database(read_topics, list(asked))
        except Exception as error:
            for future in asked.values():
                future.set_exception(error)
                future.exception()  # who asked may have left: then nobody else looks at it
            return
        for name, future in asked.items():
            if name in found:
                future.set_result(found[name])
            else:
                future.set_exception(LookupError(name))
                future.exception()
