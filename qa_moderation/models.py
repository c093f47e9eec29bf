"""Questions, upvotes, the desk of an event, and the organiser's policy for its questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Attendee, Event
from qa_moderation.models_webhooks import Webhook, WebhookDelivery

__all__ = ["Webhook", "WebhookDelivery"]  # beside what is here


class State(models.TextChoices):
    """Where a question is on its way to the set."""

    PENDING = "pending", _("Inbox")
    APPROVED = "approved", _("Shortlisted")
    ON_DECK = "on_deck", _("On deck")
    ON_AIR = "on_air", _("On air")
    PARKED = "parked", _("Parked")
    REJECTED = "rejected", _("Declined")
    MERGED = "merged", _("Merged")
    ANSWERED = "answered", _("Answered")
    SKIPPED = "skipped", _("Skipped")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (State.PENDING, State.APPROVED, State.ON_DECK, State.ON_AIR, State.PARKED)
"""Something may still become of it."""

DISMISSED = (State.REJECTED, State.WITHDRAWN, State.MERGED)
"""It did not go to the set, or not by itself."""

FINISHED = (State.ANSWERED, State.SKIPPED)
"""It was on the set, or was answered in writing."""

VISIBLE = (State.APPROVED, State.ON_DECK, State.ON_AIR)
"""Open, seen by the audience, and open for upvotes."""


class AskerShown(models.TextChoices):
    """What others than the desk are shown of who asks, where a name was given."""

    COMPANY = "company", _("Name and company")
    NAME = "name", _("Name")
    NOTHING = "nothing", _("Nothing")


class Question(models.Model):
    """What an attendee asked, and how far it got.

    The asker's name is copied when the question is asked, so that what was said to the audience does not change when
    a profile does. It is never copied for an anonymous question: what is not in the row cannot leak from it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    attendee = models.ForeignKey(
        Attendee,
        on_delete=models.CASCADE,
        related_name="questions",
        null=True,
        blank=True,
        help_text="None for a question that a moderator entered.",
    )
    text = models.CharField(max_length=1000)
    set_text = models.CharField(max_length=1000, blank=True, help_text="The wording for the set; empty: as asked.")
    language = models.CharField(max_length=8)
    anonymous = models.BooleanField(default=False)
    asker_name = models.CharField(max_length=80, blank=True)
    asker_company = models.CharField(max_length=120, blank=True)
    asker_country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    asker_shown = models.CharField(
        max_length=8,
        choices=AskerShown.choices,
        default=AskerShown.COMPANY,
        help_text="The policy's shows_asker: records are made of the row alone.",
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    version = models.IntegerField(default=1, help_text="Grows by one with each move.")
    feed = models.SlugField(max_length=20, default="main", help_text="The set desk that it goes to.")
    theme = models.ForeignKey("Theme", on_delete=models.SET_NULL, related_name="questions", null=True, blank=True)
    priority = models.SmallIntegerField(default=0)
    flags = models.CharField(max_length=60, blank=True, help_text="Names, with a comma between.")
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_by_subject = models.CharField(max_length=40, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    # Read and written whole, with the row, by each move: rows of their own would be two queries more for each.
    notes = models.TextField(blank=True, help_text="JSON: a list of facts.Note.")
    similar = models.TextField(blank=True, help_text="JSON: a list of facts.Similar.")
    compared_version = models.IntegerField(default=0, help_text="The version that was last compared with the others.")
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="merged", null=True, blank=True)
    leading = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="parts",
        null=True,
        blank=True,
        help_text="Where merged_into ends, should that have become a part of yet another.",
    )
    merged_count = models.IntegerField(default=0, help_text="How many questions it leads.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was declined; the asker reads it.")
    note_to_asker = models.CharField(
        max_length=300, blank=True, help_text="Beside the reason; the asker alone reads it."
    )
    answer = models.TextField(max_length=2000, blank=True, help_text="In writing; everybody reads it.")
    deck_position = models.IntegerField(null=True, blank=True)
    closed_number = models.IntegerField(
        null=True, blank=True, help_text="Its place among the dismissed, or among the finished, of its event."
    )
    upvotes = models.IntegerField(default=0, help_text="The attendees of its Upvote and MergedUpvote rows, each once.")
    asked_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    on_air_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80, blank=True, help_text="A crew member's name; empty for the asker.")
    moved_by_subject = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "feed"], condition=models.Q(state="on_air"), name="question_one_on_air"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "closed_number"], name="question_by_state"),
            models.Index(fields=["attendee", "state"], name="question_by_attendee"),
            models.Index(fields=["event"], condition=models.Q(upvotes__gt=0), name="question_upvoted"),
            models.Index(
                fields=["event", "state"],
                condition=models.Q(compared_version__lt=models.F("version")),
                name="question_to_compare",
            ),
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


class MergedUpvote(models.Model):
    """An attendee who counts for a question because of another (`source`) that became a part of it.

    The attendee's own upvotes are as they were cast: a merge writes to nobody's personal topic, and its undoing deletes
    the rows of its source.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="merged_upvotes")
    source = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="upvotes_given")
    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="merged_upvotes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "attendee"], name="merged_upvote_once")]
        indexes = [models.Index(fields=["question", "attendee"], name="merged_upvote_by_question")]


class Theme(models.Model):
    """One of the event's own themes."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="question_themes")
    name = models.CharField(max_length=40)
    colour = models.CharField(max_length=7, help_text="#rrggbb")
    position = models.IntegerField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class SetFeed(models.Model):
    """A set desk: what is sent to it, and what the director tells it. An event without rows has one, "main"."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="set_feeds")
    slug = models.SlugField(max_length=20)
    name = models.CharField(max_length=40)
    position = models.IntegerField(default=0)
    prompt_version = models.IntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    note_by = models.CharField(max_length=80, blank=True)
    note_at = models.DateTimeField(null=True, blank=True)
    countdown_until = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "slug"], name="set_feed_once")]

    def __str__(self) -> str:
        return self.name


class DeskView(models.Model):
    """A filter of the desk that is kept for all moderators."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="desk_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=300)
    made_by = models.CharField(max_length=80)
    # Two may have one name. "": kept before this was noted; then the name says whose it is.
    made_by_subject = models.CharField(max_length=40, default="")

    def __str__(self) -> str:
        return self.name


class DeskCursor(models.Model):
    """Where one of the crew is on the desk."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="desk_cursors")
    subject = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    question_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "subject"], name="desk_cursor_once")]


class Decision(models.Model):
    """One line of the decision log: who did what to a question, or to what all questions share, and how it was before.

    `before` has what an undo writes back, and what an undone merge gives back. When a question goes with its asker, its
    lines stay, without words; so does its id in them, which leads nowhere then.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="decisions")
    question = models.ForeignKey(
        Question, on_delete=models.DO_NOTHING, related_name="decisions", null=True, db_constraint=False
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=80, blank=True)
    by_subject = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10)
    to_state = models.CharField(max_length=10)
    version = models.IntegerField(help_text="The question's version after it.")
    details = models.TextField(blank=True, help_text="JSON: what the action was given.")
    before = models.TextField(blank=True, help_text="JSON: the fields that it changed, as they were.")

    class Meta:
        indexes = [
            models.Index(fields=["event", "at"], name="decision_by_event"),
            models.Index(fields=["question", "version"], name="decision_by_version"),
        ]


class Download(models.Model):
    """Somebody of the crew took questions or decisions along as a file."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="question_downloads")
    what = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_subject = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["event", "at"], name="question_download_by_event")]

    def __str__(self) -> str:
        return f"{self.what}, {self.by}"


class Desk(models.Model):
    """One row for an event, locked by all that changes its questions, so that caps and numbers are exact.

    Lock order, kept by every service: the people who write, this row, question rows by id, topic rows by name.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="desk")
    deck_version = models.IntegerField(default=0, help_text="Grows by one when the deck or its order changes.")
    themes_version = models.IntegerField(default=0, help_text="Grows by one when the list of themes changes.")
    feeds_version = models.IntegerField(default=0, help_text="Grows by one when the list of set desks changes.")
    next_ids = models.CharField(
        max_length=200,
        blank=True,
        help_text="With commas: of each set desk the question whose asker was told to be next.",
    )
    words_version = models.IntegerField(
        default=0, help_text="That of the event's words with which its open questions were last flagged."
    )
    dismissed_count = models.IntegerField(default=0)
    finished_count = models.IntegerField(default=0)
    comparing_until = models.DateTimeField(
        null=True, blank=True, help_text="A worker looks for likely duplicates; one that dies is succeeded then."
    )


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
    shows_asker = models.CharField(
        max_length=8,
        choices=AskerShown.choices,
        default=AskerShown.COMPANY,
        help_text="To the set, in graphics, to the audience and to webhooks; the desk sees who asks.",
    )


# Django looks for models here.
from qa_moderation.graphics.models import Graphics, GraphicsKey  # noqa: E402, F401
