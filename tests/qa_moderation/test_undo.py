"""A move can be taken back for ten seconds, by whoever made it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.utils import timezone

from events.models import Event
from live.errors import Refusal
from live.models import FactRecord
from live.topics import topic_kind
from qa_moderation import selectors, services
from qa_moderation.facts import DeskQuestion, Feed
from qa_moderation.models import Decision, Desk, Question
from qa_moderation.services import Mover, Seen, WantedTheme
from qa_moderation.topics import desk_topic, questions_topic, set_topic
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


def _undo(question: DeskQuestion, mover: Mover = MODERATOR, version: int | None = None) -> DeskQuestion | str:
    row = Question.objects.get(pk=question.id)
    seen = [Seen(question.id, row.version if version is None else version)]
    (outcome,) = services.undo_moves(event_id=row.event_id, seen=seen, mover=mover)
    return outcome.code if isinstance(outcome, Refusal) else outcome


def _how(question: DeskQuestion, mover: Mover = MODERATOR) -> dict[str, Any]:
    row = Question.objects.get(pk=question.id)
    return {"event_id": row.event_id, "question_id": row.pk, "version": row.version, "mover": mover}


def _same(one: DeskQuestion, other: DeskQuestion) -> bool:
    """Say whether two records differ in what every move changes, and in when the audience first saw it, alone."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in one.__struct_fields__
        if name not in {"version", "moved_at_ms", "moved_by", "published_at_ms", "claim"}
    )


MOVES: dict[str, tuple[Callable[..., DeskQuestion], Callable[..., DeskQuestion], dict[str, object]]] = {
    "approve": (pending, services.approve_question, {}),
    "reject": (approved, services.reject_question, {"reason": "No.", "note": "Sorry."}),
    "send": (approved, services.send_to_set, {}),
    "send a pending one": (pending, services.send_to_set, {}),
    "recall": (on_deck, services.recall_from_set, {}),
    "park": (on_deck, services.park_question, {}),
    "park on set": (on_air, services.park_on_set, {}),
    "reword": (on_air, services.reword_question, {"text": "How far?"}),
    "sort": (approved, services.sort_question, {"priority": 2}),
    "answer in writing": (on_deck, services.answer_in_writing, {"text": "Far."}),
    "take": (on_deck, services.take_question, {}),
    "answer": (on_air, services.answer_question, {}),
    "skip": (on_deck, services.skip_question, {}),
    "put back": (on_air, services.put_back, {}),
}


@pytest.mark.parametrize("name", MOVES)
def test_undo_gives_back_what_the_move_changed(name: str) -> None:
    make, service, more = MOVES[name]
    seen = make(make_attendee(make_event()))
    position = Question.objects.get(pk=seen.id).deck_position
    moved = service(**_how(seen), **more)
    undone = _undo(seen)
    assert isinstance(undone, DeskQuestion)
    assert _same(undone, seen)
    assert (undone.version, undone.moved_by) == (moved.version + 1, "Mona Moderator")
    assert undone == record(seen.id)
    row = Question.objects.get(pk=seen.id)
    assert (row.deck_position, row.closed_number) == (position, None)
    last = Decision.objects.order_by("-pk")[0]
    assert (last.action, last.from_state, last.to_state) == ("undo", moved.state, seen.state)
    # An undo cannot be undone.
    assert _undo(seen) == "qa.undo_too_late"


def test_undo_is_for_ten_seconds_and_two_for_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    question = approved(make_attendee(make_event()))
    moved_at = Question.objects.get(pk=question.id).moved_at
    for seconds, outcome in ((12.001, "qa.undo_too_late"), (12, None)):
        now = moved_at + timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert (_undo(question) == "qa.undo_too_late") == (outcome is not None)


def _bulk_of(event: Event, ids: list[int], bulk: str) -> None:
    def act(item: Seen) -> DeskQuestion:
        return services.park_question(
            event_id=event.pk, question_id=item.question_id, version=item.version, mover=MODERATOR
        )

    services.act_on_many(event_id=event.pk, seen=[Seen(id, 1) for id in ids], act=act, bulk=bulk)


def test_undo_of_a_long_bulk_counts_from_its_last_part(monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now()

    def at(seconds: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(seconds=seconds))

    event = make_event()
    parts = [pending(make_attendee(event)) for _ in range(5)]
    at(0)
    _bulk_of(event, [parts[0].id], "1")
    _bulk_of(event, [parts[1].id], "")
    _bulk_of(event, [parts[2].id], "2")
    at(20)
    _bulk_of(event, [parts[3].id, parts[4].id], "1")
    at(32)
    # Of no bulk, or of another: as old as they are.
    assert _undo(parts[1]) == _undo(parts[2]) == "qa.undo_too_late"
    # The last part, pressed at the last moment; the first is undone a while later, as the whole takes its time.
    assert isinstance(_undo(parts[4]), DeskQuestion)
    at(40)
    assert isinstance(_undo(parts[3]), DeskQuestion)
    at(50)
    assert _undo(parts[0], HOST) == "qa.undo_too_late"
    assert isinstance(_undo(parts[0]), DeskQuestion)
    assert Decision.objects.filter(details__contains='"bulk":"1"').count() == 6


def test_undo_of_a_bulk_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now()
    event = make_event()
    old, young = (pending(make_attendee(event)) for _ in range(2))
    for seconds, question in ((0, old), (301, young)):
        monkeypatch.setattr(timezone, "now", lambda seconds=seconds: start + timedelta(seconds=seconds))
        _bulk_of(event, [question.id], "1")
    assert _undo(old) == "qa.undo_too_late"
    assert isinstance(_undo(young), DeskQuestion)


def test_undo_is_ones_own_and_of_what_was_seen() -> None:
    event = make_event()
    asker = make_attendee(event)
    question = approved(asker)
    assert _undo(question, HOST) == "qa.undo_too_late"
    assert _undo(question, version=1) == "qa.stale"
    other = make_event("other")
    (outcome,) = services.undo_moves(event_id=other.pk, seen=[Seen(question.id, 2)], mover=MODERATOR)
    assert isinstance(outcome, Refusal)
    assert outcome.code == "qa.unknown_question"
    asked = pending(make_attendee(event))
    composed = services.compose_question(event_id=event.pk, text="A van?", language="en", mover=MODERATOR)
    services.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=asker.pk)
    for final in (asked, composed, question):
        assert _undo(final) == "qa.undo_too_late"
        assert _undo(final, Mover(subject="", name="")) == "qa.undo_too_late"


def test_undo_does_not_put_a_second_question_on_air() -> None:
    event = make_event()
    first, second = on_air(make_attendee(event)), on_deck(make_attendee(event))
    services.answer_question(**_how(first))
    services.take_question(**_how(second, HOST))
    assert _undo(first) == "qa.on_air_busy"
    assert record(first.id).state == "answered"
    services.answer_question(**_how(second, HOST))
    undone = _undo(first)
    assert isinstance(undone, DeskQuestion)
    assert undone.state == "on_air"


def test_undo_of_an_answer_leaves_the_lists_of_the_finished() -> None:
    event = make_event()
    question = on_air(make_attendee(event))
    services.answer_question(**_how(question))
    _undo(question)
    for name in (desk_topic(event.pk), set_topic(event.pk), questions_topic(event.pk)):
        state = topic_kind(name).snapshots([name])[name]
        assert [known.state for known in state.questions.values()] == ["on_air"], name  # type: ignore[attr-defined]
    assert (Question.objects.get().closed_number, Desk.objects.get().finished_count) == (None, 1)


def test_undone_moves_find_their_places_on_deck() -> None:
    event = make_event()
    ids = [on_deck(make_attendee(event)).id for _ in range(4)]
    parked = [services.park_question(**_how(record(id))) for id in ids[1:3]]
    assert selectors.decks([event.pk])[event.pk].question_ids == [ids[0], ids[3]]
    seen = [Seen(question.id, question.version) for question in parked]
    outcomes = services.undo_moves(event_id=event.pk, seen=seen, mover=MODERATOR)
    assert [outcome.id for outcome in outcomes if isinstance(outcome, DeskQuestion)] == ids[1:3]
    assert selectors.decks([event.pk])[event.pk].question_ids == ids


def test_undo_does_not_bring_back_a_theme_or_a_set_desk_that_is_gone() -> None:
    event = make_event()
    question = approved(make_attendee(event))
    (theme,), _ = services.change_themes(
        event_id=event.pk, themes=[WantedTheme(None, "Range", "#112233")], mover=MODERATOR
    )
    services.change_feeds(
        event_id=event.pk, feeds=[Feed(slug="main", name=""), Feed(slug="asia", name="Asia")], mover=MODERATOR
    )
    services.sort_question(**_how(question), theme_id=theme.id)
    services.sort_question(**_how(question), theme_id=None)
    services.change_themes(event_id=event.pk, themes=[], mover=MODERATOR)
    undone = _undo(question)
    assert isinstance(undone, DeskQuestion)
    assert undone.theme_id is None
    services.assign_question(**_how(question), feed="asia")
    services.assign_question(**_how(question), feed="main")
    services.change_feeds(event_id=event.pk, feeds=[Feed(slug="main", name="")], mover=MODERATOR)
    undone = _undo(question)
    assert isinstance(undone, DeskQuestion)
    assert undone.feed == "main"


def test_undo_is_told_to_the_asker() -> None:
    event = make_event()
    asker = make_attendee(event)
    question = approved(asker)
    services.reject_question(**_how(question), reason="No.")
    _undo(question)
    mine = selectors.questions_of([(event.pk, asker.pk)])[event.pk, asker.pk][str(question.id)]
    assert (mine.state, mine.reason) == ("approved", "")
    assert msgspec.json.encode(mine).decode() in _told_last(event.pk, asker.pk)


def _told_last(event_id: int, attendee_id: int) -> str:
    told = FactRecord.objects.filter(topic__name=f"my-questions/{event_id}/a{attendee_id}").order_by("-offset")
    return str(told[0].body)
