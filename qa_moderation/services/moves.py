"""One move of one question: the version that the mover saw, the states that it may come from, and who is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils import timezone

from live import statements
from live.errors import Refusal
from live.facts import JSON, Fact
from qa_moderation.errors import CLAIMED, ILLEGAL_MOVE, STALE, UNKNOWN_QUESTION
from qa_moderation.facts import MyQuestionMoved, QuestionProgressed, QuestionPublished, QuestionUnpublished
from qa_moderation.graphics.following import graphics_facts
from qa_moderation.graphics.topics import graphics_topic
from qa_moderation.models import VISIBLE, Desk, Question, State
from qa_moderation.selectors import (
    claim_record,
    desk_record,
    dismissed_leaving,
    finished_leaving,
    ids_in,
    is_listed,
    my_record,
    public_record,
)
from qa_moderation.services.decisions import log_decision
from qa_moderation.services.turns import Turn, save_desk
from qa_moderation.services.webhooks import follow_answer
from qa_moderation.showing import fact_as_shown
from qa_moderation.states import ON_SET, upvotes_key
from qa_moderation.topics import desk_topic, my_questions_topic, questions_topic, set_topic

_SHOWN = frozenset({*VISIBLE, State.ANSWERED})
_ATTNAMES = {field.name: field.attname for field in Question._meta.concrete_fields}


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves: the subject of a crew ticket ("c5") and the name that others are shown."""

    subject: str
    name: str


ASKER = Mover(subject="", name="")
"""The asker needs no name: the desk must not learn it from the withdrawal of an anonymous question."""


def find_question(
    *, desk: Desk, question_id: int, version: int, from_states: frozenset[State], claimant: Mover | None = None
) -> Question:
    """Return the question as the mover saw it.

    With `claimant`, a live claim of another holds the move up. Raises Refusal(qa.unknown_question, qa.stale,
    qa.illegal_move, qa.claimed).
    """
    question = get_question(desk, question_id)
    if question.version != version:
        raise stale(question, version)
    guard_state(question, from_states)
    if claimant is not None:
        guard_claim(question, claimant)
    return question


def get_question(desk: Desk, question_id: int) -> Question:
    """Return a question of the event, whatever its version. Raises Refusal(qa.unknown_question)."""
    found = statements.fetch(Question, "WHERE id = %s AND event_id = %s", [question_id, desk.event_id])
    if not found:
        raise Refusal(UNKNOWN_QUESTION, f"expected a question of event {desk.event_id}, got {question_id}")
    return found[0]


def lock_questions(event_id: int, question_ids: Collection[int]) -> None:
    """Lock questions by ascending id, as upvotes lock theirs; for what changes more than one, under the desk's lock."""
    locked = Question.objects.select_for_update(no_key=True).filter(event_id=event_id, pk__in=question_ids)
    list(locked.order_by("pk").values_list("pk"))


def guard_state(question: Question, states: frozenset[State]) -> None:
    """Raise Refusal(qa.illegal_move) when `question` is in another state."""
    if question.state not in states:
        wanted = " or ".join(sorted(states))
        message = f"expected question {question.pk} to be {wanted}, it is {question.state}"
        raise Refusal(ILLEGAL_MOVE, message, how_it_is(question))


def guard_listed(desk: Desk, question: Question) -> None:
    """Raise Refusal(qa.illegal_move) when the desk lists `question` no more: it was closed too long ago."""
    if not is_listed(question, desk):
        message = f"expected a question that the desk still lists, {question.pk} is {question.state} for too long"
        raise Refusal(ILLEGAL_MOVE, message, how_it_is(question))


def guard_claim(question: Question, mover: Mover) -> None:
    """Raise Refusal(qa.claimed) when another works on `question`."""
    if question.claimed_until is None or question.claimed_by_subject == mover.subject:
        return
    if question.claimed_until > timezone.now():
        message = f"expected question {question.pk} to be free, {question.claimed_by} works on it"
        raise Refusal(CLAIMED, message, {"claim": msgspec.to_builtins(claim_record(question))})


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


def move(
    question: Question,
    *,
    mover: Mover,
    action: str,
    to: State | None = None,
    details: Mapping[str, JSON] | None = None,
    **changes: Any,
) -> Question:
    """Write the move, if the question still has the version that `question` has, and return it as it is now.

    Without `to` it stays where it is. Who claimed it lets go of it. The decision log gets its line: `action`, what it
    was given, and the changed fields as they were. Raises Refusal(qa.stale) when somebody was faster.
    """
    now = timezone.now()
    changes = {name: now if value is NOW else value for name, value in changes.items()}
    written = {
        "state": to or question.state,
        "version": question.version + 1,
        "moved_at": now,
        "moved_by": mover.name[:80],
        "moved_by_subject": mover.subject,
        **(_UNCLAIMED if question.claimed_until is not None else {}),
        **changes,
    }
    if not statements.update(Question, written, "WHERE id = %s AND version = %s", [question.pk, question.version]):
        raise stale(Question.objects.get(pk=question.pk), question.version)
    moved = copy(question)
    for name, value in written.items():
        setattr(moved, _ATTNAMES[name], value)
    before = {name: getattr(question, _ATTNAMES[name]) for name in changes}
    log_decision(moved, action=action, from_state=str(question.state), before=before, details=details)
    return moved


NOW = object()
"""In the changes of `move`: the moment of the move."""

_UNCLAIMED = {"claimed_by": "", "claimed_by_subject": "", "claimed_until": None}


def publishing(question: Question, *, again: bool = False) -> dict[str, Any]:
    """Return the changes of a move that shows `question` to the audience; `again` for one that was just off the set."""
    if question.state in _SHOWN or (again and question.published_at is not None):
        return {}
    return {"published_at": NOW}


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
    turn: Turn,
    question: Question,
    *,
    before: Question,
    fact: Fact,
    other: Question | None = None,
    finished_evicted_id: int | None = None,
) -> None:
    """Tell desk, set (if it concerns it), audience, askers and webhooks that `before` has become `question`.

    `other` is the question that the fact tells of as well: the one that leads it, or led it.
    """
    if question.state == State.ON_DECK and question.feed != before.feed:
        turn.is_deck_touched = True
    tell_crew(turn, fact, *[each for each in (before, question, other) if each is not None])
    public_fact = _public_fact(question, before=before, evicted_id=finished_evicted_id)
    if public_fact is not None:
        turn.announcements.add(questions_topic(question.event_id), public_fact)
    if question.upvotes and question.published_at is not None and before.published_at is None:
        # It got them by a merge, before the audience could see it.
        turn.announcements.put(questions_topic(question.event_id), upvotes_key(question.pk), question.upvotes)
    tell_asker(turn, question, leading=other if question.merged_into_id is not None else None)
    if question.merged_count and question.merged_into_id is None:
        for part in Question.objects.filter(leading_id=question.pk):
            tell_asker(turn, part, leading=question)
    follow_answer(question, before=before)
    for graphics_fact in graphics_facts(question, before=before):
        turn.announcements.add(graphics_topic(question.event_id), graphics_fact)


def tell_crew(turn: Turn, fact: Fact, *questions: Question) -> None:
    """Tell the desk, and the set when it lists one of `questions`."""
    turn.announcements.add(desk_topic(turn.event_id), fact)
    if any(question.state in ON_SET for question in questions):
        shown = {question.pk: question.asker_shown for question in questions}
        turn.announcements.add(set_topic(turn.event_id), fact_as_shown(fact, shown))


def tell_asker(turn: Turn, question: Question, *, leading: Question | None = None) -> None:
    """Tell whoever asked `question`, if an attendee did; `leading` is the one that it is a part of.

    Who has become the next is told at the end of the turn.
    """
    if question.attendee_id is not None:
        mine, next_ids = my_questions_topic(question.event_id, f"a{question.attendee_id}"), ids_in(turn.desk.next_ids)
        turn.announcements.add(mine, MyQuestionMoved(question=my_record(question, leading, next_ids=next_ids)))


def _public_fact(question: Question, *, before: Question, evicted_id: int | None) -> Fact | None:
    was_shown = before.state in _SHOWN
    if question.state not in _SHOWN:
        return QuestionUnpublished(question_id=question.pk, evicted_id=evicted_id) if was_shown else None
    record = public_record(question)
    if not was_shown and question.state != State.ANSWERED:
        return QuestionPublished(question=record)
    if was_shown and evicted_id is None and record == public_record(before):
        return None
    return QuestionProgressed(question=record, evicted_id=evicted_id)
