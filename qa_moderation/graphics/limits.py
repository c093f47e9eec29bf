"""Bounds of graphics."""

from __future__ import annotations

KEYS_PER_EVENT = 20
"""Keys of an event that open something; one more is refused."""

TICKER_LINES = 20
"""Lines of the ticker; facts carry all of them."""

LINE_CHARS = 200
"""Characters of a line that the crew writes."""

LABEL_CHARS = 60
"""Characters of a key's label."""

SEEN_EVERY_S = 30
"""How often it is written down that a key is in use, at the most."""
