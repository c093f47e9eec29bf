"""What a poll says, in one of its languages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from events.models import Event


def in_words(texts: Mapping[str, str], event: Event) -> str:
    """Return `texts` in the language of the page, else in the event's own, else in whichever there is; "" for none."""
    languages = (get_language() or "", event.default_language, *texts)
    return next((texts[language] for language in languages if texts.get(language)), "")
