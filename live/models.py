"""The fact log: the truth that every edge can catch up from."""

from __future__ import annotations

import secrets

from django.db import models


def new_epoch() -> str:
    """Return a random name for a life of the log."""
    return secrets.token_hex(4)


class LogEpoch(models.Model):
    """One row: the life of this log. A restored or reset database gets another, in which no old offset counts."""

    epoch = models.CharField(max_length=16, default=new_epoch)


class TopicHead(models.Model):
    """The last offset and rev of a topic. Its row is locked by whoever appends, so commit order is offset order.

    A topic without a row is at offset 0 and rev 0.
    """

    name = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=200)
    offset = models.BigIntegerField(default=0)
    rev = models.BigIntegerField(default=0)
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["channel", "touched_at"])]


class FactRecord(models.Model):
    """A fact, encoded once when it was appended."""

    topic = models.ForeignKey(TopicHead, on_delete=models.CASCADE, related_name="facts")
    offset = models.BigIntegerField()
    body = models.TextField(help_text="The fact as it goes over the wire: offset, kind, at_ms, programme_ms, data.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "offset"], name="fact_offset_once")]


class ValueRecord(models.Model):
    """The newest value of a key that grows with the crowd (an upvote count); older values are not kept."""

    topic = models.ForeignKey(TopicHead, on_delete=models.CASCADE, related_name="values_now")
    key = models.CharField(max_length=100)
    rev = models.BigIntegerField()
    value = models.TextField(help_text="JSON.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "key"], name="value_key_once")]
        indexes = [models.Index(fields=["topic", "rev"])]


class Revocation(models.Model):
    """Tickets of `subject` that were issued until `before_us` are void, for one event or (null) for all."""

    event_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40)
    before_us = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)


class Receipt(models.Model):
    """A command that was done: its idempotency key and its outcome, written in the command's own transaction."""

    event_id = models.BigIntegerField()
    subject = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=32, help_text="Digest of the command's name and arguments.")
    result = models.TextField(help_text="JSON, as it was acknowledged.")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "key", "subject"], name="receipt_key_once")]
