"""Whatever happens in whatever order, everybody ends with the truth, and nobody has a gap that they do not see."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from live import crowd, feed, topics
from live.connection import Connection
from live.edge import Edge
from live.frames import Position
from live.plans import Ask
from live.session import Session
from live.tickets import issue_ticket
from live.wire import Follow
from tests.live.board import BoardTopic
from tests.live.outlets import FakeOutlet
from tests.live.simulation import Simulation

BOUND_BYTES = 600
PEOPLE = 5


class WallTopic(BoardTopic):
    """wall/<event>: a second shared topic."""

    prefix = "wall"


class Store:
    """A topic as docs/protocol.md tells a client to keep it."""

    def __init__(self) -> None:
        self.state: dict[str, Any] | None = None
        self.position = Position("", 0, 0)

    def take(self, message: dict[str, Any]) -> str:
        """Return "whole", "gap" (follow again from here) or "reset" (follow again from nowhere)."""
        if message["type"] == "snapshot":
            self.state = {"notes": list(message["state"]["notes"]), "counts": dict(message["state"]["counts"])}
            self.position = Position(message["epoch"], message["offset"], message["rev"])
            return "whole"
        if self.state is None or message["epoch"] != self.position.epoch:
            return "reset"
        if message["type"] == "values":
            if message["rev"] > self.position.rev:
                self.position = self.position._replace(rev=message["rev"])
                self.state["counts"] |= {key.partition("/")[2]: value for key, value in message["values"].items()}
            return "whole"
        for fact in message["facts"]:
            if fact["offset"] <= self.position.offset:
                continue
            if fact["offset"] > self.position.offset + 1:
                return "gap"
            self.position = self.position._replace(offset=fact["offset"])
            self.state["notes"].append(fact["data"]["text"])
        return "whole"


class Member:
    """Somebody on a socket: asks for topics, reads or not, and asks again for what is not whole."""

    def __init__(self, walk: Walk, number: int, wanted: set[str], stores: dict[str, Store]) -> None:
        self.walk, self.number, self.wanted, self.stores = walk, number, set(wanted), stores
        self.outlet = FakeOutlet(bound=BOUND_BYTES)
        self.longest_stall_s = 0.0
        self._stalled_at: float | None = None
        self._read = 0
        self._repairing: set[str] = set()
        roles = {"director"} if number == 0 else {"attendee"}
        ticket = issue_ticket(event_id=1, subject=f"{'c' if number == 0 else 'a'}{number}", roles=roles, name="Ada")
        self.connection = Connection(ticket, self.outlet)
        hub = walk.simulation.hub
        self.session = Session(cast(Edge, SimpleNamespace(hub=hub)), self.connection)
        hub.joining.join(self.connection, [Ask(name, self._since(name)) for name in sorted(wanted)], b"{}")

    def _since(self, name: str) -> Position | None:
        store = self.stores.setdefault(name, Store())
        return None if store.state is None else store.position

    @property
    def is_here(self) -> bool:
        return self.outlet.closed_with is None and not self.connection.closed

    def follow(self, name: str, *, afresh: bool = False) -> None:
        known = self._since(name)
        since = None if afresh else known
        self.wanted.add(name)
        self.session._follow(Follow(topic=name, since=".".join(map(str, since)) if since else None))

    def unfollow(self, name: str) -> None:
        self.wanted.discard(name)
        self._repairing.discard(name)
        self.walk.simulation.hub.joining.unfollow(self.connection, name)

    def stall(self) -> None:
        self.outlet.reads = False
        self._stalled_at = self._stalled_at or self.walk.simulation.loop.time()

    def wake(self) -> None:
        self.note_stall()
        self._stalled_at = None
        self.outlet.reads = True
        self.outlet.read()

    def note_stall(self) -> None:
        if self._stalled_at is not None:
            self.longest_stall_s = max(self.longest_stall_s, self.walk.simulation.loop.time() - self._stalled_at)

    def leave(self) -> None:
        self.walk.simulation.hub.remove(self.connection)
        self.connection.gone()

    def take(self) -> None:
        """Read what has come, and ask again for what is not whole."""
        new, self._read = self.outlet.written[self._read :], len(self.outlet.written)
        for message in (message for payload in new for message in msgspec.json.decode(payload)):
            assert message.get("type") != "unavailable", message
            if message.get("type") in {"snapshot", "facts", "values"} and message["topic"] in self.wanted:
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        name = message["topic"]
        outcome = self.stores[name].take(message)
        if outcome == "whole":
            self._repairing.discard(name)
        elif self.is_here and name not in self._repairing:
            assert outcome == "reset" or name.startswith("my-board"), f"{name}: a gap, {message}"
            self._repairing.add(name)
            self.follow(name, afresh=outcome == "reset")


class Walk:
    """People, and what they and the log do."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.members: dict[int, Member] = {}
        self._wait_s = 0.0

    def topic(self, number: int) -> str:
        kinds = ["board/1", "wall/1", "board/1", f"my-board/1/a{1 + number % (PEOPLE - 1)}"]
        return kinds[number % 4]

    def own_topic(self, member: int, number: int) -> str:
        return ["board/1", "wall/1", f"my-board/1/a{member}"][number % (3 if member else 2)]

    def write(self, who: int, number: int) -> None:
        topic = self.topic(number)
        is_personal = topic.startswith("my-board")
        fate = [0.0, 0.0, 0.0, 0.03, 0.2, None][who % 6]
        self.simulation.write(topic, number % 3 or is_personal, None if is_personal or number % 4 else number, fate)

    def burst(self, who: int, number: int) -> None:
        self.simulation.write(self.topic(number % 3), 8, number if who % 2 else None, 0.0)

    def join(self, who: int, number: int) -> None:
        """Come, or come back with what one has."""
        wanted = {self.own_topic(who, n) for n in range(3) if number >> n & 1}
        before = self.members.pop(who, None)
        if before is not None:
            before.take()
            before.leave()
        stores = before.stores if before is not None and number % 5 else {}
        self.members[who] = Member(self, who, wanted, stores)

    def _each(self, who: int, do: Callable[[Member], None]) -> None:
        member = self.members.get(who)
        if member is not None and member.is_here:
            do(member)

    def follow(self, who: int, number: int) -> None:
        self._each(who, lambda member: member.follow(self.own_topic(who, number), afresh=number > 12))

    def unfollow(self, who: int, number: int) -> None:
        self._each(who, lambda member: member.unfollow(self.own_topic(who, number)))

    def move(self, who: int, number: int) -> None:
        """Follow a topic and leave another, or itself, at once."""
        self.follow(who, number)
        self.unfollow(who, number + number // 3)

    def stall(self, who: int, number: int) -> None:
        self._each(who, Member.stall)

    def wake(self, who: int, number: int) -> None:
        self._each(who, Member.wake)

    def leave(self, who: int, number: int) -> None:
        member = self.members.pop(who, None)
        if member is not None:
            member.leave()

    def tick(self, who: int, number: int) -> None:
        self.simulation.tick_s = [1.0, 0.25, 0.0][number % 3]

    def wait(self, who: int, number: int) -> None:
        self._wait_s = [0.0, 0.001, 0.021, 0.1, 0.6, 2.5][number % 6]

    def new_life(self, who: int, number: int) -> None:
        """Somebody restores a backup; the bus tells of the first thing that happens then."""
        if number % 3 == 0:
            self.simulation.log.begin_again()
            self.simulation.write("board/1", 1 + who, who, 0.0)

    async def play(self, steps: list[tuple[str, int, int]]) -> None:
        """Take one step after another, and look at the end."""
        for name, who, number in [*(("join", who, 7) for who in range(PEOPLE)), *steps]:
            getattr(self, name)(who, number)
            wait_s, self._wait_s = self._wait_s, 0.0
            await asyncio.sleep(wait_s)
            self.take()
        await self.settle()
        self.check()

    def take(self) -> None:
        for member in self.members.values():
            member.note_stall()
            member.take()

    async def settle(self) -> None:
        """Everybody reads, and time passes until nothing is on its way."""
        for member in self.members.values():
            if member.is_here:
                member.wake()
        for _ in range(80):
            await asyncio.sleep(1)
            self.take()

    def check(self) -> None:
        for member in self.members.values():
            if not member.is_here:
                assert member.longest_stall_s > 25, "closed somebody who reads"
                continue
            for name in member.wanted:
                assert member.stores[name].state == self.simulation.log.state(name), (member.number, name)
            assert member.connection.behind is None
            assert not member.connection.loading


OFTEN = ["write"] * 6 + ["wait"] * 5 + ["move"] * 3 + ["tick"] * 2 + ["join"] * 2
STEPS = [*OFTEN, "burst", "follow", "unfollow", "unfollow", "stall", "wake", "leave", "new_life"]
walks = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, PEOPLE - 1), st.integers(0, 20)), min_size=1, max_size=60
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """Bounds that a few people and facts reach."""
    monkeypatch.setattr(crowd, "_CHUNK", 2)
    monkeypatch.setattr(feed, "_MOST_FACTS_ON_SNAPSHOT", 2)
    settings.LIVE_RING_FACTS = 4
    settings.LIVE_MAILBOX_BYTES = BOUND_BYTES
    monkeypatch.setitem(topics._kinds, "wall", WallTopic())
    topics.parse_topic.cache_clear()
    yield
    topics.parse_topic.cache_clear()


def play(steps: list[tuple[str, int, int]]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        simulation = Simulation(monkeypatch)
        try:
            simulation.loop.run_until_complete(Walk(simulation).play(steps))
        finally:
            simulation.close()


@settings(
    max_examples=int(os.environ.get("WALKS", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=walks)
def test_everybody_ends_with_the_truth(small: None, steps: list[tuple[str, int, int]]) -> None:
    play(steps)
