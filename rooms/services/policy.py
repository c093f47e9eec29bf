"""The rooms, who may write in them, and the words that are not published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from django.db import transaction

from events.text import clean_line, clean_lines
from live.errors import Refusal
from rooms.errors import BAD_WORD, LIST_STALE, RULES_TOO_LONG
from rooms.facts import (
    ChatPolicy,
    ChatPolicyChanged,
    ChatRulesChanged,
    ChatWord,
    ChatWordsChanged,
    DeskChatPolicyChanged,
    LanguageName,
)
from rooms.limits import RULES_CHARS, WORD_CHARS
from rooms.models import ChatDesk, ChatRoom, Mode
from rooms.selectors import STAGE, policy_record, rooms_of_events, rules_of, words_of
from rooms.services.decisions import Moderator, note_about_chat
from rooms.services.desk import OpenDesk, lock_desk
from rooms.services.rejudging import bring_up_listed
from rooms.words import fold, verdict


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
    moderator: Moderator | None = None,
) -> ChatPolicy:
    """Change what is given of a room's policy, and tell every page.

    Raises Refusal(chat.unknown_room). Locks the desk.
    """
    desk = lock_desk(event_id)
    changed = desk.room(room)
    before = msgspec.to_builtins(policy_record(changed))
    if mode is not None:
        changed.mode = mode
    if slow_mode_s is not None:
        changed.slow_mode_s = slow_mode_s
    if allows_links is not None:
        changed.allows_links = allows_links
    if max_chars is not None:
        changed.max_chars = max_chars
    now = msgspec.to_builtins(policy_record(changed))
    note_about_chat(
        desk,
        moderator,
        "change_policy",
        room=changed.slug,
        **{name: value for name, value in now.items() if value != before[name]},
    )
    return _changed(desk, changed)


def _changed(desk: OpenDesk, room: ChatRoom) -> ChatPolicy:
    room.save()
    record = policy_record(room)
    desk.tell_room(room, ChatPolicyChanged(policy=record))
    desk.tell_crew(DeskChatPolicyChanged(room=room.slug, policy=record))
    desk.close()
    return record


@transaction.atomic
def change_words(
    *, event_id: int, words: Sequence[ChatWord], seen: int | None = None, moderator: Moderator | None = None
) -> tuple[list[ChatWord], int]:
    """Replace the event's list of words that are not published; return it and its version.

    What is published already and would not be any more waits for a moderator, as if it were reported; what waits goes
    on waiting. `seen` is the version of the list that was changed; None overwrites any. Raises
    Refusal(chat.bad_word, chat.list_stale). Locks the desk.
    """
    made = _clean_words(words)
    verdict("", made)  # 0.4 s for a full list, once in a process: not while the event's chat waits
    desk = lock_desk(event_id)
    if seen is not None and seen != desk.row.words_version:
        now = {"words": msgspec.to_builtins(list(words_of(desk.row))), "version": desk.row.words_version}
        raise Refusal(
            LIST_STALE, f"expected version {desk.row.words_version} of the words, got {seen}; look again", now
        )
    known = {(word.language, word.word, word.action) for word in words_of(desk.row)}
    wanted = {(word.language, word.word, word.action) for word in made}
    note_about_chat(
        desk,
        moderator,
        "change_words",
        added=[list(word) for word in sorted(wanted - known)],
        removed=[list(word) for word in sorted(known - wanted)],
    )
    version = desk.row.words_version + 1
    ChatDesk.objects.filter(pk=event_id).update(words=msgspec.to_builtins(made), words_version=version)
    desk.tell_crew(ChatWordsChanged(words=made, version=version))
    bring_up_listed(desk, made)
    desk.close()
    return made, version


def _clean_words(words: Sequence[ChatWord]) -> list[ChatWord]:
    kept: dict[tuple[str, str], ChatWord] = {}
    for given in words:
        word = clean_line(given.word)
        if not any(char.isalnum() for char in word) or len(word) > WORD_CHARS:
            message = f"expected letters, at most {WORD_CHARS} characters, got {word!r}"
            raise Refusal(BAD_WORD, message, {"word": word[:WORD_CHARS], "max_chars": WORD_CHARS})
        kept[given.language, fold(word)] = ChatWord(language=given.language, word=word, action=given.action)
    return list(kept.values())


@transaction.atomic
def change_rules(
    *, event_id: int, rules: Mapping[LanguageName, str], moderator: Moderator | None = None
) -> dict[LanguageName, str]:
    """Write the event's own rules of the chat, by language, and tell every page; a language without any has ours.

    Who accepted the rules before need not do so again. Raises Refusal(chat.rules_too_long). Locks the desk.
    """
    made: dict[LanguageName, str] = {}
    for language in ("fr", "en"):
        text = clean_lines(rules.get(language, ""))
        if len(text) > RULES_CHARS:
            message = f"expected at most {RULES_CHARS} characters in {language!r}, got {len(text)}"
            raise Refusal(RULES_TOO_LONG, message, {"language": language, "max_chars": RULES_CHARS})
        if text:
            made[language] = text
    desk = lock_desk(event_id)
    if made == rules_of(desk.row):
        return made
    ChatDesk.objects.filter(pk=event_id).update(rules=made)
    note_about_chat(desk, moderator, "change_rules", rules=made)
    for room in rooms_of_events([event_id])[event_id].values():
        desk.tell_room(room, ChatRulesChanged(rules=made))
    desk.close()
    return made
