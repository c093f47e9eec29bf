"""What was answered in secret is written anew, so that its rows say nothing of who came before or after.

PostgreSQL keeps with each row the transaction that wrote it, and transactions are numbered as they come: the row of an
anonymous text would lie between those of what its author said under their name just before and just after.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection, models, transaction
from django.db.models import F, Q

from polls.models import Kind, Poll, PollCount, State, TextAnswer
from polls.services.turns import programme_now

FEW = 50
"""Up to so many people each vote writes the answers of all anew. Of more it writes its own among so many others, and
`rewrite_due` all of them at the end."""

_ROWS: dict[str, type[models.Model]] = {Kind.TEXT: TextAnswer, Kind.WORDS: PollCount, Kind.NUMBER: PollCount}


def rewrite_among_others(poll: Poll, *, texts: int, keys: Collection[str]) -> None:
    """Write what was answered just now to a locked poll anew with what was answered before, where it is anonymous.

    `texts`: how many came just now. `keys`: of the counts that changed.
    """
    if not poll.is_anonymous or poll.kind not in _ROWS:
        return
    if poll.ballots <= FEW:
        _rewrite(poll)
        return
    rows = _rows(poll)
    if poll.kind == Kind.TEXT:
        # The newest by their numbers: which they are the numbers tell anyway, but for SPREAD places (polls/secrecy.py).
        _rewrite_rows(poll, rows.order_by("-pk")[: FEW + texts])
    else:
        drawn = rows.order_by("?").values("pk")[: FEW + len(keys)]
        _rewrite_rows(poll, rows.filter(Q(pk__in=drawn) | Q(key__in=keys)))


def rewrite_due() -> int:
    """Write anew what was answered to anonymous polls since the last time; return how many polls that were.

    Those that many answer right now wait until they are over. It may run twice at once, or late.
    """
    is_over = ~Q(state=State.OPEN) & (Q(accepts_until=None) | Q(accepts_until__lt=programme_now()))
    due = Poll.objects.filter(is_over, is_anonymous=True, kind__in=list(_ROWS)).exclude(ballots=F("rewritten_ballots"))
    return sum(_rewrite_one(poll_id) for poll_id in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _rewrite_one(poll_id: int) -> bool:
    poll = Poll.objects.select_for_update().filter(pk=poll_id).first()
    if poll is None or poll.ballots == poll.rewritten_ballots:
        return False
    _rewrite(poll)
    poll.save(update_fields=["rewritten_ballots"])
    return True


def _rewrite(poll: Poll) -> None:
    poll.rewritten_ballots = poll.ballots
    _rewrite_rows(poll, _rows(poll))


def _rows(poll: Poll) -> models.QuerySet[models.Model]:
    return _ROWS[poll.kind]._default_manager.filter(poll_id=poll.pk)


def _rewrite_rows(poll: Poll, which: models.QuerySet[models.Model]) -> None:
    """Write some of a poll's rows anew. The poll is locked: nobody else adds or changes any."""
    if connection.vendor != "postgresql":
        return  # SQLite keeps a row by its number, and nothing else
    rows = _ROWS[poll.kind]
    quote = connection.ops.quote_name
    table, columns = (
        quote(rows._meta.db_table),
        ", ".join(quote(str(field.column)) for field in rows._meta.concrete_fields),
    )
    ids = list(which.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH old AS (DELETE FROM {table} WHERE id = ANY(%s) RETURNING {columns}) "  # noqa: S608 - names of our own
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM old ORDER BY random()",
            [ids],
        )
