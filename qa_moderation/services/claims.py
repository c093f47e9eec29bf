"""Says who works on a question, so that others leave it alone for a while."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from live import statements
from qa_moderation.facts import DeskQuestion, QuestionClaimed
from qa_moderation.limits import CLAIM_S
from qa_moderation.models import OPEN, Question
from qa_moderation.selectors import claim_record, desk_record
from qa_moderation.services.moves import Mover, find_question, get_question, guard_claim, tell_crew
from qa_moderation.services.turns import Turn, turn_at

_OPEN = frozenset(OPEN)


def claim_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Claim an open question for CLAIM_S seconds; claiming it again renews that. Its version stays.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed). Locks the desk.
    """
    with turn_at(event_id) as turn:
        question = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_OPEN, claimant=mover
        )
        question.claimed_by, question.claimed_by_subject = mover.name[:80], mover.subject
        question.claimed_until = timezone.now() + timedelta(seconds=CLAIM_S)
        return _save(turn, question)


def release_question(*, event_id: int, question_id: int, mover: Mover, anyones: bool = False) -> DeskQuestion:
    """Let go of a question; with `anyones`, whoever claimed it. One that nobody claimed stays as it is.

    Raises Refusal(qa.unknown_question, qa.claimed). Locks the desk.
    """
    with turn_at(event_id) as turn:
        question = get_question(turn.desk, question_id)
        if not anyones:
            guard_claim(question, mover)
        if question.claimed_until is None:
            return desk_record(question)
        question.claimed_by, question.claimed_by_subject, question.claimed_until = "", "", None
        return _save(turn, question)


def _save(turn: Turn, question: Question) -> DeskQuestion:
    written = {name: getattr(question, name) for name in ("claimed_by", "claimed_by_subject", "claimed_until")}
    statements.update(Question, written, "WHERE id = %s", [question.pk])
    tell_crew(turn, QuestionClaimed(question_id=question.pk, claim=claim_record(question)), question)
    return desk_record(question)
