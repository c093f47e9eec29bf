"""What people read when something is refused: their language, no codes."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events import errors

_TEXTS: dict[str, Promise | str] = {
    errors.NOT_OPEN: _("Registration is closed."),
    errors.FULL: _("All places are taken. If you are registered already, your link has been sent to you again."),
    errors.WRONG_CODE: _("This code is not known. Look for typing errors, or ask the organiser."),
    errors.INVITATION_NEEDED: _("This event is by invitation. Open the link in your invitation to register."),
    errors.INVITATION_INVALID: _("This invitation is not valid any more. Ask the organiser for a new one."),
    errors.INVITATION_FOR_ANOTHER: _("This invitation is for another e-mail address."),
    errors.CONSENT_NEEDED: _("Registering is not possible without the required consents."),
    errors.LANGUAGE_UNKNOWN: _("The event is not held in this language."),
    errors.END_BEFORE_START: _("The end must be after the start."),
    errors.LAST_ORGANISER: _("An event keeps at least one organiser. Add another one first."),
    errors.PHASE_MOVED: _("Somebody else moved the event meanwhile. Look again."),
    errors.TOO_MANY: _("Too many registrations from your network. Please try again in a few minutes."),
}
_FIELDS = {errors.WRONG_CODE: "access_code", errors.INVITATION_FOR_ANOTHER: "email"}


def refusal_text(code: str) -> str:
    """Return the words for `code` in the current language."""
    return str(_TEXTS[code])


def form_field(code: str, fields: Collection[str]) -> str | None:
    """Return the field that a refusal belongs to, where the form has it."""
    field = _FIELDS.get(code)
    return field if field in fields else None
