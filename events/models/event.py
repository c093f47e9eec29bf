"""The operational side of a launch: what publishing or reverting content never touches."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.validators import validate_languages, validate_slug, validate_time_zone


class Phase(models.TextChoices):
    """Where an event is in its life."""

    BEFORE = "before", _("Before")
    LIVE = "live", _("Live")
    AFTER = "after", _("After")


class RegistrationPolicy(models.TextChoices):
    """Who may register."""

    OPEN = "open", _("Open to everybody")
    ACCESS_CODE = "access_code", _("With an access code")
    INVITATION = "invitation", _("By invitation")
    CLOSED = "closed", _("Closed")


def default_languages() -> list[str]:
    """Return the languages that a new event speaks."""
    return [code for code, _name in settings.LANGUAGES]


# The stubs do not know the managers of children whose classes come from Wagtail, which has no types.
class Event(models.Model):  # type: ignore[django-manager-missing]
    """One launch: its operational fields. What attendees read is in its experiences, one for each language."""

    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        validators=[validate_slug],
        help_text=_("The last part of the page's address. Links that were sent break when it changes."),
    )
    name = models.CharField(_("name"), max_length=120)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase.choices, default=Phase.BEFORE)
    phase_changed_at = models.DateTimeField(default=timezone.now, editable=False)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="Europe/Paris",
        validators=[validate_time_zone],
        help_text=_("The zone that the event's texts and mails speak in, such as Europe/Paris."),
    )
    registration = models.CharField(
        _("registration"), max_length=12, choices=RegistrationPolicy.choices, default=RegistrationPolicy.OPEN
    )
    enter_by_mail = models.BooleanField(
        _("enter only by the link in the mail"),
        default=True,
        help_text=_(
            "Proves the e-mail address, and tells nobody who is registered. Without it people enter at once, and "
            "whoever types an address can see whether it was registered before."
        ),
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    languages = models.JSONField(_("languages"), default=default_languages, validators=[validate_languages])
    allow_anonymous_questions = models.BooleanField(_("questions without a name"), default=True)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    """Grows with each change of time: a calendar takes only a higher number for news (RFC 5545, 3.8.7.4)."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The event's own time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> datetime:
        """The start on the clocks of the event's own zone."""
        return self.starts_at.astimezone(self.zone)

    @property
    def default_language(self) -> str:
        """The language for those whose own the event does not speak."""
        return str(self.languages[0])


class AccessCode(models.Model):
    """A code that opens registration. Organisers print it on cards, so it is kept as it is read."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="access_codes", verbose_name=_("event"))
    code = models.CharField(_("code"), max_length=40, help_text=_("Capitals, spaces and hyphens make no difference."))
    note = models.CharField(_("note"), max_length=120, blank=True, help_text=_("Who it was given to."))
    is_active = models.BooleanField(_("accepted"), default=True)

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="access_code_once")]

    def __str__(self) -> str:
        return self.code
