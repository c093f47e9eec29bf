"""The decision log: each move's line is written with the move, and has what it takes to undo it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import connection

from live import statements
from live.facts import JSON, encode
from qa_moderation.models import Decision, Question

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


def last_decision(question: Question) -> Decision | None:
    """Return the decision that made `question` what it is."""
    return Decision.objects.filter(question_id=question.pk, version=question.version).order_by("-pk").first()


def fields_before(decision: Decision) -> dict[str, Any]:
    """Return the fields that a decision changed, as they were."""
    kept: dict[str, Any] = msgspec.json.decode(decision.before) if decision.before else {}
    return {field.name: field.to_python(kept[field.name]) for field in Question._meta.fields if field.name in kept}


def details_of(decision: Decision) -> dict[str, Any]:
    """Return what the action was given."""
    given: dict[str, Any] = msgspec.json.decode(decision.details) if decision.details else {}
    return given
