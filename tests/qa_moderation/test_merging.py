"""Questions that say the same become one, and everybody who upvoted either counts once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Attendee, Event
from live.errors import Refusal
from live.models import FactRecord
from live.topics import topic_kind
from qa_moderation import selectors, services
from qa_moderation.facts import DeskQuestion, MyQuestion
from qa_moderation.models import Decision, MergedUpvote, Question, Upvote
from qa_moderation.services import Seen, Vote, Voted
from qa_moderation.topics import my_questions_topic, questions_topic
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    make_attendee,
    make_event,
    merge,
    on_air,
    on_deck,
    parked,
    pending,
    record,
)

pytestmark = pytest.mark.django_db


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def _upvote(event: Event, question: DeskQuestion, *people: Attendee) -> list[int | Refusal]:
    votes = [Vote(person.pk, question.id) for person in people]
    return _counts(services.cast_upvotes(event_id=event.pk, votes=votes))


def _take_back(event: Event, question: DeskQuestion, *people: Attendee) -> list[int | Refusal]:
    votes = [Vote(person.pk, question.id) for person in people]
    return _counts(services.take_back_upvotes(event_id=event.pk, votes=votes))


def _counts(outcomes: list[Voted | Refusal]) -> list[int | Refusal]:
    return [outcome if isinstance(outcome, Refusal) else outcome.upvotes for outcome in outcomes]


def _count(question: DeskQuestion) -> int:
    return Question.objects.get(pk=question.id).upvotes


def _undo(event: Event, question: DeskQuestion) -> DeskQuestion | Refusal:
    seen = [Seen(question.id, record(question.id).version)]
    return services.undo_moves(event_id=event.pk, seen=seen, mover=MODERATOR)[0]


def _mine(event: Event, person: Attendee) -> dict[str, MyQuestion]:
    return selectors.questions_of([(event.pk, person.pk)])[event.pk, person.pk]


def test_merge_counts_each_voter_once_and_the_asker_too() -> None:
    event = make_event()
    asker, target_asker, ada, ben, cem = (make_attendee(event) for _ in range(5))
    one, two = approved(asker), approved(target_asker)
    _upvote(event, one, ada, ben, target_asker)
    _upvote(event, two, ben, cem)
    merged = merge(one, two)
    assert (merged.state, merged.merged_into, merged.version) == ("merged", two.id, one.version + 1)
    # ada, ben, cem, the target's asker (who upvoted), the merged one's asker.
    assert (_count(two), record(two.id).merged_count, record(two.id).version) == (5, 1, two.version)
    assert (_count(one), Upvote.objects.count()) == (3, 5)


def test_merge_does_not_count_ones_own_question_twice() -> None:
    event = make_event(patient=False)
    asker = make_attendee(event)
    one, two = approved(asker, "How far, please?"), approved(asker)
    merge(one, two)
    assert _count(two) == 0


def test_voter_of_both_counts_once_whatever_they_do_afterwards() -> None:
    event = make_event()
    ada, ben = make_attendee(event), make_attendee(event)
    one, two = approved(make_attendee(event)), approved(make_attendee(event))
    _upvote(event, one, ada, ben)
    merge(one, two)
    assert _count(two) == 3
    assert _upvote(event, two, ada, ada) == [3, 3]
    assert _take_back(event, two, ada, ada) == [2, 2]
    assert _upvote(event, two, ada) == [3]
    # Without ever having upvoted this one: the wish is gone, and nothing of one's own has changed.
    facts = FactRecord.objects.filter(topic__name=my_questions_topic(event.pk, f"a{ben.pk}"))
    before = facts.count()
    assert _take_back(event, two, ben) == [2]
    assert facts.count() == before
    assert isinstance(_upvote(event, one, ben)[0], Refusal)


def test_merge_is_undone_exactly() -> None:
    event = make_event()
    ada, ben = make_attendee(event), make_attendee(event)
    one, two = on_deck(make_attendee(event)), approved(make_attendee(event))
    behind = on_deck(make_attendee(event))
    _upvote(event, one, ada, ben)
    _upvote(event, two, ben)
    merge(one, two)
    outcome = _undo(event, one)
    assert isinstance(outcome, DeskQuestion)
    assert (outcome.state, outcome.merged_into, outcome.version) == ("on_deck", None, one.version + 2)
    assert (_count(one), _count(two), record(two.id)) == (2, 1, two)
    assert not MergedUpvote.objects.exists()
    assert selectors.decks([event.pk])[event.pk].question_ids == [one.id, behind.id]


def test_undone_merge_leaves_what_another_one_gave() -> None:
    event = make_event()
    ada, ben = make_attendee(event), make_attendee(event)
    one, two, into = (approved(make_attendee(event)) for _ in range(3))
    _upvote(event, one, ada)
    _upvote(event, two, ada, ben)
    merge(one, into)
    merge(two, into)
    assert (_count(into), record(into.id).merged_count) == (4, 2)
    _undo(event, two)
    assert (_count(into), record(into.id).merged_count) == (2, 1)
    _undo(event, one)
    assert (_count(into), record(into.id).merged_count) == (0, 0)


def test_merge_takes_along_what_was_a_part_of_it() -> None:
    event = make_event()
    asker, ada = make_attendee(event), make_attendee(event)
    one, two, three = approved(asker), approved(make_attendee(event)), approved(make_attendee(event))
    _upvote(event, one, ada)
    merge(one, two)
    merge(two, three)
    # Two askers and ada.
    assert (_count(three), record(three.id).merged_count) == (3, 2)
    services.send_to_set(event_id=event.pk, question_id=three.id, version=three.version, mover=MODERATOR)
    mine = _mine(event, asker)[str(one.id)]
    assert (mine.state, mine.merged_into, mine.set_text) == ("on_deck", three.id, three.text)
    # The first merge cannot be undone before the second.
    first = _undo(event, one)
    assert isinstance(first, Refusal)
    assert first.code == "qa.undo_too_late"
    _undo(event, two)
    assert (_count(two), _count(three), record(three.id).merged_count) == (2, 0, 0)
    assert _mine(event, asker)[str(one.id)].merged_into == two.id
    assert isinstance(_undo(event, one), DeskQuestion)
    assert (_count(two), _mine(event, asker)[str(one.id)].merged_into) == (0, None)


def test_askers_of_what_was_merged_are_told_what_becomes_of_it() -> None:
    event = make_event()
    asker, other = make_attendee(event), make_attendee(event)
    one, two = approved(asker), on_deck(other)
    merge(one, two)
    taken = services.take_question(event_id=event.pk, question_id=two.id, version=two.version, mover=HOST)
    services.answer_question(event_id=event.pk, question_id=two.id, version=taken.version, mover=HOST)
    name = my_questions_topic(event.pk, f"a{asker.pk}")
    bodies = list(FactRecord.objects.filter(topic__name=name).order_by("offset").values_list("body", flat=True))
    states = [state for body in bodies for state in ("on_deck", "on_air", "answered") if f'"state":"{state}"' in body]
    assert states == ["on_deck", "on_air", "answered"]
    assert topic_kind(name).snapshots([name])[name].questions[str(one.id)].state == "answered"  # type: ignore[attr-defined]


def test_merge_is_refused_where_it_makes_no_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    event, other = make_event(), make_event("other")
    one, two = pending(make_attendee(event)), pending(make_attendee(event))
    assert _code(lambda: merge(one, one)) == "qa.merge_self"
    assert _code(lambda: merge(one, pending(make_attendee(other)))) == "qa.unknown_question"
    rejected = services.reject_question(
        event_id=event.pk, question_id=two.id, version=two.version, reason="No.", mover=MODERATOR
    )
    assert _code(lambda: merge(one, two)) == "qa.stale"
    assert _code(lambda: merge(one, rejected)) == "qa.illegal_move"
    assert _code(lambda: merge(rejected, one)) == "qa.illegal_move"
    monkeypatch.setattr("qa_moderation.services.merging.MERGED_INTO_ONE", 1)
    into = parked(make_attendee(event))
    merge(one, into)
    assert _code(lambda: merge(pending(make_attendee(event)), into)) == "qa.merge_full"


def test_merge_into_one_that_was_answered_needs_it_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "FINISHED_KEPT", 1)
    event = make_event()

    def answered() -> DeskQuestion:
        on = on_air(make_attendee(event))
        return services.answer_question(event_id=event.pk, question_id=on.id, version=on.version, mover=HOST)

    old, new = answered(), answered()
    assert _code(lambda: merge(pending(make_attendee(event)), old)) == "qa.illegal_move"
    assert merge(pending(make_attendee(event)), new).state == "merged"


def test_upvotes_of_one_that_nobody_saw_are_not_told_to_the_audience() -> None:
    event = make_event()
    ada = make_attendee(event)
    one, hidden = approved(make_attendee(event)), pending(make_attendee(event))
    _upvote(event, one, ada)
    merge(one, hidden)
    name = questions_topic(event.pk)
    assert set(topic_kind(name).snapshots([name])[name].upvotes) == {str(one.id)}  # type: ignore[attr-defined]
    assert selectors.upvote_counts([event.pk])[event.pk][str(hidden.id)] == 2
    services.approve_question(event_id=event.pk, question_id=hidden.id, version=hidden.version, mover=MODERATOR)
    assert topic_kind(name).snapshots([name])[name].upvotes[str(hidden.id)] == 2  # type: ignore[attr-defined]


def test_merge_of_many_voters_costs_as_much_as_of_one() -> None:
    event = make_event()
    costs = []
    for count in (1, 30):
        one, two = approved(make_attendee(event)), approved(make_attendee(event))
        _upvote(event, one, *(make_attendee(event) for _ in range(count)))
        facts = FactRecord.objects.count()
        with CaptureQueriesContext(connection) as queries:
            merge(one, two)
        assert _count(two) == count + 1
        costs.append((len(queries), FactRecord.objects.count() - facts))
    assert costs[0] == costs[1]


def test_withdrawn_question_lets_go_of_what_was_a_part_of_it() -> None:
    event = make_event()
    asker, into_asker, ada = make_attendee(event), make_attendee(event), make_attendee(event)
    one, two, into = approved(asker), approved(make_attendee(event)), approved(into_asker)
    _upvote(event, one, ada)
    merge(one, two)
    merge(two, into)
    services.withdraw_question(event_id=event.pk, question_id=into.id, attendee_id=into_asker.pk)
    assert (record(into.id).state, record(into.id).merged_count, _count(into)) == ("withdrawn", 0, 0)
    released = record(two.id)
    assert (released.state, released.merged_into, released.merged_count, _count(two)) == ("pending", None, 1, 2)
    mine = _mine(event, asker)[str(one.id)]
    assert (mine.state, mine.merged_into) == ("pending", two.id)
    assert isinstance(_undo(event, two), Refusal)
    approved_again = services.approve_question(
        event_id=event.pk, question_id=two.id, version=released.version, mover=MODERATOR
    )
    assert approved_again.state == "approved"


def _withdraw(event: Event, question: DeskQuestion, asker: Attendee) -> MyQuestion:
    return services.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=asker.pk)


def test_asker_takes_back_what_became_a_part_of_another() -> None:
    event = make_event()
    asker, into_asker, ada = make_attendee(event), make_attendee(event), make_attendee(event)
    part, into = approved(asker), approved(into_asker)
    _upvote(event, part, ada)
    merge(part, into)
    assert (_count(into), record(into.id).merged_count) == (2, 1)
    mine = _withdraw(event, part, asker)
    assert (mine.state, mine.merged_into) == ("withdrawn", None)
    left = record(into.id)
    assert (left.state, left.version, left.merged_count, _count(into)) == ("approved", into.version, 0, 1)
    assert (record(part.id).state, record(part.id).merged_into) == ("withdrawn", None)
    assert isinstance(_undo(event, part), Refusal)
    assert _withdraw(event, part, asker) == mine
    # Nothing comes back when the other is taken back as well.
    _withdraw(event, into, into_asker)
    assert record(part.id).state == "withdrawn"


def test_asker_who_upvoted_the_other_still_counts_for_it() -> None:
    event = make_event()
    asker = make_attendee(event)
    part, into = approved(asker), approved(make_attendee(event))
    _upvote(event, into, asker)
    merge(part, into)
    _withdraw(event, part, asker)
    assert _count(into) == 1


def test_part_that_others_are_a_part_of_leaves_them_to_what_leads() -> None:
    event = make_event()
    first_asker, asker, ada = make_attendee(event), make_attendee(event), make_attendee(event)
    first, part, into = approved(first_asker), approved(asker), approved(make_attendee(event))
    _upvote(event, first, ada)
    merge(first, part)
    merge(part, into)
    assert (_count(into), record(into.id).merged_count) == (3, 2)
    _withdraw(event, part, asker)
    assert (_count(into), record(into.id).merged_count, record(first.id).merged_into) == (2, 1, into.id)
    assert _mine(event, first_asker)[str(first.id)].merged_into == into.id
    assert isinstance(_undo(event, first), Refusal), "it went there otherwise than by that merge"
    assert (_count(part), record(part.id).merged_count) == (0, 0)


def test_first_of_a_chain_is_taken_back() -> None:
    event = make_event()
    asker = make_attendee(event)
    first, part, into = approved(asker), approved(make_attendee(event)), approved(make_attendee(event))
    merge(first, part)
    merge(part, into)
    _withdraw(event, first, asker)
    assert (_count(into), record(into.id).merged_count, record(part.id).merged_count) == (1, 1, 0)
    undone = _undo(event, part)
    assert isinstance(undone, DeskQuestion)
    assert (undone.state, undone.merged_count, record(into.id).merged_count, _count(into)) == ("approved", 0, 0, 0)


def test_part_of_what_is_on_air_or_answered_is_not_taken_back() -> None:
    event = make_event()
    asker = make_attendee(event)
    part, into = pending(asker), on_air(make_attendee(event))
    merge(part, into)
    assert _code(lambda: _withdraw(event, part, asker)) == "qa.illegal_move"
    services.answer_question(event_id=event.pk, question_id=into.id, version=record(into.id).version, mover=HOST)
    assert _code(lambda: _withdraw(event, part, asker)) == "qa.illegal_move"
    assert record(part.id).state == "merged"


def test_votes_that_a_withdrawn_part_brought_go_with_its_asker() -> None:
    event = make_event()
    asker, ada = make_attendee(event), make_attendee(event)
    part, into = approved(asker), approved(make_attendee(event))
    _upvote(event, part, ada)
    merge(part, into)
    _withdraw(event, part, asker)
    asker.delete()
    assert (_count(into), MergedUpvote.objects.count()) == (0, 0)


def test_attendee_who_goes_takes_their_part_along() -> None:
    event = make_event()
    asker, into_asker, ada = make_attendee(event), make_attendee(event), make_attendee(event)
    one, two = approved(asker), approved(into_asker)
    _upvote(event, one, ada)
    merge(one, two)
    ada.delete()
    assert MergedUpvote.objects.count() == 1
    into_asker.delete()
    assert not Question.objects.filter(pk=two.id).exists()
    mine = _mine(event, asker)[str(one.id)]
    assert (mine.state, mine.merged_into) == ("pending", None)
    undone = _undo(event, one)
    assert isinstance(undone, Refusal)
    assert undone.code == "qa.undo_too_late"
    asker.delete()
    assert not Question.objects.exists()
    assert not Decision.objects.exclude(details="", before="").exists()
