"""The stream of an event: where its picture comes from and how it is."""

from __future__ import annotations

import secrets

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where the picture comes from."""

    FILM = "film", _("The demo film, in a loop")
    FILE = "file", _("A file, in a loop")
    RTMP = "rtmp", _("RTMP, from OBS or an encoder")
    SRT = "srt", _("SRT, from OBS or an encoder")


class Status(models.TextChoices):
    """What viewers see: nothing yet, the slate before the first picture, the picture, the slate of an interruption."""

    OFFLINE = "offline", _("Offline")
    STARTING = "starting", _("Starting")
    LIVE = "live", _("Live")
    SLATE = "slate", _("Interrupted")


def new_channel() -> str:
    """Return a channel name that nobody guesses: knowing it is enough to watch."""
    return secrets.token_hex(10)


def new_stream_key() -> str:
    """Return a secret key for RTMP, and passphrase for SRT (which wants 10 to 79 characters)."""
    return secrets.token_urlsafe(24)


class Stream(models.Model):
    """An event's stream. `status` is what the packager last reported; `generation` rises to ask for a fresh encoder."""

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="stream")
    channel = models.SlugField(max_length=64, unique=True, default=new_channel, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.FILM)
    file = models.FileField(
        _("file"), upload_to="streams/", blank=True, validators=[FileExtensionValidator(["mp4", "mov", "mkv", "webm"])]
    )
    stream_key = models.CharField(_("stream key"), max_length=79, unique=True, default=new_stream_key)
    ingest_port = models.PositiveIntegerField(
        _("ingest port"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Where RTMP or SRT is expected: a port for each stream. Empty: 1935 for RTMP, 9710 for SRT."),
    )
    enabled = models.BooleanField(_("on the air"), default=False)
    generation = models.PositiveIntegerField(default=0, editable=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OFFLINE, editable=False)
    status_changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(enabled=True) | models.Q(status="offline"), name="stream_disabled_is_offline"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.get_source_display()})"
