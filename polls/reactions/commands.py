"""What clients may ask about reactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from django.db import transaction

from events.batches import by_event
from live.commands import BatchItem, CommandContext, Rate, Result, batch_command, command
from live.errors import Refusal
from live.facts import Args
from live.tickets import ATTENDEE
from polls.reactions import services
from polls.reactions.errors import NOT_REGISTERED
from polls.reactions.limits import EMOJI, EMOJI_CHARS, PACE_MS, TAPS_PER_COMMAND
from polls.reactions.services import Taps
from polls.reactions.topics import SWITCH_ROLES

# One a second, with air for what a network bunches together.
_TAP_RATE = Rate(per_person=6, seconds=5)

Emoji = Annotated[str, msgspec.Meta(min_length=1, max_length=EMOJI_CHARS)]
Count = Annotated[int, msgspec.Meta(ge=1, le=TAPS_PER_COMMAND)]


class Tap(Args):
    """React: how often, by emoji, in about a second. Never sent again: nobody knows the one from the other.
    `playhead_ms`: the programme time on this person's screen (UTC milliseconds), None where there is no picture."""

    taps: Annotated[dict[Emoji, Count], msgspec.Meta(min_length=1, max_length=EMOJI)]
    playhead_ms: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None


class ChangeReactions(Args):
    """Switch reactions on or off. What there is to react with is decided in the studio."""

    is_on: bool


@batch_command("reactions.tap", Tap, roles={ATTENDEE}, rate=_TAP_RATE, has_receipts=False, pace_ms=PACE_MS)
def tap(items: Sequence[BatchItem[Tap]]) -> Sequence[Result | Refusal]:
    """Count taps, of all events or of none: a batch that is tried again must not count twice."""
    with transaction.atomic():
        return by_event(
            items,
            lambda attendee_id, item: Taps(item.args.taps, item.args.playhead_ms, item.context.received_ms),
            lambda event_id, taps: services.count_taps(event_id=event_id, taps=taps),
            lambda _: {},
            not_registered=NOT_REGISTERED,
        )


@command("reactions.change", ChangeReactions, roles=SWITCH_ROLES)
def change(context: CommandContext, args: ChangeReactions) -> Result:
    """Switch them; the result says what holds now."""
    policy = services.change_reactions(event_id=context.ticket.event_id, is_on=args.is_on)
    return {"is_on": policy.is_on, "is_held": policy.is_held}
