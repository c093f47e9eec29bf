"""What is read once for all: positions, gaps, duplicates, and who must not hear what."""

from __future__ import annotations

from typing import Any

from loadtest.fake_edge import server_frame
from loadtest.reading import NEVER_MS, Chunk, Place, Position, Reader

TOPIC = "questions/7"


def facts(*offsets: int, epoch: str = "e1", topic: str = TOPIC) -> dict[str, Any]:
    numbered: list[dict[str, Any]] = [
        {"offset": n, "kind": "K", "at_ms": 1_000 + n, "programme_ms": None, "data": {}} for n in offsets
    ]
    return {"type": "facts", "topic": topic, "epoch": epoch, "facts": numbered}


def snapshot(offset: int, rev: int = 0, epoch: str = "e1", topic: str = TOPIC) -> dict[str, Any]:
    return {"type": "snapshot", "topic": topic, "epoch": epoch, "offset": offset, "rev": rev, "state": {}}


def values(rev: int, epoch: str = "e1") -> dict[str, Any]:
    return {"type": "values", "topic": TOPIC, "epoch": epoch, "rev": rev, "values": {"upvotes/1": 3}}


def read(reader: Reader, *messages: dict[str, Any]) -> Chunk:
    chunk, rest = reader.chunk(server_frame(*messages))
    assert rest == b""
    return chunk


def at(reader: Reader, offset: int, rev: int = 0, epoch: str = "e1") -> Place:
    return reader.place({TOPIC: Position(epoch, offset, rev)})


def test_a_snapshot_sets_the_position() -> None:
    reader = Reader()
    assert reader.step(reader.nowhere, read(reader, snapshot(4, 2))).place is at(reader, 4, 2)


def test_the_next_facts_are_new_and_known_ones_are_not() -> None:
    reader = Reader()
    step = reader.step(at(reader, 4), read(reader, facts(3, 4, 5, 6)))
    assert (step.place, step.at_ms, step.duplicates) == (at(reader, 6), (1_005, 1_006), 2)
    assert step.is_clean


def test_what_follows_its_snapshot_was_caught_up_with_and_not_late() -> None:
    reader = Reader()
    step = reader.step(at(reader, 4), read(reader, snapshot(2), facts(3, 4, 5), facts(2, topic="event/7")))
    assert (step.place, step.at_ms, step.strangers) == (at(reader, 5), (), ("event/7",))


def test_a_gap_is_told_and_moves_nobody_past_it() -> None:
    reader = Reader()
    step = reader.step(at(reader, 4), read(reader, facts(6)))
    assert (step.place, step.at_ms, step.gaps) == (at(reader, 4), (), (TOPIC,))
    within = reader.step(at(reader, 4), read(reader, facts(5, 7)))
    assert (within.place, within.gaps) == (at(reader, 5), (TOPIC,))


def test_values_move_only_forward() -> None:
    reader = Reader()
    assert reader.step(at(reader, 4, 2), read(reader, values(5))).place is at(reader, 4, 5)
    late = reader.step(at(reader, 4, 6), read(reader, values(5)))
    assert (late.place, late.duplicates) == (at(reader, 4, 6), 1)


def test_another_epoch_and_facts_before_a_state_ask_for_a_snapshot() -> None:
    reader = Reader()
    assert reader.step(at(reader, 4), read(reader, facts(5, epoch="e2"))).strangers == (TOPIC,)
    assert reader.step(at(reader, 4), read(reader, values(5, epoch="e2"))).strangers == (TOPIC,)
    assert reader.step(reader.nowhere, read(reader, facts(1))).strangers == (TOPIC,)


def test_one_frame_may_carry_several_topics_and_a_beat() -> None:
    reader = Reader()
    start = reader.place({TOPIC: Position("e1", 4, 0), "event/7": Position("e1", 1, 0)})
    chunk = read(reader, facts(5), facts(2, topic="event/7"), values(9), {"type": "beat", "at_ms": 5})
    step = reader.step(start, chunk)
    assert step.place.positions == {TOPIC: Position("e1", 5, 9), "event/7": Position("e1", 2, 0)}
    assert chunk.is_plain


def test_bytes_are_parsed_once_and_a_step_is_worked_out_once() -> None:
    reader = Reader()
    chunk, again = read(reader, facts(5)), read(reader, facts(5))
    assert chunk is again
    assert reader.step(at(reader, 4), chunk) is reader.step(at(reader, 4), again)


def test_what_is_for_one_alone_is_not_kept_for_others() -> None:
    reader = Reader()
    welcome = {"type": "welcome", "subject": "a1", "roles": [], "at_ms": 1, "degraded": False}
    chunk = read(reader, welcome, snapshot(1, topic="my-questions/7/a1"))
    assert [errand.type for errand in chunk.errands] == ["welcome", "snapshot"]
    assert reader.chunks == {}
    place = reader.step(reader.nowhere, chunk).place
    assert place.positions == {"my-questions/7/~": Position("e1", 1, 0)}


def test_unknown_types_and_fields_are_ignored() -> None:
    reader = Reader()
    chunk = read(reader, {"type": "weather", "topic": TOPIC, "sky": "blue"}, facts(5) | {"mood": "calm"})
    assert reader.step(at(reader, 4), chunk).place is at(reader, 5)


def test_a_chunk_knows_its_oldest_fact() -> None:
    reader = Reader()
    assert read(reader, facts(5, 6)).oldest_ms == 1_005
    assert read(reader, values(1)).oldest_ms == NEVER_MS


def test_the_memory_of_chunks_is_bounded() -> None:
    reader = Reader()
    for offset in range(1, 1_000):
        read(reader, facts(offset))
    assert len(reader.chunks) <= 256
