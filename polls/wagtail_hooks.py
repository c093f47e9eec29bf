"""Wagtail finds the studio's pages of polls here."""

from __future__ import annotations

from polls.reactions.studio import hooks as reactions_hooks
from polls.studio import hooks as polls_hooks

__all__ = ["polls_hooks", "reactions_hooks"]
