"""Who works on an event, and as what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class Role(models.TextChoices):
    """What a member of the crew may do."""

    ORGANISER = "organiser", _("Organiser")
    DIRECTOR = "director", _("Director")
    MODERATOR = "moderator", _("Moderator")
    HOST = "host", _("Host")
    TECHNICIAN = "technician", _("Technician")
    SPEAKER = "speaker", _("Speaker")


class Membership(models.Model):
    """A crew user's role in one event. Written by services.add_member, which opens the studio to organisers."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("event"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = _("crew member")
        verbose_name_plural = _("crew")
        constraints = [models.UniqueConstraint(fields=["event", "user", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
