"""How often a batch is committed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import Settings

from live import group_commit
from live.group_commit import GroupCommit
from live.receipts import Outcome

Submit = Callable[[int], None]


NOW_S = 1_900_000_000


def work(asked_s: float = 0.0) -> Any:
    """A command that came `asked_s` ago."""
    return SimpleNamespace(context=SimpleNamespace(received_ms=int((NOW_S - asked_s) * 1000)))


class Played:
    """A group commit whose clock and database are played: what happened, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, pace_ms: int | None) -> None:
        self.happened: list[str] = []
        # How many more are asked for while each batch is committed.
        self.meanwhile: list[int] = []
        played = SimpleNamespace(sleep=self._sleep, get_running_loop=asyncio.get_running_loop)
        monkeypatch.setattr(group_commit, "asyncio", played)
        monkeypatch.setattr(group_commit, "in_database", self._commit)
        monkeypatch.setattr(group_commit, "time", SimpleNamespace(time_ns=lambda: NOW_S * 10**9))
        self.waited_s: list[float] = []
        self._commits = GroupCommit("board.tap", pace_ms)
        self._left = 0
        self._all_done = asyncio.Event()

    def ask(self, count: int, asked_s: float = 0.0) -> None:
        self._left += count
        for _ in range(count):
            self._commits.submit(work(asked_s), self._done)

    def waiting_s(self) -> float:
        return self._commits.waiting_s()

    async def finish(self) -> list[str]:
        async with asyncio.timeout(5):
            await self._all_done.wait()
        return self.happened

    async def _sleep(self, seconds: float) -> None:
        self.happened.append(f"{seconds * 1000:g} ms")
        await asyncio.sleep(0)

    async def _commit(self, _: Any, works: Sequence[Any]) -> list[Any]:
        self.happened.append(f"{len(works)} done")
        self.waited_s.append(self._commits.waiting_s())
        if self.meanwhile:
            self.ask(self.meanwhile.pop(0))
        return [None] * len(works)

    def _done(self, outcome: Outcome) -> None:
        self._left -= 1
        if not self._left:
            self._all_done.set()


async def test_without_a_pace_what_came_during_a_commit_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played(monkeypatch, None)
    played.meanwhile = [3]
    played.ask(2)
    assert await played.finish() == ["5 ms", "2 done", "3 done"]


async def test_at_a_pace_what_came_during_a_commit_waits_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played(monkeypatch, 250)
    played.meanwhile = [3]
    played.ask(2)
    assert await played.finish() == ["250 ms", "2 done", "250 ms", "3 done", "250 ms"]


async def test_full_batch_does_not_wait(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.LIVE_COMMIT_MAX_ITEMS = 4
    played = Played(monkeypatch, 250)
    played.ask(9)
    assert await played.finish() == ["250 ms", "4 done", "4 done", "250 ms", "1 done", "250 ms"]


@pytest.mark.parametrize(("pace_ms", "waited_s"), [(None, [0.4, 0.1]), (250, [0.15, 0.0])])
async def test_wait_is_that_of_the_oldest_less_what_is_on_purpose(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, pace_ms: int | None, waited_s: list[float]
) -> None:
    settings.LIVE_COMMIT_MAX_ITEMS = 2
    played = Played(monkeypatch, pace_ms)
    for asked_s in (0.4, 0.2, 0.1):
        played.ask(1, asked_s)
    await played.finish()
    assert played.waited_s == pytest.approx(waited_s)
    await asyncio.sleep(0)
    assert played.waiting_s() == 0.0
