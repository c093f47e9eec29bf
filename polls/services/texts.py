"""Answers in one's own words: what the audience sees of them is what the crew let through."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from live.errors import Refusal
from polls import facts
from polls.errors import UNKNOWN_ANSWER, UNKNOWN_POLL
from polls.facts import TextRecord
from polls.limits import TEXTS_SHOWN
from polls.models import Poll, TextAnswer, TextState
from polls.selectors import shown_text, text_record
from polls.services.announcing import Announcements


@transaction.atomic
def show_text(*, event_id: int, poll_id: int, text_id: int, moderator_name: str) -> TextRecord:
    """Let the audience see an answer; one that is shown already stays as it is.

    Raises Refusal(polls.unknown_poll, polls.unknown_answer). Locks the poll.
    """
    poll, row = _lock(event_id, poll_id, text_id)
    if row.state == TextState.SHOWN:
        return text_record(row)
    last = TextAnswer.objects.filter(poll=poll).aggregate(last=Max("shown_number"))["last"] or 0
    row.shown_number = last + 1
    announcements = Announcements(event_id)
    _move(poll, row, TextState.SHOWN, moderator_name, announcements)
    shown = facts.PollTextShown(poll_id=poll.pk, text=shown_text(row), kept_from=_kept_from(poll))
    announcements.tell_audience(poll, shown)
    announcements.append()
    return text_record(row)


@transaction.atomic
def hide_text(*, event_id: int, poll_id: int, text_id: int, moderator_name: str) -> TextRecord:
    """Keep an answer from the audience, or take it back. Raises as `show_text`. Locks the poll."""
    poll, row = _lock(event_id, poll_id, text_id)
    if row.state == TextState.HIDDEN:
        return text_record(row)
    announcements = Announcements(event_id)
    was_shown = row.state == TextState.SHOWN
    _move(poll, row, TextState.HIDDEN, moderator_name, announcements)
    if was_shown:
        announcements.tell_audience(poll, facts.PollTextsHidden(poll_id=poll.pk, text_ids=[row.pk]))
    announcements.append()
    return text_record(row)


def _lock(event_id: int, poll_id: int, text_id: int) -> tuple[Poll, TextAnswer]:
    poll = Poll.objects.select_for_update().filter(event_id=event_id, pk=poll_id).first()
    if poll is None:
        raise Refusal(UNKNOWN_POLL, f"expected a poll of event {event_id}, got {poll_id}")
    row = TextAnswer.objects.filter(poll=poll, pk=text_id).first()
    if row is None:
        raise Refusal(UNKNOWN_ANSWER, f"expected an answer to poll {poll_id}, got {text_id}")
    return poll, row


def _move(poll: Poll, row: TextAnswer, state: TextState, moderator_name: str, announcements: Announcements) -> None:
    if row.state == TextState.WAITING:
        poll.waiting -= 1
        poll.save(update_fields=["waiting"])
    row.state, row.moved_by = state, moderator_name[:80]
    row.save()
    announcements.put_counts(poll)


def _kept_from(poll: Poll) -> int:
    """Return the number from which on answers are on the page."""
    shown = TextAnswer.objects.filter(poll=poll, state=TextState.SHOWN).order_by("-shown_number")
    numbers = list(shown.values_list("shown_number", flat=True)[:TEXTS_SHOWN])
    return int(numbers[-1] or 1) if numbers else 1
