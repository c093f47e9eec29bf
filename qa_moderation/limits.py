"""Bounds of what a crowd can make grow. Snapshots carry all that these allow, so none ever cuts a list short."""

from __future__ import annotations

OPEN_PER_EVENT = 2000
"""Open questions of an event; one more is refused. A desk snapshot then has about 0.8 MB."""

VISIBLE_PER_EVENT = 500
"""Open questions that the audience sees; approving one more is refused. About 150 KB for each who joins."""

ON_DECK = 50
"""Questions on deck; facts carry the whole order."""

ASKED_PER_PERSON = 50
"""Questions of one person in one event, whatever became of them."""

UPVOTES_PER_PERSON = 1000
"""Questions that one person may have upvoted in one event."""
