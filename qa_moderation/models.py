"""Questions, upvotes, the desk of an event, and the organiser's policy for its questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Attendee, Event


class State(models.TextChoices):
    """Where a question is on its way to the set."""

    PENDING = "pending", _("Pending")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    ON_DECK = "on_deck", _("On deck")
    ON_AIR = "on_air", _("On air")
    ANSWERED = "answered", _("Answered")
    SKIPPED = "skipped", _("Skipped")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (State.PENDING, State.APPROVED, State.ON_DECK, State.ON_AIR)
"""Something may still become of it."""

DISMISSED = (State.REJECTED, State.WITHDRAWN)
"""It did not go to the set."""

FINISHED = (State.ANSWERED, State.SKIPPED)
"""It was on the set."""

VISIBLE = (State.APPROVED, State.ON_DECK, State.ON_AIR)
"""Open, seen by the audience, and open for upvotes."""


class Question(models.Model):
    """What an attendee asked, and how far it got.

    The asker's name is copied when the question is asked, so that what was said to the audience does not change when
    a profile does. It is never copied for an anonymous question: what is not in the row cannot leak from it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=8)
    anonymous = models.BooleanField(default=False)
    asker_name = models.CharField(max_length=80, blank=True)
    asker_company = models.CharField(max_length=120, blank=True)
    asker_country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    version = models.IntegerField(default=1, help_text="Grows by one with each move.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was rejected; the asker reads it.")
    deck_position = models.IntegerField(null=True, blank=True)
    closed_number = models.IntegerField(
        null=True, blank=True, help_text="Its place among the dismissed, or among the finished, of its event."
    )
    upvotes = models.IntegerField(default=0, help_text="The number of its Upvote rows.")
    asked_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    on_air_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80, blank=True, help_text="A crew member's name; empty for the asker.")
    moved_by_subject = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event"], condition=models.Q(state="on_air"), name="question_one_on_air"),
        ]
        indexes = [
            models.Index(fields=["event", "state", "closed_number"], name="question_by_state"),
            models.Index(fields=["attendee", "state"], name="question_by_attendee"),
            models.Index(fields=["event"], condition=models.Q(upvotes__gt=0), name="question_upvoted"),
        ]

    def __str__(self) -> str:
        return self.text


class Upvote(models.Model):
    """One attendee's wish to hear the answer to a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="upvote_rows")
    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="upvotes")
    cast_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "attendee"], name="upvote_once")]


class Desk(models.Model):
    """One row for an event, locked by all that changes its questions, so that caps and numbers are exact.

    Lock order, kept by every service: this row, question rows by id, topic rows by name.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="desk")
    deck_version = models.IntegerField(default=0, help_text="Grows by one when the deck or its order changes.")
    dismissed_count = models.IntegerField(default=0)
    finished_count = models.IntegerField(default=0)


class QuestionPolicy(models.Model):
    """What the organiser decided about questions. An event without a row has these defaults.

    Whether a question may be anonymous is the event's own field, `allow_anonymous_questions`.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="question_policy")
    accepts_questions = models.BooleanField(default=True)
    min_chars = models.IntegerField(default=8)
    max_chars = models.IntegerField(default=300)
    ask_interval_s = models.IntegerField(default=10, help_text="Seconds between two questions of one person.")
    pending_per_person = models.IntegerField(default=5)


# Django looks for models here.
from qa_moderation.graphics.models import Graphics, GraphicsKey  # noqa: E402, F401
