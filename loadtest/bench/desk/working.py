"""Moderators and host at their work."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

from loadtest.bench.desk.board import Fact
from loadtest.bench.desk.crew import Answer, CrewSocket
from loadtest.bench.desk.habits import Habits, Step
from loadtest.bench.desk.ledger import Ledger
from loadtest.people import Person

# A move every second and a half, as somebody does who is fast at it.
BETWEEN_S = (0.9, 2.1)
# How long a question is on air, and how long the host takes to the next.
_ON_AIR_S = (12.0, 24.0)
_PAUSE_S = (2.0, 5.0)
_POINT_EVERY_S = 3.0
_IDLE_S = 0.2


class Moderator:
    """One of the six."""

    def __init__(self, number: int, person: Person, ledger: Ledger, *, seed: int) -> None:
        self.number = number
        self._person = person
        self._ledger = ledger
        self._rng = random.Random(seed * 1000 + number)
        self._habits = Habits(person.subject, self._rng)
        self._pointed_s = 0.0
        self.socket: CrewSocket

    async def enter(self, url: str, event_id: int, also: Callable[[Fact, float], None] | None = None) -> None:
        """Open the desk; `also` hears every fact beside the ledger."""

        def hear(fact: Fact) -> None:
            now_s = time.monotonic()
            self._ledger.saw(self.number, fact, now_s)
            if also is not None:
                also(fact, now_s)

        self.socket = await CrewSocket.open(url, event_id, self._person, f"desk/{event_id}", hear)

    async def work(self, until_s: float) -> None:
        """Move questions until the time (monotonic) is over."""
        due_s = time.monotonic() + self._rng.uniform(0, BETWEEN_S[1])
        while due_s < until_s:
            await asyncio.sleep(max(0.0, due_s - time.monotonic()))
            await self._turn()
            # Who was kept waiting does not hurry afterwards.
            due_s = max(due_s, time.monotonic() - BETWEEN_S[1]) + self._rng.uniform(*BETWEEN_S)

    async def _turn(self) -> None:
        board = self.socket.board
        for _ in range(5):
            step = self._habits.next(board, now_s=time.monotonic(), now_ms=time.time_ns() // 1_000_000)
            if step is None:
                return
            if step.name not in self._ledger.unknown:
                break
            self._habits.was_refused(step)
        else:
            return
        await self._do(step)
        if "question_id" in step.args and time.monotonic() - self._pointed_s > _POINT_EVERY_S:
            self._pointed_s = time.monotonic()
            if "desk.point" not in self._ledger.unknown:
                answer = await self.socket.say("desk.point", {"question_id": step.args["question_id"]})
                if answer.code:
                    self._ledger.answered(self.number, "desk.point", answer)

    async def _do(self, step: Step) -> Answer:
        answer = await self.socket.say(step.name, step.args)
        self._ledger.answered(self.number, step.name, answer, step.args)
        if answer.code:
            self._habits.was_refused(step)
        else:
            versions = {card.id: card.version for card in answer.cards}
            self._habits.was_done(step, versions, time.monotonic())
        return answer


class Host:
    """Takes the first question on deck, reads it, and answers; now and then it is passed over or put aside."""

    def __init__(self, person: Person, ledger: Ledger, *, seed: int) -> None:
        self._person = person
        self._ledger = ledger
        self._rng = random.Random(seed)
        self.socket: CrewSocket

    async def enter(self, url: str, event_id: int) -> None:
        """Open the set desk."""
        self.socket = await CrewSocket.open(url, event_id, self._person, f"set/{event_id}")

    async def work(self, until_s: float) -> None:
        """Host until the time (monotonic) is over."""
        board = self.socket.board
        while time.monotonic() < until_s:
            on_air = board.ids("on_air")
            if on_air:
                way = self._rng.choices(["set.answer", "set.skip", "set.park", "set.put_back"], [80, 8, 8, 4])[0]
                await self._move(way if way not in self._ledger.unknown else "set.answer", on_air[0])
                await self._wait(_PAUSE_S, until_s)
            elif board.deck.question_ids and board.deck.question_ids[0] in board.cards:
                await self._move("set.take", board.deck.question_ids[0])
                await self._wait(_ON_AIR_S, until_s)
            else:
                await self._wait((_IDLE_S, _IDLE_S), until_s)

    async def _move(self, name: str, question_id: int) -> None:
        version = self.socket.board.cards[question_id].version
        args = {"question_id": question_id, "version": version}
        answer = await self.socket.say(name, args)
        # The first moderator is who should see it.
        self._ledger.answered(-1, name, answer, args)

    async def _wait(self, bounds: tuple[float, float], until_s: float) -> None:
        await asyncio.sleep(max(0.0, min(self._rng.uniform(*bounds), until_s - time.monotonic())))
