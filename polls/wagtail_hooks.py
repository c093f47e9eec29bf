"""Wagtail finds the studio's pages of polls here."""

from __future__ import annotations

from polls.reactions.studio import hooks as reactions_hooks

__all__ = ["reactions_hooks"]
