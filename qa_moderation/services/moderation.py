"""Decides which questions the audience sees."""

from __future__ import annotations

from django.db import transaction

from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import REASON_EMPTY, TOO_MANY_VISIBLE
from qa_moderation.facts import DeskQuestion, QuestionApproved, QuestionRejected
from qa_moderation.limits import VISIBLE_PER_EVENT
from qa_moderation.models import VISIBLE, Desk, Question, State
from qa_moderation.selectors import desk_record
from qa_moderation.services.moves import (
    NOW,
    Mover,
    announce_move,
    close_among_dismissed,
    find_question,
    lock_desk,
    move,
)

_MAX_REASON_CHARS = 300


@transaction.atomic
def approve_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Show a pending question to the audience, or one whose rejection was a mistake.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.too_many_visible). Locks the desk.
    """
    desk = lock_desk(event_id)
    before = find_question(
        desk=desk, question_id=question_id, version=version, from_states=frozenset({State.PENDING, State.REJECTED})
    )
    guard_visible(desk)
    question = move(before, mover=mover, to=State.APPROVED, published_at=NOW, reason="", closed_number=None)
    record = desk_record(question)
    announce_move(question, before=before, fact=QuestionApproved(question=record), on_set=False)
    return record


@transaction.atomic
def reject_question(*, event_id: int, question_id: int, version: int, reason: str, mover: Mover) -> DeskQuestion:
    """Dismiss a pending or approved question, with the `reason` that its asker reads.

    Raises Refusal(qa.reason_empty, qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk.
    """
    reason = clean_line(reason)[:_MAX_REASON_CHARS]
    if not reason:
        raise Refusal(REASON_EMPTY, "expected a reason with visible characters, got none; the asker reads it")
    desk = lock_desk(event_id)
    before = find_question(
        desk=desk, question_id=question_id, version=version, from_states=frozenset({State.PENDING, State.APPROVED})
    )
    number, evicted_id = close_among_dismissed(desk)
    question = move(before, mover=mover, to=State.REJECTED, reason=reason, closed_number=number)
    record = desk_record(question)
    announce_move(question, before=before, fact=QuestionRejected(question=record, evicted_id=evicted_id), on_set=False)
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
