"""What an organiser reads when something is refused, and at which field."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from live.errors import Refusal
from polls import errors
from polls.limits import OPTIONS, POLLS_PER_EVENT, RANKED_OPTIONS

_TEXTS = {
    errors.UNKNOWN_POLL: _("This poll is not there any more."),
    errors.STALE: _("Somebody else changed this poll meanwhile. Look again."),
    errors.ILLEGAL_MOVE: _("This is not possible in the poll’s present state. Look again."),
    errors.TOO_MANY_POLLS: format_lazy(
        _("An event has {most} polls at most. Delete drafts first."), most=POLLS_PER_EVENT
    ),
    errors.ORDER_MISMATCH: _("Polls were added or deleted meanwhile. Look again."),
}

_MISSING = {
    "question": _("The question is missing."),
    "options": _("At least two choices are needed, each with a text."),
    "right_answer": _("Say which choice is right."),
    "range": _("The bounds do not fit."),
    "translation": _("A text is missing in one of the event’s languages."),
}

# By what services name: the field, and its words.
_FIELDS = {
    "options": (
        "options",
        format_lazy(_("A ranking has {ranked} choices at most, all else {most}."), ranked=RANKED_OPTIONS, most=OPTIONS),
    ),
    "range": ("max_value", _("The highest must be above the lowest, and both below a million million.")),
    "choices": ("max_choices", _("The most must not be below the least, nor above the number of choices.")),
    "words": ("max_words", _("Choose another number of words.")),
    "scale": ("scale", _("Choose a scale.")),
    "seconds": ("seconds", _("A countdown lasts from one second to an hour.")),
    "right_answer": ("right", _("Say which choice is right.")),
    "anonymous_quiz": ("is_anonymous", _("A quiz question needs to know who was right.")),
    "audience": ("audience", _("Say which continent or company.")),
    "room": ("room", _("This room is not there any more.")),
}


def refusal_text(refusal: Refusal) -> str:
    """Return the words for `refusal` in the current language."""
    if refusal.code == errors.INCOMPLETE:
        return missing_text(refusal.details["missing"])
    if refusal.code == errors.BAD_POLL:
        return str(_FIELDS[refusal.details["because"]][1])
    return str(_TEXTS[refusal.code])


def missing_text(missing: list[str]) -> str:
    """Return what a poll lacks before it can be opened, in words."""
    return " ".join(str(_MISSING[name]) for name in missing)


def field_refusal(refusal: Refusal) -> tuple[str, str]:
    """Return the field that a Refusal(polls.bad_poll) is about, and its words."""
    field, text = _FIELDS[refusal.details["because"]]
    return field, str(text)
