"""The asker of the next question is told so, and nobody else is bothered."""

from __future__ import annotations

from typing import Any

import pytest

from events.models import Event
from live.models import FactRecord
from live.topics import topic_kind
from qa_moderation import services
from qa_moderation.facts import DeskQuestion, Feed
from qa_moderation.models import Question
from qa_moderation.selectors import decks
from qa_moderation.services import Seen
from tests.qa_moderation.factories import HOST, MODERATOR, make_attendee, make_event, merge, on_deck, pending, record

pytestmark = pytest.mark.django_db


def _mine(question: DeskQuestion) -> str:
    row = Question.objects.get(pk=question.id)
    return f"my-questions/{row.event_id}/a{row.attendee_id}"


def _next(*questions: DeskQuestion) -> list[bool]:
    """Return for each of `questions` whether its asker reads that it is the next."""
    names = [_mine(question) for question in questions]
    states: dict[str, Any] = dict(topic_kind(names[0]).snapshots(names))
    return [states[name].questions[str(question.id)].is_next for name, question in zip(names, questions, strict=True)]


def _told(event: Event) -> list[str]:
    """Return the topics of askers that were told something, since this was asked last."""
    facts = FactRecord.objects.filter(topic__name__startswith=f"my-questions/{event.pk}/").order_by("pk")
    names = list(facts.values_list("topic__name", flat=True))
    facts.delete()
    return names


def _waiting(event: Event, count: int = 4) -> list[DeskQuestion]:
    questions = [on_deck(make_attendee(event), f"What about {number}?") for number in range(count)]
    _told(event)
    return [record(question.id) for question in questions]


def _order(event: Event, *questions: DeskQuestion) -> None:
    deck = decks([event.pk])[event.pk]
    ids = [question.id for question in questions]
    services.order_deck(event_id=event.pk, question_ids=ids, deck_version=deck.version, mover=MODERATOR)


def _take(event: Event, question: DeskQuestion) -> None:
    services.take_question(event_id=event.pk, question_id=question.id, version=question.version, mover=HOST)


def test_first_on_deck_alone_is_next() -> None:
    assert _next(*_waiting(make_event())) == [True, False, False, False]


def test_another_order_tells_who_is_next_and_who_was() -> None:
    event = make_event()
    first, second, third, fourth = _waiting(event)
    _order(event, third, first, second, fourth)
    assert _next(first, second, third, fourth) == [False, False, True, False]
    assert sorted(_told(event)) == sorted([_mine(first), _mine(third)])
    _order(event, third, fourth, second, first)
    assert _told(event) == []


def test_one_that_is_taken_makes_the_second_next() -> None:
    event = make_event()
    first, second, third, _ = _waiting(event)
    _take(event, first)
    assert _next(first, second, third) == [False, True, False]
    assert sorted(_told(event)) == sorted([_mine(first), _mine(second)])
    services.undo_moves(event_id=event.pk, seen=[Seen(first.id, record(first.id).version)], mover=HOST)
    assert _next(first, second, third) == [True, False, False]


def test_each_set_desk_has_a_next() -> None:
    event = make_event()
    services.change_feeds(
        event_id=event.pk, feeds=[Feed(slug="main", name=""), Feed(slug="asia", name="Asia")], mover=MODERATOR
    )
    first, second, third, _ = _waiting(event)
    moved = services.assign_question(
        event_id=event.pk, question_id=third.id, version=third.version, feed="asia", mover=MODERATOR
    )
    assert _next(first, second, third) == [True, False, True]
    services.assign_question(
        event_id=event.pk, question_id=third.id, version=moved.version, feed="main", mover=MODERATOR
    )
    assert _next(first, second, third) == [True, False, False]


def test_who_joined_the_next_is_next_as_well() -> None:
    event = make_event()
    first, second, *_ = _waiting(event)
    part = pending(make_attendee(event), "What about two?")
    merge(part, second)
    assert _next(part, second) == [False, False]
    _take(event, first)
    assert _next(part, second) == [True, True]


def test_next_that_goes_with_its_asker_leaves_another() -> None:
    event = make_event()
    first, second, *_ = _waiting(event)
    asker = Question.objects.get(pk=first.id).attendee
    assert asker is not None
    asker.delete()
    assert _next(second) == [True]
