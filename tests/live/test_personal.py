"""Personal topics: hardly anybody has anything in them, and nobody misses what they have."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from live.connection import Connection
from live.frames import Position
from live.plans import Ask
from live.tickets import Ticket
from tests.live.board import BoardState, MyBoardTopic
from tests.live.outlets import FakeOutlet
from tests.live.simulation import Simulation
from tests.live.test_crowd import frames, kinds, offsets

Tickets = Callable[..., Ticket]
MINE = "my-board/1/a1"


@pytest.fixture
def simulation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulation]:
    with pytest.MonkeyPatch.context() as patch:
        running = Simulation(patch)
        yield running
        running.close()


@pytest.fixture
def initial(monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic to which nothing was appended has a known state."""
    monkeypatch.setattr(MyBoardTopic, "initial", BoardState())


def join(simulation: Simulation, ticket: Ticket, since: Position | None = None, name: str = MINE) -> FakeOutlet:
    outlet = FakeOutlet()
    simulation.hub.joining.join(Connection(ticket, outlet), [Ask(name, since)], b'{"type":"welcome"}')
    return outlet


def play(simulation: Simulation, main: Callable[[], object]) -> None:
    simulation.loop.run_until_complete(main())  # type: ignore[arg-type]


def test_what_was_never_written_to_is_not_read(simulation: Simulation, ticket: Tickets, initial: None) -> None:
    async def main() -> None:
        join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        reads = simulation.reads
        outlets = [join(simulation, ticket(f"a{n}"), name=f"my-board/1/a{n}") for n in range(2, 200)]
        # At once, and in the first frame.
        for n, outlet in enumerate(outlets, 2):
            [[snapshot]] = frames(outlet)
            assert (snapshot["topic"], snapshot["offset"]) == (f"my-board/1/a{n}", 0)
            assert snapshot["state"] == {"notes": [], "counts": {}}
        await asyncio.sleep(0.5)
        assert simulation.reads == reads

    play(simulation, main)


def test_many_who_have_something_share_one_read(simulation: Simulation, ticket: Tickets, initial: None) -> None:
    async def main() -> None:
        for n in range(100):
            simulation.write(f"my-board/1/a{n}", 3, None, None)
        join(simulation, ticket("a1"))
        await asyncio.sleep(0.5)
        reads = simulation.reads
        fresh = [join(simulation, ticket(f"a{n}"), name=f"my-board/1/a{n}") for n in range(50)]
        back = [join(simulation, ticket(f"a{n}"), Position("1", n % 3, 0), f"my-board/1/a{n}") for n in range(50, 100)]
        await asyncio.sleep(0.5)
        assert all(frames(outlet)[0][0]["state"]["notes"] == ["1-1", "1-2", "1-3"] for outlet in fresh)
        for n, outlet in enumerate(back, 50):
            assert offsets(outlet, f"my-board/1/a{n}") == list(range(n % 3 + 1, 4))
        assert simulation.reads - reads == 2

    play(simulation, main)


def test_who_has_everything_gets_nothing(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        simulation.write(MINE, 3, None, None)
        join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        outlet = join(simulation, ticket("a1"), Position("1", 3, 0))
        await asyncio.sleep(1)
        assert frames(outlet) == []
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(0.01)
        assert offsets(outlet, MINE) == [4]

    play(simulation, main)


@pytest.mark.parametrize("lost", [1, 5])
def test_what_the_bus_lost_shows_as_a_gap_and_is_read(simulation: Simulation, ticket: Tickets, lost: int) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        for _ in range(lost):
            simulation.write(MINE, 1, None, None)
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(0.5)
        assert offsets(outlet, MINE) == list(range(1, lost + 2))
        for _ in range(lost):
            simulation.write(MINE, 1, None, None)
        await asyncio.sleep(5)
        assert offsets(outlet, MINE) == list(range(1, 2 * lost + 2))

    play(simulation, main)


def test_gap_that_could_not_be_read_is_found_again(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        simulation.is_away = True
        simulation.write(MINE, 1, None, None)
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(1)
        assert offsets(outlet, MINE) == []
        simulation.is_away = False
        await asyncio.sleep(5)
        assert offsets(outlet, MINE) == [1, 2]

    play(simulation, main)


def test_two_gaps_at_once_do_not_carry_it_ahead_of_its_log(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        for _ in range(3):
            simulation.write(MINE, 1, None, None)
            simulation.write(MINE, 1, None, 0.0)
            await asyncio.sleep(0.001)
        await asyncio.sleep(1)
        [channel] = simulation.hub.personal.values()
        assert channel.position(MINE) == Position("1", 6, 0)
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(0.01)
        assert set(offsets(outlet, MINE)) == set(range(1, 8))

    play(simulation, main)


def test_what_comes_while_it_is_read_is_not_missed(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        simulation.write(MINE, 1, None, None)
        join(simulation, ticket("a2"), name="my-board/1/a2")
        await asyncio.sleep(1)
        outlet = join(simulation, ticket("a1"))
        # Read, and not yet here.
        await asyncio.sleep(0.03)
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(1)
        [[snapshot], *rest] = frames(outlet)
        assert snapshot["state"]["notes"] == ["1-1", "1-2"]
        assert rest == []

    play(simulation, main)


def test_client_that_is_ahead_is_not_set_back(simulation: Simulation, ticket: Tickets, initial: None) -> None:
    async def main() -> None:
        join(simulation, ticket("a2"), name="my-board/1/a2")
        await asyncio.sleep(1)
        simulation.write(MINE, 4, None, None)
        outlet = join(simulation, ticket("a1"), Position("1", 3, 0))
        await asyncio.sleep(0.5)
        assert [frame[0]["offset"] for frame in frames(outlet) if frame[0]["type"] == "snapshot"] == [4]

    play(simulation, main)


@pytest.mark.parametrize("told", [True, False])
def test_another_life_of_the_log_begins_with_a_snapshot(simulation: Simulation, ticket: Tickets, told: bool) -> None:
    async def main() -> None:
        simulation.write(MINE, 3, None, None)
        outlet = join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        late = Position("1", 2, 0)
        simulation.log.begin_again()
        simulation.write(MINE, 1, None, 0.0 if told else None)
        # Untold, it is found when everything is compared: once a minute.
        await asyncio.sleep(1 if told else 70)
        assert kinds(frames(outlet)[-1]) == [("snapshot", MINE)]
        assert (frames(outlet)[-1][0]["epoch"], frames(outlet)[-1][0]["state"]["notes"]) == ("2", ["2-1"])
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(1)
        assert frames(outlet)[-1][0]["facts"][0]["offset"] == 2
        back = join(simulation, ticket("a1"), late)
        await asyncio.sleep(1)
        assert frames(back)[0][0]["state"]["notes"] == ["2-1", "2-2"]

    play(simulation, main)


def test_message_of_a_life_that_is_over_is_read_after_once(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        simulation.write(MINE, 1, None, 0.2)
        simulation.log.begin_again()
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(1)
        reads = simulation.reads
        await asyncio.sleep(1)
        # The reconciler's, and no more.
        assert simulation.reads - reads < 4
        assert frames(outlet)[-1][0]["state"]["notes"] == ["2-1"]

    play(simulation, main)


def test_database_that_is_away_when_a_life_begins_is_asked_again(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlet = join(simulation, ticket("a1"))
        await asyncio.sleep(1)
        simulation.log.begin_again()
        simulation.is_away = True
        simulation.write(MINE, 1, None, 0.0)
        await asyncio.sleep(1)
        simulation.is_away = False
        await asyncio.sleep(5)
        assert frames(outlet)[-1][0]["state"]["notes"] == ["2-1"]

    play(simulation, main)


def test_who_leaves_leaves_nothing_behind(simulation: Simulation, ticket: Tickets) -> None:
    async def main() -> None:
        outlets = [join(simulation, ticket(f"a{n}"), name=f"my-board/1/a{n}") for n in range(1, 20)]
        await asyncio.sleep(1)
        [channel] = simulation.hub.personal.values()
        assert len(channel.followers) == len(outlets)
        for connection in list(simulation.hub.connections):
            simulation.hub.remove(connection)
        assert channel.followers == {}
        await asyncio.sleep(120)
        assert simulation.hub.personal == {}

    play(simulation, main)
