"""What an event reacts with, and whether."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db import transaction

from events.text import clean_line
from live.errors import Refusal
from live.log import append, append_many
from polls.reactions.emoji import clean_emoji
from polls.reactions.errors import BAD_LIST
from polls.reactions.facts import Reaction, ReactionsChanged
from polls.reactions.limits import EMOJI, LABEL_CHARS
from polls.reactions.selectors import policy_fact
from polls.reactions.services.locking import lock_reactions
from polls.reactions.states import count_key
from polls.reactions.topics import reactions_topic


@transaction.atomic
def change_reactions(
    *, event_id: int, is_on: bool | None = None, emoji: Sequence[Reaction] | None = None
) -> ReactionsChanged:
    """Change what is given and tell every page; a second press is no error, and changes nothing.

    An emoji that leaves the list takes its count along, and keeps its place in the curve. Raises
    Refusal(reactions.bad_list). Locks the reactions.
    """
    wanted = None if emoji is None else _guard_list(emoji)
    row = lock_reactions(event_id)
    before = policy_fact(row)
    if is_on is not None:
        row.is_on = is_on
    gone: dict[str, int] = {}
    if wanted is not None:
        row.emoji = [msgspec.to_builtins(each) for each in wanted]
        kept = {each.emoji for each in wanted}
        gone = {each: row.totals.pop(each) for each in [*row.totals] if each not in kept}
    after = policy_fact(row)
    if after != before:
        row.save()
        topic = reactions_topic(event_id)
        append_many({topic: [after]}, {topic: {count_key(each): 0 for each in gone}})
    return after


@transaction.atomic
def hold_reactions(*, event_id: int, is_held: bool) -> ReactionsChanged:
    """Take an event's reactions off every page, or give them back to who switches them: the service level's word.

    It is told also where nothing changes: what a process was started with (UNVEIL_REACTIONS) no fact has told. Locks
    the reactions.
    """
    row = lock_reactions(event_id)
    row.is_held = is_held
    row.save(update_fields=["is_held"])
    told = policy_fact(row)
    append(reactions_topic(event_id), told)
    return told


def _guard_list(emoji: Sequence[Reaction]) -> list[Reaction]:
    if not 1 <= len(emoji) <= EMOJI:
        because = "too_many" if emoji else "empty"
        raise Refusal(BAD_LIST, f"expected 1 to {EMOJI} emoji, got {len(emoji)}", {"because": because})
    found: dict[str, Reaction] = {}
    for place, each in enumerate(emoji):
        clean = clean_emoji(each.emoji)
        if clean is None or clean in found:
            because = "twice" if clean else "not_one_emoji"
            message = f"expected one emoji in line {place}, that is in no other, got {each.emoji!r}"
            raise Refusal(BAD_LIST, message, {"because": because, "place": place})
        labels = {language: clean_line(label)[:LABEL_CHARS] for language, label in each.labels.items()}
        found[clean] = Reaction(emoji=clean, labels={language: label for language, label in labels.items() if label})
    return list(found.values())
