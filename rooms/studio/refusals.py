"""What an organiser reads when something is refused."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from live.errors import Refusal
from rooms import errors
from rooms.limits import RULES_CHARS, WORD_CHARS

_TEXTS = {
    errors.BAD_WORD: format_lazy(_("Each word needs letters, and has {most} characters at most."), most=WORD_CHARS),
    errors.LIST_STALE: _(
        "Somebody else changed the words meanwhile; nothing was saved. Your lists are below: save again to put them in "
        "the place of theirs, or load the page to see theirs."
    ),
    errors.RULES_TOO_LONG: format_lazy(
        _("The rules have {most} characters at most in each language."), most=RULES_CHARS
    ),
    errors.UNKNOWN_ROOM: _("That room is no longer there."),
}


def refusal_text(refusal: Refusal) -> str:
    """Return the words for `refusal` in the current language."""
    text = str(_TEXTS[refusal.code])
    word = refusal.details.get("word")
    return f"{text} ({word})" if word else text
