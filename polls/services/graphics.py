"""Polls on air: one graphic at a time."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from live.errors import Refusal
from polls.errors import ILLEGAL_MOVE, UNKNOWN_POLL
from polls.facts import DeskPoll
from polls.models import Kind, Poll, State
from polls.services.announcing import Announcements
from polls.services.turns import guard_state

View = Literal["question", "results", "leaderboard"]


@transaction.atomic
def show_graphic(*, event_id: int, poll_id: int, view: View) -> DeskPoll:
    """Put a poll on air, in place of the one before. On the set it is seen at once: results are shown as they are now.

    Raises Refusal(polls.unknown_poll, polls.illegal_move). Locks the poll, and the one that is on air.
    """
    locked = Poll.objects.select_for_update().filter(event_id=event_id).order_by("pk")
    polls = {poll.pk: poll for poll in locked if poll.pk == poll_id or poll.graphic}
    poll = polls.pop(poll_id, None)
    if poll is None:
        raise Refusal(UNKNOWN_POLL, f"expected a poll of event {event_id}, got {poll_id}")
    guard_state(poll, State.ARMED, State.OPEN, State.CLOSED, State.RESULTS)
    if view == "leaderboard" and poll.kind != Kind.QUIZ:
        raise Refusal(ILLEGAL_MOVE, f"expected a quiz question, poll {poll_id} is {poll.kind}")
    announcements = Announcements(event_id)
    for other in polls.values():
        _take(other, announcements)
    poll.graphic = view
    poll.version += 1
    poll.save(update_fields=["graphic", "version"])
    announcements.put_counts(poll)
    record = announcements.tell_changed(poll)
    announcements.append()
    return record


@transaction.atomic
def take_graphic(*, event_id: int) -> None:
    """Take the graphic of a poll off the air; none is no error. Locks the poll."""
    announcements = Announcements(event_id)
    for poll in Poll.objects.select_for_update().filter(event_id=event_id).exclude(graphic="").order_by("pk"):
        _take(poll, announcements)
    announcements.append()


def _take(poll: Poll, announcements: Announcements) -> None:
    poll.graphic = ""
    poll.version += 1
    poll.save(update_fields=["graphic", "version"])
    announcements.tell_graphic_taken(poll.pk)
    announcements.tell_changed(poll)
