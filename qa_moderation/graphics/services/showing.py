"""Puts graphics on air and takes them off. A second press is no error, and changes nothing."""

from __future__ import annotations

from django.db import transaction

from live.errors import Refusal
from live.log import append
from qa_moderation.graphics.errors import NOTHING_TO_SHOW
from qa_moderation.graphics.facts import AutoHideChanged, GraphicHidden, GraphicKind, GraphicShown, Shown
from qa_moderation.graphics.models import Graphics
from qa_moderation.graphics.selectors import (
    graphics_of,
    question_on_air,
    shown_question,
    shown_record,
    ticker_of,
)
from qa_moderation.graphics.topics import graphics_topic
from qa_moderation.services.turns import lock_desk


@transaction.atomic
def show_graphic(*, event_id: int, kind: GraphicKind) -> Shown:
    """Put a graphic on air; of the lower third and the full screen, which say the same, the other one goes.

    Raises Refusal(graphics.nothing_to_show). Locks the desk.
    """
    lock_desk(event_id)
    graphics = graphics_of(event_id)
    if getattr(graphics, kind):
        return shown_record(graphics)
    _guard_content(graphics, kind)
    if kind != "ticker":
        graphics.lower_third = graphics.full = False
    setattr(graphics, kind, True)
    graphics.save()
    shown = shown_record(graphics)
    append(graphics_topic(event_id), GraphicShown(kind=kind, shown=shown))
    return shown


@transaction.atomic
def hide_graphic(*, event_id: int, kind: GraphicKind) -> Shown:
    """Take a graphic off the air. A question that is no longer on air goes with the last graphic that shows it.

    Locks the desk.
    """
    lock_desk(event_id)
    graphics = graphics_of(event_id)
    if not getattr(graphics, kind):
        return shown_record(graphics)
    setattr(graphics, kind, False)
    if not (graphics.lower_third or graphics.full):
        graphics.lingering = None
    graphics.save()
    shown = shown_record(graphics)
    question = shown_question(graphics, question_on_air(event_id))
    append(graphics_topic(event_id), GraphicHidden(kind=kind, shown=shown, question=question))
    return shown


@transaction.atomic
def change_auto_hide(*, event_id: int, auto_hide: bool) -> bool:
    """Decide whether the graphics of a question go by themselves when it leaves the air. Locks the desk."""
    lock_desk(event_id)
    graphics = graphics_of(event_id)
    if graphics.auto_hide != auto_hide:
        graphics.auto_hide = auto_hide
        graphics.save()
        append(graphics_topic(event_id), AutoHideChanged(auto_hide=auto_hide))
    return auto_hide


def _guard_content(graphics: Graphics, kind: GraphicKind) -> None:
    if kind == "ticker":
        if not ticker_of(graphics).lines:
            raise Refusal(NOTHING_TO_SHOW, "expected lines in the ticker, got none; set some first")
    elif shown_question(graphics, question_on_air(graphics.event_id)) is None:
        raise Refusal(NOTHING_TO_SHOW, "expected a question on air, got none; take one first")
