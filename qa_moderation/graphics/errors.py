"""The codes of what is refused here."""

from __future__ import annotations

from live.errors import register_code

NOTHING_TO_SHOW = register_code("graphics.nothing_to_show", "No question is on air, or the ticker has no lines.")
TICKER_STALE = register_code(
    "graphics.ticker_stale",
    "The ticker changed since it was seen: details.ticker is how it is now, details.changed_by and "
    "details.changed_at_ms say who changed it last and when.",
)
NOT_PUBLIC = register_code(
    "graphics.not_public", "The audience does not see the question details.question_id: the ticker may not show it."
)
LINE_EMPTY = register_code(
    "graphics.line_empty", "Line details.place has no visible characters, or both a question and a text."
)
LABEL_EMPTY = register_code("graphics.label_empty", "A key needs a label with visible characters.")
TOO_MANY_KEYS = register_code("graphics.too_many_keys", "The event has details.limit keys already; revoke one first.")
UNKNOWN_KEY = register_code("graphics.unknown_key", "No such key of this event, or it is revoked already.")
