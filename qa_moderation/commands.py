"""What clients may ask about questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

import msgspec

from live.commands import CREW_RATE, BatchItem, CommandContext, Rate, Result, batch_command, command
from live.errors import Refusal
from live.facts import Args
from live.tickets import ATTENDEE
from qa_moderation import services
from qa_moderation.errors import NOT_REGISTERED
from qa_moderation.facts import DeskQuestion
from qa_moderation.limits import ON_DECK
from qa_moderation.services import Mover, NewQuestion, Vote
from qa_moderation.topics import DESK_ROLES, SET_ROLES

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Chars = Annotated[int, msgspec.Meta(ge=1, le=1000)]

_ATTENDEES = frozenset({ATTENDEE})
_POLICY_ROLES = frozenset({"director", "organiser"})
_ASK_RATE = Rate(per_person=5, seconds=10)
_UPVOTE_RATE = Rate(per_person=10, seconds=1)


class Ask(Args):
    """Ask a question. The policy's bounds hold for the text once it is clean; these are only for the frame."""

    text: Annotated[str, msgspec.Meta(max_length=4000)]
    anonymous: bool = False
    language: Annotated[str, msgspec.Meta(max_length=8, pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")] = "en"


class Withdraw(Args):
    """Take one's own question back."""

    question_id: Id


class Upvote(Args):
    """Wish to hear the answer."""

    question_id: Id


class TakeBackUpvote(Args):
    """Wish it no longer."""

    question_id: Id


class Move(Args):
    """Move the question that was seen at `version`."""

    question_id: Id
    version: Version


class Reject(Args):
    """Dismiss the question that was seen at `version`, with a reason that its asker reads."""

    question_id: Id
    version: Version
    reason: Annotated[str, msgspec.Meta(max_length=300)]


class OrderDeck(Args):
    """Put the deck that was seen at `deck_version` into this order, next first."""

    question_ids: Annotated[list[Id], msgspec.Meta(max_length=2 * ON_DECK)]
    deck_version: Version


class ChangePolicy(Args):
    """Change what is given."""

    accepts_questions: bool | None = None
    min_chars: Chars | None = None
    max_chars: Chars | None = None


A = TypeVar("A", bound=Args)
T = TypeVar("T")
O = TypeVar("O")  # noqa: E741  # an outcome


def _by_event(
    items: Sequence[BatchItem[A]],
    what: Callable[[int, A], T],
    service: Callable[[int, list[T]], Sequence[O | Refusal]],
    result: Callable[[O], Result],
) -> list[Result | Refusal]:
    """Call `service` once for each event in the batch, by ascending id, and return the outcomes in the items' order."""
    outcomes: dict[int, Result | Refusal] = {}
    places: dict[int, list[int]] = {}
    for place, item in enumerate(items):
        if item.context.ticket.attendee_id is None:
            outcomes[place] = Refusal(NOT_REGISTERED, f"expected an attendee, got {item.context.ticket.subject!r}")
        else:
            places.setdefault(item.context.ticket.event_id, []).append(place)
    for event_id, mine in sorted(places.items()):
        todo = [what(items[place].context.ticket.attendee_id or 0, items[place].args) for place in mine]
        for place, outcome in zip(mine, service(event_id, todo), strict=True):
            outcomes[place] = outcome if isinstance(outcome, Refusal) else result(outcome)
    return [outcomes[place] for place in range(len(items))]


@batch_command("qa.ask", Ask, roles=_ATTENDEES, rate=_ASK_RATE)
def ask(items: Sequence[BatchItem[Ask]]) -> Sequence[Result | Refusal]:
    """Take questions; the result is the question as its asker sees it."""
    return _by_event(
        items,
        lambda attendee_id, args: NewQuestion(attendee_id, args.text, args.language, args.anonymous),
        lambda event_id, asked: services.ask_questions(event_id=event_id, asked=asked),
        lambda question: {"question": msgspec.to_builtins(question)},
    )


@batch_command("qa.upvote", Upvote, roles=_ATTENDEES, rate=_UPVOTE_RATE)
def upvote(items: Sequence[BatchItem[Upvote]]) -> Sequence[Result | Refusal]:
    """Cast upvotes; the result is the question's count."""
    return _by_event(
        items,
        lambda attendee_id, args: Vote(attendee_id, args.question_id),
        lambda event_id, votes: services.cast_upvotes(event_id=event_id, votes=votes),
        lambda count: {"upvotes": count},
    )


@batch_command("qa.take_back_upvote", TakeBackUpvote, roles=_ATTENDEES, rate=_UPVOTE_RATE)
def take_back_upvote(items: Sequence[BatchItem[TakeBackUpvote]]) -> Sequence[Result | Refusal]:
    """Take upvotes back; the result is the question's count."""
    return _by_event(
        items,
        lambda attendee_id, args: Vote(attendee_id, args.question_id),
        lambda event_id, votes: services.take_back_upvotes(event_id=event_id, votes=votes),
        lambda count: {"upvotes": count},
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


def _move_command(name: str, roles: frozenset[str], service: Callable[..., DeskQuestion]) -> None:
    """Register a command that moves one question; its result is the question as the crew sees it."""

    def handle(context: CommandContext, args: Move) -> Result:
        question = service(
            event_id=context.ticket.event_id,
            question_id=args.question_id,
            version=args.version,
            mover=_mover(context),
        )
        return {"question": msgspec.to_builtins(question)}

    command(name, Move, roles=roles, rate=CREW_RATE)(handle)


_move_command("desk.approve", DESK_ROLES, services.approve_question)
_move_command("desk.send", DESK_ROLES, services.send_to_set)
_move_command("desk.recall", DESK_ROLES, services.recall_from_set)
_move_command("set.take", SET_ROLES, services.take_question)
_move_command("set.answer", SET_ROLES, services.answer_question)
_move_command("set.skip", SET_ROLES, services.skip_question)
_move_command("set.put_back", SET_ROLES, services.put_back)


@command("desk.reject", Reject, roles=DESK_ROLES)
def reject(context: CommandContext, args: Reject) -> Result:
    """Reject a question; the result is the question as the crew sees it."""
    question = services.reject_question(
        event_id=context.ticket.event_id,
        question_id=args.question_id,
        version=args.version,
        reason=args.reason,
        mover=_mover(context),
    )
    return {"question": msgspec.to_builtins(question)}


@command("desk.order", OrderDeck, roles=DESK_ROLES)
def order(context: CommandContext, args: OrderDeck) -> Result:
    """Order the deck; the result is the deck."""
    deck = services.order_deck(
        event_id=context.ticket.event_id,
        question_ids=args.question_ids,
        deck_version=args.deck_version,
        mover=_mover(context),
    )
    return {"deck": msgspec.to_builtins(deck)}


@command("desk.change_policy", ChangePolicy, roles=_POLICY_ROLES)
def change_policy(context: CommandContext, args: ChangePolicy) -> Result:
    """Change the event's policy; the result is the policy."""
    policy = services.change_policy(
        event_id=context.ticket.event_id,
        accepts_questions=args.accepts_questions,
        min_chars=args.min_chars,
        max_chars=args.max_chars,
    )
    return {"policy": msgspec.to_builtins(policy)}


def _mover(context: CommandContext) -> Mover:
    return Mover(subject=context.ticket.subject, name=context.ticket.name)
