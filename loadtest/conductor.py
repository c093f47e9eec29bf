"""Somebody has to put something on: writes facts and state at a rate, and at the end looks as a newcomer would."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import gevent
import msgspec

from loadtest.cohort import Cohort
from loadtest.people import Audience, Person
from loadtest.reading import Message, Position
from loadtest.targets import Target
from loadtest.viewer import Viewer, topics_of

_TURN_S = 0.004
_MOST_QUESTIONS = 8
SPEAKERS = 8


class ShowFailed(Exception):
    """The show cannot go on; the message says why."""


class Question:
    """A question on the desk that goes to the deck and back: each move is a fact for the whole audience."""

    def __init__(self, id: int, state: str, version: int) -> None:
        self.id, self.state, self.version = id, state, version
        self.is_moving = False


class Conductor:
    """A moderator, a director and a few attendees who upvote. The last people of the audience's file play these."""

    def __init__(self, audience: Audience, targets: list[Target], follow: tuple[str, ...]) -> None:
        self.cohort = Cohort(targets, page=audience.page)
        self.questions: list[Question] = []
        self.written = 0
        """Facts acknowledged."""
        self.votes: Counter[int] = Counter()
        self.before: dict[str, int] = {}
        self.refused: Counter[str] = Counter()
        self.audience = audience
        self._follow = tuple(kind for kind in follow if not kind.startswith("my-"))
        self._crew = [self.add(audience.member(kind), ("desk", "questions")) for kind in ("moderator", "director")]
        self._speakers = [self.add(person, ("questions",)) for person in audience.people[-SPEAKERS:]]
        self._upvoted: set[int] = set()
        self._crew[0].listener = self._hear_desk
        self._greenlets = [gevent.spawn(self._turn)]
        self._writing: gevent.Greenlet | None = None

    def enter(self) -> None:
        """Connect, learn the questions and their counts. Raises ShowFailed."""
        self.cohort.join([*self._crew, *self._speakers], per_second=100)
        self.until(lambda: self.questions, 30, "a desk with approved questions (is the event's slug right?)")
        self.until(lambda: self.cohort.open_count == len(self._crew) + SPEAKERS, 30, "all speakers to be let in")
        for number, speaker in enumerate(self._speakers):
            # Whatever an earlier run left.
            question = self.questions[number % len(self.questions)]
            self.cohort.speaking.command(speaker, "qa.take_back_upvote", {"question_id": question.id})
        self.fall_silent()
        self.before = self.look()[1]

    def write(self, per_second: float) -> None:
        """Write a fact and an upvote `per_second` times a second from now on."""
        if self._writing is not None:
            self._writing.kill()
        self._writing = gevent.spawn(self._write, per_second)

    def fall_silent(self, timeout_s: float = 60) -> None:
        """Write no more, and wait until everything is answered. Raises ShowFailed."""
        if self._writing is not None:
            self._writing.kill()
            self._writing = None
        self.until(lambda: not self.cohort.speaking.unanswered, timeout_s, "an answer to each command")

    def look(self) -> tuple[dict[str, Position], dict[str, int]]:
        """Join anew, and return the positions of all topics that many follow, and the upvotes by question."""
        viewer = self.add(self.audience.people[-1], self._follow)
        upvotes: dict[str, int] = {}

        def hear(viewer: Viewer, message: Message) -> None:
            if message.type == "snapshot" and message.topic.startswith("questions/"):
                upvotes.update(msgspec.json.decode(message.state)["upvotes"])
            elif message.type == "values" and message.topic.startswith("questions/"):
                for key, count in msgspec.json.decode(message.values).items():
                    upvotes[key.removeprefix("upvotes/")] = count

        viewer.listener = hear
        self.cohort.join([viewer], per_second=100)
        self.until(viewer.has_shared, 30, "a newcomer to get the snapshots")
        gevent.sleep(0.3)  # values that are being flushed
        positions = dict(viewer.place.positions)
        self.dismiss(viewer)
        return positions, upvotes

    def leave(self) -> None:
        """End."""
        gevent.killall(self._greenlets)
        self.cohort.leave()

    def let_in(self, cookie: str, number: int) -> Viewer:
        """Have somebody in who has just got a ticket."""
        viewer = self.add(Person(number, "attendee", "", cookie), self._follow)
        self.cohort.join([viewer], per_second=100)
        return viewer

    def add(self, person: Person, kinds: tuple[str, ...]) -> Viewer:
        """Return a viewer of the conductor's own, not yet connected."""
        return self.cohort.add(person, topics_of(person, self.audience.event_id, kinds))

    def dismiss(self, viewer: Viewer) -> None:
        """Have a viewer of the conductor's own leave."""
        self.cohort.forget(viewer)
        self.cohort.viewers.remove(viewer)

    def until(self, done: Any, timeout_s: float, what: str) -> None:
        """Wait until `done`. Raises ShowFailed."""
        deadline = time.monotonic() + timeout_s
        while not done():
            if time.monotonic() > deadline:
                closes = dict(self.cohort.figures.closes) or "no connection lost"
                raise ShowFailed(f"expected {what} within {timeout_s:g} s; closes: {closes}")
            gevent.sleep(0.02)

    # --- writing

    def _write(self, per_second: float) -> None:
        due = time.monotonic()
        number = 0
        while True:
            question = self.questions[number % len(self.questions)]
            if not question.is_moving:
                self._move(self._crew[number % 2], question)
            self._toggle(number % SPEAKERS)
            number += 1
            due += 1 / per_second
            gevent.sleep(max(0.0, due - time.monotonic()))

    def _move(self, mover: Viewer, question: Question) -> None:
        question.is_moving = True
        name = "desk.send" if question.state == "approved" else "desk.recall"

        def moved(viewer: Viewer, message: Message) -> None:
            question.is_moving = False
            if message.type == "ack":
                self.written += 1
                self._learn(question, msgspec.json.decode(message.result)["question"])
            else:
                self.refused[str(message.code)] += 1
                now: Any = message.details.get("question")
                if isinstance(now, dict):
                    self._learn(question, now)

        args = {"question_id": question.id, "version": question.version}
        self.cohort.speaking.command(mover, name, args, moved)

    def _learn(self, question: Question, record: dict[str, Any]) -> None:
        question.state, question.version = record["state"], record["version"]

    def _toggle(self, number: int) -> None:
        speaker, question = self._speakers[number], self.questions[number % len(self.questions)]
        if speaker.pending:
            return
        name, by = ("qa.take_back_upvote", -1) if number in self._upvoted else ("qa.upvote", 1)

        def done(viewer: Viewer, message: Message) -> None:
            if message.type == "ack":
                self.votes[question.id] += by
                (self._upvoted.discard if by < 0 else self._upvoted.add)(number)
            else:
                self.refused[str(message.code)] += 1

        self.cohort.speaking.command(speaker, name, {"question_id": question.id}, done)

    # --- hearing

    def _hear_desk(self, viewer: Viewer, message: Message) -> None:
        if message.type != "snapshot" or not message.topic.startswith("desk/") or self.questions:
            return
        records = msgspec.json.decode(message.state)["questions"].values()
        usable = [record for record in records if record["state"] in ("approved", "on_deck")]
        self.questions = [
            Question(record["id"], record["state"], record["version"])
            for record in sorted(usable, key=lambda record: record["id"])[:_MOST_QUESTIONS]
        ]

    def _turn(self) -> None:
        while True:
            self.cohort.turn()
            gevent.sleep(_TURN_S)
