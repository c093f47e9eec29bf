"""What attendees answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import msgspec

from events.batches import by_event
from live.commands import BatchItem, CommandContext, Rate, Result, batch_command, command
from live.errors import Refusal
from live.facts import Args, Record
from live.tickets import ATTENDEE
from polls import services
from polls.commands.shapes import Id
from polls.errors import NOT_REGISTERED
from polls.facts import Answer
from polls.limits import NAME_CHARS, OPTIONS, POLLS_PER_EVENT, TEXT_CHARS, WORD_CHARS, WORDS_PER_PERSON
from polls.mine import my_polls
from polls.services import Ballot

_ATTENDEES = frozenset({ATTENDEE})
_VOTE_RATE = Rate(per_person=20, seconds=10)
_MINE_RATE = Rate(per_person=10, seconds=10)
_NAME_RATE = Rate(per_person=5, seconds=30)


class GivenAnswer(Record):
    """What somebody answers, within the bounds of a frame; the poll's own bounds hold for it once it is clean."""

    options: Annotated[list[Id], msgspec.Meta(max_length=OPTIONS)] = []
    value: Annotated[int, msgspec.Meta(ge=-(10**14), le=10**14)] | None = None
    words: Annotated[
        list[Annotated[str, msgspec.Meta(max_length=4 * WORD_CHARS)]], msgspec.Meta(max_length=WORDS_PER_PERSON)
    ] = []
    text: Annotated[str, msgspec.Meta(max_length=4 * TEXT_CHARS)] = ""


class CastVote(Args):
    """Vote. `seen` is the revision of one's own vote that is to be replaced, 0 for the first. `playhead_ms`: the
    programme time on this person's screen (UTC milliseconds), None where there is no picture."""

    poll_id: Id
    answer: GivenAnswer
    seen: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] = 0
    playhead_ms: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None


class AskMine(Args):
    """Ask what polls are to oneself: whether one is invited, one's vote, one's points."""

    poll_ids: Annotated[list[Id], msgspec.Meta(max_length=POLLS_PER_EVENT)]


class ChooseName(Args):
    """Choose the name by which one is on the leaderboard; "" leaves it."""

    name: Annotated[str, msgspec.Meta(max_length=4 * NAME_CHARS)]


_by_event = partial(by_event, not_registered=NOT_REGISTERED)


@batch_command("polls.vote", CastVote, roles=_ATTENDEES, rate=_VOTE_RATE, has_receipts=False)
def vote(items: Sequence[BatchItem[CastVote]]) -> Sequence[Result | Refusal]:
    """Take votes; the result is the vote that stands. The vote's own row is its receipt."""
    return _by_event(
        items,
        _ballot,
        lambda event_id, ballots: services.cast_votes(event_id=event_id, ballots=ballots),
        lambda vote: {"vote": msgspec.to_builtins(vote)},
    )


def _ballot(attendee_id: int, item: BatchItem[CastVote]) -> Ballot:
    args = item.args
    return Ballot(
        attendee_id=attendee_id,
        poll_id=args.poll_id,
        answer=Answer(args.answer.options, args.answer.value, args.answer.words, args.answer.text),
        seen=args.seen,
        playhead_ms=args.playhead_ms,
        key=item.context.key,
        received_ms=item.context.received_ms,
    )


@batch_command("polls.mine", AskMine, roles=_ATTENDEES, rate=_MINE_RATE, has_receipts=False)
def mine(items: Sequence[BatchItem[AskMine]]) -> Sequence[Result | Refusal]:
    """Say what polls are to those who ask: `{"polls": [MyPoll], "score": MyScore | null}`. Changes nothing."""
    return _by_event(
        items,
        lambda attendee_id, item: (attendee_id, item.args.poll_ids),
        lambda event_id, asked: my_polls(event_id=event_id, asked=asked),
        lambda found: {"polls": msgspec.to_builtins(found.polls), "score": msgspec.to_builtins(found.score)},
    )


@command("polls.choose_name", ChooseName, roles=_ATTENDEES, rate=_NAME_RATE)
def choose_name(context: CommandContext, args: ChooseName) -> Result:
    """Take the name by which one is on the leaderboard; the result is the name as it will be shown."""
    name = services.choose_name(
        event_id=context.ticket.event_id, attendee_id=context.ticket.attendee_id or 0, name=args.name
    )
    return {"name": name}
