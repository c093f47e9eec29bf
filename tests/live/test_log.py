"""The log: appended in the writer's transaction, published when that has committed."""

from __future__ import annotations

import asyncio
import threading

import msgspec
import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from live.bus import Message, use_bus
from live.bus.memory import MemoryBus
from live.frames import Position
from live.log import append, append_all, append_many, current_epoch, put_values
from live.models import FactRecord, TopicHead, ValueRecord
from live.reading import read_facts, read_positions, read_topics
from live.wire import bus_decoder
from tests.live.board import MyBoardTopic, NoteWritten


class RecordingBus(MemoryBus):
    """Keeps what is published."""

    def __init__(self) -> None:
        super().__init__()
        self.published: list[tuple[str, bytes]] = []

    def publish(self, *messages: Message) -> None:
        self.published.extend(messages)


def note(text: str) -> NoteWritten:
    return NoteWritten(text=text, by="a1")


@pytest.mark.django_db(transaction=True)
def test_offsets_have_no_gap_and_bodies_are_the_wire() -> None:
    with transaction.atomic():
        assert append("board/1", note("one")) == 1
        assert append_all("board/1", [note("two"), note("three")], programme_ms=5) == 3
        assert append("board/2", note("other")) == 1
    bodies = [msgspec.json.decode(body) for body in read_facts("board/1", 0)]
    assert [(body["offset"], body["kind"], body["programme_ms"]) for body in bodies] == [
        (1, "NoteWritten", None),
        (2, "NoteWritten", 5),
        (3, "NoteWritten", 5),
    ]
    assert bodies[2]["data"] == {"text": "three", "by": "a1"}


@pytest.mark.django_db(transaction=True)
def test_bus_hears_after_the_commit_and_nothing_of_a_rollback() -> None:
    with use_bus(RecordingBus()) as bus:
        assert isinstance(bus, RecordingBus)
        with transaction.atomic():
            append("board/1", note("one"))
            assert bus.published == []
        with transaction.atomic():
            append("board/1", note("two"))
            transaction.set_rollback(True)
        with transaction.atomic():
            append("board/1", note("three"))
    assert [(channel, bus_decoder.decode(payload).last) for channel, payload in bus.published] == [
        ("board/1", 1),
        ("board/1", 2),
    ]


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="expected a transaction"):
        append("board/1", note("one"))


@pytest.mark.django_db
def test_fact_that_the_topic_does_not_carry_is_refused() -> None:
    class Stranger(NoteWritten):
        pass

    with pytest.raises(TypeError, match="Stranger"):
        append("board/1", Stranger(text="x", by="a1"))


@pytest.mark.django_db
def test_topic_that_nobody_registered_is_refused() -> None:
    with pytest.raises(LookupError):
        append("nothing/1", note("one"))


@pytest.mark.django_db
def test_personal_topics_share_a_channel() -> None:
    append("my-board/1/a1", note("one"))
    assert TopicHead.objects.get(name="my-board/1/a1").channel == "my-board/1"
    assert MyBoardTopic().channel("my-board/1/a2") == "my-board/1"


@pytest.mark.django_db
def test_values_keep_one_row_for_a_key() -> None:
    put_values("board/1", {"count/red": 1})
    put_values("board/1", {"count/red": 2, "count/blue": 1})
    assert TopicHead.objects.get(name="board/1").rev == 2
    assert dict(ValueRecord.objects.values_list("key", "value")) == {"count/red": "2", "count/blue": "1"}


@pytest.mark.django_db
def test_more_than_one_statement_takes_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.features, "max_query_params", 12)
    topics = [f"board/{n}" for n in range(1, 6)]
    for _ in range(2):
        append_many(
            {topic: [note("one"), note("two")] for topic in topics}, {topic: {"a": 1, "b": 2} for topic in topics}
        )
    for topic in topics:
        assert [msgspec.json.decode(body)["offset"] for body in read_facts(topic, 0)] == [1, 2, 3, 4]
    assert ValueRecord.objects.count() == 10
    assert set(TopicHead.objects.values_list("offset", "rev")) == {(4, 2)}


@pytest.mark.django_db(transaction=True)
def test_writers_side_by_side_leave_no_gap_and_no_double() -> None:
    def write(writer: int) -> None:
        for n in range(10):
            with transaction.atomic():
                append("board/1", note(f"{writer}-{n}"))
        connection.close()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = list(FactRecord.objects.order_by("offset").values_list("offset", flat=True))
    assert rows == list(range(1, 41))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 50])  # SQLite is asked to take 999 parameters, so 200 would need a few more
def test_many_topics_take_the_statements_of_one(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    names = [f"my-board/1/a{n}" for n in range(count)]
    append_many({name: [note("first")] for name in names})
    with django_assert_num_queries(5):  # epoch, heads, new heads' numbers, facts, values
        reached = append_many({name: [note("second"), note("third")] for name in names}, {names[0]: {"count/red": 1}})
    assert {name: (at.offset, at.rev) for name, at in reached.items()} == dict.fromkeys(names, (3, 0)) | {
        names[0]: (3, 1)
    }
    assert read_positions([*names, "my-board/1/nobody"]) == reached | {
        "my-board/1/nobody": Position(current_epoch(), 0, 0)
    }
    assert FactRecord.objects.count() == 3 * count


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 3, 50])
def test_reading_topics_takes_the_same_queries_however_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = [f"my-board/1/a{n}" for n in range(count)]
    with transaction.atomic():
        for name in names:
            append(name, note(name))
    # Epoch, begin, heads, values, two of the board's own, commit; PostgreSQL is also told to hold still.
    with django_assert_num_queries(7 if connection.vendor == "sqlite" else 8):
        topics = read_topics(names)
    assert [topics[name].offset for name in names] == [1] * count


@pytest.mark.django_db(transaction=True)
def test_snapshot_and_position_are_of_one_moment() -> None:
    """While somebody writes, the notes in a snapshot are always as many as its offset says."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with transaction.atomic():
                append("board/1", note("x"))
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(100):
            now = read_topics(["board/1"])["board/1"]
            assert len(msgspec.json.decode(now.state)["notes"]) == now.offset
    finally:
        stop.set()
        writer.join()


def test_event_loops_do_not_share_an_edge() -> None:
    from live.edge import current_edge

    async def edge() -> int:
        return id(current_edge()) if current_edge() is current_edge() else 0

    assert asyncio.run(edge())
