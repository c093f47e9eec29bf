"""Takes the last move of a question back, within ten seconds, for whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from live.errors import Refusal
from qa_moderation.errors import UNDO_TOO_LATE
from qa_moderation.facts import DeskQuestion, MoveUndone
from qa_moderation.limits import BULK_S, UNDO_S
from qa_moderation.models import DISMISSED, FINISHED, Decision, Question, SetFeed, State, Theme
from qa_moderation.selectors import desk_record, is_listed
from qa_moderation.services.decisions import details_of, fields_before, last_decision
from qa_moderation.services.deck import changed_deck_after
from qa_moderation.services.flagging import flags_with
from qa_moderation.services.merging import separate
from qa_moderation.services.moves import (
    Mover,
    announce_move,
    close_among_dismissed,
    close_among_finished,
    get_question,
    move,
    stale,
)
from qa_moderation.services.on_air import guard_off_air
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.states import MAIN

_ON_THE_WAY_S = 2
_FINAL = frozenset({"compose", "withdraw", "release", "undo"})
# Once the audience could see a question, it could: what it knows of the upvotes depends on it. Flags are of the words
# that hold now, and worked out anew.
_KEPT = frozenset({"published_at", "flags"})


def undo_move(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Undo the last move of a question: all that it changed is as before, but for its version.

    No cap holds it up, and no claim: it takes nothing that was not there a moment ago. Raises
    Refusal(qa.unknown_question, qa.stale, qa.undo_too_late, qa.on_air_busy). Locks the desk, then the questions, which
    must be locked already when there are several (`merged_with`).
    """
    with turn_at(event_id) as turn:
        before = get_question(turn.desk, question_id)
        if before.version != version:
            raise stale(before, version)
        decision = _decision_to_undo(before, mover)
        details, fields = details_of(decision), _fields(turn, before, decision)
        to = State(decision.from_state)
        feed = fields.get("feed", before.feed)
        if to == State.ON_AIR and (before.state != to or before.feed != feed):
            guard_off_air(event_id, feed)
        fields, evicted_id = _closed_again(turn, before, to, fields)
        undone = {"undone": decision.action, **({"bulk": details["bulk"]} if "bulk" in details else {})}
        question = move(before, mover=mover, action="undo", to=to, details=undone, **fields)
        also = None
        if decision.action == "merge":
            also = separate(turn, question, into_id=details["into"], part_ids=details["parts"])
        record = desk_record(question)
        deck = changed_deck_after(turn.desk, before.state, to) if before.state != to else None
        also_record = desk_record(also) if also and is_listed(also, turn.desk) else None
        fact = MoveUndone(question=record, also=also_record, deck=deck, evicted_id=evicted_id)
        finished_evicted_id = evicted_id if to in FINISHED else None
        announce_move(turn, question, before=before, fact=fact, other=also, finished_evicted_id=finished_evicted_id)
        return record


def merged_with(event_id: int, question_ids: Sequence[int]) -> list[int]:
    """Return the ids of all questions that an undo of these may write to, beside themselves."""
    merged = Question.objects.filter(event_id=event_id, pk__in=question_ids, state=State.MERGED)
    leading = [pk for pk in merged.values_list("leading_id", flat=True) if pk is not None]
    parts = Question.objects.filter(leading_id__in=leading).values_list("pk", flat=True)
    return [*leading, *parts]


def _decision_to_undo(question: Question, mover: Mover) -> Decision:
    decision = last_decision(question)
    if (
        decision is None
        or decision.by_subject != mover.subject
        or decision.action in _FINAL
        or not _is_young(decision)
        # What it became a part of became a part of yet another: that is undone first.
        or question.merged_into_id != question.leading_id
    ):
        message = f"expected a move of one's own on question {question.pk}, at most {UNDO_S} s ago; there is none"
        raise Refusal(UNDO_TOO_LATE, message, {"seconds": UNDO_S})
    return decision


def _is_young(decision: Decision) -> bool:
    """Return whether it can still be undone.

    A part of a bulk is as young as the bulk's last line: its last part, and then what was undone of it already, since
    pages do and undo a big bulk step by step. The bulk as a whole has a bound.
    """
    now = timezone.now()
    since = now - timedelta(seconds=UNDO_S + _ON_THE_WAY_S)
    if decision.at >= since:
        return True
    bulk = details_of(decision).get("bulk", "")
    if not bulk or decision.at < now - timedelta(seconds=BULK_S):
        return False
    lately = Decision.objects.filter(event_id=decision.event_id, at__gte=since, by_subject=decision.by_subject)
    return any(details_of(line).get("bulk") == bulk for line in lately)


def _fields(turn: Turn, before: Question, decision: Decision) -> dict[str, Any]:
    """Return the fields to write back; a theme or a set desk that is gone meanwhile does not come back with it."""
    fields = {name: value for name, value in fields_before(decision).items() if name not in _KEPT}
    if "set_text" in fields:
        fields |= flags_with(before, fields["set_text"])
    if fields.get("theme") and not Theme.objects.filter(pk=fields["theme"]).exists():
        fields["theme"] = None
    if "feed" in fields and not SetFeed.objects.filter(event_id=turn.event_id, slug=fields["feed"]).exists():
        fields["feed"] = MAIN
    return fields


def _closed_again(turn: Turn, before: Question, to: State, fields: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
    """Return `fields` and who leaves the lists; with a new number among the closed where the old is listed no more."""
    if to not in {*FINISHED, *DISMISSED}:
        return fields, None
    was = Question(state=to, closed_number=fields.get("closed_number", before.closed_number))
    if is_listed(was, turn.desk):
        return fields, None
    close = close_among_finished if to in FINISHED else close_among_dismissed
    number, evicted_id = close(turn.desk)
    return {**fields, "closed_number": number}, evicted_id
