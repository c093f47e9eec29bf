"""What the crew may ask of graphics."""

from __future__ import annotations

from typing import Annotated

import msgspec

from live.commands import CommandContext, Result, command
from live.facts import Args
from qa_moderation.commands.shapes import mover_of
from qa_moderation.graphics import services
from qa_moderation.graphics.facts import GraphicKind
from qa_moderation.graphics.limits import LABEL_CHARS, LINE_CHARS, TICKER_LINES
from qa_moderation.graphics.services import NewLine
from qa_moderation.graphics.topics import KEY_MAKER_ROLES, TRIGGER_ROLES

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class ShowGraphic(Args):
    """Put a graphic on air."""

    kind: GraphicKind


class HideGraphic(Args):
    """Take a graphic off the air."""

    kind: GraphicKind


class WantedLine(Args):
    """A line of the ticker: a question, or words of the crew's."""

    question_id: Id | None = None
    text: Annotated[str, msgspec.Meta(max_length=LINE_CHARS)] = ""


class SetTicker(Args):
    """Give the ticker that was seen at `version` these lines; each names a question or has a text."""

    lines: Annotated[list[WantedLine], msgspec.Meta(max_length=TICKER_LINES)]
    version: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class ChangeAutoHide(Args):
    """Decide whether the graphics of a question go by themselves when it leaves the air."""

    auto_hide: bool


class MakeKey(Args):
    """Make a key to the pages of graphics; the label says for which machine."""

    label: Annotated[str, msgspec.Meta(max_length=LABEL_CHARS)]


class RevokeKey(Args):
    """End a key, and close what it has opened."""

    key_id: Id


@command("graphics.show", ShowGraphic, roles=TRIGGER_ROLES)
def show(context: CommandContext, args: ShowGraphic) -> Result:
    """Show; the result says what is on air."""
    shown = services.show_graphic(event_id=context.ticket.event_id, kind=args.kind)
    return {"shown": msgspec.to_builtins(shown)}


@command("graphics.hide", HideGraphic, roles=TRIGGER_ROLES)
def hide(context: CommandContext, args: HideGraphic) -> Result:
    """Hide; the result says what is on air."""
    shown = services.hide_graphic(event_id=context.ticket.event_id, kind=args.kind)
    return {"shown": msgspec.to_builtins(shown)}


@command("graphics.set_ticker", SetTicker, roles=TRIGGER_ROLES)
def set_ticker(context: CommandContext, args: SetTicker) -> Result:
    """Set the ticker; the result is the ticker."""
    lines = [NewLine(question_id=line.question_id, text=line.text) for line in args.lines]
    ticker = services.set_ticker(
        event_id=context.ticket.event_id, lines=lines, version=args.version, mover=mover_of(context)
    )
    return {"ticker": msgspec.to_builtins(ticker)}


@command("graphics.change_auto_hide", ChangeAutoHide, roles=TRIGGER_ROLES)
def change_auto_hide(context: CommandContext, args: ChangeAutoHide) -> Result:
    """Decide; the result is what holds now."""
    return {"auto_hide": services.change_auto_hide(event_id=context.ticket.event_id, auto_hide=args.auto_hide)}


@command("graphics.make_key", MakeKey, roles=KEY_MAKER_ROLES)
def make_key(context: CommandContext, args: MakeKey) -> Result:
    """Make a key; the result is its id. Its address comes with the topic of the keys, and stands in no receipt."""
    key = services.make_key(event_id=context.ticket.event_id, label=args.label, maker_name=context.ticket.name)
    return {"key_id": key.id}


@command("graphics.revoke_key", RevokeKey, roles=KEY_MAKER_ROLES)
def revoke_key(context: CommandContext, args: RevokeKey) -> Result:
    """Revoke a key; the result is its id."""
    services.revoke_key(event_id=context.ticket.event_id, key_id=args.key_id)
    return {"key_id": args.key_id}
