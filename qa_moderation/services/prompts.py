"""What the director tells a set desk: a note, and the moment to which it counts down."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.utils import timezone
from msgspec import UNSET, UnsetType

from events.text import clean_line
from live.errors import Refusal
from live.facts import JSON
from qa_moderation.errors import PROMPT_STALE, UNKNOWN_FEED
from qa_moderation.facts import Prompt, PromptChanged
from qa_moderation.models import SetFeed
from qa_moderation.selectors import prompt_record
from qa_moderation.services.decisions import log_arrangement, who_arranged
from qa_moderation.services.moves import Mover
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.states import MAIN
from qa_moderation.topics import desk_topic, set_topic

_MAX_CHARS = 200
_ACTION = "prompt"


def change_prompt(
    *,
    event_id: int,
    feed: str,
    version: int,
    note: str | UnsetType = UNSET,
    countdown_until: datetime | UnsetType | None = UNSET,
    mover: Mover,
) -> Prompt:
    """Show a note ("" for none) and a countdown (None for none) on the set desk `feed`; what is not given stays.

    A note that is given was seen by nobody yet. Raises Refusal(qa.unknown_feed, qa.prompt_stale). Locks the desk.
    """
    with turn_at(event_id) as turn:
        row = _row(event_id, feed, version)
        before = _shown(row)
        row.prompt_version += 1
        if not isinstance(note, UnsetType):
            row.note = clean_line(note)[:_MAX_CHARS]
        if not isinstance(countdown_until, UnsetType):
            row.countdown_until = countdown_until
        if note is not UNSET or not row.note:
            # A countdown beside a note is not the note's: who said that, and whether the host read it, stays.
            row.note_by, row.note_at, row.seen_at = mover.name[:80], timezone.now(), None
        prompt = _save(turn, row)
        log_arrangement(
            event_id=event_id,
            mover=mover,
            action=_ACTION,
            version=row.prompt_version,
            details={"feed": feed, **_shown(row)},
            before=before,
        )
        return prompt


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
        who = who_arranged(event_id, _ACTION, row.prompt_version, feed=feed)
        raise Refusal(PROMPT_STALE, message, {"prompt": msgspec.to_builtins(prompt_record(row)), **who})
    return row


def _shown(row: SetFeed) -> dict[str, JSON]:
    return {"note": row.note, "countdown_until_ms": prompt_record(row).countdown_until_ms}


def _save(turn: Turn, row: SetFeed) -> Prompt:
    row.save()
    prompt = prompt_record(row)
    for topic in (desk_topic(turn.event_id), set_topic(turn.event_id)):
        turn.announcements.add(topic, PromptChanged(feed=row.slug, prompt=prompt))
    return prompt
