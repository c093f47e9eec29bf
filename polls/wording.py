"""What a poll says, in one of its languages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from events.models import Event


def in_words(texts: Mapping[str, str], event: Event, language: str | None = None) -> str:
    """Return `texts` in `language` (None: that of the page), else in the event's own, else in whichever there is.

    Returns "" where there is none.
    """
    languages = (language or get_language() or "", event.default_language, *texts)
    return next((texts[code] for code in languages if texts.get(code)), "")
