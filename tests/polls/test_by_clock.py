"""A countdown that has ended, while nobody has swept up after the clock: the crew goes on by what it sees."""

from __future__ import annotations

import pytest

from events.models import Event
from live.errors import Refusal
from polls import services
from polls.models import Kind, ResultsPolicy, State
from tests.polls.factories import Clock, move, open_poll


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
