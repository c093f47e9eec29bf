"""Proposes likely duplicates: each open question is compared with the others of its event, once for each version.

Not a part of asking, which must be quick. Where a worker died, or two work at once, nothing is lost and nothing told
twice: what is left to do stands in the rows (`compared_version < version`), a pair is written only while both have the
wordings that were read, and of two who compare a question the second finds it done.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db.models import F, Q
from django.utils import timezone

from live.facts import encode
from qa_moderation.facts import Similar, SimilarFound
from qa_moderation.likeness import alike
from qa_moderation.limits import SIMILAR
from qa_moderation.models import OPEN, Desk, Question
from qa_moderation.selectors import similar_records
from qa_moderation.services.comparing_index import Index, Texts, index_of
from qa_moderation.services.moves import lock_questions
from qa_moderation.services.turns import turn_at
from qa_moderation.states import ON_SET
from qa_moderation.topics import desk_topic, set_topic

_BATCH = 50
_CLAIM = timedelta(seconds=30)  # a batch takes one, where 6,000 are open and the machine is slow
_TO_COMPARE = Q(state__in=OPEN, compared_version__lt=F("version"))


def compare_all() -> int:
    """Compare what is left to compare, of every event, and return how many questions that were."""
    events = Question.objects.filter(_TO_COMPARE).order_by("event_id").values_list("event_id", flat=True).distinct()
    return sum(compare_questions(event_id=event_id) for event_id in events)


def compare_questions(*, event_id: int) -> int:
    """Compare the event's questions that are left to compare; none where another worker is at it.

    Locks the desk for each batch of them while it writes.
    """
    compared = 0
    Desk.objects.bulk_create([Desk(event_id=event_id)], ignore_conflicts=True)
    # Who was turned away while this one was at its end is not needed: it looks again when it has let go.
    while _to_compare(event_id) and _claim(event_id):
        try:
            while batch := _to_compare(event_id):
                compared += _compare(event_id, batch)
                Desk.objects.filter(pk=event_id).update(comparing_until=timezone.now() + _CLAIM)
        finally:
            Desk.objects.filter(pk=event_id).update(comparing_until=None)
    return compared


def _to_compare(event_id: int) -> list[int]:
    left = Question.objects.filter(_TO_COMPARE, event_id=event_id).order_by("pk")
    return list(left.values_list("pk", flat=True)[:_BATCH])


def _claim(event_id: int) -> bool:
    now = timezone.now()
    free = Desk.objects.filter(Q(comparing_until=None) | Q(comparing_until__lt=now), pk=event_id)
    # The condition stands in the UPDATE: of two workers, one gets it.
    return bool(free.update(comparing_until=now + _CLAIM))


def _compare(event_id: int, question_ids: Sequence[int]) -> int:
    index = index_of(event_id)
    index.refresh()
    there = [id for id in question_ids if id in index]
    # Most moves leave the wording as it is; then nothing is to be found that was not found before.
    scores = {id: index.alike(id, alike) for id in there if not index.has_compared(id)}
    ids = {*there, *(other for others in scores.values() for other in others)}
    with turn_at(event_id) as turn:
        rows = _rows(event_id, ids, and_all_others=_were_compared(scores))
        # What has moved since it was read is compared again by itself.
        compared = [id for id in there if id in rows and rows[id].version == index.version(id)]
        changes = _changes(index, rows, {id: scores[id] for id in compared if id in scores})
        # Upvotes lock questions by id as well, and do not wait for the desk.
        lock_questions(event_id, {*compared, *changes})
        for pk, similar in sorted(changes.items()):
            fact = SimilarFound(question_id=pk, similar=similar)
            turn.announcements.add(desk_topic(event_id), fact)
            if rows[pk].state in ON_SET:
                turn.announcements.add(set_topic(event_id), fact)
        changed = [Question(pk=pk, similar=_written(similar)) for pk, similar in changes.items()]
        Question.objects.bulk_update(changed, ["similar"])
        Question.objects.filter(pk__in=compared).update(compared_version=F("version"))
    index.note_compared(compared)
    return len(there)


def _were_compared(question_ids: Collection[int]) -> bool:
    return Question.objects.filter(pk__in=question_ids, compared_version__gt=0).exists()


class _Row(NamedTuple):
    """An open question as it is now."""

    version: int
    state: str
    texts: Texts
    similar: str


def _rows(event_id: int, ids: Collection[int], *, and_all_others: bool) -> dict[int, _Row]:
    """Return the open ones of `ids`; and all that have proposals, where some may name a question wrongly now."""
    found = Question.objects.filter(event_id=event_id, state__in=OPEN)
    wanted = found.filter(Q(pk__in=ids) | ~Q(similar="")) if and_all_others else found.filter(pk__in=ids)
    return {
        pk: _Row(version, state, (text, set_text), similar)
        for pk, version, state, text, set_text, similar in wanted.values_list(
            "pk", "version", "state", "text", "set_text", "similar"
        )
    }


def _changes(
    index: Index, rows: Mapping[int, _Row], scores: Mapping[int, Mapping[int, int]]
) -> dict[int, list[Similar]]:
    """Return the proposals that change: both of each pair know the other, in the wordings that were compared."""
    wanted = {pk: {each.question_id: each.score for each in similar_records(row.similar)} for pk, row in rows.items()}
    touched = set(scores)
    for pk, known in wanted.items():
        for id in scores.keys() & known.keys():
            del known[id]
            touched.add(pk)
    for id, others in scores.items():
        wanted[id] = {}
        for other, score in others.items():
            if other in rows and rows[other].texts == index.texts(other):
                wanted[id][other] = wanted[other][id] = score
                touched.add(other)
    best = {pk: _best(wanted[pk], index) for pk in touched}
    return {pk: similar for pk, similar in best.items() if _written(similar) != rows[pk].similar}


def _best(known: Mapping[int, int], index: Index) -> list[Similar]:
    """Return the most alike that are open; their number is bounded."""
    still = sorted((-score, pk) for pk, score in known.items() if pk in index)
    return [Similar(question_id=pk, score=-score) for score, pk in still[:SIMILAR]]


def _written(similar: Sequence[Similar]) -> str:
    return encode(similar).decode() if similar else ""
