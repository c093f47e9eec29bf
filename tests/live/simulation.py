"""A hub whose clock, log and bus the test plays: hours pass in milliseconds, and each run is the same again."""

from __future__ import annotations

import asyncio
import selectors
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
import pytest

from live import catching_up, hub, joining, personal, reading, reconciler
from live.bus.base import Bus, Message
from live.facts import encode
from live.frames import Position
from live.hub import Hub
from live.reading import FactsAfter, FactsOf, Head, LogSince, TopicNow
from live.topics import parse_topic
from live.wire import BusFacts, BusValues, LoggedFact

# What a read takes, before and after the moment that it shows.
READ_S = 0.02


class _Clock(selectors.SelectSelector):
    """Does not wait: moves the loop's clock instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            raise RuntimeError("expected something to wait for, got a loop that would sleep for ever")
        self.now += max(0.0, timeout)
        return super().select(0)


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop in which time passes only when everything else is done."""

    def __init__(self) -> None:
        self._clock = _Clock()
        super().__init__(self._clock)
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._clock.now


class QuietBus(Bus):
    """Carries nothing: the test says what is delivered, and when."""

    def publish(self, *messages: Message) -> None:
        """Nobody hears it."""

    async def start(self, deliver: Any, health_changed: Any) -> None:
        """Nothing to do."""

    async def stop(self) -> None:
        """Nothing to do."""

    async def subscribe(self, channel: str) -> None:
        await asyncio.sleep(0)

    async def unsubscribe(self, channel: str) -> None:
        await asyncio.sleep(0)

    @property
    def healthy(self) -> bool:
        return True


class SimulatedLog:
    """The truth: notes and counts of each topic. Answers what `live.reading` asks the database."""

    def __init__(self) -> None:
        self.life = 1
        self.begin_again()

    def begin_again(self) -> None:
        """Another database: other facts, another epoch."""
        self.epoch = f"{self.life:x}"
        self.life += 1
        self.bodies: dict[str, list[bytes]] = defaultdict(list)
        self.notes: dict[str, list[str]] = defaultdict(list)
        self.counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        self.revs: dict[str, int] = defaultdict(int)

    def write(self, topic: str, notes: int, count: int | None) -> list[BusFacts | BusValues]:
        """Append facts, and set a count; return what the bus would carry."""
        carried: list[BusFacts | BusValues] = []
        new = []
        for _ in range(notes):
            offset = len(self.bodies[topic]) + 1
            text = f"{self.epoch}-{offset}"
            data = msgspec.Raw(encode({"text": text, "by": "a1"}))
            new.append(encode(LoggedFact(offset=offset, kind="NoteWritten", at_ms=0, programme_ms=None, data=data)))
            self.bodies[topic].append(new[-1])
            self.notes[topic].append(text)
        if new:
            raw = [msgspec.Raw(body) for body in new]
            carried.append(BusFacts(topic=topic, epoch=self.epoch, last=len(self.bodies[topic]), facts=raw))
        if count is not None:
            self.revs[topic] += 1
            key = f"count/{'red' if count % 2 else 'blue'}"
            self.counts[topic][key] = (self.revs[topic], count)
            value = {key: msgspec.Raw(encode(count))}
            carried.append(BusValues(topic=topic, epoch=self.epoch, rev=self.revs[topic], values=value))
        return carried

    def state(self, topic: str) -> dict[str, Any]:
        """Return what a client that has everything shows."""
        counts = {key.partition("/")[2]: value for key, (_, value) in self.counts[topic].items()}
        return {"notes": self.notes[topic], "counts": counts}

    # --- what live.reading asks

    def read_topics(self, names: Sequence[str]) -> dict[str, TopicNow]:
        return {
            name: TopicNow(
                self.epoch,
                len(self.bodies[name]),
                self.revs[name],
                {key: (rev, encode(value)) for key, (rev, value) in self.counts[name].items()},
                encode(self.state(name)),
            )
            for name in names
        }

    def read_since(self, name: str, position: Position) -> LogSince:
        newer = {key: (rev, encode(value)) for key, (rev, value) in self.counts[name].items() if rev > position.rev}
        return LogSince(self.epoch, self.bodies[name][position.offset :], self.revs[name], newer)

    def read_facts_of(self, asked: Collection[FactsAfter]) -> dict[FactsAfter, FactsOf]:
        return {(name, after): FactsOf(self.epoch, self.bodies[name][after:]) for name, after in asked}

    def read_heads(self, channels: Sequence[str], touched_after: datetime | None) -> list[Head]:
        names = {*self.bodies, *self.revs}
        return [
            (name, len(self.bodies[name]), self.revs[name])
            for name in sorted(names)
            if parse_topic(name).channel in channels
        ]

    def read_channel(self, channel: str) -> tuple[str, list[Head]]:
        return self.epoch, self.read_heads([channel], None)

    def current_epoch(self) -> str:
        return self.epoch


class Simulation:
    """The loop, the log and the hub. `close` it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.loop = SimulatedLoop()
        self.log = SimulatedLog()
        self.tick_s = 0.0
        self.reads = 0
        self.is_away = False
        for module in (catching_up, hub, joining, personal, reading, reconciler):
            for name in [name for name in vars(SimulatedLog) if name.startswith(("read_", "current_"))]:
                if hasattr(module, name):
                    monkeypatch.setattr(module, name, getattr(self.log, name))
            if hasattr(module, "in_database"):
                monkeypatch.setattr(module, "in_database", self._in_database)
        monkeypatch.setattr(Hub, "audience_tick_s", lambda _: self.tick_s)
        self.hub = Hub(QuietBus())
        self.loop.run_until_complete(self._start())

    async def _start(self) -> None:
        await self.hub.start()

    async def _in_database(self, function: Callable[..., Any], *args: Any) -> Any:
        self.reads += 1
        await asyncio.sleep(READ_S)
        if self.is_away:
            raise OSError("the database does not answer")
        result = function(*args)
        await asyncio.sleep(READ_S)
        return result

    def write(self, topic: str, notes: int, count: int | None, late_s: float | None) -> None:
        """Something happens in a topic; the bus brings it `late_s` later, or (None) never."""
        for message in self.log.write(topic, notes, count):
            if late_s is not None:
                channel = parse_topic(topic).channel
                self.loop.call_later(late_s, self.hub._deliver, channel, encode(message))

    def close(self) -> None:
        """End the hub and the loop."""
        self.loop.run_until_complete(self._stop())
        self.loop.close()

    async def _stop(self) -> None:
        await self.hub.stop()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
