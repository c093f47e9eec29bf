"""What the attendees ask, and when."""

from __future__ import annotations

from itertools import pairwise

from loadtest.bench.desk.arrivals import BURST_SHARE, moments
from loadtest.bench.desk.questions import REPHRASED_EVERY, Wish, Wishes


def wishes(count: int, seed: int = 1) -> list[Wish]:
    supply = Wishes(seed)
    return [supply.next() for _ in range(count)]


def test_the_same_seed_asks_the_same() -> None:
    assert wishes(200) == wishes(200)
    assert wishes(200) != wishes(200, seed=2)


def test_one_in_five_says_again_what_an_earlier_one_said_in_other_words() -> None:
    asked = {wish.number: wish for wish in wishes(7_500)}
    again = [wish for wish in asked.values() if wish.repeats is not None]
    assert len(again) == 7_500 // REPHRASED_EVERY
    for wish in again:
        assert wish.repeats is not None
        earlier = asked[wish.repeats]
        assert (earlier.number < wish.number, earlier.repeats, earlier.language) == (True, None, wish.language)
        assert earlier.text != wish.text


def test_what_repeats_nothing_is_about_something_new() -> None:
    new = [wish.text for wish in wishes(7_500) if wish.repeats is None]
    assert len(set(new)) == len(new)


def test_questions_fit_the_policy_and_come_in_both_languages() -> None:
    asked = wishes(500)
    assert {wish.language for wish in asked} == {"en", "fr"}
    assert all(8 <= len(wish.text) <= 300 for wish in asked)


def test_moments_are_as_many_as_asked_within_the_time_and_in_order() -> None:
    for count, seconds in ((1, 1.0), (200, 20.0), (5_000, 600.0)):
        found = moments(count, seconds, seed=3)
        assert len(found) == count
        assert all(one <= other for one, other in pairwise(found))
        assert found[0] >= 0
        assert found[-1] <= seconds


def test_a_burst_comes_in_the_middle_of_each_minute() -> None:
    found = moments(5_000, 600.0, seed=1)
    in_bursts = sum(30 <= moment % 60 < 34 for moment in found)
    even = 5_000 * (1 - BURST_SHARE) * 4 / 60
    assert abs(in_bursts - 5_000 * BURST_SHARE - even) < 60
