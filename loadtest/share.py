"""The part of the audience that one process plays, and the orders that it takes."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from loadtest.cohort import Cohort
from loadtest.figures import Figures
from loadtest.people import Audience
from loadtest.reading import Message
from loadtest.targets import Target
from loadtest.viewer import Phase, Viewer, topics_of
from loadtest.voting import Paper, Voting

# A small buffer of one who is slow: what is not read then waits at the server, and not in the system here.
_SLOW_BUFFER_BYTES = 4096


class Share:
    """Number `number` of `of` equal shares."""

    def __init__(
        self, audience: Audience, targets: Sequence[Target], follow: tuple[str, ...], *, number: int, of: int
    ) -> None:
        self.cohort = Cohort(targets, page=audience.page)
        self.voting = Voting(self.cohort)
        self.number = number
        self._audience = audience
        self._follow = follow
        self._of = of
        self._votes: Counter[int] = Counter()
        self._to_hear: dict[Viewer, int] = {}
        """The offsets in their own topic that voters must come to."""
        self._orders: dict[str, Callable[..., None]] = {
            "join": self._join,
            "cut": self._cut,
            "hold_reading": self._hold_reading,
            "resume_reading": self._resume_reading,
            "upvote": self._upvote_all,
            "vote": self._vote,
        }

    def obey(self, order: dict[str, Any]) -> None:
        """Carry out an order of the driver's: a name in `do`, and its arguments."""
        arguments = {name: value for name, value in order.items() if name != "do"}
        self._orders[order["do"]](**arguments)

    def report(self) -> dict[str, Any]:
        """Return what happened since the last report."""
        figures, self.cohort.figures = self.cohort.figures, Figures()
        viewers = self.cohort.viewers
        return {
            "number": self.number,
            "figures": figures.to_wire(),
            "open": self.cohort.open_count,
            "open_on": self._open_on(),
            "gone": sum(viewer.phase is Phase.GONE for viewer in viewers),
            "unanswered": self.cohort.speaking.unanswered,
        }

    def places(self) -> dict[str, Any]:
        """Return where the viewers are in the topics that many follow, how many at each place, and how they voted."""
        counted = Counter(
            tuple(sorted((name, *at) for name, at in viewer.place.positions.items() if not name.endswith("/~")))
            for viewer in self.cohort.viewers
            if viewer.phase is not Phase.GONE
        )
        return {
            "number": self.number,
            "places": [[list(place), count] for place, count in counted.items()],
            "unheard": sum(_own_offset(viewer) < offset for viewer, offset in self._to_hear.items()),
            "votes": {str(question): count for question, count in self._votes.items()},
            "ballots": [[*which, count] for which, count in self.voting.counts().items()],
            "unanswered": self.cohort.speaking.unanswered,
        }

    def _open_on(self) -> list[int]:
        counts = [0] * len(self.cohort.targets)
        for viewer in self.cohort.viewers:
            if viewer.phase is Phase.OPEN:
                counts[viewer.target] += 1
        return counts

    # --- orders

    def _join(
        self, first: int, last: int, per_second: float, page: bool = False, slow: float = 0.0, on_first: float = 0.0
    ) -> None:
        people = self._audience.people[first + self.number : last : self._of]
        slow_ones, to_first = round(len(people) * slow), round(len(people) * on_first)
        viewers = [
            self.cohort.add(
                person,
                topics_of(person, self._audience.event_id, self._follow),
                page=page,
                receive_buffer=_SLOW_BUFFER_BYTES if place < slow_ones else 0,
            )
            for place, person in enumerate(people)
        ]
        for viewer in viewers[:to_first]:
            viewer.target = 0
        self.cohort.join(viewers, per_second=per_second / self._of)

    def _cut(self) -> None:
        for viewer in self.cohort.viewers:
            self.cohort.cut(viewer)

    def _hold_reading(self) -> None:
        for viewer in self.cohort.viewers:
            if viewer.receive_buffer:
                self.cohort.hold_reading(viewer)

    def _resume_reading(self) -> None:
        for viewer in self.cohort.viewers:
            if viewer.receive_buffer:
                self.cohort.resume_reading(viewer)

    def _vote(self, papers: list[list[Any]], voters: float, window_s: float, repeated: float) -> None:
        """Have a part of the viewers vote; a part of these says it twice, with the same id."""
        viewers = [each for each in self.cohort.viewers if each.phase is not Phase.GONE and random.random() < voters]
        self.voting.begin(viewers, [Paper(*each) for each in papers], window_s=window_s, repeated=repeated)

    def _upvote_all(self, questions: list[int], voters: float, window_s: float, repeated: float) -> None:
        """Have a part of the viewers upvote one question each; a part of these says it twice, with the same id."""
        now = time.monotonic()
        for viewer in self.cohort.viewers:
            if random.random() < voters:
                again = random.random() < repeated
                due = now + random.uniform(0, window_s)
                self.cohort.timers.at(due, self._upvote, viewer, random.choice(questions), again)

    def _upvote(self, viewer: Viewer, question: int, again: bool) -> None:
        speaking = self.cohort.speaking

        def acknowledged(viewer: Viewer, message: Message) -> None:
            if message.type == "ack":
                self._votes[question] += 1
                if any(topic.startswith("my-questions/") for topic in viewer.follow):
                    self._to_hear[viewer] = before + 1
                if again:
                    args = {"question_id": question}
                    speaking.command(viewer, "qa.upvote", args, compare, key=message.id)
                    first.append(bytes(message.result))

        def compare(viewer: Viewer, message: Message) -> None:
            if message.type != "ack" or bytes(message.result) != first[0]:
                self.cohort.figures.errors["a repeated command had another answer"] += 1

        before = _own_offset(viewer)
        first: list[bytes] = []
        speaking.command(viewer, "qa.upvote", {"question_id": question}, acknowledged)


def _own_offset(viewer: Viewer) -> int:
    return max(
        (at.offset for name, at in viewer.place.positions.items() if name.startswith("my-questions/")), default=0
    )
