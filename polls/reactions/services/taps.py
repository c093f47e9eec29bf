"""Counts what a crowd taps: a few statements for a batch, however many taps are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from events.models import Event, Phase
from live import statements
from live.errors import Refusal
from live.log import put_values
from polls.reactions.errors import OFF, TOO_MANY, UNKNOWN_EMOJI
from polls.reactions.limits import AHEAD_MS, BEHIND_MS, TAPS_PER_COMMAND
from polls.reactions.models import ApplauseSecond, Reactions
from polls.reactions.service_level import are_held
from polls.reactions.services.locking import lock_reactions
from polls.reactions.states import count_key
from polls.reactions.topics import reactions_topic

_ADD = (
    'ON CONFLICT ("event_id", "second", "emoji") '
    f'DO UPDATE SET "count" = "{ApplauseSecond._meta.db_table}"."count" + EXCLUDED."count"'
)


@dataclass(frozen=True, slots=True)
class Taps:
    """What one person tapped in about a second. Whose it is does not matter, and is not kept.

    `playhead_ms`: the programme time on their screen, None without a picture; `received_ms`: when it came.
    """

    taps: Mapping[str, int]
    playhead_ms: int | None
    received_ms: int

    @property
    def second(self) -> int:
        """The second of the programme that is meant: of the picture where that can be, else now."""
        playhead = self.playhead_ms
        is_sane = playhead is not None and self.received_ms - BEHIND_MS <= playhead <= self.received_ms + AHEAD_MS
        return (playhead if playhead is not None and is_sane else self.received_ms) // 1000


@transaction.atomic
def count_taps(*, event_id: int, taps: Sequence[Taps]) -> list[Refusal | None]:
    """Count taps, put them into the curve, and tell the totals. Repeated, they count again: clients never repeat them.

    An item is refused whole with reactions.off, reactions.unknown_emoji or reactions.too_many. Locks the reactions.
    """
    row = lock_reactions(event_id)
    off = _off(event_id, row)
    if off is not None:
        return [off] * len(taps)
    known = {each["emoji"] for each in row.emoji}
    outcomes = [_refusal(each, known) for each in taps]
    seconds: Counter[tuple[int, str]] = Counter()
    for each, refusal in zip(taps, outcomes, strict=True):
        if refusal is None:
            second = each.second
            for emoji, count in each.taps.items():
                seconds[second, emoji] += count
    if seconds:
        _write(event_id, row, seconds)
    return outcomes


def _write(event_id: int, row: Reactions, seconds: Counter[tuple[int, str]]) -> None:
    totals = Counter[str](row.totals)
    changed = {emoji for _, emoji in seconds}
    for (_, emoji), count in seconds.items():
        totals[emoji] += count
    statements.update(Reactions, {"totals": dict(totals)}, "WHERE event_id = %s", [event_id])
    statements.insert(
        ApplauseSecond,
        ["event_id", "second", "emoji", "count"],
        [(event_id, second, emoji, count) for (second, emoji), count in seconds.items()],
        on_conflict=_ADD,
    )
    put_values(reactions_topic(event_id), {count_key(emoji): totals[emoji] for emoji in changed})


def _off(event_id: int, row: Reactions) -> Refusal | None:
    if are_held(row):
        return Refusal(OFF, "expected a service level with reactions", {"because": "service_level"})
    if not row.is_on:
        return Refusal(OFF, f"expected an event with reactions, {event_id} has them off", {"because": "organiser"})
    phases = [phase for (phase,) in statements.select(Event, ["phase"], "WHERE id = %s", [event_id])]
    if phases != [Phase.LIVE.value]:
        return Refusal(OFF, f"expected the event to be live, it is {phases}", {"because": "phase"})
    return None


def _refusal(each: Taps, known: Collection[str]) -> Refusal | None:
    strangers = [emoji for emoji in each.taps if emoji not in known]
    if strangers:
        return Refusal(UNKNOWN_EMOJI, f"expected emoji among {sorted(known)}, got {strangers}")
    if sum(each.taps.values()) > TAPS_PER_COMMAND:
        message = f"expected at most {TAPS_PER_COMMAND} taps in a command, got {sum(each.taps.values())}"
        return Refusal(TOO_MANY, message, {"limit": TAPS_PER_COMMAND})
    return None
