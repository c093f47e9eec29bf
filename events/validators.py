"""What may be written into a field, and what is said when it may not."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# CSS lengths and colours go into a stylesheet: nothing but these shapes may get there.
validate_colour = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Write a colour as six hexadecimal digits, such as #1a2b3c."))
validate_person_text = RegexValidator(
    r"[<>\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]",
    _("Leave out angle brackets and control characters."),
    inverse_match=True,
)

_LINK = re.compile(r"^(https?://[^\s]+|mailto:[^\s@]+@[^\s@]+|#[A-Za-z][\w-]*|/(?![/\\])[^\s\\]*)\Z")


_FILM_BYTES = 80 * 1024 * 1024


def validate_film_size(file: File[bytes]) -> None:
    """Refuse a film that visitors would wait for."""
    if file.size > _FILM_BYTES:
        raise ValidationError(_("A film for the background may have 80 MB."), code="film_size")


def validate_link(value: str) -> None:
    """Refuse what is no web, mail, page or section address (javascript: above all)."""
    if not _LINK.match(value):
        raise ValidationError(_("Write an address that begins with https://, /, # or mailto:."), code="link")


def validate_slug(value: str) -> None:
    """Refuse a slug that is hard to say or print."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValidationError(_("Use small letters and digits, with single hyphens between."), code="slug")


def validate_time_zone(value: str) -> None:
    """Refuse a name that the time zone database does not know."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(_("Name a time zone such as Europe/Paris."), code="time_zone") from error


def validate_languages(value: object) -> None:
    """Refuse anything but a list of our languages, each once, at least one."""
    known = {code for code, _name in settings.LANGUAGES}
    if (
        not isinstance(value, list)
        or not value
        or len(set(map(str, value))) != len(value)
        or not known.issuperset(value)
    ):
        raise ValidationError(_("Choose at least one language."), code="languages")
