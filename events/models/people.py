"""Who attends, what they agreed to, and who was asked."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from events.models.event import Event
from events.validators import validate_person_text, validate_time_zone


class Invitation(models.Model):
    """A link that lets its holder register: one person when it names an e-mail address, else up to `max_uses`."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("event"))
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Who it is for. Empty: whoever holds the link, as often as allowed.")
    )
    name = models.CharField(_("name"), max_length=80, blank=True, validators=[validate_person_text])
    company = models.CharField(_("company"), max_length=120, blank=True, validators=[validate_person_text])
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    max_uses = models.PositiveIntegerField(_("registrations allowed"), default=1, validators=[MinValueValidator(1)])
    used_count = models.PositiveIntegerField(_("registrations"), default=0, editable=False)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"], condition=~models.Q(email=""), name="invitation_email_once"
            ),
            models.CheckConstraint(
                condition=models.Q(used_count__lte=models.F("max_uses")), name="invitation_within_uses"
            ),
        ]

    def __str__(self) -> str:
        return self.email or self.name or f"#{self.pk}"


class Attendee(models.Model):
    """A person who registered for an event."""

    # The studio's index of what uses what has no use for a crowd, and takes a fifth of a registration.
    wagtail_reference_index_ignore = True

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendees", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=80, validators=[validate_person_text])
    company = models.CharField(_("company"), max_length=120, blank=True, validators=[validate_person_text])
    country = models.CharField(_("country"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    email = models.EmailField(_("e-mail"), help_text="In small letters.")
    language = models.CharField(_("language"), max_length=5, default="en")
    time_zone = models.CharField(max_length=60, blank=True, validators=[validate_time_zone])
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="attendees", editable=False
    )
    link_number = models.PositiveIntegerField(default=1, editable=False)
    """Counting up makes every entry link that was sent so far invalid."""
    registered_at = models.DateTimeField(_("registered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        constraints = [models.UniqueConstraint(fields=["event", "email"], name="attendee_email_once")]

    def __str__(self) -> str:
        return self.name


class ConsentDefinition(ClusterableModel):
    """Something that people are asked to agree to when they register. The box is never ticked for them."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="consent_definitions", verbose_name=_("event")
    )
    key = models.SlugField(_("short name"), max_length=40, help_text=_("For your records, such as privacy or news."))
    is_required = models.BooleanField(
        _("required"), default=False, help_text=_("Nobody can register without agreeing. Only for what is needed.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_asked = models.BooleanField(_("asked"), default=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="consent_key_once")]

    def __str__(self) -> str:
        return self.key


class ConsentWording(models.Model):
    """A consent's words in one language. A change of the words makes a new version."""

    definition = ParentalKey(ConsentDefinition, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.TextField(_("wording"), max_length=1000)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["definition", "language"], name="consent_wording_once")]

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and count the version up when the words changed."""
        before = type(self).objects.filter(pk=self.pk).values_list("text", "version").first() if self.pk else None
        if before is not None:
            self.version = before[1] + (before[0] != self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Consent(models.Model):
    """What a person agreed to: the very words, when, and in which version. Never changed; taken back with a date."""

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="consents")
    definition = models.ForeignKey(ConsentDefinition, null=True, on_delete=models.SET_NULL, related_name="consents")
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    wording = models.TextField()
    version = models.PositiveIntegerField()
    agreed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attendee", "key", "version", "language"], name="consent_once")]
