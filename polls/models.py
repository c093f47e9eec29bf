"""Polls, what was answered, and what it adds up to.

Who voted in an anonymous poll is kept apart from the votes: as a keyed digest that the database alone cannot be asked
about (`services/ballots.py`).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Attendee, Event


class Kind(models.TextChoices):
    """What is asked for."""

    SINGLE = "single", _("One choice")
    SEVERAL = "several", _("Several choices")
    RATING = "rating", _("Rating")
    RANKING = "ranking", _("Ranking")
    WORDS = "words", _("Word cloud")
    TEXT = "text", _("In one's own words")
    NUMBER = "number", _("Guess a number")
    QUIZ = "quiz", _("Quiz question")


class State(models.TextChoices):
    """Where a poll is in its life. Whether it takes votes is decided by times, never by this alone."""

    DRAFT = "draft", _("Draft")
    ARMED = "armed", _("Ready")
    OPEN = "open", _("Open")
    CLOSED = "closed", pgettext_lazy("poll", "Closed")
    RESULTS = "results", _("Results shown")
    ARCHIVED = "archived", _("Archived")


class Placement(models.TextChoices):
    """Where a poll is answered: during the show, cue by cue, or in the survey of the *after* phase."""

    SHOW = "show", _("In the show")
    FEEDBACK = "feedback", _("In the survey afterwards")


class ResultsPolicy(models.TextChoices):
    """When the audience sees how it answered."""

    LIVE = "live", _("While people vote")
    CLOSE = "close", _("When it closes")
    CREW = "crew", _("When the crew shows them")


class AudiencePart(models.TextChoices):
    """Who is asked."""

    ALL = "all", _("Everybody")
    CONTINENT = "continent", _("A continent")
    COMPANY = "company", _("A company")


class Poll(models.Model):
    """A question to the audience. The row is locked by all that changes it or counts for it.

    Lock order, kept by every service: polls by id, topic rows by name. Texts are JSON objects by language:
    {"en": "…", "fr": "…"}. Options are a list of {"id": 1, "text": {…}, "image_id": null | int, "alt": {…}}; an id is
    never given to another option of the same poll.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="polls")
    room = models.CharField(max_length=40, default="stage")
    position = models.IntegerField(default=0)
    placement = models.CharField(max_length=10, choices=Placement.choices, default=Placement.SHOW)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.IntegerField(default=1)
    question: models.JSONField[Any, Any] = models.JSONField(default=dict)
    options: models.JSONField[Any, Any] = models.JSONField(default=list)
    min_choices = models.IntegerField(default=1)
    max_choices = models.IntegerField(default=1)
    scale = models.CharField(max_length=10, default="stars")
    low_label: models.JSONField[Any, Any] = models.JSONField(default=dict)
    high_label: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # A guess is counted in whole units of 10 ** -decimals.
    min_value = models.BigIntegerField(default=0)
    max_value = models.BigIntegerField(default=100)
    decimals = models.IntegerField(default=0)
    unit: models.JSONField[Any, Any] = models.JSONField(default=dict)
    max_words = models.IntegerField(default=1)
    right_options: models.JSONField[Any, Any] = models.JSONField(default=list)
    right_value = models.BigIntegerField(null=True)
    is_anonymous = models.BooleanField(default=False)
    may_change = models.BooleanField(default=True)
    results = models.CharField(max_length=10, choices=ResultsPolicy.choices, default=ResultsPolicy.CLOSE)
    audience = models.CharField(max_length=10, choices=AudiencePart.choices, default=AudiencePart.ALL)
    audience_value = models.CharField(max_length=120, blank=True)
    seconds = models.IntegerField(null=True, help_text="The countdown; null: the crew closes it.")
    lasts_s = models.IntegerField(null=True, help_text="The countdown that the first press chose; null: none.")
    # Programme times.
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    accepts_until = models.DateTimeField(null=True)
    results_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    ballots = models.IntegerField(default=0, help_text="People who voted.")
    waiting = models.IntegerField(default=0, help_text="Answers in one's own words that nobody has read.")
    delays: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="How many voters' pictures were behind by 0 to 1 s, by 1 to 2 s and so on."
    )
    graphic = models.CharField(max_length=12, blank=True, help_text="What of it is on air as a graphic.")
    rewritten_ballots = models.IntegerField(
        default=0, help_text="How many had voted when what they wrote in secret was written anew last."
    )

    class Meta:
        indexes = [models.Index(fields=["event", "position"], name="poll_order")]

    def __str__(self) -> str:
        return next(iter(self.question.values()), "") if self.question else ""


class PollCount(models.Model):
    """How often an answer was given. The sum of what was taken, by construction: written with the votes.

    `key`: an option's id; "<option>:<place>" of a ranking; the value of a rating or guess; a folded word.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="counts")
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=60, blank=True, help_text="A word as it was written first.")
    count = models.IntegerField(default=0)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "key"], name="poll_count_once")]
        indexes = [models.Index(fields=["poll", "-count"], name="poll_count_most")]


class Vote(models.Model):
    """What one person answered in a poll that is not anonymous. `revision` grows with each change of mind.

    Of somebody who was erased it counts on, and is nobody's.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    attendee = models.ForeignKey(Attendee, null=True, on_delete=models.SET_NULL, related_name="votes")
    key = models.CharField(max_length=64, help_text="The command's, of the last revision.")
    revision = models.IntegerField(default=1)
    answer = models.TextField(help_text="A `facts.Answer`, as JSON.")
    points = models.IntegerField(default=0)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "attendee"], name="vote_once")]


class AnonymousBallot(models.Model):
    """Somebody voted in an anonymous poll: who, only they can show, with the server's secret.

    No number, no time, no answer. `token` is a keyed digest of the poll and the person; `proof` of these, the command's
    key and the answer, so that a repeated command is told from a second vote.
    """

    token = models.CharField(max_length=32, primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="anonymous_ballots")
    proof = models.CharField(max_length=32)


class TextState(models.TextChoices):
    """What the crew decided about an answer in one's own words."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class TextAnswer(models.Model):
    """An answer in one's own words. Of an anonymous poll's, nobody knows whose it is."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="texts")
    attendee = models.ForeignKey(Attendee, null=True, on_delete=models.CASCADE, related_name="poll_texts")
    author_name = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=280)
    state = models.CharField(max_length=8, choices=TextState.choices, default=TextState.WAITING)
    shown_number = models.IntegerField(null=True, help_text="Its place among what the audience was shown.")
    moved_by = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["poll", "state", "id"], name="poll_text_state"),
            models.Index(fields=["attendee"], name="poll_text_own"),
        ]


class QuizPlayer(models.Model):
    """The name by which a person is on the leaderboard. Who chose none is not on it."""

    attendee = models.OneToOneField(Attendee, on_delete=models.CASCADE, primary_key=True, related_name="quiz_player")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="quiz_players")
    name = models.CharField(max_length=24)
    folded = models.CharField(max_length=48)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "folded"], name="quiz_name_once")]


class PollDownload(models.Model):
    """Somebody of the crew took votes or results along as a file."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="poll_downloads")
    what = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_subject = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["event", "at"], name="poll_download_by_event")]

    def __str__(self) -> str:
        return f"{self.what}, {self.by}"


from polls.reactions.models import ApplauseSecond, Reactions  # noqa: E402, F401
