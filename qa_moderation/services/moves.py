"""One move of one question: the version that the mover saw, the states that it may come from, and who is told."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils import timezone

from live import statements
from live.errors import Refusal
from live.facts import JSON, Fact
from qa_moderation.errors import ILLEGAL_MOVE, STALE, UNKNOWN_QUESTION
from qa_moderation.facts import MyQuestionMoved, QuestionProgressed, QuestionPublished, QuestionUnpublished
from qa_moderation.graphics.following import graphics_facts
from qa_moderation.graphics.topics import graphics_topic
from qa_moderation.models import VISIBLE, Desk, Question, State
from qa_moderation.selectors import desk_record, dismissed_leaving, finished_leaving, my_record, public_record
from qa_moderation.services.announcing import Announcements
from qa_moderation.topics import desk_topic, my_questions_topic, questions_topic, set_topic

_SHOWN = frozenset({*VISIBLE, State.ANSWERED})


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves: the subject of a crew ticket ("c5") and the name that others are shown."""

    subject: str
    name: str


ASKER = Mover(subject="", name="")
"""The asker needs no name: the desk must not learn it from the withdrawal of an anonymous question."""


def lock_desk(event_id: int) -> Desk:
    """Return the event's desk, locked until the transaction ends: moves of one event happen one after another."""
    for _ in range(2):
        for desk in statements.fetch(Desk, f"WHERE event_id = %s {statements.locking()}", [event_id]):
            return desk
        Desk.objects.bulk_create([Desk(event_id=event_id)], ignore_conflicts=True)
    raise LookupError(f"expected a desk of event {event_id}, got none")


def save_desk(desk: Desk, field: str) -> None:
    """Write one field of a desk that is locked."""
    statements.update(Desk, {field: getattr(desk, field)}, "WHERE event_id = %s", [desk.event_id])


def find_question(*, desk: Desk, question_id: int, version: int, from_states: frozenset[State]) -> Question:
    """Return the question as the mover saw it.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move).
    """
    found = statements.fetch(Question, "WHERE id = %s AND event_id = %s", [question_id, desk.event_id])
    if not found:
        raise Refusal(UNKNOWN_QUESTION, f"expected a question of event {desk.event_id}, got {question_id}")
    question = found[0]
    if question.version != version:
        raise stale(question, version)
    if question.state not in from_states:
        wanted = " or ".join(sorted(from_states))
        message = f"expected question {question_id} to be {wanted}, it is {question.state}"
        raise Refusal(ILLEGAL_MOVE, message, how_it_is(question))
    return question


def how_it_is(question: Question) -> dict[str, JSON]:
    """Return what a refusal shows of `question`: its record, who moved it last, and when."""
    record = desk_record(question)
    return {
        "question": msgspec.to_builtins(record),
        "moved_by": record.moved_by,
        "moved_at_ms": record.moved_at_ms,
    }


def stale(question: Question, version: int) -> Refusal:
    """Return the refusal of a move that saw another version."""
    message = f"expected version {question.version} of question {question.pk}, got {version}; look again"
    return Refusal(STALE, message, how_it_is(question))


def move(question: Question, *, mover: Mover, to: State, **changes: Any) -> Question:
    """Write the move, if the question still has the version that `question` has, and return it as it is now.

    Raises Refusal(qa.stale) when it has not.
    """
    now = timezone.now()
    written = {
        "state": to,
        "version": question.version + 1,
        "moved_at": now,
        "moved_by": mover.name[:80],
        "moved_by_subject": mover.subject,
        **{name: now if value is NOW else value for name, value in changes.items()},
    }
    if not statements.update(Question, written, "WHERE id = %s AND version = %s", [question.pk, question.version]):
        raise stale(Question.objects.get(pk=question.pk), question.version)
    moved = copy(question)
    for name, value in written.items():
        setattr(moved, name, value)
    return moved


NOW = object()
"""In the changes of `move`: the moment of the move."""


def close_among_finished(desk: Desk) -> tuple[int, int | None]:
    """Return the next number among the finished, and the id of the question that leaves the lists for it."""
    desk.finished_count += 1
    save_desk(desk, "finished_count")
    return desk.finished_count, finished_leaving(desk)


def close_among_dismissed(desk: Desk) -> tuple[int, int | None]:
    """Return the next number among the dismissed, and the id of the question that leaves the desk's list for it."""
    desk.dismissed_count += 1
    save_desk(desk, "dismissed_count")
    return desk.dismissed_count, dismissed_leaving(desk)


def announce_move(
    question: Question, *, before: Question, fact: Fact, on_set: bool, finished_evicted_id: int | None = None
) -> None:
    """Tell desk, set (if it concerns it), audience and asker that `before` has become `question`."""
    announcements = Announcements()
    announcements.add(desk_topic(question.event_id), fact)
    if on_set:
        announcements.add(set_topic(question.event_id), fact)
    public_fact = _public_fact(question, was_shown=before.state in _SHOWN, evicted_id=finished_evicted_id)
    if public_fact is not None:
        announcements.add(questions_topic(question.event_id), public_fact)
    mine = my_questions_topic(question.event_id, f"a{question.attendee_id}")
    announcements.add(mine, MyQuestionMoved(question=my_record(question)))
    for graphics_fact in graphics_facts(question, before=before):
        announcements.add(graphics_topic(question.event_id), graphics_fact)
    announcements.append()


def _public_fact(question: Question, *, was_shown: bool, evicted_id: int | None) -> Fact | None:
    if question.state in _SHOWN:
        if was_shown:
            return QuestionProgressed(question=public_record(question), evicted_id=evicted_id)
        return QuestionPublished(question=public_record(question))
    return QuestionUnpublished(question_id=question.pk, evicted_id=evicted_id) if was_shown else None
