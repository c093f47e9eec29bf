"""Puts questions aside that may come later."""

from __future__ import annotations

from live.errors import Refusal
from qa_moderation.errors import PARKED_FULL
from qa_moderation.facts import DeskQuestion, QuestionParked
from qa_moderation.limits import PARKED
from qa_moderation.models import Question, State
from qa_moderation.selectors import desk_record
from qa_moderation.services.deck import changed_deck_after
from qa_moderation.services.moves import Mover, announce_move, find_question, move
from qa_moderation.services.turns import turn_at

_FROM_DESK = frozenset({State.PENDING, State.APPROVED, State.ON_DECK})
_FROM_SET = frozenset({State.ON_DECK, State.ON_AIR})


def park_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Put a question aside that is not on air: the audience does not see it, the set may take it.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed, qa.parked_full). Locks the desk.
    """
    return _park(event_id, question_id, version, mover, _FROM_DESK, claimant=mover)


def park_on_set(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Put a question aside that is on deck or on air.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.parked_full). Locks the desk.
    """
    return _park(event_id, question_id, version, mover, _FROM_SET, claimant=None)


def _park(
    event_id: int,
    question_id: int,
    version: int,
    mover: Mover,
    from_states: frozenset[State],
    claimant: Mover | None,
) -> DeskQuestion:
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=from_states, claimant=claimant
        )
        if Question.objects.filter(event_id=event_id, state=State.PARKED).count() >= PARKED:
            message = f"expected fewer than {PARKED} parked questions; decline or send some first"
            raise Refusal(PARKED_FULL, message, {"limit": PARKED})
        question = move(before, mover=mover, action="park", to=State.PARKED, deck_position=None, on_air_at=None)
        record = desk_record(question)
        fact = QuestionParked(question=record, deck=changed_deck_after(turn.desk, before.state))
        announce_move(turn, question, before=before, fact=fact)
        return record
