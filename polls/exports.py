"""What an event's polls are outside: rows with names that stay, read piece by piece.

docs/poll-exports.md lists the columns. Of an anonymous poll there are sums, and texts without an author. A piece is a
query of its own, so that no connection is held while somebody downloads slowly. A list is read from a place that its
last row named; what that is, is each list's own matter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from django.db.models import Q

from events.models import Event
from polls.facts import Answer
from polls.limits import SCALES
from polls.models import Kind, Poll, PollCount, TextAnswer, Vote
from polls.reactions.models import ApplauseSecond
from polls.selectors import pictures_of, poll_record, tallies_of
from polls.standings import leaders_from
from polls.wording import in_words

PIECE = 500
"""Rows of one query: a quarter of a megabyte at most."""

Row = dict[str, Any]
Place = tuple[Any, ...] | None
"""Where a list is read on; None: from its beginning."""

POLL_COLUMNS = (
    "id", "position", "placement", "room", "kind", "state", "question", "options", "min_choices", "max_choices",
    "scale", "low_label", "high_label", "min_value", "max_value", "decimals", "unit", "max_words", "right_options",
    "right_value", "anonymous", "may_change", "results", "audience", "audience_value", "seconds", "opened_at",
    "closed_at", "results_at", "gone_at", "ballots", "mean",
)  # fmt: skip
RESULT_COLUMNS = (
    "poll_id", "question", "kind", "placement", "anonymous", "ballots", "key", "label", "count", "share",
    "hidden",
)  # fmt: skip
TEXT_COLUMNS = ("poll_id", "question", "anonymous", "attendee_name", "text", "state", "moved_by")
VOTE_COLUMNS = (
    "poll_id", "question", "kind", "attendee_name", "company", "country", "options", "answer", "points", "revision",
    "cast_at",
)  # fmt: skip
LEADER_COLUMNS = ("rank", "name", "points", "right")
APPLAUSE_COLUMNS = ("at", "emoji", "taps")


class Piece(NamedTuple):
    """Rows, and where the next ones begin; None after the last."""

    rows: list[Row]
    after: Place


class Export(NamedTuple):
    """A list that can be taken along: its name, its columns, and how to read what follows a place."""

    name: str
    columns: Sequence[str]
    read: Callable[[Event, Place], Piece]


def poll_rows(event: Event, after: Place) -> Piece:
    """Return all polls, in their order: an event has a hundred at most."""
    polls = list(Poll.objects.filter(event=event).order_by("position", "pk"))
    pictures, tallies = pictures_of(polls), tallies_of(polls)
    rows = []
    for poll in polls:
        record = msgspec.to_builtins(poll_record(poll, pictures, reveals=True))
        moments = {
            "opened_at": poll.opens_at,
            "closed_at": poll.closes_at,
            "results_at": poll.results_at,
            "gone_at": poll.gone_at,
        }
        own = {
            "position": poll.position,
            "room": poll.room,
            "state": poll.state,
            "anonymous": poll.is_anonymous,
            "ballots": poll.ballots,
            "mean": tallies[poll.pk].mean,
            **{name: _moment(at) for name, at in moments.items()},
        }
        rows.append({name: own[name] if name in own else record[name] for name in POLL_COLUMNS})
    return Piece(rows, None)


def result_rows(event: Event, after: Place) -> Piece:
    """Return how often each answer was given, poll by poll: PIECE rows of one poll at most.

    Answers that can be listed beforehand come in their order, also those that nobody gave; words and guesses the most
    frequent first. A place is (poll, count, key) of the last row; count is None where the poll is done.
    """
    pk, count, key = after or (0, None, "")
    polls = Poll.objects.filter(event=event).exclude(kind=Kind.TEXT).order_by("pk")
    poll = polls.filter(**{"pk__gt" if count is None else "pk": pk}).first()
    if poll is None:
        return Piece([], None)
    counts = PollCount.objects.filter(poll=poll, count__gt=0).order_by("-count", "key")
    labels = _labels(poll, event)
    if labels:
        given = {row.key: row for row in counts}
        listed = [given.get(name) or PollCount(key=name) for name in labels]
        return Piece([_result_row(poll, event, row, labels) for row in listed], (poll.pk, None, ""))
    if count is not None:
        counts = counts.filter(Q(count__lt=count) | Q(count=count, key__gt=key))
    rows = list(counts[:PIECE])
    place = (poll.pk, rows[-1].count, rows[-1].key) if len(rows) == PIECE else (poll.pk, None, "")
    return Piece([_result_row(poll, event, row, labels) for row in rows], place)


def text_rows(event: Event, after: Place) -> Piece:
    """Return the answers in one's own words, by ascending number, PIECE at most.

    Those of anonymous polls are not in the order they came in.
    """
    rows = TextAnswer.objects.filter(poll__event=event, pk__gt=after[0] if after else 0).order_by("pk")
    found = list(rows.select_related("poll")[:PIECE])
    return Piece(
        [
            {
                "poll_id": row.poll_id,
                "question": _words(row.poll.question, event),
                "anonymous": row.poll.is_anonymous,
                "attendee_name": row.author_name,
                "text": row.text,
                "state": row.state,
                "moved_by": row.moved_by,
            }
            for row in found
        ],
        (found[-1].pk,) if len(found) == PIECE else None,
    )


def vote_rows(event: Event, after: Place) -> Piece:
    """Return the votes of polls that are not anonymous, by ascending number, PIECE at most."""
    votes = Vote.objects.filter(poll__event=event, poll__is_anonymous=False, pk__gt=after[0] if after else 0)
    found = list(votes.select_related("poll", "attendee").order_by("pk")[:PIECE])
    return Piece([_vote_row(vote, event) for vote in found], (found[-1].pk,) if len(found) == PIECE else None)


def leader_rows(event: Event, after: Place) -> Piece:
    """Return where all stand in the quiz who chose a name, the best first, PIECE at most.

    A place is how many came before: while the quiz goes on somebody may be there twice, or not at all.
    """
    start = after[0] if after else 0
    leaders = leaders_from(event.pk, start, PIECE)
    return Piece(
        [msgspec.to_builtins(leader) for leader in leaders], (start + PIECE,) if len(leaders) == PIECE else None
    )


def applause_rows(event: Event, after: Place) -> Piece:
    """Return how often each emoji was tapped in each second of the programme, by time, PIECE at most."""
    seconds = ApplauseSecond.objects.filter(event=event)
    if after:
        second, emoji = after
        seconds = seconds.filter(Q(second__gt=second) | Q(second=second, emoji__gt=emoji))
    found = list(seconds.order_by("second", "emoji")[:PIECE])
    rows = [
        {"at": _moment(datetime.fromtimestamp(row.second, UTC)), "emoji": row.emoji, "taps": row.count} for row in found
    ]
    return Piece(rows, (found[-1].second, found[-1].emoji) if len(found) == PIECE else None)


POLLS = Export("polls", POLL_COLUMNS, poll_rows)
RESULTS = Export("results", RESULT_COLUMNS, result_rows)
TEXTS = Export("texts", TEXT_COLUMNS, text_rows)
VOTES = Export("votes", VOTE_COLUMNS, vote_rows)
LEADERS = Export("leaders", LEADER_COLUMNS, leader_rows)
APPLAUSE = Export("applause", APPLAUSE_COLUMNS, applause_rows)
ALL = (POLLS, RESULTS, TEXTS, VOTES, LEADERS, APPLAUSE)


def _result_row(poll: Poll, event: Event, row: PollCount, labels: dict[str, str]) -> Row:
    label = _own_unit(poll, int(row.key)) if poll.kind == Kind.NUMBER else labels.get(row.key) or row.label or row.key
    return {
        "poll_id": poll.pk,
        "question": _words(poll.question, event),
        "kind": poll.kind,
        "placement": poll.placement,
        "anonymous": poll.is_anonymous,
        "ballots": poll.ballots,
        "key": row.key,
        "label": label,
        "count": row.count,
        "share": round(row.count / poll.ballots, 4) if poll.ballots else 0.0,
        "hidden": row.is_hidden,
    }


def _words(texts: dict[str, str], event: Event) -> str:
    """Return a text in the event's own language, whoever downloads."""
    return in_words(texts, event, event.default_language)


def _labels(poll: Poll, event: Event) -> dict[str, str]:
    """Return the answers that can be listed beforehand, in their order, by key."""
    options = [(option["id"], _words(option["text"], event)) for option in poll.options]
    match poll.kind:
        case Kind.RATING:
            least, most = SCALES[poll.scale]
            return {str(value): str(value) for value in range(least, most + 1)}
        case Kind.RANKING:
            places = range(1, len(options) + 1)
            return {f"{pk}:{place}": f"{place}. {text}" for pk, text in options for place in places}
        case Kind.SINGLE | Kind.SEVERAL | Kind.QUIZ:
            return {str(pk): text for pk, text in options}
        case _:
            return {}


def _vote_row(vote: Vote, event: Event) -> Row:
    person = vote.attendee
    answer = msgspec.json.decode(vote.answer, type=Answer)
    return {
        "poll_id": vote.poll_id,
        "question": _words(vote.poll.question, event),
        "kind": vote.poll.kind,
        "attendee_name": person.name if person else "",
        "company": person.company if person else "",
        "country": person.country if person else "",
        "options": answer.options,
        "answer": answer_of(vote.poll, event, answer),
        "points": vote.points,
        "revision": vote.revision,
        "cast_at": _moment(vote.cast_at),
    }


def answer_of(poll: Poll, event: Event, answer: Answer) -> list[str]:
    """Return what somebody answered, as it is read; a ranking from the first place on."""
    texts = {option["id"]: _words(option["text"], event) for option in poll.options}
    if answer.value is not None:
        return [_own_unit(poll, answer.value)]
    return [texts.get(pk, str(pk)) for pk in answer.options] or answer.words or ([answer.text] if answer.text else [])


def _own_unit(poll: Poll, value: int) -> str:
    return str(Decimal(value).scaleb(-poll.decimals)) if poll.kind == Kind.NUMBER else str(value)


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
