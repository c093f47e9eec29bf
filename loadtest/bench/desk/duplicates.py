"""How long it takes until a question that says again what another said is proposed as its duplicate."""

from __future__ import annotations

from dataclasses import dataclass, field

from loadtest.bench.desk.board import Board, Fact
from loadtest.bench.desk.crowd import Asked
from loadtest.figures import Histogram

_OPEN = frozenset({"pending", "approved", "on_deck", "on_air", "parked"})


@dataclass(slots=True)
class Duplicates:
    """The questions that are known to repeat another, by id, until they are proposed.

    Only pairs count of which both were open when the second was acknowledged: of others nothing need be proposed.
    """

    proposing: Histogram = field(default_factory=Histogram)
    """From a question's ack to the fact that names its like."""
    facts: int = 0
    known: int = 0
    _waiting: dict[int, tuple[int, float]] = field(default_factory=dict)
    _early: dict[int, float] = field(default_factory=dict)
    """Facts that came before the ack, as they may: it takes the longer way."""

    @property
    def is_there(self) -> bool:
        """Whether anything was proposed at all: else the server does not do it."""
        return self.facts > 0

    def start(self) -> None:
        """Count from now on; what waits goes on waiting."""
        self.proposing, self.known = Histogram(), len(self._waiting)

    def asked(self, asked: Asked, board: Board) -> None:
        """Enter a question."""
        if asked.repeats is None or not _is_open(board, asked.repeats):
            return
        self.known += 1
        found_s = self._early.pop(asked.question_id, None)
        if found_s is not None:
            self.proposing.add(max(0.0, found_s - asked.at_s) * 1000)
        else:
            self._waiting[asked.question_id] = (asked.repeats, asked.at_s)

    def saw(self, fact: Fact, now_s: float) -> None:
        """Enter a fact of the desk."""
        if fact.kind != "SimilarFound" or not fact.data.similar:
            return
        self.facts += 1
        # Either of the two may be told of the other.
        for question_id in (fact.data.question_id, *(each.question_id for each in fact.data.similar)):
            waiting = self._waiting.pop(question_id, None)
            if waiting is not None:
                self.proposing.add((now_s - waiting[1]) * 1000)
        self._early[fact.data.question_id] = now_s

    def backlog(self, board: Board) -> int:
        """Return how many pairs, both still open, are not proposed."""
        return sum(
            _is_open(board, question_id) and _is_open(board, repeats)
            for question_id, (repeats, _) in self._waiting.items()
        )


def _is_open(board: Board, question_id: int) -> bool:
    card = board.cards.get(question_id)
    return card is not None and card.state in _OPEN
