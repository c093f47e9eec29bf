"""One launch, its phases and its people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """Where an event is in its life."""

    BEFORE = "before", _("Before")
    LIVE = "live", _("Live")
    AFTER = "after", _("After")


class Event(models.Model):
    """One launch: its operational fields. What attendees read is in its experiences, one for each language."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.BEFORE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60, default="Europe/Paris")

    def __str__(self) -> str:
        return self.name


class Attendee(models.Model):
    """A person who registered for an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendees")
    name = models.CharField(max_length=80)
    company = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    email = models.EmailField()
    language = models.CharField(max_length=5, default="en")
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "email"], name="attendee_email_once")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member of the crew may do."""

    ORGANISER = "organiser", _("Organiser")
    DIRECTOR = "director", _("Director")
    MODERATOR = "moderator", _("Moderator")
    HOST = "host", _("Host")
    TECHNICIAN = "technician", _("Technician")
    SPEAKER = "speaker", _("Speaker")


class Membership(models.Model):
    """A crew user's role in one event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user", "role"], name="membership_once")]
