"""Decides which questions the audience sees."""

from __future__ import annotations

from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import REASON_EMPTY, TOO_MANY_VISIBLE
from qa_moderation.facts import DeskQuestion, QuestionApproved, QuestionRejected
from qa_moderation.limits import VISIBLE_PER_EVENT
from qa_moderation.models import OPEN, VISIBLE, Desk, Question, State
from qa_moderation.selectors import desk_record
from qa_moderation.services.asking_guards import Queue
from qa_moderation.services.moves import NOW, Mover, announce_move, close_among_dismissed, find_question, move
from qa_moderation.services.turns import turn_at

_MAX_REASON_CHARS = 300
_TO_APPROVE = frozenset({State.PENDING, State.REJECTED, State.PARKED})
_TO_REJECT = frozenset({State.PENDING, State.APPROVED, State.PARKED})


def approve_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Show a pending question to the audience, one that was parked, or one whose rejection was a mistake.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed, qa.too_many_visible,
    qa.queue_full). Locks the desk.
    """
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_TO_APPROVE, claimant=mover
        )
        if before.state == State.REJECTED:
            Queue(open=Question.objects.filter(event_id=event_id, state__in=OPEN).count()).guard()
        guard_visible(turn.desk)
        question = move(
            before,
            mover=mover,
            action="approve",
            to=State.APPROVED,
            published_at=NOW,
            reason="",
            note_to_asker="",
            closed_number=None,
        )
        record = desk_record(question)
        announce_move(turn, question, before=before, fact=QuestionApproved(question=record))
        return record


def reject_question(
    *, event_id: int, question_id: int, version: int, reason: str, note: str = "", mover: Mover
) -> DeskQuestion:
    """Decline a question that is not on the set, with the `reason` and the private `note` that its asker reads.

    Raises Refusal(qa.reason_empty, qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed). Locks the desk.
    """
    reason, note = clean_line(reason)[:_MAX_REASON_CHARS], clean_line(note)[:_MAX_REASON_CHARS]
    if not reason:
        raise Refusal(REASON_EMPTY, "expected a reason with visible characters, got none; the asker reads it")
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_TO_REJECT, claimant=mover
        )
        number, evicted_id = close_among_dismissed(turn.desk)
        question = move(
            before,
            mover=mover,
            action="reject",
            to=State.REJECTED,
            details={"reason": reason, "note": note},
            reason=reason,
            note_to_asker=note,
            closed_number=number,
        )
        record = desk_record(question)
        announce_move(turn, question, before=before, fact=QuestionRejected(question=record, evicted_id=evicted_id))
        return record


def guard_visible(desk: Desk) -> None:
    """Raise Refusal(qa.too_many_visible) when the audience sees as many open questions as it may."""
    visible = Question.objects.filter(event_id=desk.event_id, state__in=VISIBLE).count()
    if visible >= VISIBLE_PER_EVENT:
        raise Refusal(
            TOO_MANY_VISIBLE,
            f"expected fewer than {VISIBLE_PER_EVENT} open questions before the audience; reject or answer some first",
            {"limit": VISIBLE_PER_EVENT},
        )
