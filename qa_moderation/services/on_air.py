"""What the host does with a question."""

from __future__ import annotations

from live.errors import Refusal
from qa_moderation.errors import ON_AIR_BUSY
from qa_moderation.facts import DeskQuestion, QuestionAnswered, QuestionSkipped, QuestionTaken
from qa_moderation.models import Question, State
from qa_moderation.selectors import desk_record
from qa_moderation.services.deck import changed_deck_after, deck_of
from qa_moderation.services.moves import (
    NOW,
    Mover,
    announce_move,
    close_among_finished,
    find_question,
    how_it_is,
    move,
    publishing,
)
from qa_moderation.services.turns import turn_at

_TO_TAKE = frozenset({State.ON_DECK, State.PARKED})
_TO_ANSWER = frozenset({State.ON_AIR})
_TO_SKIP = frozenset({State.ON_DECK, State.ON_AIR})


def take_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Put a question on air. One of a set desk is: whoever takes the next says first what became of the last.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.on_air_busy). Locks the desk.
    """
    with turn_at(event_id) as turn:
        before = find_question(desk=turn.desk, question_id=question_id, version=version, from_states=_TO_TAKE)
        guard_off_air(event_id, before.feed)
        question = move(
            before,
            mover=mover,
            action="take",
            to=State.ON_AIR,
            deck_position=None,
            on_air_at=NOW,
            **publishing(before, again=True),
        )
        record = desk_record(question)
        deck = changed_deck_after(turn.desk, before.state) or deck_of(turn.desk)
        fact = QuestionTaken(question=record, deck=deck)
        announce_move(turn, question, before=before, fact=fact)
        return record


def answer_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Note that the question on air was answered.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk.
    """
    with turn_at(event_id) as turn:
        before = find_question(desk=turn.desk, question_id=question_id, version=version, from_states=_TO_ANSWER)
        number, evicted_id = close_among_finished(turn.desk)
        question = move(before, mover=mover, action="answer", to=State.ANSWERED, closed_number=number, answered_at=NOW)
        record = desk_record(question)
        fact = QuestionAnswered(question=record, evicted_id=evicted_id)
        announce_move(turn, question, before=before, fact=fact, finished_evicted_id=evicted_id)
        return record


def skip_question(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Pass over a question, on deck or on air. The audience sees it no more; its asker is told.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk.
    """
    with turn_at(event_id) as turn:
        before = find_question(desk=turn.desk, question_id=question_id, version=version, from_states=_TO_SKIP)
        number, evicted_id = close_among_finished(turn.desk)
        question = move(before, mover=mover, action="skip", to=State.SKIPPED, closed_number=number, deck_position=None)
        record = desk_record(question)
        deck = changed_deck_after(turn.desk, before.state)
        fact = QuestionSkipped(question=record, deck=deck, evicted_id=evicted_id)
        announce_move(turn, question, before=before, fact=fact, finished_evicted_id=evicted_id)
        return record


def guard_off_air(event_id: int, feed: str) -> None:
    """Raise Refusal(qa.on_air_busy) when a question is on air of the set desk `feed`."""
    on_air = Question.objects.filter(event_id=event_id, state=State.ON_AIR, feed=feed).first()
    if on_air is not None:
        message = f"expected nothing on air of {feed!r}, question {on_air.pk} is"
        raise Refusal(ON_AIR_BUSY, message, how_it_is(on_air))
