"""Reads: records from rows, and the parts of snapshots, for any number of events in one query each."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable

from events.moments import epoch_ms
from qa_moderation.graphics.facts import GraphicQuestion, GraphicsKeyRecord, Shown, Ticker, TickerLine
from qa_moderation.graphics.models import Graphics, GraphicsKey
from qa_moderation.graphics.states import GraphicsState
from qa_moderation.models import VISIBLE, Question, State
from qa_moderation.selectors import public_record, shown_asker
from qa_moderation.states import MAIN

PUBLIC = frozenset({*VISIBLE, State.ANSWERED})
"""States in which the audience sees a question, and the ticker may show it."""


def graphic_question(question: Question) -> GraphicQuestion:
    """Return `question` as graphics show it: the words and the name that the audience sees."""
    public = public_record(question)
    return GraphicQuestion(
        id=public.id,
        text=public.text,
        language=public.language,
        asker_name=public.asker_name,
        asker_company=public.asker_company,
        asker_country=shown_asker(question)["asker_country"],
        is_on_air=is_on_air(question),
    )


def is_on_air(question: Question) -> bool:
    """Whether `question` is on air at the main set desk: graphics show no other's."""
    return question.state == State.ON_AIR and question.feed == MAIN


def shown_record(graphics: Graphics) -> Shown:
    """Return which graphics are on air."""
    return Shown(lower_third=graphics.lower_third, full=graphics.full, ticker=graphics.ticker)


def ticker_record(graphics: Graphics, questions: Iterable[Question]) -> Ticker:
    """Return the ticker; `questions` holds those of its lines. One that the audience sees no more has no line."""
    by_id = {question.pk: question for question in questions if question.state in PUBLIC}
    lines = []
    for line in graphics.ticker_lines:
        if "text" in line:
            lines.append(TickerLine(None, line["text"], "", None, ""))
        elif question := by_id.get(line["question_id"]):
            lines.append(question_line(question))
    return Ticker(version=graphics.ticker_version, lines=lines)


def question_line(question: Question) -> TickerLine:
    """Return `question`, which the audience must see, as a line of the ticker."""
    public = public_record(question)
    return TickerLine(public.id, public.text, public.language, public.asker_name, public.asker_company)


def ticker_question_ids(graphics: Graphics) -> list[int]:
    """Return the ids of the questions that the ticker's lines name."""
    return [line["question_id"] for line in graphics.ticker_lines if "question_id" in line]


def ticker_of(graphics: Graphics) -> Ticker:
    """Return the ticker of one event, reading its questions."""
    return ticker_record(graphics, Question.objects.filter(pk__in=ticker_question_ids(graphics)))


def graphics_of(event_id: int) -> Graphics:
    """Return the event's row, or one that is not saved yet."""
    row = Graphics.objects.select_related("lingering").filter(pk=event_id).first()
    return row or Graphics(event_id=event_id)


def shown_question(graphics: Graphics, on_air: Question | None) -> GraphicQuestion | None:
    """Return what the graphics of a question show: the one on air, else the last while it lingers."""
    question = on_air or graphics.lingering
    return None if question is None else graphic_question(question)


def question_on_air(event_id: int) -> Question | None:
    """Return the question that is on air at the main set desk."""
    return Question.objects.filter(event_id=event_id, state=State.ON_AIR, feed=MAIN).first()


def graphics_states(event_ids: Iterable[int]) -> dict[int, GraphicsState]:
    """Return the state of the graphics of each event: three queries."""
    ids = list(event_ids)
    rows = {row.pk: row for row in Graphics.objects.select_related("lingering").filter(pk__in=ids)}
    rows_on_air = Question.objects.filter(event_id__in=ids, state=State.ON_AIR, feed=MAIN)
    on_air = {each.event_id: each for each in rows_on_air}
    wanted = [question_id for row in rows.values() for question_id in ticker_question_ids(row)]
    questions: dict[int, list[Question]] = defaultdict(list)
    for question in Question.objects.filter(pk__in=wanted or [0]):
        questions[question.event_id].append(question)
    states = {}
    for event_id in ids:
        row = rows.get(event_id) or Graphics(event_id=event_id)
        states[event_id] = GraphicsState(
            question=shown_question(row, on_air.get(event_id)),
            shown=shown_record(row),
            ticker=ticker_record(row, questions[event_id]),
            auto_hide=row.auto_hide,
        )
    return states


# --- keys


def key_record(key: GraphicsKey) -> GraphicsKeyRecord:
    """Return `key` as those who make keys see it."""
    return GraphicsKeyRecord(
        id=key.pk, label=key.label, secret=key.secret, made_by=key.made_by, made_at_ms=epoch_ms(key.made_at)
    )


def live_keys(event_ids: Iterable[int]) -> dict[int, list[GraphicsKey]]:
    """Return the keys of each event that open something, oldest first."""
    keys: dict[int, list[GraphicsKey]] = defaultdict(list)
    for key in GraphicsKey.objects.filter(event_id__in=event_ids, revoked_at=None).order_by("pk"):
        keys[key.event_id].append(key)
    return keys


def find_key(*, slug: str, secret: str) -> GraphicsKey | None:
    """Return the key of the event `slug` that `secret` is. How long that takes says nothing of the keys."""
    keys = GraphicsKey.objects.select_related("event").filter(event__slug=slug, revoked_at=None)
    found = None
    for key in keys:
        if hmac.compare_digest(key.secret.encode(), secret.encode()):
            found = key
    return found
