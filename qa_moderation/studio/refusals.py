"""What an organiser reads when something is refused, and of what a receiver answered."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from live.errors import Refusal
from qa_moderation import errors
from qa_moderation.limits import WEBHOOKS

_TEXTS = {
    errors.BAD_POLICY: _("The shortest length must not be above the longest."),
    errors.BAD_THEMES: _("Each theme needs a name of its own."),
    errors.UNKNOWN_THEME: _("Somebody else changed the themes meanwhile. Look again."),
    errors.LIST_STALE: _(
        "%(name)s changed this list meanwhile; nothing was saved. Your lines are below: save again to put them in "
        "the place of theirs, or load the page to see theirs."
    ),
    errors.BAD_FEEDS: _("Each set desk needs an address and a name of its own, and “main” must stay."),
    errors.FEED_BUSY: _("A set desk with questions on it cannot go: recall them, or send them to another."),
    errors.BAD_WEBHOOK: _("A webhook’s address begins with https:// and is on the public internet."),
    errors.WEBHOOKS_FULL: format_lazy(_("An event has {most} webhooks at most."), most=WEBHOOKS),
}

_ANSWERS = {
    "": "-",
    "forbidden": _("the address is not allowed"),
    "timeout": _("no answer in time"),
    "unreachable": _("not reached"),
    "taken_back": _("not sent: the answer was taken back or rewritten"),
    "erased": _("not sent: the person was deleted"),
    "bad_answer": _("no HTTP answer"),
}


def answer_text(status: str) -> str:
    """Return what an organiser reads of a delivery: the status of HTTP, or why there is none."""
    return str(_ANSWERS.get(status, status))


def refusal_text(refusal: Refusal) -> str:
    """Return the words for `refusal` in the current language; where another was faster, with who it was."""
    text = str(_TEXTS[refusal.code])
    if refusal.code == errors.LIST_STALE:
        return text % {"name": refusal.details.get("changed_by") or _("Somebody else")}
    return text
