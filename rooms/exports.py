"""The chat's decision log as it is outside: rows with names that stay, read piece by piece (docs/chat.md).

A piece is a query of its own, so that no connection is held while somebody downloads slowly.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from rooms.models import ChatDecision

PIECE = 500
"""Rows of one query: half a megabyte at most."""

COLUMNS = ("id", "at", "by", "action", "room", "message_id", "attendee_id", "name", "text", "details")


def decision_rows(event_id: int, after_id: int) -> list[dict[str, Any]]:
    """Return the next lines of the log, oldest first, PIECE at most."""
    found = ChatDecision.objects.filter(event_id=event_id, pk__gt=after_id).order_by("pk").values(*COLUMNS)
    return [
        row
        | {"at": _moment(row["at"]), "details": msgspec.json.encode(row["details"]).decode() if row["details"] else ""}
        for row in found[:PIECE]
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
