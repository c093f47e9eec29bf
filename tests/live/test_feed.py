"""A feed puts what comes in any order into the one order, and encodes it once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.connection import Connection
from live.crowd import Crowd
from live.facts import encode
from live.feed import Feed
from live.frames import Position
from live.reading import TopicNow
from live.tickets import Ticket
from live.wire import BusFacts, BusValues, LoggedFact
from tests.live.outlets import FakeOutlet

START = TopicNow("e", 0, 0, {}, b"{}")


def body(offset: int) -> msgspec.Raw:
    return msgspec.Raw(encode(LoggedFact(offset=offset, kind="K", at_ms=0, programme_ms=None, data=msgspec.Raw(b"{}"))))


def facts(first: int, last: int) -> BusFacts:
    return BusFacts(topic="board/1", epoch="e", last=last, facts=[body(n) for n in range(first, last + 1)])


def values(rev: int, **counts: int) -> BusValues:
    return BusValues(
        topic="board/1", epoch="e", rev=rev, values={key: msgspec.Raw(encode(n)) for key, n in counts.items()}
    )


class Bench:
    """A feed with one reader, and how often it fell behind."""

    def __init__(self, ticket: Ticket, now: TopicNow = START) -> None:
        self.fallen = 0
        self.snapshots_needed = 0
        self.feed = Feed("board/1", "board/1", self._fall, self._need)
        self.outlet = FakeOutlet()
        self.feed.load(now)
        self.crowd = Crowd([self.feed], lambda: 0.0)
        self.crowd.add(Connection(ticket, self.outlet))

    def _fall(self, feed: Feed) -> None:
        self.fallen += 1

    def _need(self, feed: Feed) -> None:
        self.snapshots_needed += 1

    def messages(self, kind: str) -> list[dict[str, Any]]:
        return [m for payload in self.outlet.written for m in msgspec.json.decode(payload) if m["type"] == kind]

    def offsets(self) -> list[int]:
        self.crowd.flush()
        return [fact["offset"] for message in self.messages("facts") for fact in message["facts"]]


async def test_facts_in_turn_are_sent_at_once(ticket: Callable[..., Ticket]) -> None:
    bench = Bench(ticket())
    bench.feed.take_facts(facts(1, 1))
    bench.feed.take_facts(facts(2, 4))
    assert bench.offsets() == [1, 2, 3, 4]
    assert bench.feed.position == Position("e", 4, 0)
    assert bench.fallen == 0


@given(data=st.data())
def test_any_order_with_repeats_is_the_one_order(data: st.DataObject) -> None:
    messages = []
    offset = 0
    for size in data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=12)):
        messages.append((offset + 1, offset + size))
        offset += size
    repeats = data.draw(st.lists(st.sampled_from(messages), max_size=5))
    shuffled = data.draw(st.permutations(messages + repeats))

    async def run() -> None:
        bench = Bench(Ticket(event_id=1, subject="a1", roles=frozenset(), name="", expires_s=0))
        for first, last in shuffled:
            bench.feed.take_facts(facts(first, last))
        assert bench.offsets() == list(range(1, offset + 1))
        bench.feed.stop()

    asyncio.run(run())


async def test_gap_that_stays_is_reported_and_filled_from_the_log(ticket: Callable[..., Ticket]) -> None:
    bench = Bench(ticket())
    bench.feed.take_facts(facts(3, 3))
    assert bench.offsets() == []
    async with asyncio.timeout(2):
        while not bench.fallen:  # noqa: ASYNC110 - what it looks at is no event
            await asyncio.sleep(0.01)
    bench.feed.take_log([bytes(body(n)) for n in (1, 2, 3)])
    assert bench.offsets() == [1, 2, 3]


async def test_facts_of_another_life_of_the_log_are_not_believed(ticket: Callable[..., Ticket]) -> None:
    bench = Bench(ticket())
    bench.feed.take_facts(msgspec.structs.replace(facts(1, 1), epoch="other"))
    assert (bench.offsets(), bench.fallen) == ([], 1)


async def test_values_keep_the_newest_of_each_key(ticket: Callable[..., Ticket]) -> None:
    bench = Bench(ticket())
    bench.feed.take_values(values(1, red=1))
    bench.feed.take_values(values(3, red=3))
    bench.feed.take_values(values(2, red=2, blue=7))
    async with asyncio.timeout(2):
        while not bench.messages("values"):  # noqa: ASYNC110 - what it looks at is no event
            await asyncio.sleep(0.01)
    newest: dict[str, int] = {}
    for message in bench.messages("values"):
        newest |= message["values"]
    assert newest == {"red": 3, "blue": 7}
    assert bench.messages("values")[-1]["rev"] == 3


async def test_resume_is_encoded_once_for_all_at_one_position(ticket: Callable[..., Ticket]) -> None:
    bench = Bench(ticket())
    bench.feed.take_facts(facts(1, 5))
    since = Position("e", 2, 0)
    assert bench.feed.ring_covers(since)
    first, again = bench.feed.resume_message(since), bench.feed.resume_message(since)
    assert first[0] is again[0]
    assert [fact["offset"] for fact in msgspec.json.decode(first[0])["facts"]] == [3, 4, 5]


@pytest.mark.parametrize("since", [Position("x", 2, 0), Position("e", 6, 0)])
async def test_ring_does_not_cover_what_it_does_not_know(ticket: Callable[..., Ticket], since: Position) -> None:
    bench = Bench(ticket())
    bench.feed.take_facts(facts(1, 5))
    assert not bench.feed.ring_covers(since)


async def test_old_snapshot_with_many_facts_behind_it_is_not_used(ticket: Callable[..., Ticket]) -> None:
    bench = Bench(ticket())
    bench.feed.take_facts(facts(1, 100))
    assert bench.feed.snapshot_is_usable()
    bench.feed.take_facts(facts(101, 101))
    assert not bench.feed.snapshot_is_usable()
