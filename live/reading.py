"""Reading topics for an edge: positions, values and snapshots of one moment; facts since an offset."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from live import metrics
from live.database import consistent_read, in_database
from live.facts import encode
from live.frames import Position
from live.log import current_epoch
from live.models import FactRecord, TopicHead, ValueRecord
from live.topics import topic_kind, topic_kinds

# Joiners of a storm arrive within milliseconds of each other: they share one round of queries.
_COLLECT_S = 0.002
_MOST_FACTS = 2_000

# Name, offset and rev of a topic.
Head = tuple[str, int, int]
# Name of a topic, and the offset after which its facts are wanted.
FactsAfter = tuple[str, int]
Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


class TopicNow(NamedTuple):
    """A topic as of one moment. `state` is encoded; `values` holds (rev, encoded value) by key."""

    epoch: str
    offset: int
    rev: int
    values: dict[str, tuple[int, bytes]]
    state: bytes


class FactsOf(NamedTuple):
    """Encoded facts in order, and the life of the log that they are of."""

    epoch: str
    bodies: list[bytes]


class LogSince(NamedTuple):
    """What a log has that somebody at a position has not, if it is of the same epoch."""

    epoch: str
    facts: list[bytes]
    rev: int
    values: dict[str, tuple[int, bytes]]


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


def read_since(name: str, position: Position) -> LogSince:
    """Return what a topic's log has after `position`."""
    metrics.log_reads.labels("values").inc()
    facts = read_facts(name, position.offset)
    with consistent_read():
        head = TopicHead.objects.filter(name=name).first()
        rows = ValueRecord.objects.filter(topic__name=name, rev__gt=position.rev).values_list("key", "rev", "value")
        newer = {key: (rev, value.encode()) for key, rev, value in rows}
    # Last: nothing of another life passes for one of this.
    return LogSince(current_epoch(), facts, head.rev if head else 0, newer)


def read_heads(channels: Sequence[str], touched_after: datetime | None) -> list[Head]:
    """Return name, offset and rev of the topics on `channels` that were appended to after a time (None: ever)."""
    metrics.log_reads.labels("heads").inc()
    heads = TopicHead.objects.filter(channel__in=channels)
    if touched_after is not None:
        heads = heads.filter(touched_at__gte=touched_after)
    return list(heads.values_list("name", "offset", "rev"))


def read_positions(names: Collection[str]) -> dict[str, Position]:
    """Return where these topics are, those that nothing was appended to at the beginning."""
    epoch = current_epoch()
    rows = TopicHead.objects.filter(name__in=names).values_list("name", "offset", "rev")
    found = {name: Position(epoch, offset, rev) for name, offset, rev in rows}
    return {name: found.get(name, Position(epoch, 0, 0)) for name in names}


def read_channel(channel: str) -> tuple[str, list[Head]]:
    """Return the log's epoch, and name, offset and rev of every topic on `channel`."""
    return current_epoch(), read_heads([channel], None)


def read_facts_of(asked: Collection[FactsAfter]) -> dict[FactsAfter, FactsOf]:
    """Return the facts of many topics, each after its own offset: one query for all of them."""
    metrics.log_reads.labels("facts").inc()
    epoch = current_epoch()
    rows = (
        FactRecord.objects.filter(topic__name__in={name for name, _ in asked})
        .filter(offset__gt=min(after for _, after in asked))
        .order_by("topic_id", "offset")
        .values_list("topic__name", "offset", "body")
    )
    facts: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
    for name, offset, body in rows:
        facts[name].append((offset, body.encode()))
    return {
        (name, after): FactsOf(epoch, [body for offset, body in facts[name] if offset > after]) for name, after in asked
    }


class Collector(Generic[Asked, Answer]):
    """Collects what is asked within a moment, or while the last read runs, and reads it together.

    `read` runs in a database thread and returns an answer to each question that has one. Who asks what is asked already
    waits for the one answer. The larger the storm, the more share a read: two never run at once.
    """

    def __init__(self, read: Callable[[list[Asked]], Mapping[Asked, Answer]], window_s: float = _COLLECT_S) -> None:
        self._read = read
        self._window_s = window_s
        self._answers: dict[Asked, asyncio.Future[Answer]] = {}
        self._task: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Answer:
        """Return the answer to `asked`. Raises LookupError when there is none, or the database's error."""
        future = self._answers.get(asked)
        if future is None:
            future = self._answers[asked] = asyncio.get_running_loop().create_future()
            if self._task is None:
                self._task = asyncio.create_task(self._run())
        return await asyncio.shield(future)

    async def _run(self) -> None:
        try:
            while self._answers:
                await asyncio.sleep(self._window_s)
                answers, self._answers = self._answers, {}
                await self._answer(answers)
        finally:
            self._task = None

    async def _answer(self, answers: dict[Asked, asyncio.Future[Answer]]) -> None:
        try:
            found = await in_database(self._read, list(answers))
        except Exception as error:
            for future in answers.values():
                _fail(future, error)
            return
        for asked, future in answers.items():
            if asked in found:
                future.set_result(found[asked])
            else:
                _fail(future, LookupError(asked))


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    future.set_exception(error)
    future.exception()  # who asked may have left: then nobody else looks at it


class TopicLoader:
    """Loads topics as of now, many together."""

    def __init__(self, window_s: float = _COLLECT_S) -> None:
        self._collector: Collector[str, TopicNow] = Collector(lambda names: read_topics(names), window_s)

    async def load(self, name: str) -> TopicNow:
        """Return the topic as of now. Raises LookupError when its kind knows no such topic, or the database's error."""
        return await self._collector.ask(name)
