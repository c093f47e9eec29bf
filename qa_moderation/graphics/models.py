"""What the graphics of an event show, and the keys in the addresses of their pages."""

from __future__ import annotations

from django.db import models

from events.models import Event


class Graphics(models.Model):
    """One row for an event, changed under its desk's lock. An event without a row has these defaults.

    The question on air is not kept here: it is the one that the desk says. `lingering` is the last one, while a graphic
    that shows it has not been hidden.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="graphics")
    lower_third = models.BooleanField(default=False)
    full = models.BooleanField(default=False)
    ticker = models.BooleanField(default=False)
    auto_hide = models.BooleanField(default=False, help_text="Whether a question's graphics go with it.")
    lingering = models.ForeignKey(
        "qa_moderation.Question", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ticker_version = models.IntegerField(default=0, help_text="Grows by one when the ticker's lines change.")
    ticker_lines = models.JSONField(default=list, help_text='[{"question_id": 5}, {"text": "..."}], in order.')


class GraphicsKey(models.Model):
    """A key in an address: it opens the pages of graphics and their topic, and nothing else, until it is revoked.

    It is kept as it is, so that those who make keys can show the address again to whoever sets up the mixer.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="graphics_keys")
    label = models.CharField(max_length=60)
    secret = models.CharField(max_length=22, unique=True, help_text="128 random bits.")
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
