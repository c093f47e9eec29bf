"""The quiz: points for speed on one's own picture, and the leaderboard."""

from __future__ import annotations

from typing import Any

import pytest

from events.models import Attendee, Event
from live.errors import Refusal
from polls import errors, limits, services
from polls.facts import Leader, MyScore
from polls.mine import Mine, my_polls
from polls.models import Kind, Poll, Vote
from polls.standings import leaders_of
from tests.polls.factories import Clock, cast, make_attendee, make_event, move, open_poll


def play(event: Event, clock: Clock, answers: dict[Attendee, tuple[int, float]]) -> Poll:
    """Ask a quiz question whose first option is right, let people answer after so many seconds, show the results."""
    poll = open_poll(event, Kind.QUIZ, seconds=20)
    for person, (option, seconds) in answers.items():
        opened = clock.now
        clock.wait(seconds)
        cast(person, poll, option)
        clock.now = opened
    clock.wait(60)
    services.settle_due()
    services.settle_due()
    poll.refresh_from_db()
    assert poll.results_at is not None
    return poll


def points(person: Attendee) -> list[int]:
    return list(Vote.objects.filter(attendee=person).order_by("pk").values_list("points", flat=True))


@pytest.mark.parametrize(
    ("elapsed_s", "delay_s", "option", "expected"),
    [
        (0, 0, 1, 1000),
        (10, 0, 1, 750),
        (20, 0, 1, 500),
        (10, 8, 1, 950),
        (10, 10, 1, 1000),
        (5, 0, 2, 0),
    ],
)
def test_points_are_for_speed_on_ones_own_picture(
    event: Event, ada: Attendee, clock: Clock, elapsed_s: int, delay_s: int, option: int, expected: int
) -> None:
    poll = open_poll(event, Kind.QUIZ, seconds=20)
    clock.wait(elapsed_s)
    cast(ada, poll, option, playhead_ms=clock.ms - delay_s * 1000)
    assert points(ada) == [expected]


@pytest.mark.parametrize("after_opening_ms", [0, 1_000, -900], ids=["paused", "sought back", "made up"])
def test_picture_that_stands_still_gains_no_more_than_an_audiences_delay(
    event: Event, ada: Attendee, clock: Clock, after_opening_ms: int
) -> None:
    poll = open_poll(event, Kind.QUIZ, seconds=60)
    opened_ms = clock.ms
    clock.wait(45)
    cast(ada, poll, 1, playhead_ms=opened_ms + after_opening_ms)
    # Nobody's delay is known: of the 45 seconds that it was looked up, 15 may be the picture's.
    assert points(ada) == [1000 - 500 * (45 - limits.GRACE_UNKNOWN_S) // 60]


def measure(event: Event, clock: Clock, *delays_s: float) -> None:
    """Let people vote in another poll, whose pictures are so late."""
    poll = open_poll(event)
    clock.wait(60)
    for delay_s in delays_s:
        cast(make_attendee(event), poll, 1, playhead_ms=clock.ms - round(delay_s * 1000))


@pytest.mark.parametrize(("delay_s", "credible_s"), [(1.5, 4), (21.4, 24)])
def test_gain_of_a_picture_that_stands_still_is_the_measured_grace(
    event: Event, ada: Attendee, clock: Clock, delay_s: float, credible_s: int
) -> None:
    measure(event, clock, delay_s, delay_s)
    poll = open_poll(event, Kind.QUIZ, seconds=100)
    opened_ms = clock.ms
    clock.wait(64)
    cast(ada, poll, 1, playhead_ms=opened_ms)
    assert points(ada) == [1000 - 5 * (64 - credible_s)]


def test_viewer_as_late_as_the_audience_has_all_points(event: Event, ada: Attendee, clock: Clock) -> None:
    measure(event, clock, 21.4)
    poll = open_poll(event, Kind.QUIZ, seconds=60)
    clock.wait(22)
    cast(ada, poll, 1, playhead_ms=clock.ms - 22_000)
    assert points(ada) == [1000]


def test_those_who_vote_first_do_not_make_the_later_pictures_incredible(
    event: Event, ada: Attendee, clock: Clock
) -> None:
    poll = open_poll(event, Kind.QUIZ, seconds=60)
    clock.wait(2)
    for _ in range(3):
        cast(make_attendee(event), poll, 1, playhead_ms=clock.ms - 1_000)
    clock.wait(10)
    cast(ada, poll, 1, playhead_ms=clock.ms - 12_000)
    assert points(ada) == [1000]


@pytest.mark.parametrize(("pressed_s", "expected"), [(None, 500), (40, 750), (0, 667)])
def test_points_are_of_the_countdown_that_was_chosen(
    event: Event, ada: Attendee, clock: Clock, pressed_s: int | None, expected: int
) -> None:
    poll = open_poll(event, Kind.QUIZ, seconds=20, open_seconds=pressed_s)
    clock.wait(20)
    cast(ada, poll, 1, playhead_ms=clock.ms)
    assert points(ada) == [expected]


def test_points_are_the_same_after_a_close_by_hand_and_a_second_opening(
    event: Event, ada: Attendee, ben: Attendee, clock: Clock
) -> None:
    poll = open_poll(event, Kind.QUIZ, open_seconds=40)
    clock.wait(10)
    move(poll, services.close_poll)
    clock.wait(8)
    cast(ada, poll, 1, playhead_ms=clock.ms - 8_000)
    move(poll, services.open_poll, seconds=5)
    clock.wait(2)
    cast(ben, poll, 1)
    assert (points(ada), points(ben)) == ([875], [750])
    move(poll, services.take_back_poll)
    assert poll.lasts_s is None


def test_leaderboard_has_those_who_chose_a_name(event: Event, clock: Clock) -> None:
    ada, ben, eve = (make_attendee(event, name) for name in ("Ada", "Ben", "Eve"))
    services.choose_name(event_id=event.pk, attendee_id=ada.pk, name="La Comtesse")
    services.choose_name(event_id=event.pk, attendee_id=ben.pk, name="B.")
    play(event, clock, {ada: (1, 10), ben: (1, 0), eve: (1, 0)})
    play(event, clock, {ada: (1, 0), ben: (2, 0)})
    assert leaders_of(event.pk) == [Leader(1, "La Comtesse", 1750, 2), Leader(2, "B.", 1000, 1)]
    services.choose_name(event_id=event.pk, attendee_id=eve.pk, name="Eve")
    assert [(leader.rank, leader.name) for leader in leaders_of(event.pk)] == [
        (1, "La Comtesse"),
        (2, "B."),
        (2, "Eve"),
    ]
    services.choose_name(event_id=event.pk, attendee_id=ada.pk, name="")
    assert [leader.name for leader in leaders_of(event.pk)] == ["B.", "Eve"]


def test_leaderboard_is_short(event: Event, clock: Clock) -> None:
    people = {make_attendee(event): (1, number / 10) for number in range(limits.LEADERS + 2)}
    for number, person in enumerate(people):
        services.choose_name(event_id=event.pk, attendee_id=person.pk, name=f"Player {number}")
    play(event, clock, people)
    assert [leader.name for leader in leaders_of(event.pk)] == [f"Player {number}" for number in range(limits.LEADERS)]


def test_own_points_and_place_come_with_the_results(event: Event, ada: Attendee, ben: Attendee, clock: Clock) -> None:
    poll = open_poll(event, Kind.QUIZ, seconds=20)
    cast(ada, poll, 1)
    cast(ben, poll, 2)
    services.choose_name(event_id=event.pk, attendee_id=ben.pk, name="B.")

    def mine() -> list[tuple[Any, Any, Any]]:
        found = my_polls(event_id=event.pk, asked=[(ada.pk, [poll.pk]), (ben.pk, [poll.pk])])
        assert all(isinstance(each, Mine) for each in found)
        return [(each.polls[0].points, each.polls[0].is_right, each.score) for each in found if isinstance(each, Mine)]

    assert mine() == [(None, None, None), (None, None, None)]
    clock.wait(60)
    services.settle_due()
    services.settle_due()
    assert mine() == [
        (1000, True, MyScore(name="", points=1000, right=1, rank=1)),
        (0, False, MyScore(name="B.", points=0, right=0, rank=1)),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("\u202e\u200b", errors.NAME_EMPTY),
        ("B\u00e9n", errors.NAME_TAKEN),
        ("merde", errors.WORD_REFUSED),
        ("www.example.com", errors.WORD_REFUSED),
    ],
)
def test_name_that_cannot_be_shown_is_refused(event: Event, ada: Attendee, ben: Attendee, name: str, code: str) -> None:
    services.choose_name(event_id=event.pk, attendee_id=ben.pk, name="Ben")
    with pytest.raises(Refusal) as refused:
        services.choose_name(event_id=event.pk, attendee_id=ada.pk, name=name)
    assert refused.value.code == code


def test_name_is_one_line_of_plain_text(event: Event, ada: Attendee) -> None:
    name = services.choose_name(
        event_id=event.pk, attendee_id=ada.pk, name="  <b>Ada</b>\n\u202eof  Ockham Park and more"
    )
    assert name == "<b>Ada</b> of Ockham Par"


def test_name_of_another_events_person_is_refused(event: Event) -> None:
    stranger = make_attendee(make_event("other"))
    with pytest.raises(Refusal) as refused:
        services.choose_name(event_id=event.pk, attendee_id=stranger.pk, name="Ada")
    assert refused.value.code == errors.NOT_REGISTERED


def test_taking_back_a_question_takes_its_points(event: Event, ada: Attendee, clock: Clock) -> None:
    services.choose_name(event_id=event.pk, attendee_id=ada.pk, name="Ada")
    poll = play(event, clock, {ada: (1, 0)})
    assert len(leaders_of(event.pk)) == 1
    move(poll, services.take_back_poll)
    assert leaders_of(event.pk) == []
