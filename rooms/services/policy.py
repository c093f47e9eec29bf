"""The rooms, who may write in them, and the words that are not published."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db import transaction

from events.text import clean_line
from live.errors import Refusal
from rooms.errors import BAD_WORD, LIST_STALE
from rooms.facts import ChatPolicy, ChatPolicyChanged, ChatWord, ChatWordsChanged, DeskChatPolicyChanged
from rooms.limits import WORD_CHARS
from rooms.models import ChatDesk, ChatRoom, Mode
from rooms.selectors import STAGE, policy_record, words_of
from rooms.services.desk import OpenDesk, lock_desk
from rooms.words import fold


@transaction.atomic
def open_room(*, event_id: int, slug: str, mode: Mode = Mode.OPEN) -> ChatPolicy:
    """Give a room of the event a chat; one that it has already is only put into `mode`. Locks the desk."""
    desk = lock_desk(event_id)
    room, _ = ChatRoom.objects.get_or_create(event_id=event_id, slug=slug)
    room.mode = mode
    return _changed(desk, room)


@transaction.atomic
def change_policy(
    *,
    event_id: int,
    room: str = STAGE,
    mode: Mode | None = None,
    slow_mode_s: int | None = None,
    allows_links: bool | None = None,
    max_chars: int | None = None,
) -> ChatPolicy:
    """Change what is given of a room's policy, and tell every page.

    Raises Refusal(chat.unknown_room). Locks the desk.
    """
    desk = lock_desk(event_id)
    changed = desk.room(room)
    if mode is not None:
        changed.mode = mode
    if slow_mode_s is not None:
        changed.slow_mode_s = slow_mode_s
    if allows_links is not None:
        changed.allows_links = allows_links
    if max_chars is not None:
        changed.max_chars = max_chars
    return _changed(desk, changed)


def _changed(desk: OpenDesk, room: ChatRoom) -> ChatPolicy:
    room.save()
    record = policy_record(room)
    desk.tell_room(room, ChatPolicyChanged(policy=record))
    desk.tell_crew(DeskChatPolicyChanged(room=room.slug, policy=record))
    desk.close()
    return record


@transaction.atomic
def change_words(*, event_id: int, words: Sequence[ChatWord], seen: int | None = None) -> tuple[list[ChatWord], int]:
    """Replace the event's list of words that are not published; return it and its version.

    What was said before stays as it is. `seen` is the version of the list that was changed; None overwrites any. Raises
    Refusal(chat.list_stale, chat.bad_word). Locks the desk.
    """
    desk = lock_desk(event_id)
    if seen is not None and seen != desk.row.words_version:
        now = {"words": msgspec.to_builtins(list(words_of(desk.row))), "version": desk.row.words_version}
        raise Refusal(
            LIST_STALE, f"expected version {desk.row.words_version} of the words, got {seen}; look again", now
        )
    kept: dict[tuple[str, str], ChatWord] = {}
    for given in words:
        word = clean_line(given.word)
        if not any(char.isalnum() for char in word) or len(word) > WORD_CHARS:
            message = f"expected letters, at most {WORD_CHARS} characters, got {word!r}"
            raise Refusal(BAD_WORD, message, {"word": word[:WORD_CHARS], "max_chars": WORD_CHARS})
        kept[given.language, fold(word)] = ChatWord(language=given.language, word=word, action=given.action)
    made = list(kept.values())
    version = desk.row.words_version + 1
    ChatDesk.objects.filter(pk=event_id).update(words=msgspec.to_builtins(made), words_version=version)
    desk.tell_crew(ChatWordsChanged(words=made, version=version))
    desk.close()
    return made, version
