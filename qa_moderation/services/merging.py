"""Makes a question a part of another one that says the same."""

from __future__ import annotations

from copy import copy

from live import statements
from live.errors import Refusal
from qa_moderation.errors import MERGE_FULL, MERGE_SELF
from qa_moderation.facts import DeskQuestion, MoveUndone, QuestionMerged
from qa_moderation.limits import MERGED_INTO_ONE
from qa_moderation.models import OPEN, Question, State
from qa_moderation.selectors import desk_record
from qa_moderation.services.deck import changed_deck_after
from qa_moderation.services.merged_upvotes import give_upvotes, take_upvotes_back
from qa_moderation.services.moves import (
    ASKER,
    Mover,
    announce_move,
    close_among_dismissed,
    find_question,
    guard_listed,
    lock_questions,
    move,
    tell_asker,
)
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.states import upvotes_key
from qa_moderation.topics import desk_topic, questions_topic, set_topic

_TO_MERGE = frozenset({State.PENDING, State.APPROVED, State.ON_DECK, State.PARKED})
_INTO = frozenset({*OPEN, State.ANSWERED})


def merge_question(
    *, event_id: int, question_id: int, version: int, into_id: int, into_version: int, mover: Mover
) -> DeskQuestion:
    """Make a question a part of `into_id`: its asker follows that one from now on, and who upvoted either counts once.

    What was a part of it goes along. The other's version stays, so that more can be merged into it at once. Raises
    Refusal(qa.merge_self, qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed, qa.merge_full). Locks the desk,
    then the questions.
    """
    if question_id == into_id:
        raise Refusal(MERGE_SELF, f"expected another question than {question_id} itself")
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_TO_MERGE, claimant=mover
        )
        into = find_question(desk=turn.desk, question_id=into_id, version=into_version, from_states=_INTO)
        guard_listed(turn.desk, into)
        if into.merged_count + before.merged_count + 1 > MERGED_INTO_ONE:
            message = f"expected at most {MERGED_INTO_ONE} questions to become a part of {into_id}"
            raise Refusal(MERGE_FULL, message, {"limit": MERGED_INTO_ONE})
        parts = list(Question.objects.filter(leading_id=question_id))
        lock_questions(event_id, [question_id, into_id, *(part.pk for part in parts)])
        number, evicted_id = close_among_dismissed(turn.desk)
        question = move(
            before,
            mover=mover,
            action="merge",
            to=State.MERGED,
            details={"into": into_id, "parts": [part.pk for part in parts]},
            merged_into=into_id,
            leading=into_id,
            deck_position=None,
            closed_number=number,
        )
        count = give_upvotes(question, into)
        leading = lead(turn, into, merged_count=into.merged_count + before.merged_count + 1, upvotes=count)
        Question.objects.filter(pk__in=[part.pk for part in parts]).update(leading_id=into_id)
        for part in parts:
            tell_asker(turn, part, leading=leading)
        record = desk_record(question)
        fact = QuestionMerged(
            question=record,
            into=desk_record(leading),
            deck=changed_deck_after(turn.desk, before.state),
            evicted_id=evicted_id,
        )
        announce_move(turn, question, before=before, fact=fact, other=leading)
        return record


def separate(turn: Turn, question: Question, *, into_id: int, part_ids: list[int]) -> Question | None:
    """Undo a merge but for the question's own row, which is given as it was; return the one that it was a part of.

    `part_ids` are those that went along. None when that one is gone, with its asker. Locks nothing: all must be locked.
    """
    into = Question.objects.filter(pk=into_id).first()
    if into is None:
        return None
    count = take_upvotes_back(question, into)
    Question.objects.filter(pk__in=part_ids, leading_id=into_id).update(leading_id=question.pk)
    # Counted anew: one of those that went along may be gone meanwhile, with its asker.
    parts = Question.objects.filter(leading_id=into_id)
    return lead(turn, into, merged_count=parts.count(), upvotes=count)


def release_parts(turn: Turn, question: Question) -> None:
    """Let what is a part of `question` stand by itself again, pending: its asker takes it back, others still ask.

    Locks the questions.
    """
    parts = list(Question.objects.filter(leading_id=question.pk).order_by("pk"))
    lock_questions(turn.event_id, [question.pk, *(part.pk for part in parts)])
    for part in parts:
        if part.merged_into_id == question.pk:
            released = move(
                part,
                mover=ASKER,
                action="release",
                to=State.PENDING,
                merged_into=None,
                leading=None,
                closed_number=None,
            )
            separate(turn, released, into_id=question.pk, part_ids=_behind(part, parts))
            fact = MoveUndone(question=desk_record(released), also=None, deck=None, evicted_id=None)
            announce_move(turn, released, before=part, fact=fact)


def _behind(part: Question, parts: list[Question]) -> list[int]:
    """Return the ids of those of `parts` that came with `part`."""
    behind = [part.pk]
    for id in behind:
        behind += [other.pk for other in parts if other.merged_into_id == id]
    return behind[1:]


def lead(turn: Turn, question: Question, *, merged_count: int, upvotes: int) -> Question:
    """Write what a question has of those that are a part of it, and tell the count."""
    statements.update(Question, {"merged_count": merged_count, "upvotes": upvotes}, "WHERE id = %s", [question.pk])
    leading = copy(question)
    leading.merged_count, leading.upvotes = merged_count, upvotes
    topics = [desk_topic(turn.event_id), set_topic(turn.event_id)]
    if question.published_at is not None:
        # A question that was never published must not be told from one that does not exist.
        topics.append(questions_topic(turn.event_id))
    for topic in topics:
        turn.announcements.put(topic, upvotes_key(question.pk), upvotes)
    return leading
