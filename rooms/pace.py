"""A steady pace with some room for a burst, kept as one moment in a row: exact across processes.

The generic cell rate algorithm (ITU-T I.371): what is let through moves the moment on by one interval; while it lies no
further ahead than the burst allows, there is room.
"""

from __future__ import annotations

from datetime import datetime, timedelta


def take(due_at: datetime | None, now: datetime, *, per_second: float, at_once: int) -> datetime | None:
    """Return the moment to keep when there is room at `now`, else None."""
    interval = timedelta(seconds=1 / per_second)
    base = now if due_at is None else max(due_at, now)
    return None if base - now > interval * (at_once - 1) else base + interval
