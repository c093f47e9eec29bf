"""One suite for every bus."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from redis.asyncio.client import PubSub

from live.bus.base import Bus
from live.bus.memory import MemoryBroker, MemoryBus
from live.bus.redis import RedisBus
from tests.parts.redis import RedisServer

MakeBus = Callable[[], Bus]


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.services)])
def make_bus(request: pytest.FixtureRequest) -> MakeBus:
    if request.param == "memory":
        broker = MemoryBroker()
        return lambda: MemoryBus(broker)
    url = request.getfixturevalue("redis_server").url
    return lambda: RedisBus(url)


class Listener:
    """A started bus, and what it delivered."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.heard: list[tuple[str, bytes]] = []
        self.health: list[bool] = []
        self._changed = asyncio.Event()

    async def start(self) -> None:
        await self.bus.start(self._deliver, self._health_changed)

    def _deliver(self, channel: str, payload: bytes) -> None:
        self.heard.append((channel, payload))
        self._changed.set()

    def _health_changed(self, healthy: bool) -> None:
        self.health.append(healthy)
        self._changed.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(15):
            while not holds():
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture
async def listen(make_bus: MakeBus) -> AsyncIterator[Callable[[], Listener]]:
    made: list[Listener] = []

    def make() -> Listener:
        made.append(Listener(make_bus()))
        return made[-1]

    yield make
    for listener in made:
        await listener.bus.stop()


async def test_every_subscriber_hears_in_order(listen: Callable[[], Listener]) -> None:
    first, second, silent = listen(), listen(), listen()
    for listener in (first, second, silent):
        await listener.start()
    await first.bus.subscribe("a/1")
    await second.bus.subscribe("a/1")
    await silent.bus.subscribe("b/1")
    for n in range(200):
        await asyncio.to_thread(silent.bus.publish, ("a/1", b"%d" % n))
    expected = [("a/1", b"%d" % n) for n in range(200)]
    await first.until(lambda: len(first.heard) == 200)
    await second.until(lambda: len(second.heard) == 200)
    assert first.heard == second.heard == expected
    assert silent.heard == []
    assert first.bus.healthy
    assert first.health == [True]


async def test_unsubscribed_hears_no_more(listen: Callable[[], Listener]) -> None:
    listener = listen()
    await listener.start()
    await listener.bus.subscribe("a/1")
    await listener.bus.subscribe("b/1")
    await listener.bus.unsubscribe("a/1")
    listener.bus.publish(("a/1", b"unheard"), ("b/1", b"heard"))
    await listener.until(lambda: bool(listener.heard))
    assert listener.heard == [("b/1", b"heard")]


async def test_bytes_pass_unchanged(listen: Callable[[], Listener]) -> None:
    listener = listen()
    await listener.start()
    await listener.bus.subscribe("a/1")
    payload = bytes(range(256)) * 1000
    listener.bus.publish(("a/1", payload))
    await listener.until(lambda: bool(listener.heard))
    assert listener.heard == [("a/1", payload)]


@pytest.mark.services
async def test_channel_that_is_asked_for_while_redis_connects_is_heard(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(RedisBus(redis_server.url))
    subscribe = PubSub.subscribe

    async def subscribe_slowly(pubsub: PubSub, *channels: str) -> None:
        await subscribe(pubsub, *channels)
        if "unveil" in channels:
            await listener.bus.subscribe("late/1")

    monkeypatch.setattr(PubSub, "subscribe", subscribe_slowly)
    await listener.start()
    await asyncio.to_thread(listener.bus.publish, ("late/1", b"heard"))
    await listener.until(lambda: bool(listener.heard))
    assert listener.heard == [("late/1", b"heard")]
    await listener.bus.stop()


@pytest.mark.services
async def test_redis_that_was_stopped_is_found_again(redis_server: RedisServer) -> None:
    listener = Listener(RedisBus(redis_server.url))
    await listener.start()
    await listener.bus.subscribe("a/1")
    await asyncio.to_thread(redis_server.stop)
    await listener.until(lambda: listener.health[-1] is False)
    listener.bus.publish(("a/1", b"lost"))  # does not raise, does not hang
    await listener.bus.subscribe("b/1")  # nor does this
    await asyncio.to_thread(redis_server.start)
    await listener.until(lambda: listener.health[-1] is True)
    await asyncio.sleep(1.1)  # publishing pauses for a second after a failure
    listener.bus.publish(("a/1", b"one"))
    listener.bus.publish(("b/1", b"two"))
    await listener.until(lambda: len(listener.heard) == 2)
    assert listener.heard == [("a/1", b"one"), ("b/1", b"two")]
    await listener.bus.stop()


@pytest.mark.services
async def test_redis_that_is_missing_at_the_start_is_found_later(redis_server: RedisServer) -> None:
    redis_server.stop()
    listener = Listener(RedisBus(redis_server.url))
    await listener.start()
    assert not listener.bus.healthy
    await listener.bus.subscribe("a/1")
    await asyncio.to_thread(redis_server.start)
    await listener.until(lambda: listener.health[-1:] == [True])
    listener.bus.publish(("a/1", b"one"))
    await listener.until(lambda: bool(listener.heard))
    await listener.bus.stop()


@pytest.mark.services
async def test_redis_that_hangs_is_noticed(redis_server: RedisServer) -> None:
    listener = Listener(RedisBus(redis_server.url))
    await listener.start()
    redis_server.freeze()
    try:
        await listener.until(lambda: listener.health[-1] is False)
    finally:
        redis_server.thaw()
    await listener.until(lambda: listener.health[-1] is True)
    await listener.bus.stop()
