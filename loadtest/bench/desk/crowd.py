"""The attendees, in a process of their own: they ask at given moments, and a few hundred upvote.

`Crowd` is what the bench holds; the process plays a `loadtest.cohort` and tells each acknowledged question through a
pipe as soon as it is acknowledged, so that the bench can await its duplicates.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from loadtest.bench.desk.arrivals import moments
from loadtest.bench.desk.questions import Wish, Wishes
from loadtest.cohort import Cohort
from loadtest.figures import Histogram
from loadtest.people import Person, read_audience
from loadtest.reading import Message
from loadtest.targets import parse_target
from loadtest.viewer import Viewer, topics_of

# An asker comes in so long before asking, and leaves so long after.
_EARLY_S, _STAYS_S = 1.0, 2.0
# Questions before the clock starts are asked by so many at once.
_AT_ONCE = 24
_LAST_ANSWERS_S = 30.0
_TURN_S = 0.005


@dataclass(frozen=True, slots=True)
class CrowdPlan:
    """How much comes. `askers` and `upvoters` are people of the audience's file, the askers first."""

    url: str
    audience: Path
    before: int
    questions: int
    upvotes: int
    askers: int
    upvoters: int
    seconds: float
    seed: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was acknowledged. `repeats` is the id of the earlier one that it says again, if it does."""

    question_id: int
    subject: str
    repeats: int | None
    at_s: float


@dataclass(slots=True)
class CrowdFigures:
    """What the attendees measured."""

    asking: Histogram = field(default_factory=Histogram)
    upvoting: Histogram = field(default_factory=Histogram)
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    upvoted: dict[int, list[str]] = field(default_factory=dict)
    """By question the subjects whose upvote was acknowledged."""
    unanswered: int = 0
    gaps: int = 0


class Crowd:
    """The process of the attendees. Ends with its context."""

    def __init__(self, plan: CrowdPlan) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_play, args=(plan, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.asked: list[Asked] = []
        self.asked_before = False
        self.is_gone = False
        self.figures: CrowdFigures | None = None
        self.hears: Callable[[Asked], None] | None = None

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid or 0

    def fileno(self) -> int:
        """For a selector: `take` when it is readable."""
        return self._pipe.fileno()

    def start(self) -> None:
        """Begin with what comes within the time."""
        self._pipe.send("start")

    def show(self, visible: list[int]) -> None:
        """Tell the process what the audience sees: upvotes go to these questions."""
        self._pipe.send(visible)

    def take(self) -> None:
        """Take what the process told; `is_gone` says when it ended."""
        try:
            while self._pipe.poll():
                self._heard(self._pipe.recv())
        except (EOFError, OSError):
            self.is_gone = True

    def _heard(self, told: object) -> None:
        if isinstance(told, Asked):
            self.asked.append(told)
            if self.hears is not None:
                self.hears(told)
        elif isinstance(told, CrowdFigures):
            self.figures = told
        else:
            self.asked_before = True

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


class _Attendees:
    """Inside the process."""

    def __init__(self, plan: CrowdPlan, pipe: Connection) -> None:
        self._plan = plan
        self._pipe = pipe
        self._rng = random.Random(plan.seed)
        self._audience = read_audience(plan.audience)
        self._cohort = Cohort([parse_target(plan.url)])
        self._wishes = Wishes(plan.seed)
        self._ids: dict[int, int] = {}
        self._figures = CrowdFigures()
        self._askers = deque(self._audience.people[: plan.askers])
        self._visible: list[int] = []
        self._voters: list[Viewer] = []
        self._voted: dict[str, set[int]] = {}

    def before(self) -> None:
        """Let the upvoters in and have the first questions asked, a few at a time."""
        people = self._audience.people[self._plan.askers : self._plan.askers + self._plan.upvoters]
        self._voters = [self._add(person, ("questions", "my-questions")) for person in people]
        self._voted = {person.subject: set() for person in people}
        self._cohort.join(self._voters, per_second=150)
        left = self._plan.before
        asking: set[str] = set()
        while left or asking:
            while left and len(asking) < _AT_ONCE:
                left -= 1
                asker = self._come()
                asking.add(asker.person.subject)
                self._ask(asker, self._wishes.next(), lambda viewer: asking.discard(viewer.person.subject))
            self._cohort.turn(_TURN_S)
        while not all(viewer.is_in for viewer in self._voters):
            self._cohort.turn(_TURN_S)

    def play(self) -> CrowdFigures:
        """Ask and upvote at the moments of the plan, and return when everything is answered."""
        plan, timers, began_s = self._plan, self._cohort.timers, time.monotonic()
        self._figures.asking = Histogram()  # the clock starts
        for moment in moments(plan.questions, plan.seconds, seed=plan.seed):
            timers.at(began_s + moment - _EARLY_S, self._come_to_ask, began_s + moment)
        for moment in moments(plan.upvotes, plan.seconds, seed=plan.seed + 1):
            timers.at(began_s + moment, self._upvote)
        end_s = began_s + plan.seconds
        while time.monotonic() < end_s or (
            self._cohort.speaking.unanswered and time.monotonic() < end_s + _LAST_ANSWERS_S
        ):
            self._cohort.turn(_TURN_S)
            self._hear()
        self._figures.unanswered = self._cohort.speaking.unanswered
        self._figures.gaps = self._cohort.figures.gaps
        self._figures.errors.update(self._cohort.figures.errors)
        return self._figures

    # --- asking

    def _come(self) -> Viewer:
        person = self._askers[0]
        self._askers.rotate(-1)
        viewer = self._add(person, ("my-questions",))
        self._cohort.join([viewer], per_second=1000)
        return viewer

    def _come_to_ask(self, due_s: float) -> None:
        asker, wish = self._come(), self._wishes.next()
        self._cohort.timers.at(due_s, self._ask, asker, wish, lambda _: None)

    def _ask(self, asker: Viewer, wish: Wish, then: Callable[[Viewer], None]) -> None:
        if not asker.is_welcome:  # still on the way in
            self._cohort.timers.at(time.monotonic() + 0.02, self._ask, asker, wish, then)
            return
        sent_s = time.monotonic()

        def answered(viewer: Viewer, message: Message) -> None:
            now_s = time.monotonic()
            if message.type == "ack":
                self._figures.asking.add((now_s - sent_s) * 1000)
                question_id: int = msgspec.json.decode(message.result)["question"]["id"]
                self._ids[wish.number] = question_id
                repeats = self._ids.get(wish.repeats) if wish.repeats else None
                self._pipe.send(Asked(question_id, viewer.person.subject, repeats, now_s))
            else:
                self._refused("qa.ask", message)
            self._cohort.timers.at(now_s + _STAYS_S, self._leave, viewer)
            then(viewer)

        args = {"text": wish.text, "anonymous": self._rng.random() < 0.1, "language": wish.language}
        self._cohort.speaking.command(asker, "qa.ask", args, answered)

    def _leave(self, viewer: Viewer) -> None:
        self._cohort.forget(viewer)
        self._cohort.viewers.remove(viewer)

    # --- upvoting

    def _upvote(self) -> None:
        """Somebody upvotes one of what the audience sees, which they did not upvote yet where there is one."""
        voter, visible = self._rng.choice(self._voters), self._visible
        if not visible:
            return
        voted = self._voted[voter.person.subject]
        question_id = self._rng.choice([id for id in visible if id not in voted] or visible)
        voted.add(question_id)
        sent_s = time.monotonic()

        def answered(viewer: Viewer, message: Message) -> None:
            if message.type == "ack":
                self._figures.upvoting.add((time.monotonic() - sent_s) * 1000)
                self._figures.upvoted.setdefault(question_id, []).append(viewer.person.subject)
            else:
                self._refused("qa.upvote", message)

        self._cohort.speaking.command(voter, "qa.upvote", {"question_id": question_id}, answered)

    def _hear(self) -> None:
        """Take the list of what may be upvoted, which the bench has from a desk."""
        while self._pipe.poll():
            self._visible = self._pipe.recv()

    # --- all of them

    def _add(self, person: Person, kinds: tuple[str, ...]) -> Viewer:
        return self._cohort.add(person, topics_of(person, self._audience.event_id, kinds))

    def _refused(self, name: str, message: Message) -> None:
        # It may have gone from the audience's list while the upvote was on its way.
        expected = ("qa.not_votable", "qa.unknown_question", "qa.queue_full", "qa.duplicate", "qa.too_many_open")
        if message.code in expected:
            self._figures.refused[f"{name}: {message.code}"] += 1
        else:
            self._figures.errors[f"{name}: {message.code}"] += 1


def _play(plan: CrowdPlan, pipe: Connection) -> None:
    attendees = _Attendees(plan, pipe)
    attendees.before()
    pipe.send("before")
    while pipe.recv() != "start":
        pass
    pipe.send(attendees.play())
    # The bench still wants to know what this process weighs, and ends it.
    with suppress(EOFError, OSError):
        while True:
            pipe.recv()
