"""What moderators do beside moving one question: many at once, undo, claims, notes, cursors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

import msgspec

from live.commands import CREW_RATE, CommandContext, Result, command
from live.errors import Refusal
from live.facts import Args
from qa_moderation import services
from qa_moderation.commands.hosts import result_for
from qa_moderation.commands.shapes import Id, Move, Priority, Reason, SlugOrNone, Version, mover_of, told
from qa_moderation.facts import DeskQuestion
from qa_moderation.limits import IN_BULK, ON_DECK
from qa_moderation.services import Seen
from qa_moderation.topics import DESK_ROLES, SET_ROLES

_LEADERS = frozenset({"director", "organiser"})
Items = Annotated[list[Move], msgspec.Meta(min_length=1, max_length=IN_BULK)]
Outcome = DeskQuestion | Refusal


class Release(Args):
    """Let go of a question; the director and the organiser may let go of another's."""

    question_id: Id


class WriteNote(Args):
    """Write a note that the crew alone reads."""

    question_id: Id
    text: Reason


class Bulk(Args):
    """Do one action with each of these questions; what else is given is for the actions that take it.

    `bulk` is a name that the commands of one big bulk have in common: they are undone together.
    """

    action: Literal["approve", "reject", "park", "send", "sort", "assign", "release"]
    items: Items
    reason: Reason = ""
    note: Reason = ""
    theme_id: Id | msgspec.UnsetType | None = msgspec.UNSET
    priority: Priority | msgspec.UnsetType = msgspec.UNSET
    feed: SlugOrNone = ""
    bulk: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Undo(Args):
    """Undo the last move of each of these questions, if it was one's own and is at most ten seconds old.

    A part of a bulk is as old as the last command of that bulk, or the last undo of one of its parts.
    """

    items: Items


class Point(Args):
    """Show the others where one is: at most once in two seconds, and again after fifteen."""

    question_id: Id | None


class OrderDeck(Args):
    """Put the deck that was seen at `deck_version` into this order, next first."""

    question_ids: Annotated[list[Id], msgspec.Meta(max_length=2 * ON_DECK)]
    deck_version: Version


@command("desk.release", Release, roles=DESK_ROLES)
def release(context: CommandContext, args: Release) -> Result:
    """Release a question; the result is the question as the crew sees it."""
    question = services.release_question(
        event_id=context.ticket.event_id,
        question_id=args.question_id,
        mover=mover_of(context),
        anyones=_is_leader(context),
    )
    return told("question", question)


@command("desk.note", WriteNote, roles=DESK_ROLES)
def note(context: CommandContext, args: WriteNote) -> Result:
    """Note something; the result is the question as the crew sees it."""
    question = services.note_question(
        event_id=context.ticket.event_id, question_id=args.question_id, text=args.text, mover=mover_of(context)
    )
    return told("question", question)


@command("desk.bulk", Bulk, roles=DESK_ROLES)
def bulk(context: CommandContext, args: Bulk) -> Result:
    """Act on many questions; the result says what was done, and what was refused and why."""
    outcomes = services.act_on_many(
        event_id=context.ticket.event_id, seen=_seen(args.items), act=_action(context, args), bulk=args.bulk
    )
    return _told_each(args.items, outcomes)


def _action(context: CommandContext, args: Bulk) -> Callable[[Seen], DeskQuestion]:
    event_id, mover = context.ticket.event_id, mover_of(context)

    def act(seen: Seen) -> DeskQuestion:
        question_id, version = seen.question_id, seen.version
        match args.action:
            case "approve":
                return services.approve_question(
                    event_id=event_id, question_id=question_id, version=version, mover=mover
                )
            case "reject":
                return services.reject_question(
                    event_id=event_id,
                    question_id=question_id,
                    version=version,
                    reason=args.reason,
                    note=args.note,
                    mover=mover,
                )
            case "park":
                return services.park_question(event_id=event_id, question_id=question_id, version=version, mover=mover)
            case "send":
                return services.send_to_set(
                    event_id=event_id, question_id=question_id, version=version, feed=args.feed, mover=mover
                )
            case "sort":
                return services.sort_question(
                    event_id=event_id,
                    question_id=question_id,
                    version=version,
                    theme_id=args.theme_id,
                    priority=args.priority,
                    mover=mover,
                )
            case "assign":
                return services.assign_question(
                    event_id=event_id, question_id=question_id, version=version, feed=args.feed, mover=mover
                )
            case "release":
                return services.release_question(
                    event_id=event_id, question_id=question_id, mover=mover, anyones=_is_leader(context)
                )

    return act


def _undo(context: CommandContext, args: Undo) -> Result:
    """Undo moves; the result is as that of desk.bulk."""
    outcomes = services.undo_moves(event_id=context.ticket.event_id, seen=_seen(args.items), mover=mover_of(context))
    return result_for(context, _told_each(args.items, outcomes))


command("desk.undo", Undo, roles=DESK_ROLES, rate=CREW_RATE)(_undo)
command("set.undo", Undo, roles=SET_ROLES, rate=CREW_RATE)(_undo)


@command("desk.point", Point, roles=DESK_ROLES)
def point(context: CommandContext, args: Point) -> Result:
    """Point at a question; the result is the cursor."""
    cursor = services.point_at(event_id=context.ticket.event_id, question_id=args.question_id, mover=mover_of(context))
    return told("cursor", cursor)


@command("desk.order", OrderDeck, roles=DESK_ROLES)
def order(context: CommandContext, args: OrderDeck) -> Result:
    """Order the deck; the result is the deck."""
    deck = services.order_deck(
        event_id=context.ticket.event_id,
        question_ids=args.question_ids,
        deck_version=args.deck_version,
        mover=mover_of(context),
    )
    return told("deck", deck)


def _is_leader(context: CommandContext) -> bool:
    return not context.ticket.roles.isdisjoint(_LEADERS)


def _seen(items: Sequence[Move]) -> list[Seen]:
    return [Seen(item.question_id, item.version) for item in items]


def _told_each(items: Sequence[Move], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "done": [msgspec.to_builtins(outcome) for outcome in outcomes if not isinstance(outcome, Refusal)],
        "refused": [
            {
                "question_id": item.question_id,
                "code": outcome.code,
                "message": outcome.message,
                "details": outcome.details,
            }
            for item, outcome in zip(items, outcomes, strict=True)
            if isinstance(outcome, Refusal)
        ],
    }
