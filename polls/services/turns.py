"""A poll that is locked, and was seen as it is."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.utils import timezone

from live.errors import Refusal
from polls.errors import ILLEGAL_MOVE, STALE, UNKNOWN_POLL
from polls.models import Poll, State
from polls.selectors import desk_poll, pictures_of


def lock_poll(*, event_id: int, poll_id: int, seen: int) -> Poll:
    """Return the poll, locked until the transaction ends.

    Raises Refusal(polls.unknown_poll, polls.stale): `seen` is the version that somebody decided by.
    """
    poll = Poll.objects.select_for_update().filter(event_id=event_id, pk=poll_id).first()
    if poll is None:
        raise Refusal(UNKNOWN_POLL, f"expected a poll of event {event_id}, got {poll_id}")
    if poll.version != seen:
        raise Refusal(STALE, f"expected version {poll.version} of poll {poll_id} to be seen, got {seen}", _now(poll))
    return poll


def guard_state(poll: Poll, *states: State) -> None:
    """Raises Refusal(polls.illegal_move) unless the poll is in one of `states`."""
    if poll.state not in states:
        expected = ", ".join(state.value for state in states)
        raise Refusal(ILLEGAL_MOVE, f"expected poll {poll.pk} to be {expected}, it is {poll.state}", _now(poll))


def programme_now() -> datetime:
    """Return the programme time of what the crew sees now, in whole milliseconds as pages are told."""
    now = timezone.now()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _now(poll: Poll) -> dict[str, object]:
    return {"poll": msgspec.to_builtins(desk_poll(poll, pictures_of([poll])))}
