"""What the director tells a set desk: a note, and the moment to which it counts down."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.utils import timezone

from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import PROMPT_STALE, UNKNOWN_FEED
from qa_moderation.facts import Prompt, PromptChanged
from qa_moderation.models import SetFeed
from qa_moderation.selectors import prompt_record
from qa_moderation.services.moves import Mover
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.states import MAIN
from qa_moderation.topics import desk_topic, set_topic

_MAX_CHARS = 200


def change_prompt(
    *, event_id: int, feed: str, version: int, note: str, countdown_until: datetime | None, mover: Mover
) -> Prompt:
    """Show a note and a countdown on the set desk `feed`, or neither; nobody has seen it yet.

    Raises Refusal(qa.unknown_feed, qa.prompt_stale). Locks the desk.
    """
    with turn_at(event_id) as turn:
        row = _row(event_id, feed, version)
        row.prompt_version += 1
        row.note, row.countdown_until = clean_line(note)[:_MAX_CHARS], countdown_until
        row.note_by, row.note_at, row.seen_at = mover.name[:80], timezone.now(), None
        return _save(turn, row)


def see_prompt(*, event_id: int, feed: str, version: int) -> Prompt:
    """Note that the host has read what the set desk `feed` shows. Saying it again changes nothing.

    Raises Refusal(qa.unknown_feed, qa.prompt_stale). Locks the desk.
    """
    with turn_at(event_id) as turn:
        row = _row(event_id, feed, version)
        if row.seen_at is not None:
            return prompt_record(row)
        row.seen_at = timezone.now()
        return _save(turn, row)


def _row(event_id: int, feed: str, version: int) -> SetFeed:
    row = SetFeed.objects.filter(event_id=event_id, slug=feed).first()
    if row is None and feed == MAIN:
        # The organiser named no set desks: the main one is there all the same.
        row = SetFeed(event_id=event_id, slug=MAIN)
    if row is None:
        raise Refusal(UNKNOWN_FEED, f"expected a set desk of event {event_id}, got {feed!r}")
    if row.prompt_version != version:
        message = f"expected version {row.prompt_version} of what {feed!r} shows, got {version}; look again"
        raise Refusal(PROMPT_STALE, message, {"prompt": msgspec.to_builtins(prompt_record(row))})
    return row


def _save(turn: Turn, row: SetFeed) -> Prompt:
    row.save()
    prompt = prompt_record(row)
    for topic in (desk_topic(turn.event_id), set_topic(turn.event_id)):
        turn.announcements.add(topic, PromptChanged(feed=row.slug, prompt=prompt))
    return prompt
