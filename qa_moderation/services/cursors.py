"""Where each of the crew is on the desk."""

from __future__ import annotations

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from events.moments import epoch_ms
from live import statements
from live.log import put_values
from qa_moderation.facts import Cursor
from qa_moderation.models import DeskCursor
from qa_moderation.services.moves import Mover
from qa_moderation.states import cursor_key
from qa_moderation.topics import desk_topic

_REPLACE = statements.replacing(["event_id", "subject"], ["name", "question_id", "at"])


@transaction.atomic
def point_at(*, event_id: int, question_id: int | None, mover: Mover) -> Cursor:
    """Show the others where `mover` is, None for nowhere in particular. The desk is not locked for it."""
    now = timezone.now()
    row = (event_id, mover.subject, mover.name[:80], question_id, connection.ops.adapt_datetimefield_value(now))
    columns = ["event_id", "subject", "name", "question_id", "at"]
    statements.insert(DeskCursor, columns, [row], on_conflict=_REPLACE)
    cursor = Cursor(name=mover.name[:80], question_id=question_id, at_ms=epoch_ms(now))
    put_values(desk_topic(event_id), {cursor_key(mover.subject): msgspec.to_builtins(cursor)})
    return cursor
