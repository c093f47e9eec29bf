"""What a message must pass before it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from events.models import Event, Phase
from events.moments import epoch_ms
from live.errors import Refusal
from rooms.errors import (
    BANNED,
    CREW_ONLY,
    DUPLICATE,
    EMPTY,
    LINKS_NOT_ALLOWED,
    MUTED,
    OFF,
    RULES_FIRST,
    SLOW_MODE,
    TOO_FAST,
    TOO_LONG,
    WORD_REFUSED,
)
from rooms.facts import ActionName
from rooms.limits import PAUSE_MS, SAME_AGAIN_S
from rooms.links import has_link, has_mail
from rooms.models import ChatMessage, ChatRoom, ChatSanction, Mode, Sanction
from rooms.selectors import is_active


@dataclass(frozen=True, slots=True)
class Last:
    """What a person said last; `id` is None for what is in the same batch."""

    text: str
    at: datetime
    id: int | None

    @classmethod
    def of(cls, message: ChatMessage) -> Last:
        """Return a message as the last one of its author."""
        return cls(message.text, message.posted_at, message.pk)


def guard_room(event: Event, room: ChatRoom) -> None:
    """Raise Refusal(chat.off) when nobody writes in `room` now."""
    if event.phase == Phase.AFTER:
        raise Refusal(OFF, "expected the event to be before or live, it is over", {"because": "phase"})
    if room.mode == Mode.OFF:
        raise Refusal(OFF, "expected the chat to be on, the crew turned it off", {"because": "policy"})


def guard_person(sanction: ChatSanction | None, now: datetime) -> None:
    """Raise Refusal(chat.banned, chat.muted). A shadow-mute refuses nothing."""
    if sanction is None or not is_active(sanction, now):
        return
    if sanction.kind == Sanction.BAN:
        raise Refusal(BANNED, "expected somebody who may write here", {"reason": sanction.reason})
    if sanction.kind == Sanction.MUTE:
        until_ms = None if sanction.until is None else epoch_ms(sanction.until)
        message = "expected somebody who is not muted; wait until then"
        raise Refusal(MUTED, message, {"until_ms": until_ms, "reason": sanction.reason})


def guard_mode(room: ChatRoom, has_accepted: bool) -> None:
    """Raise Refusal(chat.crew_only, chat.rules_first) when the mode of `room` is not for this attendee."""
    if room.mode == Mode.CREW:
        raise Refusal(CREW_ONLY, "expected the chat to be open, only the crew writes now")
    if room.mode == Mode.RULES and not has_accepted:
        raise Refusal(RULES_FIRST, "expected somebody who accepted the rules; send chat.accept_rules first")


def guard_text(room: ChatRoom, text: str, action: ActionName | None) -> None:
    """Check `text` (clean) and what the word filter says of it.

    Raises Refusal(chat.empty, chat.too_long, chat.links_not_allowed, chat.word_refused).
    """
    guard_length(text, room.max_chars)
    if not room.allows_links and (has_link(text) or has_mail(text)):
        raise Refusal(LINKS_NOT_ALLOWED, "expected a message without addresses")
    if action == "refuse":
        # Which word it was is not told: that would teach the way around it.
        raise Refusal(WORD_REFUSED, "expected a message without words that this event does not publish")


def guard_length(text: str, max_chars: int) -> None:
    """Raise Refusal(chat.empty, chat.too_long)."""
    if not text:
        raise Refusal(EMPTY, "expected a message with visible characters, got none")
    if len(text) > max_chars:
        message = f"expected at most {max_chars} characters, got {len(text)}"
        raise Refusal(TOO_LONG, message, {"max_chars": max_chars, "chars": len(text)})


def guard_pause(room: ChatRoom, last: Last | None, text: str, now: datetime) -> None:
    """Raise Refusal(chat.slow_mode, chat.too_fast, chat.duplicate) when the person said something a moment ago."""
    if last is None:
        return
    pause = timedelta(seconds=room.slow_mode_s) if room.slow_mode_s else timedelta(milliseconds=PAUSE_MS)
    wait = last.at + pause - now
    if wait > timedelta(0):
        retry_after_ms = -(-wait // timedelta(milliseconds=1))
        if room.slow_mode_s:
            message = f"expected {room.slow_mode_s} s between two messages; try again in {retry_after_ms} ms"
            raise Refusal(SLOW_MODE, message, {"retry_after_ms": retry_after_ms, "slow_mode_s": room.slow_mode_s})
        message = f"expected a moment between two messages; try again in {retry_after_ms} ms"
        raise Refusal(TOO_FAST, message, {"retry_after_ms": retry_after_ms})
    if last.text.casefold() == text.casefold() and now - last.at < timedelta(seconds=SAME_AGAIN_S):
        message = f"expected something new within {SAME_AGAIN_S} s"
        raise Refusal(DUPLICATE, message, {"message_id": last.id})
