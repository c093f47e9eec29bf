"""The whole of it: attendees, moderators, host, and a page, on one launch, for a given time."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from loadtest.bench.bench import say
from loadtest.bench.desk.board import Board, Fact
from loadtest.bench.desk.crew import Newcomer, come_in
from loadtest.bench.desk.crowd import Asked, Crowd, CrowdFigures, CrowdPlan
from loadtest.bench.desk.duplicates import Duplicates
from loadtest.bench.desk.ledger import Ledger
from loadtest.bench.desk.page import DeskPage, PageFigures, how_to_get_browser
from loadtest.bench.desk.usage import Usage
from loadtest.bench.desk.working import Host, Moderator
from loadtest.people import Audience, Person
from loadtest.stage import SLUG, Stage

# Approved before the clock starts, so that there is something to upvote.
APPROVED_BEFORE = 150
_IN_BULK = 10
_SHOW_EVERY_S = 1.0
_MINUTE_S = 60.0
_PREPARED_S = 600.0
_COMPARED_S = 120.0
_LAST_S = 60.0
DUPLICATES_WITHIN_S = 30.0
_NEWCOMERS = 3
_THEMES = ("Range", "Price", "Design", "Safety", "Software", "Delivery")
_COLOURS = ("#1f6feb", "#b8860b", "#8957e5", "#238636", "#db61a2", "#bf4b8a")


class RehearsalFailed(Exception):
    """It did not come about, or could not go on."""


@dataclass(slots=True)
class Outcome:
    """All that was measured, and what was found at the end."""

    ledger: Ledger
    duplicates: Duplicates
    usage: Usage
    crowd: CrowdFigures
    asked: list[Asked]
    own: Board
    """The first moderator's desk, which followed from the beginning."""
    fresh: Board
    newcomers: list[Newcomer]
    upvotes_before: dict[int, int]
    page: PageFigures | None = None
    backlog: int = 0
    memory_mb: dict[str, float] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)
    """What became a part of what, as the first moderator's desk heard it."""


class Rehearsal:
    """One run on a stage."""

    def __init__(self, stage: Stage, audience: Audience, plan: CrowdPlan, *, moderators: int) -> None:
        self._stage, self._audience, self._plan = stage, audience, plan
        self._url = stage.urls[0]
        self._event_id = audience.event_id
        people = audience.members("moderator")
        self._ledger = Ledger(moderators)
        self._moderators = [
            Moderator(number, person, self._ledger, seed=plan.seed) for number, person in enumerate(people[:moderators])
        ]
        self._newcomer = people[0]
        self._visitor = people[-1]
        self._host = Host(audience.member("host"), self._ledger, seed=plan.seed)
        self._duplicates = Duplicates()
        self._merged: dict[int, int] = {}
        self._failures: list[str] = []

    async def play(self) -> Outcome:
        """Play it. Raises RehearsalFailed, CrewFailed."""
        with _crowd(self._plan) as crowd, self._pages() as page:
            asyncio.get_running_loop().add_reader(crowd.fileno(), self._take, crowd)
            crowd.hears = lambda asked: self._duplicates.asked(asked, self._board)
            try:
                return await self._play(crowd, page)
            finally:
                asyncio.get_running_loop().remove_reader(crowd.fileno())
                members = [*self._moderators, self._host]
                await asyncio.gather(*(each.socket.close() for each in members if hasattr(each, "socket")))

    def _take(self, crowd: Crowd) -> None:
        crowd.take()
        if crowd.is_gone:
            asyncio.get_running_loop().remove_reader(crowd.fileno())

    @property
    def _board(self) -> Board:
        return self._moderators[0].socket.board

    async def _play(self, crowd: Crowd, page: DeskPage | None) -> Outcome:
        await self._enter()
        upvotes_before = {id: count for id, count in self._board.upvotes.items() if count}
        say(f"{self._plan.before:,} questions are asked before the clock starts")
        await _until(lambda: crowd.asked_before or crowd.is_gone, _PREPARED_S, "the first questions to be asked")
        _stay(crowd)
        await self._prepare()
        # They came faster than in any show: how long those take is not the question. The first may take a moment.
        found = self._duplicates
        await _until(lambda: found.is_there and not found.backlog(self._board), _COMPARED_S, "", must=False)
        if page is not None:
            await self._open(page)
        kinds = {name.removesuffix("-0"): pid for name, pid in self._stage.pids.items()}
        usage = Usage({**kinds, "crowd": crowd.pid})
        say(f"{self._board.open_count:,} are open; the clock starts")
        usage.start()
        self._duplicates.start()
        crowd.show(self._visible())
        crowd.start()
        if page is not None and not self._failures:
            page.use()
        end_s = time.monotonic() + self._plan.seconds
        async with asyncio.TaskGroup() as tasks:
            for moderator in self._moderators:
                tasks.create_task(moderator.work(end_s))
            tasks.create_task(self._host.work(end_s))
            tasks.create_task(self._show(crowd, end_s))
            tasks.create_task(self._tell(usage, end_s))
        page_figures = await self._leave(page)
        await _until(lambda: crowd.figures is not None, _LAST_S, "the attendees' last answers")
        return await self._look(crowd, usage, page_figures, upvotes_before)

    # --- before

    async def _enter(self) -> None:
        await self._host.enter(self._url, self._event_id)
        for moderator in self._moderators:
            await moderator.enter(self._url, self._event_id, self._hear if moderator.number == 0 else None)

    def _hear(self, fact: Fact, now_s: float) -> None:
        self._duplicates.saw(fact, now_s)
        if fact.kind == "QuestionMerged" and fact.data.question and fact.data.into:
            self._merged[fact.data.question.id] = fact.data.into.id

    async def _prepare(self) -> None:
        """Give the desk themes, if it has none, and the audience something to upvote."""
        first = self._moderators[0]
        themes = [{"id": None, "name": name, "colour": colour} for name, colour in zip(_THEMES, _COLOURS, strict=True)]
        if not self._board.themes:
            self._refuse(await first.socket.say("desk.change_themes", {"themes": themes, "seen": 0}))
        ids = self._board.ids("pending")[:: max(1, self._plan.before // APPROVED_BEFORE)][:APPROVED_BEFORE]
        for start in range(0, len(ids), _IN_BULK):
            cards = [self._board.cards[id] for id in ids[start : start + _IN_BULK]]
            items = [{"question_id": card.id, "version": card.version} for card in cards]
            self._refuse(await first.socket.say("desk.bulk", {"action": "approve", "items": items}))
        await _until(lambda: self._board.visible_count >= len(ids), 30, "approved questions")

    def _refuse(self, answer: Any) -> None:
        if answer.code:
            raise RehearsalFailed(f"expected the desk to be prepared, got {answer.code}: {answer.message}")

    @contextmanager
    def _pages(self) -> Iterator[DeskPage | None]:
        lack = how_to_get_browser()
        session = self._audience.sessions.get(self._visitor.subject)
        if lack is not None or session is None:
            self._failures.append(f"the page is not measured: {lack or 'there is no session for it'}")
            yield None
            return
        page = DeskPage(self._url, f"/crew/{SLUG}/desk/", session)
        try:
            yield page
        finally:
            page.give_up()

    async def _open(self, page: DeskPage) -> None:
        say("the page is opened")
        try:
            await asyncio.to_thread(page.open)
        except RuntimeError as error:
            self._failures.append(str(error))

    # --- meanwhile

    def _visible(self) -> list[int]:
        return [id for state in ("approved", "on_deck", "on_air") for id in self._board.ids(state)]

    async def _show(self, crowd: Crowd, end_s: float) -> None:
        while time.monotonic() < end_s:
            _stay(crowd)
            crowd.show(self._visible())
            await asyncio.sleep(_SHOW_EVERY_S)

    async def _tell(self, usage: Usage, end_s: float) -> None:
        while (left_s := end_s - time.monotonic()) > 0:
            await asyncio.sleep(min(left_s, _MINUTE_S))
            lately = self._ledger.since()
            usage.minute(
                load_average=os.getloadavg()[0],
                moves=lately.count,
                move_p95_ms=lately.quantile_ms(0.95) or 0.0,
                open_questions=self._board.open_count,
                visible=self._board.visible_count,
            )
            used = ", ".join(f"{name} {value:.0f}" for name, value in usage.minutes[-1].items())
            say(f"minute {len(usage.minutes)}: {used}")

    # --- after

    async def _leave(self, page: DeskPage | None) -> PageFigures | None:
        if page is None or self._failures:
            return None
        try:
            return await asyncio.to_thread(page.leave)
        except RuntimeError as error:
            self._failures.append(str(error))
            return None

    async def _look(
        self, crowd: Crowd, usage: Usage, page: PageFigures | None, upvotes_before: dict[int, int]
    ) -> Outcome:
        """See how everything is once all is quiet."""
        duplicates = self._duplicates
        if duplicates.is_there:
            await _until(
                lambda: not duplicates.backlog(self._board), DUPLICATES_WITHIN_S, "no duplicates to be left", must=False
            )
        backlog = duplicates.backlog(self._board)
        memory_mb = usage.memory_mb()
        newcomers = [await self._come_in(self._newcomer) for _ in range(_NEWCOMERS)]
        last = newcomers[-1].board
        # Whoever followed all along has what the newcomer has: until then its own last facts are on their way.
        await _until(lambda: self._board.offset >= last.offset, 10, "the last facts", must=False)
        assert crowd.figures is not None
        return Outcome(
            self._ledger,
            self._duplicates,
            usage,
            crowd.figures,
            crowd.asked,
            self._board,
            last,
            newcomers,
            upvotes_before,
            page,
            backlog,
            memory_mb,
            self._failures,
            self._merged,
        )

    async def _come_in(self, person: Person) -> Newcomer:
        await asyncio.sleep(0.5)
        # Each finds another desk than the one before, as one does who comes in the middle.
        anything = next(iter(self._board.cards))
        await self._moderators[0].socket.say("desk.note", {"question_id": anything, "text": "The last word."})
        return await come_in(self._url, self._event_id, person, f"desk/{self._event_id}")


@contextmanager
def _crowd(plan: CrowdPlan) -> Iterator[Crowd]:
    crowd = Crowd(plan)
    try:
        yield crowd
    finally:
        crowd.end()


def _stay(crowd: Crowd) -> None:
    if crowd.is_gone:
        raise RehearsalFailed("expected the attendees to stay, their process ended; its error is above")


async def _until(holds: Any, timeout_s: float, what: str, *, must: bool = True) -> None:
    deadline_s = time.monotonic() + timeout_s
    while not holds():  # what is waited for is many things, none of them an event
        if time.monotonic() > deadline_s:
            if must:
                raise RehearsalFailed(f"expected {what} within {timeout_s:g} s")
            return
        await asyncio.sleep(0.05)
