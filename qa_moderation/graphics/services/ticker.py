"""What the ticker says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.db import transaction

from events.text import clean_line
from live.errors import Refusal
from live.facts import JSON
from live.log import append
from qa_moderation.graphics.errors import LINE_EMPTY, NOT_PUBLIC, TICKER_STALE
from qa_moderation.graphics.facts import Ticker, TickerChanged
from qa_moderation.graphics.limits import LINE_CHARS
from qa_moderation.graphics.selectors import PUBLIC, graphics_of, shown_record, ticker_of
from qa_moderation.graphics.topics import graphics_topic
from qa_moderation.models import Question
from qa_moderation.services.decisions import log_arrangement, who_arranged
from qa_moderation.services.moves import Mover
from qa_moderation.services.turns import lock_desk


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as the crew sets it: a question, or words of their own."""

    question_id: int | None = None
    text: str = ""


@transaction.atomic
def set_ticker(*, event_id: int, lines: Sequence[NewLine], version: int, mover: Mover) -> Ticker:
    """Give the ticker that was seen at `version` other lines. Without any it goes off the air.

    Raises Refusal(graphics.ticker_stale, graphics.not_public, graphics.line_empty). Locks the desk.
    """
    lock_desk(event_id)
    graphics = graphics_of(event_id)
    if graphics.ticker_version != version:
        raise Refusal(
            TICKER_STALE,
            f"expected version {graphics.ticker_version} of the ticker, got {version}; look again",
            {
                "ticker": msgspec.to_builtins(ticker_of(graphics)),
                **who_arranged(event_id, "ticker", graphics.ticker_version),
            },
        )
    _guard_questions(event_id, lines)
    before = graphics.ticker_lines
    graphics.ticker_lines = [_stored(place, line) for place, line in enumerate(lines)]
    graphics.ticker_version += 1
    graphics.ticker = graphics.ticker and bool(lines)
    graphics.save()
    log_arrangement(
        event_id=event_id,
        mover=mover,
        action="ticker",
        version=graphics.ticker_version,
        details={"lines": graphics.ticker_lines},
        before={"lines": before},
    )
    ticker = ticker_of(graphics)
    append(graphics_topic(event_id), TickerChanged(ticker=ticker, shown=shown_record(graphics)))
    return ticker


def _guard_questions(event_id: int, lines: Sequence[NewLine]) -> None:
    wanted = [line.question_id for line in lines if line.question_id is not None]
    found = Question.objects.filter(event_id=event_id, pk__in=wanted, state__in=PUBLIC)
    public = set(found.values_list("pk", flat=True))
    for question_id in wanted:
        if question_id not in public:
            message = f"expected a question that the audience of event {event_id} sees, got {question_id}"
            raise Refusal(NOT_PUBLIC, message, {"question_id": question_id})


def _stored(place: int, line: NewLine) -> dict[str, JSON]:
    text = clean_line(line.text)[:LINE_CHARS]
    if (line.question_id is None) == (not text):
        raise Refusal(LINE_EMPTY, f"expected either a question or a text in line {place}", {"place": place})
    return {"text": text} if text else {"question_id": line.question_id}
