"""Proposes likely duplicates: each open question is compared with the others of its event, once for each version.

Not a part of asking, which must be quick. Where a worker died, or two work at once, nothing is lost and nothing told
twice: what is left to do stands in the rows (`compared_version < version`), a pair is written only while both have the
versions that were read, and of two who compare a question the second finds it done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from live.facts import encode
from qa_moderation.facts import Similar, SimilarFound
from qa_moderation.likeness import alike
from qa_moderation.limits import SIMILAR
from qa_moderation.models import OPEN, Desk, Question
from qa_moderation.selectors import similar_records
from qa_moderation.services.comparing_index import Index, index_of
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.topics import desk_topic

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
    scores = {id: index.alike(id, alike) for id in question_ids if id in index}
    _write(event_id, index, scores)
    return len(scores)


def _write(event_id: int, index: Index, scores: Mapping[int, Mapping[int, int]]) -> None:
    """Let both of each pair know the other, and note what was compared."""
    with turn_at(event_id) as turn:
        _write_in(turn, index, scores)


def _write_in(turn: Turn, index: Index, scores: Mapping[int, Mapping[int, int]]) -> None:
    event_id = turn.event_id
    rows = _rows(event_id, scores)
    now_open = dict(Question.objects.filter(event_id=event_id, state__in=OPEN).values_list("pk", "version"))
    # What moved since it was read is compared again by itself.
    current = {id for id, version in now_open.items() if index.version(id) == version}
    wanted: dict[int, dict[int, int]] = {
        pk: {each.question_id: each.score for each in similar_records(similar)} for pk, similar in rows.items()
    }
    before = {pk: dict(known) for pk, known in wanted.items()}
    compared = [id for id in scores if id in current]
    for id in compared:
        wanted[id] = {}
        for known in wanted.values():
            known.pop(id, None)
    for id in compared:
        for other, score in scores[id].items():
            if other in current:
                wanted[id][other] = score
                wanted[other][id] = score
    changed: list[Question] = []
    for pk, known in sorted(wanted.items()):
        if known == before[pk] or pk not in now_open:
            continue
        similar = _best(known, now_open)
        written = encode(similar).decode() if similar else ""
        if written != rows[pk]:
            changed.append(Question(pk=pk, similar=written))
            turn.announcements.add(desk_topic(event_id), SimilarFound(question_id=pk, similar=similar))
    Question.objects.bulk_update(changed, ["similar"])
    Question.objects.filter(pk__in=compared).update(compared_version=F("version"))


def _best(known: Mapping[int, int], now_open: Mapping[int, int]) -> list[Similar]:
    still = sorted((-score, pk) for pk, score in known.items() if pk in now_open)
    return [Similar(question_id=pk, score=-score) for score, pk in still[:SIMILAR]]


def _rows(event_id: int, scores: Mapping[int, Mapping[int, int]]) -> dict[int, str]:
    """Return the proposals of all that a comparison may change: the two of each pair, and who names one of them now."""
    ids = {*scores, *(other for others in scores.values() for other in others)}
    of_event = Question.objects.filter(event_id=event_id)
    rows = dict(of_event.filter(pk__in=ids).values_list("pk", "similar"))
    if of_event.filter(pk__in=scores, compared_version__gt=0).exists():
        rows |= dict(of_event.filter(state__in=OPEN).exclude(similar="").values_list("pk", "similar"))
    return rows
