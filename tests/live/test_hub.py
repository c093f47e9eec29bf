"""What the bus loses, the hub finds in the log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import pytest
from django.db import transaction

from live import reconciler
from live.bus import Message, use_bus
from live.bus.base import HealthChanged
from live.bus.memory import MemoryBroker, MemoryBus
from live.connection import Connection
from live.database import in_database
from live.frames import Position
from live.hub import Hub
from live.log import append, current_epoch, put_values
from live.reading import LogSince, read_since
from live.tickets import Ticket
from tests.live.board import NoteWritten
from tests.live.outlets import FakeOutlet
from tests.live.reader import Reader

Tickets = Callable[..., Ticket]


class LossyBus(MemoryBus):
    """A memory bus that can be told to lose everything, knowingly or not."""

    def __init__(self, broker: MemoryBroker) -> None:
        super().__init__(broker)
        self.loses = False
        self._is_healthy = True

    def publish(self, *messages: Message) -> None:
        if not self.loses:
            super().publish(*messages)

    async def start(self, deliver: Callable[[str, bytes], None], health_changed: HealthChanged) -> None:
        self._health_changed = health_changed
        await super().start(deliver, health_changed)

    def break_down(self) -> None:
        self.loses, self._is_healthy = True, False
        self._health_changed(False)

    def recover(self) -> None:
        self.loses, self._is_healthy = False, True
        self._health_changed(True)

    @property
    def healthy(self) -> bool:
        return self._is_healthy


@pytest.fixture
async def bus(database_threads: None) -> AsyncIterator[LossyBus]:
    with use_bus(LossyBus(MemoryBroker())) as lossy:
        assert isinstance(lossy, LossyBus)
        yield lossy


@pytest.fixture
async def hub(bus: LossyBus, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    monkeypatch.setattr(reconciler, "_HEALTHY_S", 0.1)
    monkeypatch.setattr(reconciler, "_DEGRADED_S", 0.05)
    # However late the loop comes on this machine: each fact is a frame.
    monkeypatch.setattr("live.hub.tick_s", lambda sockets, lag_s, wait_s: 0.0)
    running = Hub(bus)
    await running.start()
    yield running
    await running.stop()


def _write(*texts: str) -> None:
    for text in texts:
        with transaction.atomic():
            append("board/1", NoteWritten(text=text, by="a1"))


def _count(n: int) -> None:
    with transaction.atomic():
        put_values("board/1", {"count/red": n})


async def _follow(hub: Hub, connection: Connection, since: str | None = None) -> None:
    hub.joining.follow(connection, "board/1", Position.parse(since) if since else None)
    async with asyncio.timeout(10):
        while "board/1" in (connection.loading or ()):  # noqa: ASYNC110 - what it looks at is no event
            await asyncio.sleep(0.001)


async def _reader(hub: Hub, ticket: Ticket, since: str | None = None) -> Reader:
    outlet = FakeOutlet()
    connection = Connection(ticket, outlet)
    hub.add(connection)
    reader = Reader(outlet)
    await _follow(hub, connection, since)
    return reader


async def test_what_a_killed_writer_did_not_publish_is_found(hub: Hub, bus: LossyBus, ticket: Tickets) -> None:
    reader = await _reader(hub, ticket())
    bus.loses = True
    await in_database(_write, "one", "two")
    await in_database(_count, 5)
    await reader.until(lambda: reader.notes == ["one", "two"] and reader.counts == {"red": 5})
    assert reader.duplicates == 0


async def test_lost_message_shows_as_a_gap_and_is_filled(hub: Hub, bus: LossyBus, ticket: Tickets) -> None:
    reader = await _reader(hub, ticket())
    bus.loses = True
    await in_database(_write, "one", "two")
    bus.loses = False
    await in_database(_write, "three")
    await reader.until(lambda: reader.notes == ["one", "two", "three"])
    assert reader.duplicates == 0


async def test_without_the_bus_facts_come_from_the_log_and_it_says_so(hub: Hub, bus: LossyBus, ticket: Tickets) -> None:
    reader = await _reader(hub, ticket())
    bus.break_down()
    await in_database(_write, "one")
    await reader.until(lambda: reader.notes == ["one"])
    newcomer = await _reader(hub, ticket("a2"))
    assert newcomer.notes == ["one"]
    bus.recover()
    await in_database(_write, "two")
    await reader.until(lambda: reader.notes == ["one", "two"])
    assert reader.notices == ["live.degraded", "live.recovered"]
    assert reader.duplicates == 0


async def test_being_woken_at_the_last_moment_does_not_keep_the_reconciler(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparing = reconciler.Reconciler(hub)
    monkeypatch.setattr(reconciler, "_HEALTHY_S", 3600)
    run = asyncio.create_task(comparing.run())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    comparing.wake(everything=False)
    run.cancel()
    done, _ = await asyncio.wait({run}, timeout=5)
    assert done == {run}


async def test_what_ends_late_or_begins_another_does_not_keep_the_hub(hub: Hub) -> None:
    async def begin_another() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            hub.spawn(asyncio.sleep(3600))

    hub.spawn(begin_another())
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await hub.stop()
    assert not hub._tasks


async def test_many_joiners_share_one_read(hub: Hub, ticket: Tickets, monkeypatch: pytest.MonkeyPatch) -> None:
    from live import reading

    await in_database(_write, "one")
    reads: list[int] = []
    original = reading.read_topics

    def counted(names: Sequence[str]) -> dict[str, reading.TopicNow]:
        reads.append(len(names))
        return original(names)

    monkeypatch.setattr(reading, "read_topics", counted)
    readers = await asyncio.gather(*(_reader(hub, ticket(f"a{n}")) for n in range(200)))
    assert all(reader.notes == ["one"] for reader in readers)
    assert reads == [1]
    assert len({reader.outlet.written[0] for reader in readers}) == 1


async def test_client_that_is_ahead_of_this_edge_gets_no_step_back(
    hub: Hub, bus: LossyBus, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _reader(hub, ticket())
    bus.loses = True
    await in_database(_write, "one", "two")
    epoch = await in_database(current_epoch)
    reader = await _reader(hub, ticket("a2"), since=f"{epoch}.2.0")
    assert hub.feeds["board/1"].position.offset == 2
    assert reader.offsets == []


async def test_cold_edge_resumes_many_from_one_read_of_the_log(
    hub: Hub, ticket: Tickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    from live import catching_up

    await in_database(_write, *(f"note {n}" for n in range(20)))
    epoch = await in_database(current_epoch)
    reads: list[int] = []

    def counted(name: str, since: Position) -> LogSince:
        reads.append(since.offset)
        return read_since(name, since)

    monkeypatch.setattr(catching_up, "read_since", counted)
    readers = await asyncio.gather(*(_reader(hub, ticket(f"a{n}"), since=f"{epoch}.5.0") for n in range(50)))
    assert all(reader.offsets == list(range(6, 21)) for reader in readers)
    assert reads == [5]


async def test_slow_reader_is_healed_by_offset(hub: Hub, ticket: Tickets) -> None:
    outlet = FakeOutlet(reads=False, bound=2000)
    connection = Connection(ticket(), outlet)
    hub.add(connection)
    reader = Reader(outlet)
    await _follow(hub, connection)
    for n in range(60):
        await in_database(_write, f"note {n}")
    other = await _reader(hub, ticket("a2"))
    await other.until(lambda: len(other.notes) == 60)
    # It holds its bound, and the frame that went over it.
    assert outlet.queued_bytes < 2200
    assert connection.behind
    outlet.reads = True
    outlet.read()
    await reader.until(lambda: len(reader.notes) == 60)
    assert reader.notes == other.notes
    await in_database(_write, "last")
    await reader.until(lambda: reader.notes[-1] == "last")
    assert reader.duplicates == 0
