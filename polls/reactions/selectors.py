"""Reads of reactions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from django.db.models import BigIntegerField, F, Max, Min, QuerySet, Sum
from django.db.models.expressions import Combinable, ExpressionWrapper

from polls.reactions.facts import Reaction, ReactionsChanged
from polls.reactions.limits import CURVE_POINTS
from polls.reactions.models import ApplauseSecond, Reactions
from polls.reactions.service_level import are_held
from polls.reactions.states import ReactionsState


@dataclass(frozen=True, slots=True)
class ApplauseCurve:
    """Taps over the programme: `totals[i]` of all emoji in the `step_s` seconds from `from_s + i * step_s` (UTC) on.

    `by_emoji` says the same of each emoji that was ever tapped, also of one that has left the list.
    """

    from_s: int
    step_s: int
    totals: list[int]
    by_emoji: dict[str, list[int]]


def reactions_of(event_id: int) -> Reactions:
    """Return the event's row, or what an event without one has."""
    return Reactions.objects.filter(event_id=event_id).first() or Reactions(event_id=event_id)


def reactions_list(row: Reactions) -> list[Reaction]:
    """Return the emoji of a row as records."""
    return [msgspec.convert(each, Reaction) for each in row.emoji]


def policy_fact(row: Reactions) -> ReactionsChanged:
    """Return what pages are told when the row, or the service level, has changed."""
    return ReactionsChanged(is_on=row.is_on, is_held=are_held(row), emoji=reactions_list(row))


def reactions_states(event_ids: Iterable[int]) -> dict[int, ReactionsState]:
    """Return the states of the topic by event: one query."""
    wanted = set(event_ids)
    rows = Reactions.objects.in_bulk(wanted)
    return {event_id: _state(rows.get(event_id) or Reactions(event_id=event_id)) for event_id in wanted}


def _state(row: Reactions) -> ReactionsState:
    policy = policy_fact(row)
    return ReactionsState(is_on=policy.is_on, is_held=policy.is_held, emoji=policy.emoji, counts={**row.totals})


def applause_curve(
    event_id: int, *, since_s: int | None = None, until_s: int | None = None, points: int = CURVE_POINTS
) -> ApplauseCurve | None:
    """Return the applause of an event between two programme times (UTC seconds, `until_s` excluded), or None.

    Two queries; the database adds up: steps are as many whole seconds as it takes to have `points` of them at most.
    """
    seconds = ApplauseSecond.objects.filter(event_id=event_id)
    if since_s is not None:
        seconds = seconds.filter(second__gte=since_s)
    if until_s is not None:
        seconds = seconds.filter(second__lt=until_s)
    span = seconds.aggregate(first=Min("second"), last=Max("second"))
    if span["first"] is None:
        return None
    first, length = span["first"], span["last"] - span["first"] + 1
    step_s = -(-length // points)
    count = -(-length // step_s)
    by_emoji: dict[str, list[int]] = {}
    for emoji, place, taps in _binned(seconds, (F("second") - first) / step_s):
        by_emoji.setdefault(emoji, [0] * count)[place] = taps
    totals = [sum(at) for at in zip(*by_emoji.values(), strict=True)]
    return ApplauseCurve(first, step_s, totals, by_emoji)


def _binned(seconds: QuerySet[ApplauseSecond], place: Combinable) -> Iterable[tuple[str, int, int]]:
    # Whole numbers divide to whole numbers in both databases.
    rows = seconds.annotate(place=ExpressionWrapper(place, BigIntegerField())).values("emoji", "place")
    return rows.annotate(taps=Sum("count")).order_by("emoji", "place").values_list("emoji", "place", "taps")
