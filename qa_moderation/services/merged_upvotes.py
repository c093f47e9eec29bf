"""Who counts for a question because of what became a part of it: a statement for all, whatever their number."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from live import statements
from qa_moderation.models import MergedUpvote, Question, Upvote

_VOTERS = f"""
    SELECT attendee_id FROM {Upvote._meta.db_table} WHERE question_id = %s
    UNION SELECT attendee_id FROM {MergedUpvote._meta.db_table} WHERE question_id = %s
"""  # noqa: S608 - names of our own
_GIVE = f"""
    INSERT INTO {MergedUpvote._meta.db_table} (question_id, source_id, attendee_id)
    SELECT %s, %s, voters.attendee_id FROM (
        {_VOTERS}
        UNION SELECT attendee_id FROM {Question._meta.db_table} WHERE id = %s AND attendee_id <> %s
    ) AS voters
"""  # noqa: S608 - names of our own


def give_upvotes(source: Question, into: Question) -> int:
    """Let the voters of `source`, and its asker unless it is that of `into`, count for `into`; return its new count.

    Both questions must be locked.
    """
    with connection.cursor() as cursor:
        ids = [into.pk, source.pk, source.pk, source.pk, source.pk, into.attendee_id or 0]
        cursor.execute(_GIVE, ids)
    return count_upvotes([into.pk])[into.pk]


def take_upvotes_back(source: Question, into: Question) -> int:
    """Undo `give_upvotes`; return the count of `into`."""
    MergedUpvote.objects.filter(source_id=source.pk).delete()
    return count_upvotes([into.pk])[into.pk]


def count_upvotes(question_ids: Collection[int]) -> dict[int, int]:
    """Return how many people count for each of these questions, each person once."""
    counts = dict.fromkeys(question_ids, 0)
    if counts:
        ids, among = list(counts), statements.among(counts)
        sql = f"""
            SELECT question_id, COUNT(*) FROM (
                SELECT question_id, attendee_id FROM {Upvote._meta.db_table} WHERE question_id {among}
                UNION SELECT question_id, attendee_id FROM {MergedUpvote._meta.db_table} WHERE question_id {among}
            ) AS voters GROUP BY question_id
        """  # noqa: S608 - names of our own
        with connection.cursor() as cursor:
            cursor.execute(sql, [*ids, *ids])
            counts |= dict(cursor.fetchall())
    return counts
