"""What the crew does with polls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec

from live.commands import CREW_RATE, CommandContext, Result, command
from live.facts import Args
from polls import selectors, services
from polls.commands.shapes import Id, Version
from polls.facts import DeskPoll, TextStateName
from polls.limits import POLLS_PER_EVENT, SECONDS_MOST
from polls.topics import DESK_ROLES

RUNNER_ROLES = frozenset({"director", "organiser", "moderator"})
PREPARER_ROLES = frozenset({"director", "organiser"})


class OnePoll(Args):
    """Do something with one poll; `seen` is the version that was looked at."""

    poll_id: Id
    seen: Version


class OpenPoll(Args):
    """Open a poll. `seconds`: a countdown in place of the prepared one, 0: none."""

    poll_id: Id
    seen: Version
    seconds: Annotated[int, msgspec.Meta(ge=0, le=SECONDS_MOST)] | None = None


class OrderPolls(Args):
    """Put all polls of the event in an order."""

    poll_ids: Annotated[list[Id], msgspec.Meta(max_length=POLLS_PER_EVENT)]


class ReadTexts(Args):
    """Read answers in one's own words: of one state, by ascending id, what comes after `after`.

    Ids of an anonymous poll's are not in the order of coming: some that were read before may come again.
    """

    poll_id: Id
    state: TextStateName = "waiting"
    after: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] = 0


class ReadWords(Args):
    """Read all words of a cloud that are frequent enough to be seen, hidden ones too."""

    poll_id: Id


class OneText(Args):
    """Decide about one answer."""

    poll_id: Id
    text_id: Id


class OneWord(Args):
    """Take a word out of a cloud, or put it back."""

    poll_id: Id
    word: Annotated[str, msgspec.Meta(max_length=60)]
    is_hidden: bool = True


class ShowGraphic(Args):
    """Put a poll on air as a graphic."""

    poll_id: Id
    view: Literal["question", "results", "leaderboard"]


class TakeGraphic(Args):
    """Take what is on air of a poll off."""


def _poll_command(name: str, service: Callable[..., DeskPoll], *, roles: frozenset[str] = RUNNER_ROLES) -> None:
    """Register a command that moves one poll; its result is the poll as the crew sees it."""

    def handle(context: CommandContext, args: OnePoll) -> Result:
        poll = service(event_id=context.ticket.event_id, poll_id=args.poll_id, seen=args.seen)
        return {"poll": msgspec.to_builtins(poll)}

    command(name, OnePoll, roles=roles, rate=CREW_RATE)(handle)


_poll_command("polls.arm", services.arm_poll)
_poll_command("polls.disarm", services.disarm_poll)
_poll_command("polls.close", services.close_poll)
_poll_command("polls.show_results", services.show_results)
_poll_command("polls.withdraw", services.withdraw_poll)
_poll_command("polls.archive", services.archive_poll)
_poll_command("polls.take_back", services.take_back_poll, roles=PREPARER_ROLES)
_poll_command("polls.duplicate", services.duplicate_poll, roles=PREPARER_ROLES)


@command("polls.open", OpenPoll, roles=RUNNER_ROLES, rate=CREW_RATE)
def open_poll(context: CommandContext, args: OpenPoll) -> Result:
    """Open a poll to the audience; the result is the poll."""
    poll = services.open_poll(
        event_id=context.ticket.event_id, poll_id=args.poll_id, seen=args.seen, seconds=args.seconds
    )
    return {"poll": msgspec.to_builtins(poll)}


@command("polls.delete", OnePoll, roles=PREPARER_ROLES)
def delete_poll(context: CommandContext, args: OnePoll) -> Result:
    """Throw a draft away."""
    services.delete_poll(event_id=context.ticket.event_id, poll_id=args.poll_id, seen=args.seen)
    return {}


@command("polls.order", OrderPolls, roles=PREPARER_ROLES)
def order_polls(context: CommandContext, args: OrderPolls) -> Result:
    """Put the polls in an order."""
    services.order_polls(event_id=context.ticket.event_id, poll_ids=args.poll_ids)
    return {}


@command("polls.read_texts", ReadTexts, roles=DESK_ROLES, rate=CREW_RATE)
def read_texts(context: CommandContext, args: ReadTexts) -> Result:
    """Read a page of answers: `{"texts": [TextRecord], "counts": {"waiting": 12, "shown": 3, "hidden": 1}}`."""
    page = selectors.texts_page(
        event_id=context.ticket.event_id, poll_id=args.poll_id, state=args.state, after=args.after
    )
    return {"texts": msgspec.to_builtins(page.texts), "counts": page.counts}


@command("polls.read_words", ReadWords, roles=DESK_ROLES, rate=CREW_RATE)
def read_words(context: CommandContext, args: ReadWords) -> Result:
    """Read the words of a cloud: `{"words": [{"word", "label", "count", "is_hidden"}]}`, the most frequent first."""
    return {"words": selectors.cloud_words(event_id=context.ticket.event_id, poll_id=args.poll_id)}


@command("polls.show_text", OneText, roles=DESK_ROLES, rate=CREW_RATE)
def show_text(context: CommandContext, args: OneText) -> Result:
    """Let the audience see an answer; the result is the answer."""
    text = services.show_text(
        event_id=context.ticket.event_id,
        poll_id=args.poll_id,
        text_id=args.text_id,
        moderator_name=context.ticket.name,
    )
    return {"text": msgspec.to_builtins(text)}


@command("polls.hide_text", OneText, roles=DESK_ROLES, rate=CREW_RATE)
def hide_text(context: CommandContext, args: OneText) -> Result:
    """Keep an answer from the audience, or take it back; the result is the answer."""
    text = services.hide_text(
        event_id=context.ticket.event_id,
        poll_id=args.poll_id,
        text_id=args.text_id,
        moderator_name=context.ticket.name,
    )
    return {"text": msgspec.to_builtins(text)}


@command("polls.hide_word", OneWord, roles=DESK_ROLES, rate=CREW_RATE)
def hide_word(context: CommandContext, args: OneWord) -> Result:
    """Take a word out of a cloud, or put it back. It stays counted."""
    services.hide_word(event_id=context.ticket.event_id, poll_id=args.poll_id, word=args.word, is_hidden=args.is_hidden)
    return {}


@command("polls.show_graphic", ShowGraphic, roles=RUNNER_ROLES)
def show_graphic(context: CommandContext, args: ShowGraphic) -> Result:
    """Put a graphic of a poll on air, in place of the one before; the result is the poll."""
    poll = services.show_graphic(event_id=context.ticket.event_id, poll_id=args.poll_id, view=args.view)
    return {"poll": msgspec.to_builtins(poll)}


@command("polls.take_graphic", TakeGraphic, roles=RUNNER_ROLES)
def take_graphic(context: CommandContext, args: TakeGraphic) -> Result:
    """Take the graphic of a poll off the air."""
    services.take_graphic(event_id=context.ticket.event_id)
    return {}
