"""Workers compare while others ask and upvote: on SQLite, and on PostgreSQL (tests/on_postgresql.py)."""

from __future__ import annotations

import pytest

from qa_moderation import services
from qa_moderation.models import Desk, Question
from qa_moderation.services import Vote, comparing_index
from tests.contract.reading import apply, look, messages_since, plain
from tests.qa_moderation.factories import approved, ask, make_attendee, make_event
from tests.qa_moderation.test_races import _together

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 3
EACH = 6


def test_race_of_workers_loses_no_pair_and_tells_none_twice() -> None:
    comparing_index._indexes.clear()
    event = make_event()
    people = [make_attendee(event, f"Guest {number}") for number in range(4 * EACH)]
    seen = [approved(person, f"What is the price of number {person.pk % 3}?") for person in people[:EACH]]
    topic = f"desk/{event.pk}"
    before = look(topic)

    def ask_some(start: int) -> None:
        for person in people[start : start + EACH]:
            ask(person, f"What is the price of number {person.pk % 3}, please?")

    def upvote_all() -> None:
        for person in people:
            votes = [Vote(person.pk, question.id) for question in reversed(seen)]
            services.cast_upvotes(event_id=event.pk, votes=votes)

    def compare() -> int:
        return sum(services.compare_all() for _ in range(EACH))

    _together(*(lambda start=start: ask_some(start) for start in (EACH, 2 * EACH)), *([compare] * WORKERS), upvote_all)
    services.compare_all()
    rows = dict(Question.objects.values_list("pk", "text"))
    assert len(rows) == 3 * EACH
    assert not Question.objects.exclude(compared_version=1).exclude(compared_version=2).exists()
    assert not Desk.objects.exclude(comparing_until=None).exists()
    after = look(topic)
    messages = messages_since(topic, before)
    assert plain(apply(topic, before.state, messages)) == plain(after.state)
    state = plain(after.state)["questions"]
    for id, question in state.items():
        same = {pk for pk, text in rows.items() if pk != int(id) and _number(text) == _number(rows[int(id)])}
        assert {each["question_id"] for each in question["similar"] if each["score"] == 100} <= same
        assert question["similar"], "each has a likely duplicate"


def _number(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
