"""Moments as the wire says them, and as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_name

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def epoch_ms(moment: datetime) -> int:
    """Return `moment` (aware) in whole UTC milliseconds, rounded down, without the errors of floating point."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


# CLDR's own long forms put "at" and "à" where a line of a mail or a list is better without.
_PATTERNS = {"en": "EEEE, MMMM d, y, h:mm a", "fr": "EEEE d MMMM y, HH:mm"}


def moment_text(moment: datetime, zone: str, language: str) -> str:
    """Return `moment` on the clocks of `zone`: "Saturday, November 21, 2026, 7:00 PM (Central European Time)"."""
    local = moment.astimezone(ZoneInfo(zone))
    words = format_datetime(local, _PATTERNS[language], locale=language)
    return f"{words} ({get_timezone_name(local, width='long', locale=language)})"
