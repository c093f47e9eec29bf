"""What the host does with a question."""

from __future__ import annotations

from django.db import transaction

from live.errors import Refusal
from qa_moderation.errors import ON_AIR_BUSY
from qa_moderation.facts import DeskQuestion, QuestionAnswered, QuestionSkipped, QuestionTaken
from qa_moderation.models import Question, State
from qa_moderation.selectors import desk_record
from qa_moderation.services.deck import changed_deck
from qa_moderation.services.moves import (
    NOW,
    Mover,
    announce_move,
    close_among_finished,
    find_question,
    how_it_is,
    lock_desk,
    move,
)


@transaction.atomic
def take_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Put a question on air. Only one is: whoever takes the next says first what became of the last.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.on_air_busy). Locks the desk.
    """
    desk = lock_desk(event_id)
    before = find_question(desk=desk, question_id=question_id, version=version, from_states=frozenset({State.ON_DECK}))
    on_air = Question.objects.filter(event_id=event_id, state=State.ON_AIR).first()
    if on_air is not None:
        raise Refusal(ON_AIR_BUSY, f"expected nothing on air, question {on_air.pk} is", how_it_is(on_air))
    question = move(before, mover=mover, to=State.ON_AIR, deck_position=None, on_air_at=NOW)
    record = desk_record(question)
    announce_move(question, before=before, fact=QuestionTaken(question=record, deck=changed_deck(desk)), on_set=True)
    return record


@transaction.atomic
def answer_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Note that the question on air was answered.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk.
    """
    desk = lock_desk(event_id)
    before = find_question(desk=desk, question_id=question_id, version=version, from_states=frozenset({State.ON_AIR}))
    number, evicted_id = close_among_finished(desk)
    question = move(before, mover=mover, to=State.ANSWERED, closed_number=number, answered_at=NOW)
    record = desk_record(question)
    fact = QuestionAnswered(question=record, evicted_id=evicted_id)
    announce_move(question, before=before, fact=fact, on_set=True, finished_evicted_id=evicted_id)
    return record


@transaction.atomic
def skip_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Pass over a question, on deck or on air. The audience sees it no more; its asker is told.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk.
    """
    desk = lock_desk(event_id)
    before = find_question(
        desk=desk, question_id=question_id, version=version, from_states=frozenset({State.ON_DECK, State.ON_AIR})
    )
    number, evicted_id = close_among_finished(desk)
    question = move(before, mover=mover, to=State.SKIPPED, closed_number=number, deck_position=None)
    record = desk_record(question)
    deck = changed_deck(desk) if before.state == State.ON_DECK else None
    fact = QuestionSkipped(question=record, deck=deck, evicted_id=evicted_id)
    announce_move(question, before=before, fact=fact, on_set=True, finished_evicted_id=evicted_id)
    return record
