"""What clients may ask in a chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated

import msgspec

from events.batches import by_event
from live.commands import CREW_RATE, BatchItem, CommandContext, Rate, Result, batch_command, command
from live.errors import Refusal
from live.facts import Args
from live.tickets import ATTENDEE
from rooms import services
from rooms.errors import NOT_REGISTERED
from rooms.facts import ChatWord, DeskChatMessage, ModeName
from rooms.limits import MESSAGE_CHARS, REASON_CHARS, SLOW_MODE_S, WORDS_PER_EVENT
from rooms.models import Mode, Sanction
from rooms.selectors import STAGE
from rooms.services import Moderator, NewMessage, OwnMessage, Report
from rooms.topics import CREW_ROLES, DESK_ROLES

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
RoomSlug = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$")]
# Only for the frame: the policy's bounds hold for the text once it is clean.
Text = Annotated[str, msgspec.Meta(max_length=4 * MESSAGE_CHARS)]
Reason = Annotated[str, msgspec.Meta(max_length=REASON_CHARS)]
Seconds = Annotated[int, msgspec.Meta(ge=10, le=7 * 24 * 3600)]

_ATTENDEES = frozenset({ATTENDEE})
_WORD_ROLES = frozenset({"director", "organiser"})
_POST_RATE = Rate(per_person=8, seconds=10)
_REPORT_RATE = Rate(per_person=5, seconds=30)


class Post(Args):
    """Say something in a room's chat."""

    text: Text
    room: RoomSlug = STAGE
    reply_to: Id | None = None


class AcceptRules(Args):
    """Accept the rules of the chat."""


class ReportMessage(Args):
    """Ask that a moderator look at a message."""

    message_id: Id


class DeleteOwn(Args):
    """Take back what one said oneself."""

    message_id: Id


class Say(Args):
    """Say something as the crew: everybody gets it."""

    text: Text
    room: RoomSlug = STAGE
    reply_to: Id | None = None


class OneMessage(Args):
    """Decide about one message."""

    message_id: Id


class Mute(Args):
    """Keep a person from writing for a while; null: for the whole event."""

    attendee_id: Id
    lasts_s: Seconds | None = 600
    reason: Reason = ""


class ShadowMute(Args):
    """Let nobody see what a person writes, without a word to them."""

    attendee_id: Id


class Ban(Args):
    """Keep a person from writing until it is lifted."""

    attendee_id: Id
    reason: Reason = ""


class Lift(Args):
    """Let a person write again."""

    attendee_id: Id


class ChangeChatPolicy(Args):
    """Change what is given of a room's policy."""

    room: RoomSlug = STAGE
    mode: ModeName | None = None
    slow_mode_s: Annotated[int, msgspec.Meta(ge=0, le=SLOW_MODE_S)] | None = None
    allows_links: bool | None = None
    max_chars: Annotated[int, msgspec.Meta(ge=10, le=MESSAGE_CHARS)] | None = None


class ChangeWords(Args):
    """Replace the list of words that are not published, whose version was `seen`."""

    words: Annotated[list[ChatWord], msgspec.Meta(max_length=WORDS_PER_EVENT)]
    seen: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


_by_event = partial(by_event, not_registered=NOT_REGISTERED)


def _nothing(_: None) -> Result:
    return {}


@batch_command("chat.post", Post, roles=_ATTENDEES, rate=_POST_RATE)
def post(items: Sequence[BatchItem[Post]]) -> Sequence[Result | Refusal]:
    """Take messages; the result is the message as its author sees it, with its reach."""
    return _by_event(
        items,
        lambda attendee_id, item: NewMessage(attendee_id, item.args.room, item.args.text, item.args.reply_to),
        lambda event_id, posted: services.post_messages(event_id=event_id, posted=posted),
        lambda message: {"message": msgspec.to_builtins(message)},
    )


@batch_command("chat.accept_rules", AcceptRules, roles=_ATTENDEES)
def accept_rules(items: Sequence[BatchItem[AcceptRules]]) -> Sequence[Result | Refusal]:
    """Note who accepts the rules."""
    return _by_event(
        items,
        lambda attendee_id, item: attendee_id,
        lambda event_id, ids: services.accept_rules(event_id=event_id, attendee_ids=ids),
        _nothing,
    )


@batch_command("chat.report", ReportMessage, roles=_ATTENDEES, rate=_REPORT_RATE)
def report(items: Sequence[BatchItem[ReportMessage]]) -> Sequence[Result | Refusal]:
    """Take reports."""
    return _by_event(
        items,
        lambda attendee_id, item: Report(attendee_id, item.args.message_id),
        lambda event_id, reports: services.report_messages(event_id=event_id, reports=reports),
        _nothing,
    )


@batch_command("chat.delete_own", DeleteOwn, roles=_ATTENDEES, rate=_POST_RATE)
def delete_own(items: Sequence[BatchItem[DeleteOwn]]) -> Sequence[Result | Refusal]:
    """Take messages back; the result is the message as its author sees it."""
    return _by_event(
        items,
        lambda attendee_id, item: OwnMessage(attendee_id, item.args.message_id),
        lambda event_id, messages: services.take_back_messages(event_id=event_id, messages=messages),
        lambda message: {"message": msgspec.to_builtins(message)},
    )


@command("chat.say", Say, roles=CREW_ROLES, rate=CREW_RATE)
def say(context: CommandContext, args: Say) -> Result:
    """Say something to everybody; the result is the message as the crew sees it."""
    message = services.say_as_crew(
        event_id=context.ticket.event_id,
        text=args.text,
        room=args.room,
        reply_to=args.reply_to,
        moderator=_moderator(context),
    )
    return {"message": msgspec.to_builtins(message)}


def _message_command(name: str, service: Callable[..., DeskChatMessage]) -> None:
    """Register a command that decides about one message; its result is the message as the crew sees it."""

    def handle(context: CommandContext, args: OneMessage) -> Result:
        message = service(event_id=context.ticket.event_id, message_id=args.message_id, moderator=_moderator(context))
        return {"message": msgspec.to_builtins(message)}

    command(name, OneMessage, roles=DESK_ROLES, rate=CREW_RATE)(handle)


_message_command("chat.hide", services.hide_message)
_message_command("chat.restore", services.restore_message)
_message_command("chat.release", services.release_message)
_message_command("chat.clear_reports", services.clear_reports)
_message_command("chat.pin", services.pin_message)
_message_command("chat.unpin", services.unpin_message)


@command("chat.mute", Mute, roles=DESK_ROLES)
def mute(context: CommandContext, args: Mute) -> Result:
    """Mute a person; the result is the sanction."""
    return _sanction(context, args.attendee_id, Sanction.MUTE, lasts_s=args.lasts_s, reason=args.reason)


@command("chat.shadow_mute", ShadowMute, roles=DESK_ROLES)
def shadow_mute(context: CommandContext, args: ShadowMute) -> Result:
    """Shadow-mute a person; the result is the sanction."""
    return _sanction(context, args.attendee_id, Sanction.SHADOW_MUTE)


@command("chat.ban", Ban, roles=DESK_ROLES)
def ban(context: CommandContext, args: Ban) -> Result:
    """Ban a person from the chat; the result is the sanction."""
    return _sanction(context, args.attendee_id, Sanction.BAN, reason=args.reason)


@command("chat.lift", Lift, roles=DESK_ROLES)
def lift(context: CommandContext, args: Lift) -> Result:
    """Let a person write again."""
    services.lift_sanction(
        event_id=context.ticket.event_id, attendee_id=args.attendee_id, moderator=_moderator(context)
    )
    return {}


@command("chat.change_policy", ChangeChatPolicy, roles=DESK_ROLES)
def change_policy(context: CommandContext, args: ChangeChatPolicy) -> Result:
    """Change a room's policy; the result is the policy."""
    policy = services.change_policy(
        event_id=context.ticket.event_id,
        room=args.room,
        mode=None if args.mode is None else Mode(args.mode),
        slow_mode_s=args.slow_mode_s,
        allows_links=args.allows_links,
        max_chars=args.max_chars,
        moderator=_moderator(context),
    )
    return {"policy": msgspec.to_builtins(policy)}


@command("chat.change_words", ChangeWords, roles=_WORD_ROLES)
def change_words(context: CommandContext, args: ChangeWords) -> Result:
    """Replace the words; the result is the list, and its version."""
    words, version = services.change_words(
        event_id=context.ticket.event_id, words=args.words, seen=args.seen, moderator=_moderator(context)
    )
    return {"words": msgspec.to_builtins(words), "version": version}


def _sanction(
    context: CommandContext, attendee_id: int, kind: Sanction, *, lasts_s: int | None = None, reason: str = ""
) -> Result:
    sanction = services.sanction_person(
        event_id=context.ticket.event_id,
        attendee_id=attendee_id,
        kind=kind,
        lasts_s=lasts_s,
        reason=reason,
        moderator=_moderator(context),
    )
    return {"sanction": msgspec.to_builtins(sanction)}


def _moderator(context: CommandContext) -> Moderator:
    return Moderator(subject=context.ticket.subject, name=context.ticket.name)
