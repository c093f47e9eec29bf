"""Bounds of what a crowd can make grow. Snapshots carry all that these allow, so none ever cuts a list short."""

from __future__ import annotations

OPEN_PER_EVENT = 6000
"""Open questions of an event; one more is refused. A desk snapshot then has about 3 MB."""

VISIBLE_PER_EVENT = 500
"""Open questions that the audience sees; approving one more is refused. About 150 KB for each who joins."""

ON_DECK = 50
"""Questions on deck; facts carry the whole order."""

ASKED_PER_PERSON = 50
"""Questions of one person in one event, whatever became of them."""

UPVOTES_PER_PERSON = 1000
"""Questions that one person may have upvoted in one event."""

PARKED = 100
"""Questions that are put aside; the set desk lists them all."""

MERGED_INTO_ONE = 100
"""Questions that became a part of one; each of their askers is told what becomes of it."""

NOTES = 20
"""Notes of the crew on one question."""

SIMILAR = 5
"""Questions proposed as duplicates of one."""

THEMES = 20
"""Themes of an event."""

FEEDS = 8
"""Set desks of an event."""

VIEWS = 50
"""Views of the desk that are kept."""

WEBHOOKS = 5
"""Servers that an event tells what was answered."""

IN_BULK = 10
"""Questions of one bulk action, and of one undo: the desk is locked for as long, and the other moderators wait.

Pages send as many commands as they need, each done once.
"""

CLAIM_S = 90
"""How long a claim holds; who goes on working renews it."""

UNDO_S = 10
"""How long a move can be undone; the server allows two more for the way."""

BULK_S = 300
"""How long after it was done a part of a bulk can be undone at most, however long the rest of the bulk takes."""

QUESTION_CHARS = 1000
"""The longest that a policy may allow, and a wording may be."""
