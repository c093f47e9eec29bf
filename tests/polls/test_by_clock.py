"""A countdown that has ended, while nobody has swept up after the clock: the crew goes on by what it sees."""

from __future__ import annotations

import pytest

from events.models import Attendee, Event
from live.errors import Refusal
from live.models import FactRecord
from polls import limits, services
from polls.models import Kind, Poll, ResultsPolicy, State
from polls.selectors import audience_states
from polls.services import settle_due
from tests.polls.factories import Clock, cast, make_attendee, move, open_poll


def test_results_are_shown_of_a_poll_whose_countdown_has_ended(event: Event, clock: Clock) -> None:
    poll = open_poll(event, open_seconds=10, results=ResultsPolicy.CREW)
    clock.wait(9)
    with pytest.raises(Refusal, match="to be closed"):
        move(poll, services.show_results)
    clock.wait(1)
    assert poll.state == State.OPEN
    assert move(poll, services.show_results).state == "results"


def test_quiz_question_waits_for_its_last_viewer_also_then(event: Event, clock: Clock) -> None:
    poll = open_poll(event, Kind.QUIZ, open_seconds=10)
    clock.wait(11)
    with pytest.raises(Refusal, match="last viewers"):
        move(poll, services.show_results)


def test_poll_whose_countdown_has_ended_is_opened_again(event: Event, clock: Clock) -> None:
    poll = open_poll(event, open_seconds=10)
    opened_ms = clock.ms
    clock.wait(11)
    record = move(poll, services.open_poll, seconds=30)
    assert (record.state, record.poll.opens_at_ms, record.poll.closes_at_ms) == ("open", opened_ms, clock.ms + 30_000)


def test_poll_that_still_runs_is_not_opened_again(event: Event, clock: Clock) -> None:
    poll = open_poll(event, open_seconds=10)
    with pytest.raises(Refusal) as refused:
        move(poll, services.open_poll, seconds=30)
    assert refused.value.code == "polls.illegal_move"


LATE_S = 22
"""How far the audience of these tests is behind, and further than is taken for granted where nobody's is known."""


def open_to_late_viewers(event: Event, clock: Clock, kind: Kind = Kind.SINGLE) -> Poll:
    """Ask for 30 s an audience of which nothing is known, let its first ones vote, and wait until the clock closes."""
    poll = open_poll(event, kind, open_seconds=30, results=ResultsPolicy.CREW)
    assert until_s(poll) == limits.GRACE_UNKNOWN_S
    clock.wait(25)
    cast(make_attendee(event), poll, 1, playhead_ms=clock.ms - LATE_S * 1000)
    clock.wait(5)
    return poll


def until_s(poll: Poll) -> float:
    """Return how long after its close a poll takes votes, as its row and each page say."""
    poll.refresh_from_db()
    assert poll.closes_at is not None
    assert poll.accepts_until is not None
    state = audience_states([(poll.event_id, "stage")])[poll.event_id, "stage"]
    (record,) = [each for each in state.polls if each.id == poll.pk]
    told_s = ((record.accepts_until_ms or 0) - (record.closes_at_ms or 0)) / 1000
    assert told_s == (poll.accepts_until - poll.closes_at).total_seconds()
    return told_s


def told_closes() -> int:
    return FactRecord.objects.filter(topic__name__startswith="polls/", body__contains='"PollClosed"').count()


def test_grace_covers_the_delay_that_was_measured_while_the_poll_ran(
    event: Event, ada: Attendee, ben: Attendee, clock: Clock
) -> None:
    poll = open_to_late_viewers(event, clock)
    assert settle_due() == 1
    assert (until_s(poll), told_closes()) == (LATE_S + 1 + limits.GRACE_MARGIN_S, 1)
    clock.wait(LATE_S)
    cast(ada, poll, 1, playhead_ms=clock.ms - LATE_S * 1000)
    clock.wait(4)
    with pytest.raises(Refusal, match="closed"):
        cast(ben, poll, 1, playhead_ms=clock.ms - 30_000)


def test_vote_of_a_late_viewer_counts_while_nobody_sweeps_up_after_the_clock(
    event: Event, ada: Attendee, ben: Attendee, clock: Clock
) -> None:
    poll = open_to_late_viewers(event, clock)
    clock.wait(LATE_S)
    cast(ada, poll, 1, playhead_ms=clock.ms - LATE_S * 1000)
    clock.wait(limits.GRACE_MARGIN_S + 2)
    with pytest.raises(Refusal, match="closed"):
        cast(ben, poll, 1, playhead_ms=clock.ms - 30_000)
    # The worker is back: what it says is what was held to.
    assert settle_due() == 1
    assert until_s(poll) == LATE_S + 1 + limits.GRACE_MARGIN_S


def test_grace_that_was_told_is_never_shortened(event: Event, clock: Clock) -> None:
    swept, pressed = (open_poll(event, open_seconds=30, results=ResultsPolicy.CREW) for _ in range(2))
    clock.wait(2)
    for poll in (swept, pressed):
        cast(make_attendee(event), poll, 1, playhead_ms=clock.ms - 1_000)
    clock.wait(29)
    move(pressed, services.close_poll)
    assert told_closes() == 1
    assert settle_due() == 1
    assert (until_s(pressed), until_s(swept), told_closes()) == (limits.GRACE_UNKNOWN_S, limits.GRACE_UNKNOWN_S, 1)


def test_press_of_the_crew_comes_before_the_sweep_and_says_the_same(event: Event, clock: Clock) -> None:
    poll = open_to_late_viewers(event, clock)
    clock.wait(1)
    move(poll, services.show_results)
    assert (until_s(poll), told_closes()) == (LATE_S + 1 + limits.GRACE_MARGIN_S, 1)


def test_quiz_results_wait_for_those_whose_delay_was_measured_meanwhile(event: Event, clock: Clock) -> None:
    poll = open_to_late_viewers(event, clock, Kind.QUIZ)
    clock.wait(limits.GRACE_UNKNOWN_S + 1)
    with pytest.raises(Refusal, match="last viewers"):
        move(poll, services.show_results)


def test_results_come_by_themselves_after_the_longer_grace(event: Event, clock: Clock) -> None:
    poll = open_to_late_viewers(event, clock)
    Poll.objects.filter(pk=poll.pk).update(results=ResultsPolicy.CLOSE)
    settle_due()
    clock.wait(limits.GRACE_UNKNOWN_S + 1)
    assert settle_due() == 0
    clock.wait(LATE_S)
    assert settle_due() == 1
