"""What the editor shows of a poll that is there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from polls.models import AudiencePart, Poll

_SAME = (
    "kind", "question", "min_choices", "max_choices", "scale", "low_label", "high_label", "decimals", "unit",
    "max_words", "is_anonymous", "may_change", "results", "placement", "seconds", "room", "audience",
)  # fmt: skip


def initial_of(poll: Poll) -> dict[str, Any]:
    """Return the values of the editor's fields, guesses in their own unit."""
    right = [place for place, option in enumerate(poll.options) if option["id"] in poll.right_options]
    return {
        **{name: getattr(poll, name) for name in _SAME},
        "right": right[0] if right else None,
        "min_value": in_own_unit(poll, poll.min_value),
        "max_value": in_own_unit(poll, poll.max_value),
        "right_value": in_own_unit(poll, poll.right_value),
        "continent": poll.audience_value if poll.audience == AudiencePart.CONTINENT else "",
        "company": poll.audience_value if poll.audience == AudiencePart.COMPANY else "",
        "seen": poll.version,
    }


def initial_lines_of(poll: Poll) -> list[dict[str, Any]]:
    """Return the lines of the poll's choices."""
    return [
        {
            "id": option["id"],
            "text": option["text"],
            "image": option.get("image_id"),
            "alt": option.get("alt", {}),
            "ORDER": place,
        }
        for place, option in enumerate(poll.options, start=1)
    ]


def in_own_unit(poll: Poll, value: int | None) -> Decimal | None:
    """Return a guess, kept in units of 10 ** -decimals, as people say it."""
    return None if value is None else Decimal(value).scaleb(-poll.decimals)
