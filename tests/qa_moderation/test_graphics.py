"""Graphics: what is shown, what becomes of it when questions move, the ticker."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.errors import Refusal
from live.models import FactRecord
from live.topics import topic_kind
from qa_moderation import services as moves
from qa_moderation.facts import DeskQuestion
from qa_moderation.graphics import services
from qa_moderation.graphics.facts import GraphicKind, GraphicQuestion, Shown
from qa_moderation.graphics.limits import LINE_CHARS
from qa_moderation.graphics.selectors import graphics_states
from qa_moderation.graphics.services import NewLine
from qa_moderation.graphics.states import GraphicsState
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    make_attendee,
    make_event,
    on_air,
    on_deck,
    pending,
    record,
)

pytestmark = pytest.mark.django_db

NONE = Shown(lower_third=False, full=False, ticker=False)
LOWER = Shown(lower_third=True, full=False, ticker=False)
FULL = Shown(lower_third=False, full=True, ticker=False)


def state(event_id: int) -> GraphicsState:
    return graphics_states([event_id])[event_id]


def code(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def finish(question: DeskQuestion, service: Callable[..., DeskQuestion] = moves.answer_question) -> DeskQuestion:
    now = record(question.id)
    event_id = moves_event(question)
    return service(event_id=event_id, question_id=now.id, version=now.version, mover=HOST)


def moves_event(question: DeskQuestion) -> int:
    from qa_moderation.models import Question

    return Question.objects.get(pk=question.id).event_id


def facts(event_id: int) -> int:
    return FactRecord.objects.filter(topic__name=f"graphics/{event_id}").count()


def test_question_on_air_is_what_the_audience_sees() -> None:
    event = make_event()
    question = on_air(make_attendee(event), "How far does it go?")
    assert state(event.pk).question == GraphicQuestion(
        id=question.id,
        text="How far does it go?",
        language="en",
        asker_name="Ada Lovelace",
        asker_company="Analytical Engines",
        asker_country="GB",
        is_on_air=True,
    )


def test_anonymous_stays_anonymous() -> None:
    event = make_event()
    on_air(make_attendee(event, "Grace Hopper", "The Navy"), anonymous=True)
    shown = state(event.pk).question
    assert shown is not None
    assert (shown.asker_name, shown.asker_company, shown.asker_country) == (None, "", "")


@pytest.mark.parametrize("kind", ["lower_third", "full", "ticker"])
def test_nothing_is_shown_of_nothing(kind: GraphicKind) -> None:
    event = make_event()
    assert code(lambda: services.show_graphic(event_id=event.pk, kind=kind)) == "graphics.nothing_to_show"
    assert state(event.pk).shown == NONE


def test_second_press_changes_nothing() -> None:
    event = make_event()
    on_air(make_attendee(event))
    for _ in range(2):
        assert services.show_graphic(event_id=event.pk, kind="lower_third") == LOWER
    before = facts(event.pk)
    services.hide_graphic(event_id=event.pk, kind="full")
    assert facts(event.pk) == before
    for _ in range(2):
        assert services.hide_graphic(event_id=event.pk, kind="lower_third") == NONE
    assert facts(event.pk) == before + 1


def test_full_screen_and_lower_third_take_turns() -> None:
    event = make_event()
    on_air(make_attendee(event))
    services.show_graphic(event_id=event.pk, kind="lower_third")
    assert services.show_graphic(event_id=event.pk, kind="full") == FULL
    assert services.show_graphic(event_id=event.pk, kind="lower_third") == LOWER


@pytest.mark.parametrize("service", [moves.answer_question, moves.skip_question, moves.put_back])
def test_shown_question_stays_until_it_is_hidden(service: Callable[..., DeskQuestion]) -> None:
    event = make_event()
    question = on_air(make_attendee(event))
    services.show_graphic(event_id=event.pk, kind="lower_third")
    finish(question, service)
    now = state(event.pk)
    assert now.question is not None
    assert (now.question.id, now.question.is_on_air, now.shown) == (question.id, False, LOWER)
    services.hide_graphic(event_id=event.pk, kind="lower_third")
    assert state(event.pk).question is None


@pytest.mark.parametrize("service", [moves.answer_question, moves.skip_question, moves.put_back])
def test_auto_hide_takes_the_graphics_with_the_question(service: Callable[..., DeskQuestion]) -> None:
    event = make_event()
    services.change_auto_hide(event_id=event.pk, auto_hide=True)
    question = on_air(make_attendee(event))
    services.show_graphic(event_id=event.pk, kind="full")
    finish(question, service)
    assert (state(event.pk).question, state(event.pk).shown) == (None, NONE)


def test_question_that_its_asker_takes_back_does_not_stay_on_air() -> None:
    event = make_event()
    asker = make_attendee(event)
    question = on_air(asker)
    services.show_graphic(event_id=event.pk, kind="lower_third")
    finish(question, moves.put_back)
    assert state(event.pk).shown == LOWER
    moves.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=asker.pk)
    assert (state(event.pk).question, state(event.pk).shown) == (None, NONE)


def test_question_that_is_not_shown_goes_at_once() -> None:
    event = make_event()
    finish(on_air(make_attendee(event)))
    assert state(event.pk).question is None


def test_next_question_takes_the_place_of_one_that_lingers() -> None:
    event = make_event()
    first = on_air(make_attendee(event))
    services.show_graphic(event_id=event.pk, kind="lower_third")
    finish(first)
    second = on_air(make_attendee(event), "And how fast?")
    now = state(event.pk)
    assert now.question is not None
    assert (now.question.id, now.question.is_on_air, now.shown) == (second.id, True, LOWER)


def test_moves_off_air_concern_no_graphics() -> None:
    event = make_event()
    question = approved(make_attendee(event))
    on_deck(make_attendee(event))
    moves.reject_question(
        event_id=event.pk, question_id=question.id, version=question.version, reason="No.", mover=MODERATOR
    )
    assert facts(event.pk) == 0


# --- the ticker


def test_ticker_shows_questions_and_words_of_the_crew() -> None:
    event = make_event()
    question = approved(make_attendee(event), "Will it tow a boat?")
    ticker = services.set_ticker(
        event_id=event.pk,
        lines=[NewLine(question_id=question.id), NewLine(text=" Doors \u202e open ")],
        version=0,
        mover=MODERATOR,
    )
    assert (ticker.version, [(line.question_id, line.text, line.asker_name) for line in ticker.lines]) == (
        1,
        [(question.id, "Will it tow a boat?", "Ada Lovelace"), (None, "Doors open", None)],
    )
    assert services.show_graphic(event_id=event.pk, kind="ticker").ticker
    assert state(event.pk).ticker == ticker


def test_ticker_that_changed_is_refused_with_what_it_is_now() -> None:
    event = make_event()
    services.set_ticker(event_id=event.pk, lines=[NewLine(text="One")], version=0, mover=MODERATOR)
    with pytest.raises(Refusal) as refused:
        services.set_ticker(event_id=event.pk, lines=[], version=0, mover=MODERATOR)
    assert refused.value.code == "graphics.ticker_stale"
    assert refused.value.details["ticker"]["version"] == 1


def test_ticker_takes_no_question_that_the_audience_does_not_see() -> None:
    event, other = make_event(), make_event("other")
    unseen = pending(make_attendee(event)).id
    foreign = approved(make_attendee(other)).id
    for question_id in (unseen, foreign, 10**9):
        lines = [NewLine(question_id=question_id)]
        assert (
            code(lambda lines=lines: services.set_ticker(event_id=event.pk, lines=lines, version=0, mover=MODERATOR))  # type: ignore[misc]
            == "graphics.not_public"
        )


@pytest.mark.parametrize("line", [NewLine(), NewLine(text="\u200b "), "both"])
def test_line_is_a_question_or_a_text(line: NewLine | str) -> None:
    event = make_event()
    wrong = line if isinstance(line, NewLine) else NewLine(approved(make_attendee(event)).id, "and a text")
    assert (
        code(lambda: services.set_ticker(event_id=event.pk, lines=[wrong], version=0, mover=MODERATOR))
        == "graphics.line_empty"
    )


@pytest.mark.parametrize("way", ["reject", "withdraw", "skip"])
def test_question_that_the_audience_sees_no_more_leaves_the_ticker(way: str) -> None:
    event = make_event()
    asker = make_attendee(event)
    question = on_deck(asker) if way == "skip" else approved(asker)
    lines = [NewLine(question_id=question.id), NewLine(text="Stay")]
    services.set_ticker(event_id=event.pk, lines=lines, version=0, mover=MODERATOR)
    services.show_graphic(event_id=event.pk, kind="ticker")
    if way == "reject":
        moves.reject_question(
            event_id=event.pk, question_id=question.id, version=question.version, reason="No.", mover=MODERATOR
        )
    elif way == "withdraw":
        moves.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=asker.pk)
    else:
        finish(question, moves.skip_question)
    now = state(event.pk)
    assert ([line.text for line in now.ticker.lines], now.ticker.version, now.shown.ticker) == (["Stay"], 2, True)


def test_ticker_without_lines_goes_off_the_air() -> None:
    event = make_event()
    services.set_ticker(event_id=event.pk, lines=[NewLine(text="x" * 500)], version=0, mover=MODERATOR)
    assert len(state(event.pk).ticker.lines[0].text) == LINE_CHARS
    services.show_graphic(event_id=event.pk, kind="ticker")
    services.set_ticker(event_id=event.pk, lines=[], version=1, mover=MODERATOR)
    assert state(event.pk).shown == NONE


# --- snapshots


@pytest.mark.parametrize(("prefix", "queries"), [("graphics", 3), ("graphics-keys", 1)])
def test_snapshots_cost_as_much_for_fifty_as_for_one(prefix: str, queries: int) -> None:
    names = []
    for number in range(50):
        event = make_event(f"launch-{number}")
        names.append(f"{prefix}/{event.pk}")
        if number % 10 == 0:
            question = on_air(make_attendee(event))
            services.show_graphic(event_id=event.pk, kind="full")
            services.set_ticker(event_id=event.pk, lines=[NewLine(question_id=question.id)], version=0, mover=MODERATOR)
            services.make_key(event_id=event.pk, label="Mixer", maker_name="Dora")
    kind = topic_kind(names[0])
    for count in (1, 3, 50):
        with CaptureQueriesContext(connection) as captured:
            snapshots = kind.snapshots(names[:count])
        assert (len(captured), list(snapshots)) == (queries, names[:count])
    assert kind.snapshots(names) == {name: kind.snapshots([name])[name] for name in names}
