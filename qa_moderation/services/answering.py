"""Answers in writing, by the crew."""

from __future__ import annotations

from typing import Any

from events.text import clean_lines
from live.errors import Refusal
from qa_moderation.errors import ANSWER_EMPTY
from qa_moderation.facts import DeskQuestion, QuestionAnsweredInWriting
from qa_moderation.models import State
from qa_moderation.selectors import desk_record
from qa_moderation.services.deck import changed_deck_after
from qa_moderation.services.moves import (
    NOW,
    Mover,
    announce_move,
    close_among_finished,
    find_question,
    guard_listed,
    move,
    publishing,
)
from qa_moderation.services.turns import turn_at

_MAX_CHARS = 2000
_TO_ANSWER = frozenset({State.PENDING, State.APPROVED, State.PARKED, State.ON_DECK, State.ANSWERED})


def answer_in_writing(*, event_id: int, question_id: int, version: int, text: str, mover: Mover) -> DeskQuestion:
    """Answer a question that is not on air with `text`, which everybody reads; or add that to one that was answered.

    Raises Refusal(qa.answer_empty, qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed). Locks the desk.
    """
    text = clean_lines(text)[:_MAX_CHARS]
    if not text:
        raise Refusal(ANSWER_EMPTY, "expected an answer with visible characters, got none")
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_TO_ANSWER, claimant=mover
        )
        guard_listed(turn.desk, before)
        changes: dict[str, Any] = {"answer": text}
        evicted_id = None
        if before.state != State.ANSWERED:
            number, evicted_id = close_among_finished(turn.desk)
            changes |= {"closed_number": number, "answered_at": NOW, "deck_position": None, **publishing(before)}
        question = move(before, mover=mover, action="answer_in_writing", to=State.ANSWERED, **changes)
        record = desk_record(question)
        deck = changed_deck_after(turn.desk, before.state)
        fact = QuestionAnsweredInWriting(question=record, deck=deck, evicted_id=evicted_id)
        announce_move(turn, question, before=before, fact=fact, finished_evicted_id=evicted_id)
        return record
