"""What an event reacts with, how often it did, and when."""

from __future__ import annotations

from django.db import models

from events.models import Event
from polls.reactions.emoji import first_emoji
from polls.reactions.limits import EMOJI_CHARS


class Reactions(models.Model):
    """One row for an event, locked by whoever counts or changes. An event without a row has these defaults."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="reactions")
    is_on = models.BooleanField(default=True)
    is_held = models.BooleanField(default=False, help_text="The service level has them off, whatever is_on says.")
    emoji = models.JSONField(default=first_emoji, help_text='[{"emoji": "👏", "labels": {"en": "Applaud"}}], in order.')
    totals = models.JSONField(default=dict, help_text='{"👏": 1204}: taps of each emoji of the list.')


class ApplauseSecond(models.Model):
    """How often an emoji was tapped in one second of the programme. Whose taps they were is kept nowhere."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="applause", db_index=False)
    second = models.BigIntegerField(help_text="Programme time in UTC seconds.")
    emoji = models.CharField(max_length=EMOJI_CHARS)
    count = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "second", "emoji"], name="applause_second_once")]
