"""How an audience votes in polls, and the book that it keeps of what it was told counts."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from loadtest import coming_back
from loadtest.cohort import Cohort
from loadtest.reading import Message
from loadtest.viewer import Phase, Viewer

# Of all who vote.
_SECOND_THOUGHTS = 0.1
_MOVING_ON = 1 / 300
_ALREADY_VOTED = "polls.already_voted"


class Paper(NamedTuple):
    """A poll to vote in: its options, and whether a vote may be changed."""

    poll_id: int
    options: list[int]
    may_change: bool


class Voting:
    """What the viewers of a cohort do with polls. One in ten has second thoughts; a few lose their connection while
    they wait, and say it again to another server."""

    def __init__(self, cohort: Cohort) -> None:
        self.book: dict[tuple[int, str], int] = {}
        """The option that was acknowledged last, by poll and person."""
        self.cast = 0
        """Votes that were sent, changes among them."""
        self._cohort = cohort

    def begin(self, viewers: Iterable[Viewer], papers: Sequence[Paper], *, window_s: float, repeated: float) -> None:
        """Have `viewers` vote in one poll each; a part of them says it twice, with the same id."""
        now = time.monotonic()
        for viewer in viewers:
            due = now + random.uniform(0, window_s)
            self._cohort.timers.at(due, self._vote, viewer, random.choice(papers), random.random() < repeated)

    def counts(self) -> Counter[tuple[int, int]]:
        """Return how many were told that their vote counts, by poll and option."""
        return Counter((poll_id, option) for (poll_id, _), option in self.book.items())

    def _vote(self, viewer: Viewer, paper: Paper, is_repeated: bool) -> None:
        cohort, option = self._cohort, random.choice(paper.options)
        # Without having heard, or out of doubt whether it was heard right.
        at_once = is_repeated and random.random() < 0.5

        def told(viewer: Viewer, message: Message) -> None:
            if message.type != "ack":
                self._wonder(f"a vote was refused: {message.code}")
                return
            self._keep(viewer, paper, option, message, revision=1)
            if is_repeated and not at_once:
                self._say_again(viewer, paper, option, message)
            elif random.random() < _SECOND_THOUGHTS:
                self._change(viewer, paper, option)

        key = self._say(viewer, paper, option, 0, told)
        if at_once:
            cohort.speaking.repeat(viewer, key)
        elif random.random() < _MOVING_ON and viewer.phase is Phase.OPEN:
            viewer.target = coming_back.another(viewer.target, len(cohort.targets))
            cohort.lost(viewer, "moved on", now=True)

    def _say_again(self, viewer: Viewer, paper: Paper, option: int, first: Message) -> None:
        def compare(viewer: Viewer, message: Message) -> None:
            if message.type != "ack" or bytes(message.result) != bytes(first.result):
                self._wonder("a repeated vote had another answer")

        self._say(viewer, paper, option, 0, compare, key=first.id)

    def _change(self, viewer: Viewer, paper: Paper, option: int) -> None:
        """Vote for something else, with another id: a change where that may be, else a try to vote twice."""
        other = random.choice([each for each in paper.options if each != option])

        def told(viewer: Viewer, message: Message) -> None:
            if not paper.may_change:
                if message.type == "ack" or message.code != _ALREADY_VOTED:
                    self._wonder(f"a second vote was answered with {message.code or 'an ack'}")
            elif message.type == "ack":
                self._keep(viewer, paper, other, message, revision=2)
            else:
                self._wonder(f"a change of mind was refused: {message.code}")

        self._say(viewer, paper, other, 1, told)

    def _say(self, viewer: Viewer, paper: Paper, option: int, seen: int, then: Any, *, key: str = "") -> str:
        self.cast += not key
        args = {"poll_id": paper.poll_id, "answer": {"options": [option]}, "seen": seen}
        return self._cohort.speaking.command(viewer, "polls.vote", args, then, key=key)

    def _keep(self, viewer: Viewer, paper: Paper, option: int, message: Message, *, revision: int) -> None:
        vote = msgspec.json.decode(message.result)["vote"]
        if (vote["poll_id"], vote["revision"]) != (paper.poll_id, revision):
            self._wonder("an acknowledgement was of another vote")
        # An anonymous one is not told any more: nobody knows it.
        if vote["answer"] is not None and vote["answer"]["options"] != [option]:
            self._wonder("an acknowledgement had another answer")
        self.book[paper.poll_id, viewer.person.subject] = option

    def _wonder(self, what: str) -> None:
        self._cohort.figures.errors[what] += 1
