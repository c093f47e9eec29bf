"""The states of the topics of chat, and how facts change them.

Lists are windows over a running number: the fact that moves a window says from where on it is, so that no reducer
counts what it has. How many were posted changes by values alone: facts and values commute, whichever overtakes the
other on its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from live.facts import Record
from rooms.facts import (
    ChatMessageRecord,
    ChatPolicy,
    ChatWord,
    DeskChatMessage,
    DeskChatSanction,
    LanguageName,
    MyChatMessage,
    MyChatSanction,
)
from rooms.limits import OWN_KEPT

POSTED = "posted"


class ChatState(Record):
    """What everybody sees of a room: the pinned messages in the order of their pinning, the latest by number.

    `posted` counts what was taken, shown or not; messages with a number below `kept_from` are listed no more. `rules`
    are the event's own, by language.
    """

    policy: ChatPolicy
    rules: dict[LanguageName, str]
    pinned: list[ChatMessageRecord]
    messages: list[ChatMessageRecord]
    kept_from: int
    posted: int


class MyChatState(Record):
    """One attendee's own part: messages of theirs, the latest by id, whatever became of them."""

    rules_accepted: bool
    sanction: MyChatSanction | None
    messages: list[MyChatMessage]


class ChatDeskState(Record):
    """What the crew sees of all rooms: the latest messages by `told_number`, and older ones that wait for a decision or
    are pinned; sanctions by the attendee's id; policies and counts by room."""

    policies: dict[str, ChatPolicy]
    messages: list[DeskChatMessage]
    kept_from: int
    sanctions: dict[str, DeskChatSanction]
    words: list[ChatWord]
    words_version: int
    posted: dict[str, int]


def with_shown(
    messages: Sequence[ChatMessageRecord], message: ChatMessageRecord, kept_from: int
) -> list[ChatMessageRecord]:
    """Return `messages` with `message` in its place, if that is within the window."""
    others = [other for other in messages if other.id != message.id]
    return sorted((other for other in [*others, message] if other.number >= kept_from), key=lambda each: each.number)


def without(messages: Sequence[ChatMessageRecord], ids: Iterable[int]) -> list[ChatMessageRecord]:
    """Return `messages` without those of `ids`."""
    gone = set(ids)
    return [message for message in messages if message.id not in gone]


def with_own(messages: Sequence[MyChatMessage], message: MyChatMessage) -> list[MyChatMessage]:
    """Return one's own latest messages with `message` in its place, if it is among the latest."""
    others = [other for other in messages if other.id != message.id]
    return sorted([*others, message], key=lambda own: own.id)[-OWN_KEPT:]


def on_desk(messages: Iterable[DeskChatMessage], kept_from: int) -> list[DeskChatMessage]:
    """Return those that the desk still lists, by number."""
    kept = [
        message
        for message in messages
        if message.told_number >= kept_from or message.state == "held" or message.is_reported or message.is_pinned
    ]
    return sorted(kept, key=lambda message: message.told_number)
