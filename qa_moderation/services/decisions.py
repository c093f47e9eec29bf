"""The decision log: each line is written with what it tells; that of a move has what it takes to undo it.

What is arranged for all questions (the deck's order, lists, what a set desk is told) has lines without a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from events.moments import epoch_ms
from live import statements
from live.facts import JSON, encode
from qa_moderation.models import Decision, Question, State
from qa_moderation.services.turns import bulk_now

if TYPE_CHECKING:
    from qa_moderation.services.moves import Mover

NOTE, ORDER = "note", "order"

_COLUMNS = [
    "event_id", "question_id", "at", "by", "by_subject", "action", "from_state", "to_state", "version", "details",
    "before",
]  # fmt: skip


def log_decision(
    question: Question,
    *,
    action: str,
    from_state: str,
    before: Mapping[str, Any],
    details: Mapping[str, JSON] | None = None,
) -> None:
    """Write who did `action`, as `question` (as it is now) says; `before` has the changed fields as they were.

    Must be called in the move's transaction.
    """
    if bulk := bulk_now():
        details = {**(details or {}), "bulk": bulk}
    row = (
        question.event_id,
        question.pk,
        connection.ops.adapt_datetimefield_value(question.moved_at),
        question.moved_by,
        question.moved_by_subject,
        action,
        from_state,
        str(question.state),
        question.version,
        encode(details).decode() if details else "",
        encode(before).decode() if before else "",
    )
    statements.insert(Decision, _COLUMNS, [row])


def log_note(question: Question, *, mover: Mover, text: str) -> None:
    """Write that somebody noted something on `question`. Must be called in the note's transaction."""
    _log_aside(
        event_id=question.event_id,
        question_id=question.pk,
        mover=mover,
        action=NOTE,
        state=str(question.state),
        version=question.version,
        details={"text": text},
    )


def log_arrangement(
    *,
    event_id: int,
    mover: Mover,
    action: str,
    version: int,
    details: Mapping[str, JSON],
    before: Mapping[str, JSON] | None = None,
) -> None:
    """Write who arranged something for all questions: `details` as it is now, `before` as it was.

    `version` is that of the list, the deck or the prompt after it. Must be called in its transaction.
    """
    _log_aside(event_id=event_id, mover=mover, action=action, version=version, details=details, before=before)


def _log_aside(
    *,
    event_id: int,
    mover: Mover,
    action: str,
    version: int,
    details: Mapping[str, JSON],
    before: Mapping[str, JSON] | None = None,
    question_id: int | None = None,
    state: str = "",
) -> None:
    row = (
        event_id,
        question_id,
        connection.ops.adapt_datetimefield_value(timezone.now()),
        mover.name[:80],
        mover.subject,
        action,
        state,
        state,
        version,
        encode(details).decode(),
        encode(before).decode() if before else "",
    )
    statements.insert(Decision, _COLUMNS, [row])


def last_decision(question: Question) -> Decision | None:
    """Return the decision that made `question` what it is; a note made nothing of it."""
    made = Decision.objects.filter(question_id=question.pk, version=question.version).exclude(action=NOTE)
    return made.order_by("-pk").first()


def who_arranged(event_id: int, action: str, version: int, *, feed: str | None = None) -> dict[str, JSON]:
    """Return what a refusal says of the `action` that made `version`: who did it and when, if the log knows.

    With `feed`, of that set desk: each counts its own versions.
    """
    made = Decision.objects.filter(event_id=event_id, question=None, action=action, version=version).order_by("-pk")
    return _who(next((each for each in made if feed is None or details_of(each).get("feed") == feed), None))


def who_changed_deck(event_id: int) -> dict[str, JSON]:
    """Return what a refusal says of the deck's last change: who made it, when, and by which action."""
    came_or_went = Q(from_state=State.ON_DECK) ^ Q(to_state=State.ON_DECK)
    # From the newest line back, by index; a stale order is seldom, and the deck's last change seldom far.
    last = Decision.objects.filter(Q(action=ORDER) | came_or_went, event_id=event_id).order_by("-at", "-pk").first()
    return {**_who(last), "change": last.action if last else ""}


def _who(decision: Decision | None) -> dict[str, JSON]:
    if decision is None:
        return {"changed_by": "", "changed_at_ms": None}
    return {"changed_by": decision.by, "changed_at_ms": epoch_ms(decision.at)}


def fields_before(decision: Decision) -> dict[str, Any]:
    """Return the fields that a decision changed, as they were."""
    kept: dict[str, Any] = msgspec.json.decode(decision.before) if decision.before else {}
    return {field.name: field.to_python(kept[field.name]) for field in Question._meta.fields if field.name in kept}


def details_of(decision: Decision) -> dict[str, Any]:
    """Return what the action was given."""
    given: dict[str, Any] = msgspec.json.decode(decision.details) if decision.details else {}
    return given
