"""Bounds of reactions."""

from __future__ import annotations

EMOJI = 8
"""Emoji of an event: what stands in one row on a phone."""

EMOJI_CHARS = 16
"""Code points of one emoji; a family of four with skin tones has eleven."""

LABEL_CHARS = 40
"""Characters of what an emoji says to those who hear the page."""

TAPS_PER_COMMAND = 20
"""Taps of one command, all emoji together. It holds about a second, in which two thumbs come to fifteen."""

PACE_MS = 250
"""How often taps are written and told, however many come: as often as values are sent (4/s)."""

AHEAD_MS = 1_000
"""How far a playhead may be ahead of the server's clock: clocks differ."""

BEHIND_MS = 60_000
"""How far it may be behind: further, somebody looks at something else than what is live."""

CURVE_POINTS = 600
"""Points of an applause curve at most."""
