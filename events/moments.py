"""Moments as the wire says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def epoch_ms(moment: datetime) -> int:
    """Return `moment` (aware) in whole UTC milliseconds, rounded down, without the errors of floating point."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)
