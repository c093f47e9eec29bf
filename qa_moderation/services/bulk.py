"""One action on many questions: each may be refused by itself, and everybody is told once, at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from live.errors import Refusal
from qa_moderation.facts import DeskQuestion
from qa_moderation.services.moves import Mover, lock_questions
from qa_moderation.services.turns import turn_at
from qa_moderation.services.undoing import merged_with, undo_move


@dataclass(frozen=True, slots=True)
class Seen:
    """A question, and the version at which it was seen."""

    question_id: int
    version: int


Outcome = DeskQuestion | Refusal


def act_on_many(
    *, event_id: int, seen: Sequence[Seen], act: Callable[[Seen], DeskQuestion], bulk: str = ""
) -> list[Outcome]:
    """Do `act`, a service of this event, with each question in turn; one that is refused leaves nothing behind.

    `bulk` is a name that the parts of a big one have in common: any can be undone until ten seconds after the last.
    Returns an outcome for each, in order. Locks the desk, then all the questions.
    """
    with turn_at(event_id) as turn:
        turn.bulk = bulk
        return _each(event_id, seen, act, [item.question_id for item in seen])


def undo_moves(*, event_id: int, seen: Sequence[Seen], mover: Mover) -> list[Outcome]:
    """Undo the last move of each question, as `undo_move` does; the last of them first, so that a deck is as before.

    Returns an outcome for each, in order. Locks the desk, then all the questions.
    """
    ids = [item.question_id for item in seen]

    def act(item: Seen) -> DeskQuestion:
        return undo_move(event_id=event_id, question_id=item.question_id, version=item.version, mover=mover)

    with turn_at(event_id):
        return _each(event_id, seen[::-1], act, [*ids, *merged_with(event_id, ids)])[::-1]


def _each(
    event_id: int, seen: Sequence[Seen], act: Callable[[Seen], DeskQuestion], to_lock: list[int]
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with turn_at(event_id):
        lock_questions(event_id, to_lock)
        for item in seen:
            try:
                outcomes.append(act(item))
            except Refusal as refusal:
                outcomes.append(refusal)
    return outcomes
