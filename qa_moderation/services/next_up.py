"""Who is told to be next: the asker of the first question on deck of each set desk, and who no longer is.

Fifty wait on a deck whose order changes with each move: only those for whom something changes are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from live import statements
from qa_moderation.facts import MyQuestionMoved
from qa_moderation.models import Desk, Question, State
from qa_moderation.selectors import ids_in, my_record
from qa_moderation.topics import my_questions_topic

if TYPE_CHECKING:
    from qa_moderation.services.turns import Turn


def tell_who_is_next(turn: Turn) -> None:
    """Tell who has become the next, and who still waits and no longer is. The deck must be as the turn leaves it."""
    before, now = ids_in(turn.desk.next_ids), _first_of_each(turn.event_id)
    if before == now:
        return
    turn.desk.next_ids = ",".join(map(str, now))
    statements.update(Desk, {"next_ids": turn.desk.next_ids}, "WHERE event_id = %s", [turn.event_id])
    changed = {*before} ^ {*now}
    # Who left the deck was told what became of it by the move.
    waiting = Question.objects.filter(pk__in=changed, state=State.ON_DECK).order_by("pk")
    for question in waiting:
        parts = Question.objects.filter(leading_id=question.pk).order_by("pk") if question.merged_count else ()
        for each, leading in [(question, None), *((part, question) for part in parts)]:
            if each.attendee_id is not None:
                mine = my_questions_topic(turn.event_id, f"a{each.attendee_id}")
                turn.announcements.add(mine, MyQuestionMoved(question=my_record(each, leading, next_ids=now)))


def _first_of_each(event_id: int) -> list[int]:
    rest = "WHERE event_id = %s AND state = %s ORDER BY deck_position, id"
    first: dict[str, int] = {}
    for feed, question_id in statements.select(Question, ["feed", "id"], rest, [event_id, State.ON_DECK]):
        first.setdefault(feed, question_id)
    return sorted(first.values())
