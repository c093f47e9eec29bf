"""Moving questions from the desk to the set and off it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from events.models import Attendee, Event
from events.moments import epoch_ms
from live.errors import Refusal
from qa_moderation import services
from qa_moderation.facts import DeskQuestion
from qa_moderation.models import OPEN, Decision, Desk, Question, SetFeed, State
from qa_moderation.services import Mover
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

OTHER = Mover(subject="c9", name="Otto Other")


def _reject(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    return services.reject_question(
        event_id=event_id, question_id=question_id, version=version, reason="Asked before", mover=mover
    )


def _reword(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    return services.reword_question(
        event_id=event_id, question_id=question_id, version=version, text="How far?", mover=mover
    )


def _sort(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    return services.sort_question(event_id=event_id, question_id=question_id, version=version, priority=2, mover=mover)


def _assign(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    SetFeed.objects.get_or_create(event_id=event_id, slug="asia", name="Asia")
    return services.assign_question(
        event_id=event_id, question_id=question_id, version=version, feed="asia", mover=mover
    )


def _merge(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    into = Question.objects.filter(event_id=event_id, text="What leads?").first()
    if into is None:
        pending(make_attendee(Event.objects.get(pk=event_id)), "What leads?")
        into = Question.objects.get(event_id=event_id, text="What leads?")
    return services.merge_question(
        event_id=event_id,
        question_id=question_id,
        version=version,
        into_id=into.pk,
        into_version=into.version,
        mover=mover,
    )


def _answer_in_writing(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    return services.answer_in_writing(
        event_id=event_id, question_id=question_id, version=version, text="Far.", mover=mover
    )


MOVES: dict[str, Callable[..., DeskQuestion]] = {
    "approve": services.approve_question,
    "reject": _reject,
    "park": services.park_question,
    "park_on_set": services.park_on_set,
    "reword": _reword,
    "sort": _sort,
    "assign": _assign,
    "merge": _merge,
    "answer_in_writing": _answer_in_writing,
    "send": services.send_to_set,
    "recall": services.recall_from_set,
    "take": services.take_question,
    "answer": services.answer_question,
    "skip": services.skip_question,
    "put_back": services.put_back,
}

ALLOWED: dict[tuple[str, str], str] = {
    ("pending", "approve"): "approved",
    ("parked", "approve"): "approved",
    ("pending", "reject"): "rejected",
    ("parked", "reject"): "rejected",
    ("parked", "send"): "on_deck",
    ("parked", "take"): "on_air",
    ("parked", "put_back"): "on_deck",
    ("pending", "park"): "parked",
    ("approved", "park"): "parked",
    ("on_deck", "park"): "parked",
    ("on_deck", "park_on_set"): "parked",
    ("on_air", "park_on_set"): "parked",
    **{(str(state), name): str(state) for state in OPEN for name in ("reword", "sort", "assign")},
    ("answered", "reword"): "answered",
    **{(state, "merge"): "merged" for state in ("pending", "approved", "on_deck", "parked")},
    **{(state, "answer_in_writing"): "answered" for state in ("pending", "approved", "parked", "on_deck", "answered")},
    ("pending", "send"): "on_deck",
    ("approved", "reject"): "rejected",
    ("approved", "send"): "on_deck",
    ("rejected", "approve"): "approved",
    ("on_deck", "recall"): "approved",
    ("on_deck", "take"): "on_air",
    ("on_deck", "skip"): "skipped",
    ("on_air", "answer"): "answered",
    ("on_air", "skip"): "skipped",
    ("on_air", "put_back"): "on_deck",
    ("answered", "put_back"): "on_deck",
    ("skipped", "put_back"): "on_deck",
}


def _in_state(state: str, attendee: Attendee) -> DeskQuestion:
    if state in {"pending", "rejected", "withdrawn", "parked", "merged"}:
        question = pending(attendee)
    else:
        question = {"approved": approved, "on_deck": on_deck}.get(state, on_air)(attendee)
    event_id = attendee.event_id
    how = {"event_id": event_id, "question_id": question.id, "version": question.version, "mover": MODERATOR}
    if state == "withdrawn":
        services.withdraw_question(event_id=event_id, question_id=question.id, attendee_id=attendee.pk)
    elif state in {"rejected", "answered", "skipped", "parked", "merged"}:
        names = {"rejected": "reject", "answered": "answer", "skipped": "skip", "parked": "park", "merged": "merge"}
        MOVES[names[state]](**how)
    question = record(question.id)
    assert question.state == state
    return question


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("name", MOVES)
def test_move_goes_where_the_table_says_and_nowhere_else(state: str, name: str) -> None:
    attendee = make_attendee(make_event())
    seen = _in_state(state, attendee)
    how = {"event_id": attendee.event_id, "question_id": seen.id, "version": seen.version, "mover": OTHER}
    if (state, name) in ALLOWED:
        moved = MOVES[name](**how)
        assert (moved.state, moved.version, moved.moved_by) == (ALLOWED[state, name], seen.version + 1, "Otto Other")
        assert record(seen.id) == moved
        (decision,) = Decision.objects.filter(question_id=seen.id, version=moved.version)
        assert (decision.from_state, decision.to_state, decision.by) == (state, moved.state, "Otto Other")
        assert (decision.by_subject, decision.at) == ("c9", Question.objects.get(pk=seen.id).moved_at)
    else:
        with pytest.raises(Refusal) as caught:
            MOVES[name](**how)
        assert caught.value.code == "qa.illegal_move"
        assert caught.value.details["question"] == msgspec.to_builtins(seen)
        assert record(seen.id) == seen
        assert not Decision.objects.filter(question_id=seen.id, version__gt=seen.version).exists()


@pytest.mark.parametrize("name", MOVES)
def test_move_of_another_version_is_refused_and_shows_who_moved_it(name: str) -> None:
    attendee = make_attendee(make_event())
    question = approved(attendee)
    with pytest.raises(Refusal) as caught:
        MOVES[name](event_id=attendee.event_id, question_id=question.id, version=1, mover=OTHER)
    assert caught.value.code == "qa.stale"
    assert caught.value.details == {
        "question": msgspec.to_builtins(question),
        "moved_by": "Mona Moderator",
        "moved_at_ms": question.moved_at_ms,
    }
    assert record(question.id) == question


@pytest.mark.parametrize("name", MOVES)
def test_move_of_another_events_question_is_unknown(name: str) -> None:
    attendee, other = make_attendee(make_event()), make_event("other")
    question = pending(attendee)
    with pytest.raises(Refusal) as caught:
        MOVES[name](event_id=other.pk, question_id=question.id, version=1, mover=OTHER)
    assert (caught.value.code, caught.value.details) == ("qa.unknown_question", {})
    assert record(question.id) == question


def test_reject_needs_a_reason_that_shows() -> None:
    attendee = make_attendee(make_event())
    question = pending(attendee)
    with pytest.raises(Refusal) as caught:
        services.reject_question(
            event_id=attendee.event_id, question_id=question.id, version=1, reason=" \u200b ", mover=MODERATOR
        )
    assert caught.value.code == "qa.reason_empty"
    rejected = _reject(event_id=attendee.event_id, question_id=question.id, version=1, mover=MODERATOR)
    assert rejected.reason == "Asked before"
    again = services.approve_question(event_id=attendee.event_id, question_id=question.id, version=2, mover=MODERATOR)
    assert again.reason == ""


def test_approve_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.moderation.VISIBLE_PER_EVENT", 1)
    event = make_event()
    approved(make_attendee(event))
    for make in (approved, on_deck):
        with pytest.raises(Refusal) as caught:
            make(make_attendee(event))
        assert (caught.value.code, caught.value.details) == ("qa.too_many_visible", {"limit": 1})


def test_send_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.deck.ON_DECK", 1)
    event = make_event()
    on_deck(make_attendee(event))
    with pytest.raises(Refusal) as caught:
        on_deck(make_attendee(event))
    assert (caught.value.code, caught.value.details) == ("qa.deck_full", {"limit": 1})


def test_take_is_refused_while_another_is_on_air() -> None:
    event = make_event()
    first, second = on_air(make_attendee(event)), on_deck(make_attendee(event))
    with pytest.raises(Refusal) as caught:
        services.take_question(event_id=event.pk, question_id=second.id, version=second.version, mover=HOST)
    assert caught.value.code == "qa.on_air_busy"
    assert caught.value.details["question"] == msgspec.to_builtins(first)
    services.answer_question(event_id=event.pk, question_id=first.id, version=first.version, mover=HOST)
    services.take_question(event_id=event.pk, question_id=second.id, version=second.version, mover=HOST)
    elsewhere = make_event("elsewhere")
    assert on_air(make_attendee(elsewhere)).state == "on_air"


def test_deck_keeps_the_order_of_sending_and_puts_back_first() -> None:
    event = make_event()
    first, second, third = (on_deck(make_attendee(event)) for _ in range(3))
    taken = services.take_question(event_id=event.pk, question_id=second.id, version=second.version, mover=HOST)
    fourth = on_deck(make_attendee(event))
    services.put_back(event_id=event.pk, question_id=second.id, version=taken.version, mover=HOST)
    assert _deck(event.pk) == [second.id, first.id, third.id, fourth.id]


def test_order_deck_moves_the_deck_that_was_seen() -> None:
    event = make_event()
    ids = [on_deck(make_attendee(event)).id for _ in range(3)]
    deck = services.order_deck(event_id=event.pk, question_ids=ids[::-1], deck_version=3, mover=MODERATOR)
    assert (deck.version, deck.question_ids, _deck(event.pk)) == (4, ids[::-1], ids[::-1])
    assert services.order_deck(event_id=event.pk, question_ids=ids[::-1], deck_version=4, mover=MODERATOR) == deck
    with pytest.raises(Refusal) as caught:
        services.order_deck(event_id=event.pk, question_ids=ids, deck_version=3, mover=MODERATOR)
    assert caught.value.code == "qa.deck_stale"
    at_ms = epoch_ms(Decision.objects.get(action="order").at)
    assert caught.value.details == {
        "deck": {"version": 4, "question_ids": ids[::-1]},
        "changed_by": "Mona Moderator",
        "changed_at_ms": at_ms,
        "change": "order",
    }
    for wrong in ([], ids[:2], [*ids, ids[0]], [*ids[:2], 999]):
        with pytest.raises(Refusal) as caught:
            services.order_deck(event_id=event.pk, question_ids=wrong, deck_version=4, mover=MODERATOR)
        assert caught.value.code == "qa.deck_mismatch"


def test_refused_order_names_who_changed_the_deck_last() -> None:
    event = make_event()
    asker = make_attendee(event)
    one, two = on_deck(asker), on_deck(make_attendee(event))

    def refused() -> tuple[object, object]:
        with pytest.raises(Refusal) as caught:
            services.order_deck(event_id=event.pk, question_ids=[one.id, two.id], deck_version=0, mover=MODERATOR)
        return caught.value.details["change"], caught.value.details["changed_by"]

    services.order_deck(event_id=event.pk, question_ids=[two.id, one.id], deck_version=2, mover=OTHER)
    # What changes no deck is not taken for it.
    services.sort_question(event_id=event.pk, question_id=one.id, version=one.version, priority=1, mover=MODERATOR)
    services.note_question(event_id=event.pk, question_id=one.id, text="Ask him twice", mover=MODERATOR)
    assert refused() == ("order", "Otto Other")
    services.take_question(event_id=event.pk, question_id=two.id, version=two.version, mover=HOST)
    assert refused() == ("take", "Hugo Host")
    services.withdraw_question(event_id=event.pk, question_id=one.id, attendee_id=asker.pk)
    assert refused() == ("withdraw", "")


def test_deck_version_grows_with_each_change_of_the_deck() -> None:
    event = make_event()
    attendee = make_attendee(event)
    question = on_deck(attendee)
    recalled = services.recall_from_set(
        event_id=event.pk, question_id=question.id, version=question.version, mover=MODERATOR
    )
    _reject(event_id=event.pk, question_id=question.id, version=recalled.version, mover=MODERATOR)
    withdrawn = on_deck(make_attendee(event))
    attendee_id = Question.objects.get(pk=withdrawn.id).attendee_id
    services.withdraw_question(event_id=event.pk, question_id=withdrawn.id, attendee_id=attendee_id or 0)
    assert Desk.objects.get(event=event).deck_version == 4


def test_policy_must_leave_room_for_a_question() -> None:
    event = make_event()
    with pytest.raises(Refusal) as caught:
        services.change_policy(event_id=event.pk, min_chars=100, max_chars=50)
    assert caught.value.code == "qa.bad_policy"
    policy = services.change_policy(event_id=event.pk, max_chars=100)
    assert (policy.min_chars, policy.max_chars, policy.accepts_questions) == (8, 100, True)


def _deck(event_id: int) -> list[int]:
    waiting = Question.objects.filter(event_id=event_id, state=State.ON_DECK)
    return list(waiting.order_by("deck_position").values_list("pk", flat=True))
