"""Several people at once, each on a connection of their own: on SQLite, and on PostgreSQL (tests/on_postgresql.py)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from events.models import Attendee
from live.errors import Refusal
from polls import errors, services
from polls.facts import Answer, MyVote
from polls.models import AnonymousBallot, Poll, Vote
from polls.services import Ballot
from polls.topics import poll_desk_topic, polls_topic
from tests.contract.reading import apply, look, messages_since, plain
from tests.polls.factories import ballot, counts, make_attendee, make_event, open_poll

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


def _vote(*ballots: Ballot, event_id: int) -> list[str]:
    """Vote; a refusal's code, or "counted"."""
    outcomes = services.cast_votes(event_id=event_id, ballots=ballots)
    return [outcome.code if isinstance(outcome, Refusal) else "counted" for outcome in outcomes]


def _check(poll: Poll, people: Sequence[Attendee]) -> None:
    """Each of `people` counts once."""
    poll.refresh_from_db()
    rows = list(Vote.objects.filter(poll=poll))
    assert (poll.ballots, len(rows), {row.attendee_id for row in rows}) == (
        len(people),
        len(people),
        {person.pk for person in people},
    )
    given = Counter(row.answer for row in rows)
    assert counts(poll) == {answer.removeprefix('{"options":[').partition("]")[0]: n for answer, n in given.items()}


def test_race_of_one_person_with_themselves_counts_once() -> None:
    event = make_event()
    poll, secret = open_poll(event), open_poll(event, is_anonymous=True)
    for _ in range(5):
        person = make_attendee(event)
        for each, expected in ((poll, errors.VOTE_MOVED), (secret, errors.ALREADY_VOTED)):
            ballots = [ballot(person, each, 1 + number % 3) for number in range(4)]
            outcomes = _together(*(lambda mine=mine: _vote(mine, event_id=event.pk)[0] for mine in ballots))
            assert Counter(outcomes) == {"counted": 1, expected: 3}
    _check(poll, list(Attendee.objects.filter(event=event)))
    secret.refresh_from_db()
    assert (secret.ballots, sum(counts(secret).values()), AnonymousBallot.objects.count()) == (5, 5, 5)


def test_race_of_one_command_with_itself_is_answered_alike() -> None:
    event = make_event()
    poll = open_poll(event)
    for _ in range(5):
        same = ballot(make_attendee(event), poll, 2)
        cast = partial(services.cast_votes, event_id=event.pk, ballots=[same])
        outcomes = _together(cast, cast, cast, cast)
        assert outcomes == [[MyVote(poll_id=poll.pk, revision=1, answer=Answer(options=[2]))]] * 4
    _check(poll, list(Attendee.objects.filter(event=event)))


def test_race_of_changes_of_mind_has_one_winner() -> None:
    event = make_event()
    poll, person = open_poll(event), make_attendee(event)
    _vote(ballot(person, poll, 1), event_id=event.pk)
    for seen in range(1, 6):
        ballots = [ballot(person, poll, 1 + (seen + number) % 3, seen=seen) for number in range(4)]
        outcomes = _together(*(lambda mine=mine: _vote(mine, event_id=event.pk)[0] for mine in ballots))
        assert Counter(outcomes) == {"counted": 1, errors.VOTE_MOVED: 3}
    assert Vote.objects.get().revision == 6
    _check(poll, [person])


def test_race_of_the_close_with_votes_leaves_every_count_exact() -> None:
    event = make_event()
    poll, secret = open_poll(event, results="live"), open_poll(event, is_anonymous=True)
    people = [make_attendee(event) for _ in range(40)]
    topics = [polls_topic(event.pk, "stage"), poll_desk_topic(event.pk)]
    before = {topic: look(topic) for topic in topics}
    counted: list[Attendee] = []

    def vote(some: Sequence[Attendee], order: Sequence[Poll]) -> None:
        for person in some:
            outcomes = _vote(*(ballot(person, each, 1 + person.pk % 3) for each in order), event_id=event.pk)
            if outcomes[order.index(poll)] == "counted":
                counted.append(person)

    def withdraw() -> None:
        services.withdraw_poll(event_id=event.pk, poll_id=poll.pk, seen=poll.version)

    def close() -> None:
        services.close_poll(event_id=event.pk, poll_id=secret.pk, seen=secret.version)

    _together(lambda: vote(people[:20], [poll, secret]), lambda: vote(people[20:], [secret, poll]), withdraw, close)
    _check(poll, counted)
    secret.refresh_from_db()
    assert (secret.ballots, sum(counts(secret).values())) == (AnonymousBallot.objects.count(),) * 2
    for topic in topics:
        after = apply(topic, before[topic].state, messages_since(topic, before[topic]))
        assert plain(after) == plain(look(topic).state), topic
