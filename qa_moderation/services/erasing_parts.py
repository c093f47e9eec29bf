"""What becomes of the parts of a question that goes with its asker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from qa_moderation.models import OPEN, MergedUpvote, Question, State
from qa_moderation.services.moves import ASKER, move, tell_asker
from qa_moderation.services.turns import Turn

Family = Mapping[int, Question]
"""Questions by id: some, with what leads them and all that is a part of these."""


def rearrange_parts(turn: Turn, family: Family, gone: Collection[int]) -> list[int]:
    """Close the holes that `gone` leaves in a family; return the ids of the others that the crew sees changed.

    A part goes over to what the one that goes was a part of. Where that was of none, the part stands by itself, with
    what is a part of it: pending again, as when an asker takes theirs back; a moderator never let its wording
    through. If what led it was closed, it stays merged, and has the answer or the reason, for its asker. All must be
    locked.
    """
    into = {pk: _over(family, gone, pk) for pk in family if pk not in gone}
    leading = {pk: _end(into, pk) for pk in into}
    counts = Counter(above for pk in into for above in _above(into, pk))
    changed = []
    for pk in into:
        before = family[pk]
        wanted = {"merged_into": into[pk], "leading": leading[pk], "merged_count": counts[pk]}
        was = {
            "merged_into": before.merged_into_id,
            "leading": before.leading_id,
            "merged_count": before.merged_count,
        }
        if wanted == was:
            continue
        changed.append(pk)
        # Its voters count for what it is a part of now; where that is nothing, the rows go with the question.
        if before.merged_into_id in gone and into[pk] is not None:
            MergedUpvote.objects.filter(source_id=pk).update(question_id=into[pk])
        if into[pk] is None and before.leading_id is not None:
            _release(turn, before, family[before.leading_id], counts[pk])
        else:
            Question.objects.filter(pk=pk).update(
                merged_into_id=into[pk], leading_id=leading[pk], merged_count=counts[pk]
            )
    _tell_askers(turn, family, leading)
    return changed


def _over(family: Family, gone: Collection[int], pk: int) -> int | None:
    """Return the nearest that stays of those that `pk` is a part of."""
    target = family[pk].merged_into_id
    while target is not None and target in gone:
        target = family[target].merged_into_id
    return target


def _above(into: Mapping[int, int | None], pk: int) -> list[int]:
    """Return what `pk` is a part of, nearest first."""
    above: list[int] = []
    while (target := into[above[-1] if above else pk]) is not None:
        above.append(target)
    return above


def _end(into: Mapping[int, int | None], pk: int) -> int | None:
    above = _above(into, pk)
    return above[-1] if above else None


def _release(turn: Turn, before: Question, led_by: Question, merged_count: int) -> None:
    alone: dict[str, Any] = {"merged_into": None, "leading": None, "merged_count": merged_count}
    if led_by.state in OPEN:
        move(before, mover=ASKER, action="release", to=State.PENDING, closed_number=None, **alone)
        return
    known = {name: getattr(led_by, name) for name in ("answer", "reason", "on_air_at", "answered_at")}
    move(before, mover=ASKER, action="release", **alone, **known)


def _tell_askers(turn: Turn, family: Family, leading: Mapping[int, int | None]) -> None:
    """Tell those whose question goes another one's way now, or its own."""
    moved = [pk for pk, end in leading.items() if end != family[pk].leading_id]
    for question in Question.objects.filter(pk__in=moved).select_related("leading").order_by("pk"):
        tell_asker(turn, question, leading=question.leading)
