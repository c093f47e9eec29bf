"""Whoever is deleted takes questions and upvotes along; what others asked and wished stays, and counts exactly."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Attendee, Event
from live.models import FactRecord, TopicHead
from qa_moderation import services
from qa_moderation.exports import decision_rows
from qa_moderation.facts import DeskQuestion, Similar
from qa_moderation.graphics import services as graphics
from qa_moderation.graphics.selectors import graphics_states
from qa_moderation.models import Decision, Desk, MergedUpvote, Question, Upvote, Webhook, WebhookDelivery
from qa_moderation.services import Seen, Vote
from tests.contract.reading import apply, look, messages_since, plain
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    make_attendee,
    make_event,
    merge,
    on_air,
    on_deck,
    pending,
    record,
)

pytestmark = pytest.mark.django_db


def upvote(question: DeskQuestion, *people: Attendee) -> None:
    services.cast_upvotes(event_id=people[0].event_id, votes=[Vote(person.pk, question.id) for person in people])


def count(question: DeskQuestion) -> int:
    """Return how many count for a question, which must be what the rows say."""
    row = Question.objects.get(pk=question.id)
    voters = {*Upvote.objects.filter(question=row).values_list("attendee_id", flat=True)}
    voters |= {*MergedUpvote.objects.filter(question=row).values_list("attendee_id", flat=True)}
    assert row.upvotes == len(voters)
    return row.upvotes


def people_of(event: Event, number: int) -> list[Attendee]:
    return [make_attendee(event, f"Guest {each}") for each in range(number)]


def test_upvotes_of_who_goes_are_taken_out_of_every_count_once() -> None:
    event = make_event()
    gone, *people = people_of(event, 4)
    into, part, other = (approved(person, f"Question of {person.pk}?") for person in people)
    upvote(into, gone, people[1])
    upvote(part, gone, people[0])
    upvote(other, gone)
    merge(part, into)
    assert (count(into), count(part), count(other)) == (3, 2, 1)
    gone.delete()
    # The asker of the part counts for what it is a part of.
    assert (count(into), count(part), count(other)) == (2, 1, 0)


def test_parts_of_a_question_that_goes_stand_by_themselves() -> None:
    event = make_event()
    gone, ada, ben, eve = people_of(event, 4)
    leading, part, behind = on_deck(gone), approved(ada, "And how far?"), pending(ben, "How far?")
    upvote(part, eve)
    merge(behind, part)
    merge(record(part.id), leading)
    gone.delete()
    now, under = record(part.id), record(behind.id)
    assert (now.state, now.merged_into, now.merged_count) == ("pending", None, 1)
    assert (under.state, under.merged_into) == ("merged", part.id)
    assert Question.objects.get(pk=behind.id).leading_id == part.id
    assert count(part) == 2  # Eve, and Ben who asked what is a part of it
    assert list(Question.objects.order_by("pk").values_list("pk", flat=True)) == [part.id, behind.id]


def test_part_of_an_answered_question_that_goes_keeps_the_answer() -> None:
    event = make_event()
    gone, ada = people_of(event, 2)
    leading, part = on_air(gone), approved(ada, "And how far?")
    merge(part, leading)
    done = services.answer_question(event_id=event.pk, question_id=leading.id, version=leading.version, mover=HOST)
    services.answer_in_writing(
        event_id=event.pk, question_id=done.id, version=done.version, text="Far.", mover=MODERATOR
    )
    gone.delete()
    now = record(part.id)
    assert (now.state, now.merged_into, now.answer, now.answered_at_ms) == ("merged", None, "Far.", done.answered_at_ms)


def test_part_that_goes_leaves_its_parts_to_what_it_was_a_part_of() -> None:
    event = make_event()
    gone, ada, ben, eve = people_of(event, 4)
    leading, part, behind = on_deck(ada), approved(gone, "And how far?"), approved(ben, "How far?")
    upvote(behind, eve)
    upvote(part, gone, ben)
    merge(behind, part)
    merge(record(part.id), leading)
    assert record(leading.id).merged_count == 2
    gone.delete()
    assert (record(behind.id).merged_into, record(leading.id).merged_count) == (leading.id, 1)
    assert count(leading) == 2  # Ben and Eve


def test_merge_is_undone_exactly_after_a_part_that_went_along_has_gone() -> None:
    event = make_event()
    gone, ada, ben = people_of(event, 3)
    leading, part, behind = approved(ada), approved(ben, "And how far?"), approved(gone, "How far?")
    merge(behind, part)
    merged = merge(record(part.id), leading)
    gone.delete()
    (outcome,) = services.undo_moves(event_id=event.pk, seen=[Seen(merged.id, merged.version)], mover=MODERATOR)
    assert isinstance(outcome, DeskQuestion)
    assert (outcome.state, outcome.merged_count, record(leading.id).merged_count) == ("approved", 0, 0)


def test_decisions_stay_without_words() -> None:
    event = make_event()
    gone, _ = people_of(event, 2)
    question = approved(gone, "My name is Gone")
    services.reword_question(
        event_id=event.pk, question_id=question.id, version=question.version, text="Gone asks", mover=MODERATOR
    )
    gone.delete()
    assert list(Decision.objects.order_by("pk").values_list("action", "question_id", "by", "details", "before")) == [
        ("approve", question.id, MODERATOR.name, "", ""),
        ("reword", question.id, MODERATOR.name, "", ""),
    ]
    assert [row["question_text"] for row in decision_rows(event.pk, 0)] == [None, None]
    event.delete()
    assert not Decision.objects.exists()


def test_fact_log_keeps_what_happened_without_words_and_names() -> None:
    event = make_event(patient=False)
    gone, ada = make_attendee(event, "Zarathustra"), make_attendee(event)
    topics = [f"{name}/{event.pk}" for name in ("desk", "set", "questions", "graphics")]
    before = {topic: look(topic) for topic in (*topics, f"my-questions/{event.pk}/a{ada.pk}")}
    question = on_air(gone, "My name is Zarathustra")
    graphics.show_graphic(event_id=event.pk, kind="full")
    graphics.set_ticker(
        event_id=event.pk, lines=[graphics.NewLine(question_id=question.id)], version=0, mover=MODERATOR
    )
    services.reword_question(
        event_id=event.pk, question_id=question.id, version=question.version, text="Zarathustra asks", mover=MODERATOR
    )
    merge(pending(ada, "My own words"), record(question.id))
    facts = FactRecord.objects.filter(topic__name__in=before).count()
    assert FactRecord.objects.filter(body__contains="Zarathustra").exists()
    gone.delete()
    assert not FactRecord.objects.filter(body__contains="Zarathustra").exists()
    assert FactRecord.objects.filter(body__contains="My own words").exists()
    assert FactRecord.objects.filter(topic__name__in=before).count() > facts
    # Who reads on from before all that comes to the same end.
    for topic, seen in before.items():
        assert plain(apply(topic, seen.state, messages_since(topic, seen))) == plain(look(topic).state), topic


def test_deliveries_of_webhooks_keep_nothing_of_who_goes() -> None:
    event = make_event(patient=False)
    Webhook.objects.create(event=event, url="https://example.com/hook")
    gone, ada = people_of(event, 2)
    for person in (gone, gone, ada):
        question = on_air(person, f"Question of {person.name} {Question.objects.count()}")
        services.answer_question(event_id=event.pk, question_id=question.id, version=question.version, mover=HOST)
    sent, _, other = WebhookDelivery.objects.order_by("pk")
    WebhookDelivery.objects.filter(pk=sent.pk).update(delivered_at=sent.created_at, last_status="204")
    gone.delete()
    told = [(row.body, row.last_status, row.given_up_at is None) for row in WebhookDelivery.objects.order_by("pk")]
    assert told[:2] == [("", "204", True), ("", "erased", False)]
    assert json.loads(told[2][0])["question"]["text"] == f"Question of {ada.name} 2"
    assert told[2] == (other.body, "", True)


def test_graphics_of_who_goes_go_too() -> None:
    event = make_event()
    gone, _ = people_of(event, 2)
    on_air(gone, "My name is Gone")
    graphics.show_graphic(event_id=event.pk, kind="full")
    gone.delete()
    state = graphics_states([event.pk])[event.pk]
    assert (state.question, state.shown.full) == (None, False)


def test_proposals_name_nobody_who_is_gone() -> None:
    event = make_event()
    gone, ada = people_of(event, 2)
    for person in (gone, ada):
        pending(person, "How far does it go?")
    services.compare_questions(event_id=event.pk)
    (own, other) = Question.objects.order_by("pk")
    assert record(other.pk).similar == [Similar(question_id=own.pk, score=100)]
    gone.delete()
    assert record(other.pk).similar == []


def test_who_did_nothing_costs_two_small_queries_and_no_lock() -> None:
    event = make_event()
    people = people_of(event, 3)
    with CaptureQueriesContext(connection) as queries:
        services.erase_people(event_id=event.pk, attendee_ids=[person.pk for person in people])
    assert len([query for query in queries if "SELECT" in query["sql"]]) == 2
    assert not Desk.objects.exists()


def test_many_who_go_at_once_are_erased_at_once() -> None:
    event = make_event()
    gone = people_of(event, 3)
    stays = make_attendee(event, "Stays")
    for number, person in enumerate(gone):
        upvote(approved(person, f"Question number {number}?"), *gone, stays)
    kept = approved(stays, "Is it new?")
    upvote(kept, *gone)
    before = TopicHead.objects.get(name=f"desk/{event.pk}").offset
    Attendee.objects.filter(pk__in=[person.pk for person in gone]).delete()
    assert TopicHead.objects.get(name=f"desk/{event.pk}").offset == before + 1
    assert (list(Question.objects.values_list("pk", flat=True)), count(kept)) == ([kept.id], 0)
    assert not Upvote.objects.exists()


def test_event_that_is_deleted_takes_its_questions_along() -> None:
    event = make_event()
    upvote(approved(make_attendee(event)), make_attendee(event))
    event.delete()
    assert not Question.objects.exists()
