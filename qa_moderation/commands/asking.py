"""What attendees ask: questions, upvotes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import msgspec

from events.batches import by_event
from live.commands import BatchItem, CommandContext, Rate, Result, batch_command, command
from live.errors import Refusal
from live.facts import Args
from live.tickets import ATTENDEE
from qa_moderation import services
from qa_moderation.commands.shapes import Id, Language
from qa_moderation.errors import NOT_REGISTERED
from qa_moderation.services import NewQuestion, Vote

_ATTENDEES = frozenset({ATTENDEE})
_ASK_RATE = Rate(per_person=5, seconds=10)
_UPVOTE_RATE = Rate(per_person=10, seconds=1)


class Ask(Args):
    """Ask a question. The policy's bounds hold for the text once it is clean; these are only for the frame."""

    text: Annotated[str, msgspec.Meta(max_length=4000)]
    anonymous: bool = False
    language: Language = "en"


class Withdraw(Args):
    """Take one's own question back."""

    question_id: Id


class Upvote(Args):
    """Wish to hear the answer."""

    question_id: Id


class TakeBackUpvote(Args):
    """Wish it no longer."""

    question_id: Id


_by_event = partial(by_event, not_registered=NOT_REGISTERED)


@batch_command("qa.ask", Ask, roles=_ATTENDEES, rate=_ASK_RATE)
def ask(items: Sequence[BatchItem[Ask]]) -> Sequence[Result | Refusal]:
    """Take questions; the result is the question as its asker sees it."""
    return _by_event(
        items,
        lambda attendee_id, item: NewQuestion(attendee_id, item.args.text, item.args.language, item.args.anonymous),
        lambda event_id, asked: services.ask_questions(event_id=event_id, asked=asked),
        lambda question: {"question": msgspec.to_builtins(question)},
    )


@batch_command("qa.upvote", Upvote, roles=_ATTENDEES, rate=_UPVOTE_RATE)
def upvote(items: Sequence[BatchItem[Upvote]]) -> Sequence[Result | Refusal]:
    """Cast upvotes; the result is the question's count, and the `rev` and `offset` from which on its topics show it."""
    return _by_event(
        items,
        lambda attendee_id, item: Vote(attendee_id, item.args.question_id),
        lambda event_id, votes: services.cast_upvotes(event_id=event_id, votes=votes),
        lambda voted: voted._asdict(),
    )


@batch_command("qa.take_back_upvote", TakeBackUpvote, roles=_ATTENDEES, rate=_UPVOTE_RATE)
def take_back_upvote(items: Sequence[BatchItem[TakeBackUpvote]]) -> Sequence[Result | Refusal]:
    """Take upvotes back; the result is as that of `qa.upvote`."""
    return _by_event(
        items,
        lambda attendee_id, item: Vote(attendee_id, item.args.question_id),
        lambda event_id, votes: services.take_back_upvotes(event_id=event_id, votes=votes),
        lambda voted: voted._asdict(),
    )


@command("qa.withdraw", Withdraw, roles=_ATTENDEES, rate=_ASK_RATE)
def withdraw(context: CommandContext, args: Withdraw) -> Result:
    """Withdraw a question; the result is the question as its asker sees it."""
    attendee_id = context.ticket.attendee_id
    if attendee_id is None:
        raise Refusal(NOT_REGISTERED, f"expected an attendee, got {context.ticket.subject!r}")
    question = services.withdraw_question(
        event_id=context.ticket.event_id, question_id=args.question_id, attendee_id=attendee_id
    )
    return {"question": msgspec.to_builtins(question)}
