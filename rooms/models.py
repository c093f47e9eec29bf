"""The chat: its rooms, what was said in them, and who may not say more."""

from __future__ import annotations

from django.db import models

from events.models import Attendee, Event


class Mode(models.TextChoices):
    """Who may write in a room's chat."""

    OPEN = "open"
    RULES = "rules_accepted"
    CREW = "crew_only"
    OFF = "off"


class State(models.TextChoices):
    """Where a message is. Only what is visible is, or was, told to everybody."""

    VISIBLE = "visible"
    SAMPLED = "sampled"
    HELD = "held"
    SHADOWED = "shadowed"
    HIDDEN = "hidden"
    TAKEN_BACK = "taken_back"


class HeldFor(models.TextChoices):
    """Why a message was held: for its own words, or for the name or the company beside it.

    Words are also why one waits that was shown before they came on the list.
    """

    WORDS = "words"
    NAME = "name"


class Sanction(models.TextChoices):
    """What keeps a person from writing. One who is shadow-muted is not told."""

    MUTE = "mute"
    SHADOW_MUTE = "shadow_mute"
    BAN = "ban"


class ChatDesk(models.Model):
    """One row for an event, locked by all that writes its chat, so that counts, samples and sanctions are exact.

    Lock order, kept by every service: this row, topic rows by name. Rooms and messages are written under this lock
    alone. A batch of several events takes the desks by ascending event.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="chat_desk")
    told_count = models.IntegerField(default=0, help_text="The number of the last message that the crew was told of.")
    aside_due_at = models.DateTimeField(null=True, help_text="When asides to the desk are at their pace again.")
    words = models.JSONField(null=True, help_text="Words that are not published; null: the default lists.")
    words_version = models.IntegerField(default=0, help_text="Grows by one when the list of words changes.")
    rules = models.JSONField(default=dict, help_text="The event's own rules of the chat by language; else ours.")


class ChatRoom(models.Model):
    """The chat of the stage, or of a room. The stage's has a row once something was written or decided."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="chat_rooms")
    slug = models.CharField(max_length=40)
    mode = models.CharField(max_length=16, choices=Mode.choices, default=Mode.OFF)
    slow_mode_s = models.IntegerField(default=0)
    allows_links = models.BooleanField(default=False)
    max_chars = models.IntegerField(default=300)
    posted_count = models.IntegerField(default=0, help_text="Messages that were taken, shown or not.")
    shown_count = models.IntegerField(default=0, help_text="The number of the last message that was shown.")
    pinned_count = models.IntegerField(default=0, help_text="The number of the last pin.")
    shown_due_at = models.DateTimeField(null=True, help_text="When what is shown is at its pace again.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "slug"], name="chat_room_once")]

    def __str__(self) -> str:
        return self.slug


class ChatMessage(models.Model):
    """What somebody said. The author's name is copied, so that it does not change under what was said."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="chat_messages")
    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="messages")
    attendee = models.ForeignKey(
        Attendee, null=True, on_delete=models.CASCADE, related_name="chat_messages", help_text="Null: of the crew."
    )
    crew_subject = models.CharField(max_length=40, blank=True)
    author_name = models.CharField(max_length=80)
    author_company = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=1000)
    # Not a key: a message that goes leaves the number behind, and nothing else.
    reply_to = models.BigIntegerField(null=True)
    mentions_crew = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices)
    held_for = models.CharField(max_length=8, blank=True, choices=HeldFor.choices, help_text="Empty: it was not held.")
    seems_shown = models.BooleanField(default=False, help_text="What a shadow-muted author is told of its reach.")
    number = models.IntegerField(null=True, help_text="Its place among what its room was shown.")
    told_number = models.IntegerField(null=True, help_text="Its place among what the crew was told.")
    pin_number = models.IntegerField(null=True)
    reports = models.IntegerField(default=0)
    is_reported = models.BooleanField(default=False, help_text="Its reports wait for a moderator.")
    posted_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80, blank=True, help_text="The moderator of the last move.")

    class Meta:
        indexes = [
            models.Index(fields=["room", "number"], name="chat_message_shown"),
            models.Index(fields=["event", "told_number"], name="chat_message_told"),
            models.Index(fields=["attendee", "id"], name="chat_message_own"),
            models.Index(fields=["event"], condition=models.Q(state="held"), name="chat_message_held"),
            models.Index(fields=["event"], condition=models.Q(is_reported=True), name="chat_message_reported"),
            models.Index(fields=["room"], condition=models.Q(pin_number__isnull=False), name="chat_message_pinned"),
        ]

    def __str__(self) -> str:
        return self.text


class ChatSanction(models.Model):
    """What a moderator decided about a person: the last word counts."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="chat_sanctions")
    attendee = models.OneToOneField(Attendee, on_delete=models.CASCADE, primary_key=True, related_name="chat_sanction")
    kind = models.CharField(max_length=12, choices=Sanction.choices)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()


class ChatAcceptance(models.Model):
    """A person accepted the rules of the chat."""

    attendee = models.OneToOneField(
        Attendee, on_delete=models.CASCADE, primary_key=True, related_name="chat_acceptance"
    )
    accepted_at = models.DateTimeField()


class ChatReport(models.Model):
    """A person found that a moderator should look at a message."""

    message = models.ForeignKey(ChatMessage, on_delete=models.CASCADE, related_name="report_rows")
    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="chat_reports")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "attendee"], name="chat_report_once")]


class ChatDecision(models.Model):
    """A line of the decision log: what one of the crew did to a message, to a person, or to the chat itself."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="chat_decisions")
    at = models.DateTimeField()
    by_subject = models.CharField(max_length=40)
    by = models.CharField(max_length=80)
    action = models.CharField(max_length=16)
    room = models.CharField(max_length=40, blank=True)
    # Not keys: the line stays when the message or the person goes, without what they said and what they are called.
    message_id = models.BigIntegerField(null=True)
    attendee_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["event", "id"], name="chat_decision_log"),
            models.Index(fields=["event", "attendee_id"], name="chat_decision_person"),
        ]

    def __str__(self) -> str:
        return self.action
