"""Many questions in one action: each may be refused by itself, all that is done is done at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.errors import Refusal
from live.models import FactRecord
from qa_moderation import selectors, services
from qa_moderation.facts import DeskQuestion
from qa_moderation.models import Decision, Question
from qa_moderation.services import Seen
from qa_moderation.services.turns import turn_at
from qa_moderation.topics import desk_topic
from tests.contract.reading import apply, look, messages_since, plain
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    make_attendee,
    make_event,
    on_air,
    pending,
    record,
)

pytestmark = pytest.mark.django_db


def _send(event_id: int, seen: Seen) -> DeskQuestion:
    return services.send_to_set(event_id=event_id, question_id=seen.question_id, version=seen.version, mover=MODERATOR)


def test_bulk_does_what_it_can_and_says_what_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.deck.ON_DECK", 2)
    event, other = make_event(), make_event("other")
    good = [pending(make_attendee(event)) for _ in range(3)]
    stale, foreign = approved(make_attendee(event)), pending(make_attendee(other))
    claimed = pending(make_attendee(event))
    services.claim_question(event_id=event.pk, question_id=claimed.id, version=1, mover=HOST)
    seen = [Seen(question.id, 1) for question in (good[2], stale, foreign, claimed, *good[:2])]
    outcomes = services.act_on_many(event_id=event.pk, seen=seen, act=lambda item: _send(event.pk, item))
    told = [outcome.code if isinstance(outcome, Refusal) else outcome.state for outcome in outcomes]
    assert told == ["on_deck", "qa.stale", "qa.unknown_question", "qa.claimed", "on_deck", "qa.deck_full"]
    assert record(good[1].id) == good[1]
    assert selectors.decks([event.pk])[event.pk].question_ids == [good[2].id, good[0].id]
    assert Decision.objects.filter(action="send").count() == 2


def test_bulk_leaves_nothing_of_an_item_that_is_refused_half_done() -> None:
    event = make_event()
    questions = [pending(make_attendee(event)) for _ in range(3)]
    topics = [desk_topic(event.pk), f"set/{event.pk}", f"questions/{event.pk}"]
    before = {topic: look(topic) for topic in topics}

    def act(seen: Seen) -> DeskQuestion:
        sent = _send(event.pk, seen)
        if seen.question_id == questions[1].id:
            # What is refused here was written, counted and announced a moment ago.
            services.merge_question(
                event_id=event.pk,
                question_id=sent.id,
                version=sent.version,
                into_id=questions[2].id,
                into_version=1,
                mover=MODERATOR,
            )
            _send(event.pk, seen)
        return sent

    seen = [Seen(question.id, 1) for question in questions]

    def within(item: Seen) -> DeskQuestion:
        with turn_at(event.pk):
            return act(item)

    outcomes = services.act_on_many(event_id=event.pk, seen=seen, act=within)
    assert [isinstance(outcome, Refusal) for outcome in outcomes] == [False, True, False]
    assert record(questions[1].id) == questions[1]
    for topic in topics:
        after = apply(topic, before[topic].state, messages_since(topic, before[topic]))
        assert plain(after) == plain(look(topic).state), topic


def test_bulk_appends_everything_once_at_the_end() -> None:
    event = make_event()
    _send(event.pk, Seen(pending(make_attendee(event)).id, 1))
    costs = []
    for count in (2, 6):
        seen = [Seen(pending(make_attendee(event)).id, 1) for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            services.act_on_many(event_id=event.pk, seen=seen, act=lambda item: _send(event.pk, item))
        writes = [query["sql"] for query in queries if "live_" in query["sql"]]
        costs.append(len(writes))
        # No topic is locked before the last question.
        order = ["live_" in query["sql"] for query in queries]
        moves = [
            place for place, query in enumerate(queries) if query["sql"].startswith('UPDATE "qa_moderation_question"')
        ]
        assert max(moves) < order.index(True)
    assert costs[0] == costs[1]
    assert FactRecord.objects.filter(body__contains="QuestionSentToSet", topic__name=desk_topic(event.pk)).count() == 9


def test_undo_of_many_says_what_it_could_not() -> None:
    event = make_event()
    mine, on = approved(make_attendee(event)), on_air(make_attendee(event))
    seen = [Seen(mine.id, mine.version), Seen(on.id, on.version), Seen(10**6, 1)]
    outcomes = services.undo_moves(event_id=event.pk, seen=seen, mover=MODERATOR)
    told = [outcome.code if isinstance(outcome, Refusal) else outcome.state for outcome in outcomes]
    assert told == ["pending", "qa.undo_too_late", "qa.unknown_question"]
    assert Question.objects.get(pk=on.id).state == "on_air"
