"""Several people at once, each on a connection of their own: on SQLite, and on PostgreSQL (tests/on_postgresql.py)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from events.models import Attendee
from live.errors import Refusal
from live.models import FactRecord
from live.topics import topic_kind
from qa_moderation import services
from qa_moderation.facts import DeskQuestion
from qa_moderation.models import MergedUpvote, Question, Upvote
from qa_moderation.services import Mover, NewQuestion, Seen, Vote
from qa_moderation.topics import desk_topic, questions_topic
from tests.contract.reading import apply, look, messages_since, plain
from tests.qa_moderation.factories import approved, make_attendee, make_event, merge, on_deck, pending, record

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*calls: Callable[[], object]) -> list[object]:
    """Make the calls at the same moment, each in a thread; a Refusal's code stands for it."""
    start = threading.Barrier(len(calls))

    def one(call: Callable[[], object]) -> object:
        start.wait(timeout=10)
        try:
            return call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(one, call) for call in calls]]


def _mover(number: int) -> Mover:
    return Mover(subject=f"c{number}", name=f"Moderator {number}")


def test_race_of_moderators_has_one_winner() -> None:
    event = make_event()
    for turn in range(5):
        question = pending(make_attendee(event), f"Question number {turn}?")
        moves = (services.approve_question, services.send_to_set)

        def call(number: int, id: int = question.id, moves: tuple[Callable[..., object], ...] = moves) -> object:
            return moves[number % 2](event_id=event.pk, question_id=id, version=1, mover=_mover(number))

        outcomes = _together(*(lambda number=number: call(number) for number in range(6)))
        winners = [number for number, outcome in enumerate(outcomes) if outcome != "qa.stale"]
        (winner,) = winners
        now = record(question.id)
        assert (now, now.version, now.moved_by) == (outcomes[winner], 2, f"Moderator {winner}")
    kinds = Counter(
        kind
        for body in FactRecord.objects.filter(topic__name=desk_topic(event.pk)).values_list("body", flat=True)
        for kind in ("QuestionAsked", "QuestionApproved", "QuestionSentToSet")
        if kind in body
    )
    assert (kinds["QuestionAsked"], kinds["QuestionApproved"] + kinds["QuestionSentToSet"]) == (5, 5)


def test_race_of_hosts_puts_one_question_on_air() -> None:
    event = make_event()
    questions = [on_deck(make_attendee(event)) for _ in range(4)]
    outcomes = _together(
        *(
            lambda question=question: services.take_question(
                event_id=event.pk, question_id=question.id, version=question.version, mover=_mover(1)
            )
            for question in questions
        )
    )
    assert Counter(map(str, outcomes))["qa.on_air_busy"] == 3
    assert Question.objects.filter(state="on_air").count() == 1


def test_race_for_the_last_places_takes_as_many_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.asking_guards.OPEN_PER_EVENT", 3)
    event = make_event()
    people = [make_attendee(event) for _ in range(6)]

    def ask(attendee_id: int) -> object:
        asked = [NewQuestion(attendee_id=attendee_id, text="How far does it go?", language="en", anonymous=False)]
        (outcome,) = services.ask_questions(event_id=event.pk, asked=asked)
        return outcome.code if isinstance(outcome, Refusal) else "taken"

    outcomes = _together(*(lambda id=person.pk: ask(id) for person in people))
    assert Counter(outcomes) == {"taken": 3, "qa.queue_full": 3}


def test_race_of_all_with_all_keeps_counts_and_snapshots_exact() -> None:
    event = make_event(patient=False)
    people = [make_attendee(event).pk for _ in range(8)]
    questions = [approved(make_attendee(event)) for _ in range(4)]
    ids = [question.id for question in questions]
    topics = [
        desk_topic(event.pk),
        questions_topic(event.pk),
        f"set/{event.pk}",
        f"my-questions/{event.pk}/a{people[0]}",
    ]
    before = {topic: look(topic) for topic in topics}

    def vote(order: list[int]) -> None:
        for person in people:
            services.cast_upvotes(event_id=event.pk, votes=[Vote(person, id) for id in order])

    def unvote() -> None:
        for person in people[::2]:
            services.take_back_upvotes(event_id=event.pk, votes=[Vote(person, id) for id in ids])

    def moderate() -> None:
        for question in questions:
            sent = services.send_to_set(
                event_id=event.pk, question_id=question.id, version=question.version, mover=_mover(1)
            )
            services.recall_from_set(event_id=event.pk, question_id=question.id, version=sent.version, mover=_mover(1))

    def ask(person: int) -> None:
        for number in range(4):
            asked = [NewQuestion(attendee_id=person, text=f"Question {number}?", language="en", anonymous=False)]
            services.ask_questions(event_id=event.pk, asked=asked)

    _together(
        lambda: vote(ids),
        lambda: vote(ids[::-1]),
        unvote,
        moderate,
        lambda: ask(people[0]),
        lambda: ask(people[1]),
    )
    for question in Question.objects.all():
        assert question.upvotes == Upvote.objects.filter(question=question).count()
    for topic in topics:
        after = apply(topic, before[topic].state, messages_since(topic, before[topic]))
        assert plain(after) == plain(look(topic).state), topic_kind(topic).prefix


def test_race_of_merges_and_upvotes_counts_each_voter_once() -> None:
    event = make_event(patient=False)
    people = [make_attendee(event).pk for _ in range(8)]
    into, *parts = (approved(make_attendee(event)) for _ in range(4))
    ids = [question.id for question in (into, *parts)]
    topics = [desk_topic(event.pk), questions_topic(event.pk), f"my-questions/{event.pk}/a{people[0]}"]
    before = {topic: look(topic) for topic in topics}

    def vote(order: list[int]) -> None:
        for person in people:
            services.cast_upvotes(event_id=event.pk, votes=[Vote(person, id) for id in order])

    def unvote() -> None:
        for person in people[::2]:
            services.take_back_upvotes(event_id=event.pk, votes=[Vote(person, id) for id in ids])

    def combine(again: bool) -> None:
        for question in parts if again else parts[::-1]:
            try:
                merged = merge(question, into, _mover(1 + again))
            except Refusal:
                continue
            if again:
                seen = [Seen(merged.id, merged.version)]
                services.undo_moves(event_id=event.pk, seen=seen, mover=_mover(2))

    def park_all() -> None:
        seen = [Seen(question.id, question.version) for question in parts[::-1]]

        def act(item: Seen) -> DeskQuestion:
            return services.park_question(
                event_id=event.pk, question_id=item.question_id, version=item.version, mover=_mover(3)
            )

        services.act_on_many(event_id=event.pk, seen=seen, act=act)

    _together(
        lambda: vote(ids), lambda: vote(ids[::-1]), unvote, lambda: combine(True), lambda: combine(False), park_all
    )
    for question in Question.objects.all():
        voters = set(Upvote.objects.filter(question=question).values_list("attendee_id", flat=True))
        voters |= set(MergedUpvote.objects.filter(question=question).values_list("attendee_id", flat=True))
        assert question.upvotes == len(voters)
    for topic in topics:
        after = apply(topic, before[topic].state, messages_since(topic, before[topic]))
        assert plain(after) == plain(look(topic).state), topic_kind(topic).prefix


def test_race_of_people_who_go_with_all_the_others_keeps_counts_and_snapshots_exact() -> None:
    event = make_event(patient=False)
    stay = [make_attendee(event) for _ in range(4)]
    leave = [make_attendee(event) for _ in range(4)]
    into, *parts = (approved(person) for person in (stay[0], leave[0], stay[1], leave[1], stay[2]))
    ids = [question.id for question in (into, *parts)]
    topics = [desk_topic(event.pk), questions_topic(event.pk), f"set/{event.pk}"]
    topics += [f"my-questions/{event.pk}/a{person.pk}" for person in stay]
    before = {topic: look(topic) for topic in topics}

    def vote(order: list[int]) -> None:
        for person in (*leave, *stay):
            services.cast_upvotes(event_id=event.pk, votes=[Vote(person.pk, id) for id in order])

    def ask() -> None:
        for number, person in enumerate((*leave, *stay)):
            asked = [NewQuestion(attendee_id=person.pk, text=f"Number {number}?", language="en", anonymous=False)]
            services.ask_questions(event_id=event.pk, asked=asked)

    def combine() -> None:
        for question in parts:
            # It may have gone with who asked it.
            with suppress(Refusal, Question.DoesNotExist):
                merge(question, into, _mover(1))

    def go(people: list[Attendee]) -> None:
        Attendee.objects.filter(pk__in=[person.pk for person in people]).delete()

    _together(lambda: vote(ids), lambda: vote(ids[::-1]), ask, combine, lambda: go(leave[:2]), lambda: go(leave[2:]))
    assert {question.attendee_id for question in Question.objects.all()} <= {person.pk for person in stay}
    for question in Question.objects.all():
        voters = set(Upvote.objects.filter(question=question).values_list("attendee_id", flat=True))
        voters |= set(MergedUpvote.objects.filter(question=question).values_list("attendee_id", flat=True))
        assert question.upvotes == len(voters)
        assert question.merged_count == Question.objects.filter(leading=question).count() or question.merged_into_id
    for topic in topics:
        after = apply(topic, before[topic].state, messages_since(topic, before[topic]))
        assert plain(after) == plain(look(topic).state), topic
