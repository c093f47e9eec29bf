"""What a question must pass before it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from events.models import Event, Phase
from live.errors import Refusal
from qa_moderation.errors import (
    ANONYMOUS_NOT_ALLOWED,
    CLOSED,
    DUPLICATE,
    EMPTY,
    QUEUE_FULL,
    TOO_LONG,
    TOO_MANY_ASKED,
    TOO_MANY_OPEN,
    TOO_SHORT,
    TOO_SOON,
)
from qa_moderation.limits import ASKED_PER_PERSON, OPEN_PER_EVENT
from qa_moderation.models import OPEN, State
from qa_moderation.selectors import policy_of


class History:
    """What one person asked so far in an event."""

    def __init__(self) -> None:
        self.asked = 0
        self.pending = 0
        self.last_at: datetime | None = None
        self._open_ids: dict[str, int | None] = {}

    def add(self, state: State, text: str, asked_at: datetime, *, question_id: int | None) -> None:
        """Take note of a question; `question_id` is None for one of the same batch."""
        self.asked += 1
        self.pending += state == State.PENDING
        self.last_at = asked_at if self.last_at is None else max(self.last_at, asked_at)
        if state in OPEN:
            self._open_ids[text.casefold()] = question_id

    def guard_new(self, text: str) -> None:
        """Raise Refusal(qa.duplicate) when an open question of this person says the same."""
        if text.casefold() in self._open_ids:
            known = self._open_ids[text.casefold()]
            raise Refusal(
                DUPLICATE, f"expected another question than {known}, which is still open", {"question_id": known}
            )


@dataclass(slots=True)
class Queue:
    """The open questions of an event."""

    open: int

    def guard(self) -> None:
        """Raise Refusal(qa.queue_full) when no more are taken."""
        if self.open >= OPEN_PER_EVENT:
            raise Refusal(
                QUEUE_FULL,
                f"expected fewer than {OPEN_PER_EVENT} open questions; try again when the moderators are through some",
                {"limit": OPEN_PER_EVENT},
            )


def guard_event(event: Event) -> None:
    """Raise Refusal(qa.closed) when `event` takes neither questions nor upvotes."""
    if event.phase == Phase.AFTER:
        raise Refusal(
            CLOSED,
            f"expected the event to be before or live, it is {event.phase}",
            {"because": "phase", "phase": event.phase},
        )
    if not policy_of(event).accepts_questions:
        raise Refusal(
            CLOSED,
            "expected the event to take questions, the organiser closed them",
            {"because": "policy", "phase": event.phase},
        )


def guard_text(event: Event, text: str, *, anonymous: bool) -> str:
    """Return `text` (already clean) when the policy of `event` allows it.

    Raises Refusal(qa.empty, qa.too_short, qa.too_long, qa.anonymous_not_allowed).
    """
    policy = policy_of(event)
    if not text:
        raise Refusal(EMPTY, "expected a question with visible characters, got none")
    if len(text) < policy.min_chars:
        raise Refusal(
            TOO_SHORT,
            f"expected at least {policy.min_chars} characters, got {len(text)}",
            {"min_chars": policy.min_chars, "chars": len(text)},
        )
    if len(text) > policy.max_chars:
        raise Refusal(
            TOO_LONG,
            f"expected at most {policy.max_chars} characters, got {len(text)}",
            {"max_chars": policy.max_chars, "chars": len(text)},
        )
    if anonymous and not event.allow_anonymous_questions:
        raise Refusal(ANONYMOUS_NOT_ALLOWED, "expected a question with a name; ask it with anonymous false")
    return text


def guard_person(event: Event, history: History, text: str, now: datetime) -> None:
    """Check what this person asked before.

    Raises Refusal(qa.duplicate, qa.too_many_asked, qa.too_many_open, qa.too_soon).
    """
    policy = policy_of(event)
    history.guard_new(text)
    if history.asked >= ASKED_PER_PERSON:
        raise Refusal(
            TOO_MANY_ASKED,
            f"expected at most {ASKED_PER_PERSON} questions of one person in an event",
            {"limit": ASKED_PER_PERSON},
        )
    if history.pending >= policy.pending_per_person:
        raise Refusal(
            TOO_MANY_OPEN,
            f"expected at most {policy.pending_per_person} pending questions of one person; withdraw one, or wait",
            {"limit": policy.pending_per_person},
        )
    if history.last_at is not None:
        wait = history.last_at + timedelta(seconds=policy.ask_interval_s) - now
        if wait > timedelta(0):
            retry_after_ms = -(-wait // timedelta(milliseconds=1))
            raise Refusal(
                TOO_SOON,
                f"expected {policy.ask_interval_s} s between two questions; try again in {retry_after_ms} ms",
                {"retry_after_ms": retry_after_ms},
            )
