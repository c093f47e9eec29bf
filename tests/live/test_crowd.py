"""What is news to one is news to all: one frame for a tick, and nothing lost between two."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from pytest_django import Settings

from live import crowd, topics
from live.connection import Connection
from live.crowd import Crowd
from live.frames import Frame
from live.plans import Ask
from live.tickets import Ticket
from tests.live.outlets import FakeOutlet
from tests.live.simulation import Simulation
from tests.live.test_walks import WallTopic

Tickets = Callable[..., Ticket]


@pytest.fixture
def simulation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulation]:
    monkeypatch.setitem(topics._kinds, "wall", WallTopic())
    topics.parse_topic.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        running = Simulation(patch)
        yield running
        running.close()
    topics.parse_topic.cache_clear()


def join(simulation: Simulation, ticket: Ticket, *names: str, bound: int = 1 << 20) -> FakeOutlet:
    outlet = FakeOutlet(bound=bound)
    asks = [Ask(name, None) for name in names]
    simulation.hub.joining.join(Connection(ticket, outlet), asks, b'{"type":"welcome"}')
    return outlet


def frames(outlet: FakeOutlet, *, after: int = 0) -> list[list[dict[str, Any]]]:
    """The frames that were written, without what rides in them."""
    decoded = [msgspec.json.decode(payload) for payload in outlet.written[after:]]
    kept = [[m for m in frame if m["type"] not in {"pulse", "beat", "welcome"}] for frame in decoded]
    return [frame for frame in kept if frame]


def kinds(frame: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(message["type"], message["topic"]) for message in frame]


def offsets(outlet: FakeOutlet, topic: str) -> list[int]:
    return [
        fact["offset"]
        for frame in frames(outlet)
        for message in frame
        if message["type"] == "facts" and message["topic"] == topic
        for fact in message["facts"]
    ]


def test_news_of_one_tick_share_a_frame(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket(), "board/1", "wall/1")
        other = join(simulation, ticket("a2"), "board/1", "wall/1")
        await asyncio.sleep(1)
        simulation.tick_s = 0.5
        already = len(outlet.written)
        simulation.write("board/1", 2, 5, 0.0)
        simulation.write("wall/1", 1, None, 0.0)
        await asyncio.sleep(1)
        [frame] = frames(outlet, after=already)
        assert kinds(frame) == [("facts", "board/1"), ("values", "board/1"), ("facts", "wall/1")]
        assert outlet.written[already:] == other.written[already:]

    simulation.loop.run_until_complete(main())


def test_small_crowd_gets_each_fact_at_once(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket(), "board/1")
        await asyncio.sleep(1)
        for n in range(1, 4):
            simulation.write("board/1", 1, None, 0.0)
            await asyncio.sleep(0.002)
            assert offsets(outlet, "board/1") == list(range(1, n + 1))

    simulation.loop.run_until_complete(main())


def test_crew_does_not_wait_for_the_audiences_tick(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        crew = join(simulation, ticket("c1", roles={"director"}), "board/1")
        audience = join(simulation, ticket(), "board/1")
        await asyncio.sleep(1)
        simulation.tick_s = 1.0
        simulation.write("board/1", 1, None, 0.0)
        await asyncio.sleep(0.1)
        simulation.write("board/1", 1, None, 0.0)
        await asyncio.sleep(0.002)
        assert offsets(crew, "board/1") == [1, 2]
        assert offsets(audience, "board/1") == []
        await asyncio.sleep(1.0)
        assert offsets(audience, "board/1") == [1, 2]

    simulation.loop.run_until_complete(main())


def test_who_joins_between_two_ticks_misses_nothing(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        first = join(simulation, ticket(), "board/1")
        await asyncio.sleep(1)
        simulation.tick_s = 1.0
        simulation.write("board/1", 1, 1, 0.0)
        await asyncio.sleep(0.05)
        late = join(simulation, ticket("a2"), "board/1")
        simulation.write("board/1", 1, 3, 0.0)
        await asyncio.sleep(2)
        assert offsets(first, "board/1") == [1, 2]
        [[snapshot, *since], *rest] = frames(late)
        known = {fact["offset"] for message in since if message["type"] == "facts" for fact in message["facts"]}
        assert snapshot["offset"] == 0
        assert known == {1}
        assert {1, 2} >= {
            fact["offset"] for frame in rest for m in frame if m["type"] == "facts" for fact in m["facts"]
        }
        assert offsets(late, "board/1")[-1] == 2

    simulation.loop.run_until_complete(main())


def test_values_that_are_put_off_by_a_longer_tick_still_come(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket(), "board/1")
        await asyncio.sleep(3)  # the first count of people has gone
        simulation.write("board/1", 0, 1, 0.0)
        await asyncio.sleep(0.01)
        simulation.write("board/1", 0, 3, 0.0)
        await asyncio.sleep(0.01)
        simulation.tick_s = 1.0
        await asyncio.sleep(5)
        values = [m["values"] for frame in frames(outlet) for m in frame if m["type"] == "values"]
        assert values[-1] == {"count/red": 3}

    simulation.loop.run_until_complete(main())


def test_more_than_the_ring_holds_within_one_tick(simulation: Simulation, ticket: Tickets, settings: Settings) -> None:
    settings.LIVE_RING_FACTS = 10

    async def main() -> None:
        outlet = join(simulation, ticket(), "board/1")
        await asyncio.sleep(1)
        simulation.tick_s = 1.0
        for _ in range(7):
            simulation.write("board/1", 9, None, 0.0)
        await asyncio.sleep(3)
        assert offsets(outlet, "board/1") == list(range(1, 64))
        simulation.write("board/1", 1, None, 0.0)
        await asyncio.sleep(3)
        assert len(simulation.hub.feeds["board/1"]._ring) == 10
        assert "snapshot" not in [m["type"] for frame in frames(outlet)[1:] for m in frame]

    simulation.loop.run_until_complete(main())


def test_who_moves_while_a_frame_is_being_written_gets_it_once(
    simulation: Simulation, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "_CHUNK", 1)

    async def main() -> None:
        outlets = [join(simulation, ticket(f"a{n}"), "board/1") for n in range(1, 7)]
        join(simulation, ticket("a9"), "wall/1")
        await asyncio.sleep(1)
        by_outlet = {id(one.outlet): one for one in simulation.hub.connections}
        simulation.write("board/1", 1, None, 0.0)
        while not any(offsets(outlet, "board/1") for outlet in outlets):  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0)
        movers = [by_outlet[id(outlet)] for outlet in outlets if not offsets(outlet, "board/1")]
        assert movers
        for connection in movers:
            simulation.hub.joining.follow(connection, "wall/1", None)
        await asyncio.sleep(1)
        assert [offsets(outlet, "board/1") for outlet in outlets] == [[1]] * 6

    simulation.loop.run_until_complete(main())


def test_notice_reaches_those_who_move_too(
    simulation: Simulation, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "_CHUNK", 1)

    async def main() -> None:
        outlets = [join(simulation, ticket(f"a{n}"), "board/1") for n in range(1, 7)]
        await asyncio.sleep(1)
        simulation.hub.broadcast(b'{"type":"notice","code":"live.degraded"}')
        for connection in list(simulation.hub.connections):
            simulation.hub.joining.unfollow(connection, "board/1")
        await asyncio.sleep(1)
        notices = [[m for frame in frames(outlet) for m in frame if m["type"] == "notice"] for outlet in outlets]
        assert [len(each) for each in notices] == [1] * 6

    simulation.loop.run_until_complete(main())


def test_heartbeat_gives_way_to_a_fact_and_rides_with_it(
    simulation: Simulation, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "_CHUNK", 1)
    monkeypatch.setattr(crowd, "SMALL_CROWD", 0)

    async def main() -> None:
        outlets = [join(simulation, ticket(f"a{n}"), "board/1") for n in range(1, 7)]
        await asyncio.sleep(1)
        already = len(outlets[0].written)
        second, facts = outlets[1].write, iter([1])

        def write(frame: Frame) -> None:
            second(frame)
            for _ in facts:
                simulation.write("board/1", 1, None, 0.0)

        monkeypatch.setattr(outlets[1], "write", write)
        simulation.hub.beat(lambda: b'{"type":"beat","at_ms":1}')
        await asyncio.sleep(10)
        received = [
            [[message["type"] for message in msgspec.json.decode(frame)] for frame in outlet.written[already:]]
            for outlet in outlets
        ]
        early, late = [["beat", "pulse"], ["facts", "beat", "pulse"]], [["facts", "beat", "pulse"]]
        assert sorted(received) == sorted([early] * 3 + [late] * 3)
        simulation.hub.beat(lambda: b'{"type":"beat","at_ms":2}')
        await asyncio.sleep(10)
        assert all(b'"at_ms":2' in outlet.written[-1] for outlet in outlets)

    simulation.loop.run_until_complete(main())


def test_heartbeat_does_not_put_off_the_fact_after_it(
    simulation: Simulation, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "SMALL_CROWD", 0)

    async def main() -> None:
        outlet = join(simulation, ticket(), "board/1")
        await asyncio.sleep(1)
        simulation.tick_s = 1.0
        already = len(outlet.written)
        simulation.hub.beat(lambda: b'{"type":"beat","at_ms":1}')
        while len(outlet.written) == already:  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0.01)
        simulation.write("board/1", 1, None, 0.0)
        await asyncio.sleep(0.3)
        assert offsets(outlet, "board/1") == [1]

    simulation.loop.run_until_complete(main())


def test_who_unfollows_what_is_being_read_for_it_goes_on_with_the_rest(
    simulation: Simulation, ticket: Tickets, settings: Settings
) -> None:
    settings.LIVE_RING_FACTS = 2
    settings.LIVE_MAILBOX_BYTES = 400

    async def main() -> None:
        outlet = join(simulation, ticket(), "board/1", "wall/1", bound=400)
        await asyncio.sleep(1)
        [connection] = simulation.hub.connections
        outlet.reads = False
        for _ in range(20):
            simulation.write("board/1", 1, None, 0.0)
            await asyncio.sleep(0.1)
        outlet.reads = True
        outlet.read()
        assert connection.loading == {"board/1"}
        simulation.hub.joining.unfollow(connection, "board/1")
        simulation.write("wall/1", 1, None, 0.0)
        await asyncio.sleep(1)
        assert offsets(outlet, "wall/1") == [1]
        assert (connection.behind, connection.loading) == (None, None)

    simulation.loop.run_until_complete(main())


def test_crowd_that_is_gone_leaves_no_timer_behind(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        join(simulation, ticket(), "board/1")
        await asyncio.sleep(1)
        [connection] = simulation.hub.connections
        assert isinstance(connection.crowd, Crowd)
        simulation.hub.remove(connection)
        connection.gone()
        await asyncio.sleep(120)
        assert simulation.hub.feeds == {}
        assert [key for key in simulation.hub._crowds if key[1]] == []

    simulation.loop.run_until_complete(main())
