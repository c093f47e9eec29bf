"""Reads what an outlet was given as the protocol tells a client to, and notes what it should never see."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec

from tests.live.outlets import FakeOutlet


class Reader:
    """The state of board/1 as a client would have it."""

    def __init__(self, outlet: FakeOutlet) -> None:
        self.outlet = outlet
        self._read = 0
        self._notes: list[str] = []
        self._counts: dict[str, int] = {}
        self._offset = self._rev = 0
        self._notices: list[str] = []
        self._offsets: list[int] = []
        self.duplicates = 0

    @property
    def notes(self) -> list[str]:
        self._take()
        return self._notes

    @property
    def counts(self) -> dict[str, int]:
        self._take()
        return self._counts

    @property
    def notices(self) -> list[str]:
        self._take()
        return self._notices

    @property
    def offsets(self) -> list[int]:
        self._take()
        return self._offsets

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not holds():  # noqa: ASYNC110 - what it looks at is no event
                await asyncio.sleep(0.01)

    def _take(self) -> None:
        new, self._read = self.outlet.written[self._read :], len(self.outlet.written)
        for payload in new:
            for message in msgspec.json.decode(payload):
                getattr(self, f"_{message['type']}", lambda _: None)(message)

    def _snapshot(self, message: dict[str, Any]) -> None:
        self._notes = list(message["state"]["notes"])
        self._counts = dict(message["state"]["counts"])
        self._offset, self._rev = message["offset"], message["rev"]

    def _facts(self, message: dict[str, Any]) -> None:
        for fact in message["facts"]:
            if fact["offset"] <= self._offset:
                self.duplicates += 1
                continue
            assert self._offset in {0, fact["offset"] - 1}, "a silent gap"
            self._offset = fact["offset"]
            self._offsets.append(self._offset)
            self._notes.append(fact["data"]["text"])

    def _values(self, message: dict[str, Any]) -> None:
        if message["rev"] > self._rev:
            self._rev = message["rev"]
            self._counts |= {key.partition("/")[2]: n for key, n in message["values"].items()}

    def _notice(self, message: dict[str, Any]) -> None:
        self._notices.append(message["code"])
