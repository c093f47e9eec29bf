"""Likely duplicates: who proposes whom, once, whatever dies or works at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event
from live.models import FactRecord
from qa_moderation import services, tasks
from qa_moderation.facts import Similar
from qa_moderation.limits import SIMILAR
from qa_moderation.models import Desk, Question, State
from qa_moderation.services import comparing_index
from tests.qa_moderation.factories import MODERATOR, make_attendee, make_event, pending, record

pytestmark = pytest.mark.django_db

PRICE = "What is the price of the car?"
PRICE_TOO = "what's the price of this car"
RANGE = "How far does it go in winter?"


@pytest.fixture(autouse=True)
def no_index() -> Iterator[None]:
    """Ids come again in the next test, with other texts."""
    comparing_index._indexes.clear()
    yield
    comparing_index._indexes.clear()


def _ask(event: Event, *texts: str) -> list[int]:
    return [pending(make_attendee(event), text).id for text in texts]


def _similar(question_id: int) -> list[int]:
    return [each.question_id for each in record(question_id).similar]


def _told(event: Event) -> int:
    return FactRecord.objects.filter(topic__name=f"desk/{event.pk}", body__contains='"SimilarFound"').count()


def test_comparing_lets_both_know_the_other() -> None:
    event = make_event()
    one, other, third = _ask(event, PRICE, PRICE_TOO, RANGE)
    assert tasks.compare() == 3
    assert record(one).similar == [Similar(question_id=other, score=100)]
    assert record(other).similar == [Similar(question_id=one, score=100)]
    assert (record(third).similar, record(one).version, _told(event)) == ([], 1, 2)


def test_comparing_again_says_nothing() -> None:
    event = make_event()
    _ask(event, PRICE, PRICE_TOO)
    assert (services.compare_all(), services.compare_all(), _told(event)) == (2, 0, 2)
    # A worker that died after it had compared, and before it noted that.
    Question.objects.update(compared_version=0)
    comparing_index._indexes.clear()
    assert (services.compare_all(), _told(event)) == (2, 2)


def test_comparing_passes_over_moves_that_change_no_wording() -> None:
    event = make_event()
    one, other, *_ = _ask(event, PRICE, PRICE_TOO, *(f"Number {n * 7919}, and what of it?" for n in range(9)))
    services.compare_all()
    told = _told(event)
    services.approve_question(event_id=event.pk, question_id=one, version=1, mover=MODERATOR)
    with CaptureQueriesContext(connection) as queries:
        assert services.compare_all() == 1
    assert [query["sql"] for query in queries if "CASE" in query["sql"]] == []
    assert (_similar(one), _similar(other), _told(event)) == ([other], [one], told)


def test_comparing_finds_what_was_asked_later_from_a_fresh_process_too() -> None:
    event = make_event()
    (one,) = _ask(event, PRICE)
    services.compare_all()
    comparing_index._indexes.clear()
    (other,) = _ask(event, PRICE_TOO)
    services.compare_all()
    assert (_similar(one), _similar(other)) == ([other], [one])


def test_comparing_stays_within_an_event() -> None:
    _ask(make_event(), PRICE)
    (elsewhere,) = _ask(make_event("other"), PRICE)
    services.compare_all()
    assert _similar(elsewhere) == []


def test_comparing_proposes_the_five_most_alike() -> None:
    event = make_event()
    ids = _ask(event, *[PRICE] * (SIMILAR + 2), "What is the price of the car in winter, and of its battery?")
    services.compare_all()
    assert _similar(ids[0]) == ids[1 : SIMILAR + 1]
    assert _similar(ids[SIMILAR + 1]) == ids[:SIMILAR]
    assert len(_similar(ids[-1])) <= SIMILAR


def test_comparing_leaves_out_what_is_closed() -> None:
    event = make_event()
    one, other = _ask(event, PRICE, PRICE_TOO)
    services.reject_question(event_id=event.pk, question_id=one, version=1, reason="Said before", mover=MODERATOR)
    services.compare_all()
    assert (_similar(one), _similar(other)) == ([], [])
    services.approve_question(event_id=event.pk, question_id=one, version=2, mover=MODERATOR)
    services.compare_all()
    assert (_similar(one), _similar(other)) == ([other], [one])


def test_comparing_reads_both_wordings_and_forgets_an_old_one() -> None:
    event = make_event()
    one, other, third = _ask(event, PRICE, PRICE_TOO, RANGE)
    services.compare_all()
    services.reword_question(event_id=event.pk, question_id=one, version=1, text=RANGE, mover=MODERATOR)
    services.compare_all()
    assert (_similar(one), _similar(other), _similar(third)) == ([other, third], [one], [one])
    services.reword_question(event_id=event.pk, question_id=one, version=2, text="", mover=MODERATOR)
    services.compare_all()
    assert (_similar(one), _similar(other), _similar(third)) == ([other], [one], [])


def test_comparing_leaves_it_to_who_is_at_it_and_succeeds_who_died() -> None:
    event = make_event()
    _ask(event, PRICE, PRICE_TOO)
    Desk.objects.filter(pk=event.pk).update(comparing_until=timezone.now() + timedelta(seconds=20))
    assert services.compare_all() == 0
    Desk.objects.filter(pk=event.pk).update(comparing_until=timezone.now() - timedelta(seconds=1))
    assert services.compare_all() == 2
    assert Desk.objects.get(pk=event.pk).comparing_until is None


def test_comparing_writes_no_pair_of_which_one_moved_since_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    one, other = _ask(event, PRICE, PRICE_TOO)
    refresh = comparing_index.Index.refresh

    def refresh_before_a_move(index: comparing_index.Index) -> None:
        refresh(index)
        Question.objects.filter(pk=other, version=1).update(text=RANGE, version=2)

    monkeypatch.setattr(comparing_index.Index, "refresh", refresh_before_a_move)
    services.compare_all()
    assert (_similar(one), _similar(other)) == ([], [])
    assert not Question.objects.filter(compared_version=0).exists()


def test_comparing_many_takes_few_statements() -> None:
    event = make_event()
    _ask(event, *(f"Question number {number * 7919} about something" for number in range(40)))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        services.compare_all()
    assert len(queries) < 40
    with CaptureQueriesContext(connection) as queries:
        services.compare_all()
    assert len(queries) == 1
    assert Question.objects.filter(state=State.PENDING, compared_version=1).count() == 40


def test_comparing_finds_again_what_another_process_saw_closed() -> None:
    event = make_event()
    (one,) = _ask(event, PRICE)
    services.compare_all()
    services.reject_question(event_id=event.pk, question_id=one, version=1, reason="Not now", mover=MODERATOR)
    mine = comparing_index._indexes.copy()
    comparing_index._indexes.clear()
    (other,) = _ask(event, PRICE_TOO)
    services.compare_all()  # the other process, to which only this one is open
    comparing_index._indexes.update(mine)
    services.approve_question(event_id=event.pk, question_id=one, version=2, mover=MODERATOR)
    services.compare_all()
    assert (_similar(one), _similar(other)) == ([other], [one])
