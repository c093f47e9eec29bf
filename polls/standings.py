"""Who leads in the quiz."""

from __future__ import annotations

from bisect import bisect_left

from django.db.models import Count, Q, Sum

from polls.facts import Leader, MyScore
from polls.limits import LEADERS
from polls.models import Kind, Vote

# A quiz question counts once its results are shown: before, a place would tell who was right.
_COUNTED = Q(poll__kind=Kind.QUIZ, poll__results_at__isnull=False)


def leaders_of(event_id: int) -> list[Leader]:
    """Return the leaderboard: of those who chose a name. People with the same points share a rank."""
    return leaders_from(event_id, 0, LEADERS)


def leaders_from(event_id: int, start: int, most: int) -> list[Leader]:
    """Return `most` places of the leaderboard after the first `start`: one query, two after the first."""
    players = _players(event_id)
    rows = list(players.order_by("-total", "attendee__quiz_player__name")[start : start + most])
    if not rows:
        return []
    ahead = players.filter(total__gt=rows[0]["total"]).count() if start else 0
    ranks: dict[int, int] = {rows[0]["total"]: ahead + 1}
    for place, row in enumerate(rows[1:], start + 2):
        ranks.setdefault(row["total"], place)
    return [
        Leader(
            rank=ranks[row["total"]],
            name=row["attendee__quiz_player__name"],
            points=row["total"],
            right=row["right"],
        )
        for row in rows
    ]


def scores_of(event_id: int, attendee_ids: list[int]) -> dict[int, MyScore]:
    """Return where each of these people stands, for those who answered a quiz question whose results are shown."""
    votes = Vote.objects.filter(_COUNTED, poll__event_id=event_id, attendee_id__in=attendee_ids)
    mine = list(
        votes.values("attendee_id", "attendee__quiz_player__name").annotate(
            total=Sum("points"), right=Count("pk", filter=Q(points__gt=0))
        )
    )
    if not mine:
        return {}
    # Ascending, so that one look finds how many have more.
    all_points = sorted(-row["total"] for row in _players(event_id).values("attendee_id", "total"))
    return {
        row["attendee_id"]: MyScore(
            name=row["attendee__quiz_player__name"] or "",
            points=row["total"],
            right=row["right"],
            rank=bisect_left(all_points, -row["total"]) + 1,
        )
        for row in mine
    }


def _players(event_id: int):  # type: ignore[no-untyped-def]  # a queryset of dictionaries has no type of its own
    votes = Vote.objects.filter(_COUNTED, poll__event_id=event_id, attendee__quiz_player__isnull=False)
    return votes.values("attendee_id", "attendee__quiz_player__name").annotate(
        total=Sum("points"), right=Count("pk", filter=Q(points__gt=0))
    )
