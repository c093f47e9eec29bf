"""Counting wishes exactly."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Phase
from live.errors import Refusal
from live.reading import read_positions
from qa_moderation import services
from qa_moderation.models import Question, Upvote
from qa_moderation.services import Vote, Voted
from qa_moderation.topics import my_questions_topic, questions_topic
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    make_attendee,
    make_event,
    on_air,
    pending,
)

pytestmark = pytest.mark.django_db


def _cast(event: Event, *votes: tuple[int, int]) -> list[int | str]:
    outcomes = services.cast_upvotes(event_id=event.pk, votes=[Vote(*vote) for vote in votes])
    return [outcome.code if isinstance(outcome, Refusal) else outcome.upvotes for outcome in outcomes]


def _take_back(event: Event, *votes: tuple[int, int]) -> list[int | str]:
    outcomes = services.take_back_upvotes(event_id=event.pk, votes=[Vote(*vote) for vote in votes])
    return [outcome.code if isinstance(outcome, Refusal) else outcome.upvotes for outcome in outcomes]


def _assert_exact() -> None:
    for question in Question.objects.all():
        assert question.upvotes == Upvote.objects.filter(question=question).count()


def test_upvote_counts_a_person_once_in_a_batch_and_across_batches() -> None:
    event = make_event()
    ada, ben, cleo = (make_attendee(event).pk for _ in range(3))
    one, two = approved(make_attendee(event)).id, approved(make_attendee(event)).id
    assert _cast(event, (ada, one), (ada, one), (ben, one), (ben, two)) == [2, 2, 2, 1]
    assert _cast(event, (ada, one), (cleo, one), (cleo, two)) == [3, 3, 2]
    assert _take_back(event, (ada, one), (ada, one), (ada, two)) == [2, 2, 2]
    assert Upvote.objects.count() == 4
    _assert_exact()


def test_upvote_of_ones_own_question_counts_like_any() -> None:
    event = make_event()
    asker = make_attendee(event)
    assert _cast(event, (asker.pk, approved(asker).id)) == [1]


def test_upvote_is_refused_item_by_item() -> None:
    event, other = make_event(), make_event("other")
    ada, stranger = make_attendee(event).pk, make_attendee(other).pk
    good, hidden = approved(make_attendee(event)).id, pending(make_attendee(event)).id
    elsewhere = approved(make_attendee(other)).id
    on = on_air(make_attendee(event))
    services.answer_question(event_id=event.pk, question_id=on.id, version=on.version, mover=HOST)
    votes = [(ada, hidden), (ada, elsewhere), (ada, 10**6), (ada, on.id), (stranger, good), (ada, good)]
    assert _cast(event, *votes) == [
        "qa.unknown_question",
        "qa.unknown_question",
        "qa.unknown_question",
        "qa.not_votable",
        "qa.not_registered",
        1,
    ]
    _assert_exact()


def test_upvote_follows_the_phase_and_the_policy() -> None:
    event = make_event()
    ada, question = make_attendee(event).pk, approved(make_attendee(event)).id
    services.change_policy(event_id=event.pk, accepts_questions=False)
    assert _cast(event, (ada, question)) == ["qa.closed"]
    services.change_policy(event_id=event.pk, accepts_questions=True)
    assert _cast(event, (ada, question)) == [1]
    Event.objects.filter(pk=event.pk).update(phase=Phase.AFTER)
    assert _take_back(event, (ada, question)) == ["qa.closed"]


def test_upvote_has_a_bound_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.upvotes.UPVOTES_PER_PERSON", 2)
    event = make_event()
    ada = make_attendee(event).pk
    one, two, three = (approved(make_attendee(event)).id for _ in range(3))
    assert _cast(event, (ada, one), (ada, two), (ada, three), (ada, one)) == [1, 1, "qa.too_many_upvotes", 1]
    assert _take_back(event, (ada, one)) == [0]
    assert _cast(event, (ada, three)) == [1]


def test_upvotes_survive_a_rejection_and_its_undoing() -> None:
    event = make_event()
    ada, question = make_attendee(event).pk, approved(make_attendee(event))
    _cast(event, (ada, question.id))
    rejected = services.reject_question(
        event_id=event.pk, question_id=question.id, version=question.version, reason="Sorry", mover=MODERATOR
    )
    assert _cast(event, (make_attendee(event).pk, question.id)) == ["qa.not_votable"]
    services.approve_question(event_id=event.pk, question_id=question.id, version=rejected.version, mover=MODERATOR)
    assert _cast(event, (make_attendee(event).pk, question.id)) == [2]


def test_upvote_says_from_where_on_the_topics_show_it() -> None:
    event = make_event()
    ada, ben = make_attendee(event).pk, make_attendee(event).pk
    one, two = approved(make_attendee(event)).id, approved(make_attendee(event)).id

    def voted(*votes: tuple[int, int], back: bool = False) -> list[object]:
        service = services.take_back_upvotes if back else services.cast_upvotes
        return list(service(event_id=event.pk, votes=[Vote(*vote) for vote in votes]))

    assert voted((ada, one), (ada, two), (ben, one)) == [Voted(2, 1, 2), Voted(1, 1, 2), Voted(2, 1, 1)]
    # What was done before has positions as well: the pages may not have heard of it yet.
    assert voted((ada, one)) == [Voted(2, 1, 2)]
    assert voted((ben, two), (ada, one)) == [Voted(2, 2, 2), Voted(2, 2, 2)]
    assert voted((ben, one), (ada, two), back=True) == [Voted(1, 3, 3), Voted(1, 3, 3)]
    names = [questions_topic(event.pk), my_questions_topic(event.pk, f"a{ada}")]
    heads = read_positions(names)
    assert (heads[names[0]].rev, heads[names[1]].offset) == (3, 3)


def test_upvotes_of_many_are_one_statement_for_each_table() -> None:
    event = make_event()
    questions = [approved(make_attendee(event)).id for _ in range(5)]

    def statements(count: int) -> dict[str, int]:
        people = [make_attendee(event).pk for _ in range(count)]
        votes = [Vote(person, question) for person in people for question in questions]
        with CaptureQueriesContext(connection) as queries:
            services.cast_upvotes(event_id=event.pk, votes=votes)
        tables = [query["sql"] for query in queries if "live_" not in query["sql"]]
        return {kind: sum(kind in sql.split()[0] for sql in tables) for kind in ("SELECT", "INSERT", "UPDATE")}

    assert statements(10) == statements(1) == {"SELECT": 6, "INSERT": 1, "UPDATE": 1}
    _assert_exact()
