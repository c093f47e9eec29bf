"""Locust's user classes. `CohortUser` plays thousands, the others one person each."""

from __future__ import annotations

import itertools
import os
import random
import uuid
from pathlib import Path
from typing import Any, ClassVar

import gevent
import msgspec
from locust import User, constant, task

from loadtest.cohort import Cohort
from loadtest.figures import Figures
from loadtest.locust_stats import log_figures
from loadtest.people import Audience, Person, read_audience
from loadtest.reading import Message
from loadtest.share import Share
from loadtest.targets import parse_target
from loadtest.viewer import FOLLOWED, Viewer, topics_of

# So long nobody looks whether something has come. It is added to what is measured, and spares the servers on the same
# cores: six processes that look after each millisecond take a tenth of them.
_PAUSE_S = 0.01
_turns = itertools.count()


class Stage:
    """What a plain `locust -f loadtest/locustfile.py` is told by its environment."""

    audience: ClassVar[Audience | None] = None

    @classmethod
    def people(cls) -> Audience:
        """Return the audience of LOADTEST_AUDIENCE, read once."""
        if cls.audience is None:
            cls.audience = read_audience(Path(os.environ.get("LOADTEST_AUDIENCE", "var/loadtest/audience.tsv")))
        return cls.audience


class CohortUser(User):
    """One greenlet, many viewers: the driver's share of the audience, or LOADTEST_SOCKETS of it."""

    share: ClassVar[Share | None] = None

    def on_start(self) -> None:
        """Take the share that the driver gave this process, or make one and join."""
        self.mine = self.share
        if self.mine is None:
            sockets = int(os.environ.get("LOADTEST_SOCKETS", "1000"))
            first = next(_turns) * sockets
            target = parse_target(self.host or "http://127.0.0.1:8000")
            self.mine = Share(Stage.people(), [target], FOLLOWED, number=0, of=1)
            self.mine.obey({"do": "join", "first": first, "last": first + sockets, "per_second": 500})
            gevent.spawn(self._report)

    @task
    def watch(self) -> None:
        """Read for everybody, and let others run in between."""
        assert self.mine is not None
        cohort = self.mine.cohort
        while True:
            gevent.sleep(0 if cohort.turn() else _PAUSE_S)

    def on_stop(self) -> None:
        """Close the sockets."""
        if self.mine is not None:
            self.mine.cohort.leave()

    def _report(self) -> None:
        assert self.mine is not None
        while True:
            gevent.sleep(1)
            log_figures(self.environment.stats, Figures.from_wire(self.mine.report()["figures"]))


class PassiveViewer(User):
    """One socket that listens."""

    wait_time = constant(1)
    follow: ClassVar[tuple[str, ...]] = FOLLOWED

    def on_start(self) -> None:
        """Join."""
        audience = Stage.people()
        self.person = self.who(audience)
        self.cohort = Cohort([parse_target(self.host or "http://127.0.0.1:8000")], page=audience.page)
        self.viewer = self.cohort.add(
            self.person, topics_of(self.person, audience.event_id, self.follow), listener=self.hear
        )
        self.cohort.join([self.viewer], per_second=1)
        self.reading = gevent.spawn(self._read)

    def on_stop(self) -> None:
        """Leave."""
        self.reading.kill()
        self.cohort.leave()

    def who(self, audience: Audience) -> Person:
        """Return who this is: the next of the file."""
        return audience.people[next(_turns) % len(audience.people)]

    def hear(self, viewer: Viewer, message: Message) -> None:
        """Nothing: one that listens only counts."""

    @task
    def watch(self) -> None:
        """Hand what was measured to Locust."""
        figures, self.cohort.figures = self.cohort.figures, Figures()
        log_figures(self.environment.stats, figures)

    def _read(self) -> None:
        while True:
            self.cohort.turn()
            gevent.sleep(0.02)


class ActiveViewer(PassiveViewer):
    """Somebody who upvotes, takes it back, and asks now and then."""

    def on_start(self) -> None:
        """Join, knowing no question yet."""
        self.questions: set[int] = set()
        super().on_start()

    def hear(self, viewer: Viewer, message: Message) -> None:
        """Learn which questions are there."""
        if message.type == "snapshot" and message.topic.startswith("questions/"):
            state = msgspec.json.decode(message.state)
            self.questions = {
                record["id"] for record in state["questions"].values() if record["state"] in ("approved", "on_deck")
            }

    @task(10)
    def upvote(self) -> None:
        """Upvote a question, or take it back."""
        if self.questions:
            name = random.choice(("qa.upvote", "qa.upvote", "qa.take_back_upvote"))
            self.say(name, {"question_id": random.choice(sorted(self.questions))})

    @task(1)
    def ask(self) -> None:
        """Ask something that nobody asked."""
        text = f"What does {uuid.uuid4().hex[:12]} mean for the range in winter?"
        self.say("qa.ask", {"text": text, "anonymous": random.random() < 0.3, "language": "en"})

    def say(self, name: str, args: dict[str, Any]) -> None:
        """Send a command, unless the last has no answer yet."""
        if not self.viewer.pending:
            self.cohort.speaking.command(self.viewer, name, args)


class Moderator(PassiveViewer):
    """Approves what was asked."""

    follow = ("desk", "questions")
    fixed_count = 1

    def on_start(self) -> None:
        """Join, with an empty desk."""
        self.waiting: dict[int, int] = {}
        super().on_start()

    def who(self, audience: Audience) -> Person:
        """Return the moderator."""
        return audience.member("moderator")

    def hear(self, viewer: Viewer, message: Message) -> None:
        """Learn what is pending from the snapshot."""
        if message.type == "snapshot" and message.topic.startswith("desk/"):
            for record in msgspec.json.decode(message.state)["questions"].values():
                if record["state"] == "pending":
                    self.waiting[record["id"]] = record["version"]

    @task
    def approve(self) -> None:
        """Approve the oldest; with none left, look at the desk anew."""
        if self.viewer.pending:
            return
        if not self.waiting:
            self.cohort.speaking.follow(self.viewer, self.viewer.follow[0], with_position=False)
            gevent.sleep(2)
            return
        question = min(self.waiting)
        args = {"question_id": question, "version": self.waiting.pop(question)}
        self.cohort.speaking.command(self.viewer, "desk.approve", args)
