"""What a move of a question means for the graphics: called by every move, in its transaction, with the desk locked."""

from __future__ import annotations

from collections.abc import Mapping

from live import statements
from live.facts import Fact
from qa_moderation.graphics.facts import QuestionOnAirChanged, TickerChanged
from qa_moderation.graphics.models import Graphics
from qa_moderation.graphics.selectors import (
    PUBLIC,
    graphic_question,
    graphics_of,
    is_on_air,
    question_line,
    question_on_air,
    shown_question,
    shown_record,
    ticker_of,
    ticker_question_ids,
)
from qa_moderation.models import Question, State

_GONE = frozenset({State.WITHDRAWN, State.REJECTED, State.MERGED})
"""States of a question that nobody wants on air any more, its asker above all."""


def graphics_facts(question: Question, *, before: Question) -> list[Fact]:
    """Write what becomes of the graphics now that `before` is `question`, and return the facts of their topic."""
    # Asked by every move: without the question that lingers, of which only the id matters here.
    found = statements.fetch(Graphics, "WHERE event_id = %s", [question.event_id])
    graphics = found[0] if found else Graphics(event_id=question.event_id)
    facts: list[Fact] = []
    if is_on_air(question) or is_on_air(before) or graphics.lingering_id == question.pk:
        facts += _follow_air(graphics, question)
    if question.pk in ticker_question_ids(graphics):
        facts += _follow_ticker(graphics, question, before)
    return facts


def _follow_air(graphics: Graphics, question: Question) -> list[Fact]:
    is_shown = graphics.lower_third or graphics.full
    lingered_id = graphics.lingering_id
    if is_on_air(question):
        graphics.lingering = None
    elif is_shown and not graphics.auto_hide and question.state not in _GONE:
        # What viewers read does not vanish in the middle of a sentence because the host pressed a key.
        graphics.lingering = question
    else:
        graphics.lower_third = graphics.full = False
        graphics.lingering = None
    if is_shown or lingered_id:
        graphics.save()
    showing = question if is_on_air(question) or graphics.lingering_id else None
    record = None if showing is None else graphic_question(showing)
    return [QuestionOnAirChanged(question=record, shown=shown_record(graphics))]


def _follow_ticker(graphics: Graphics, question: Question, before: Question) -> list[Fact]:
    """Drop the question's lines when the audience sees it no more; else its words may have changed."""
    if question.state not in PUBLIC:
        graphics.ticker_lines = [line for line in graphics.ticker_lines if line.get("question_id") != question.pk]
        graphics.ticker_version += 1
        graphics.ticker = graphics.ticker and bool(graphics.ticker_lines)
        graphics.save()
    elif question_line(question) == question_line(before):
        return []
    return [TickerChanged(ticker=ticker_of(graphics), shown=shown_record(graphics))]


def graphics_anew(event_id: int) -> list[Fact]:
    """Return the facts that tell what graphics show as it is now, where it names who asks."""
    graphics = graphics_of(event_id)
    facts: list[Fact] = []
    if (showing := shown_question(graphics, question_on_air(event_id))) is not None:
        facts.append(QuestionOnAirChanged(question=showing, shown=shown_record(graphics)))
    if ticker_question_ids(graphics):
        facts.append(TickerChanged(ticker=ticker_of(graphics), shown=shown_record(graphics)))
    return facts


def graphics_without(event_id: int, gone: Mapping[int, Question]) -> list[Fact]:
    """Write what becomes of the graphics when `gone`, as they were, are deleted; return the facts of their topic."""
    found = Graphics.objects.filter(pk=event_id).first()
    graphics = found or Graphics(event_id=event_id)
    facts: list[Fact] = []
    if any(is_on_air(question) for question in gone.values()) or graphics.lingering_id in gone:
        graphics.lower_third = graphics.full = False
        graphics.lingering = None
        facts.append(QuestionOnAirChanged(question=None, shown=shown_record(graphics)))
    if not gone.keys().isdisjoint(ticker_question_ids(graphics)):
        graphics.ticker_lines = [line for line in graphics.ticker_lines if line.get("question_id") not in gone]
        graphics.ticker_version += 1
        graphics.ticker = graphics.ticker and bool(graphics.ticker_lines)
        facts.append(TickerChanged(ticker=ticker_of(graphics), shown=shown_record(graphics)))
    if facts and found is not None:
        graphics.save()
    return facts
