"""What an event's questions and decisions are outside: rows with names that stay, read piece by piece.

docs/exports.md lists the columns. An anonymous asker is nobody here too: nothing of a person is read but what the
question itself shows. A piece is a query of its own, so that no connection is held while somebody downloads slowly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from django.db.models import F

from qa_moderation.models import Decision, Question
from qa_moderation.selectors import desk_record

PIECE = 500
"""Rows of one query: half a megabyte at most."""

Row = dict[str, Any]

QUESTION_COLUMNS = (
    "id", "state", "text", "set_text", "language", "source", "anonymous", "asker_name", "asker_company",
    "asker_country", "upvotes", "feed", "theme", "priority", "flags", "merged_into", "merged_count", "reason",
    "note_to_asker", "answer", "notes", "asked_at", "published_at", "on_air_at", "answered_at", "moved_at",
    "moved_by", "version",
)  # fmt: skip
DECISION_COLUMNS = (
    "id", "at", "by", "action", "question_id", "question_text", "from_state", "to_state", "version", "details",
    "before",
)  # fmt: skip


def question_rows(event_id: int, after_id: int) -> list[Row]:
    """Return the next questions by ascending id, PIECE at most."""
    found = Question.objects.filter(event_id=event_id, pk__gt=after_id).select_related("theme").order_by("pk")
    return [_question_row(question) for question in found[:PIECE]]


def decision_rows(event_id: int, after_id: int) -> list[Row]:
    """Return the next lines of the decision log, oldest first, PIECE at most."""
    found = Decision.objects.filter(event_id=event_id, pk__gt=after_id).order_by("pk")
    rows = found.values(*(set(DECISION_COLUMNS) - {"question_text"}), question_text=F("question__text"))[:PIECE]
    return [
        {
            **{name: row[name] for name in DECISION_COLUMNS},
            "at": _moment(row["at"]),
            "details": msgspec.json.decode(row["details"]) if row["details"] else {},
            "before": msgspec.json.decode(row["before"]) if row["before"] else {},
        }
        for row in rows
    ]


class Export(NamedTuple):
    """A list that can be taken along: its name, its columns, and how to read what follows an id."""

    name: str
    columns: Sequence[str]
    read: Callable[[int, int], list[Row]]


QUESTIONS = Export("questions", QUESTION_COLUMNS, question_rows)
DECISIONS = Export("decisions", DECISION_COLUMNS, decision_rows)


def _question_row(question: Question) -> Row:
    record = desk_record(question)
    row = {
        **{name: getattr(record, name, None) for name in QUESTION_COLUMNS},
        "anonymous": question.anonymous,
        "asker_name": record.asker_name or "",
        "upvotes": question.upvotes,
        "theme": question.theme.name if question.theme else "",
        "notes": [{"by": note.by, "at": _ms(note.at_ms), "text": note.text} for note in record.notes],
    }
    moments = ("asked_at", "published_at", "on_air_at", "answered_at", "moved_at")
    return row | {name: _moment(getattr(question, name)) for name in moments}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _ms(at_ms: int) -> str | None:
    return _moment(datetime.fromtimestamp(at_ms / 1000, UTC))
