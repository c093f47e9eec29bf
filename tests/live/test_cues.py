"""How far behind an audience is, from what single browsers say."""

from hypothesis import given
from hypothesis import strategies as st

from live.cues import BUCKETS, covering_s, noted


def test_noted_counts_a_picture_in_its_second() -> None:
    delays = noted([], 0)
    assert (delays[:3], len(delays)) == ([1, 0, 0], BUCKETS)
    assert noted(noted(delays, 999), 2_000)[:4] == [2, 0, 1, 0]


def test_noted_takes_what_is_out_of_bounds_at_the_bound() -> None:
    assert noted([], -5_000)[0] == 1
    assert noted([], 10**9)[BUCKETS - 1] == 1


def test_noted_leaves_what_it_was_given() -> None:
    delays = [1, 2]
    assert noted(delays, 1_500)[:2] == [1, 3]
    assert delays == [1, 2]


def test_covering_is_unknown_while_nothing_was_noted() -> None:
    assert covering_s([]) is None
    assert covering_s([0] * BUCKETS) is None


def test_covering_is_the_end_of_the_second_that_makes_up_the_share() -> None:
    assert covering_s([0, 0, 1]) == 3
    assert covering_s([0, 98, 1, 1]) == 3
    assert covering_s([0, 97, 1, 1, 1]) == 4
    assert covering_s([0, 50, 50], share=0.5) == 2


@given(st.lists(st.integers(min_value=0, max_value=59_999), min_size=1, max_size=200))
def test_covering_holds_for_the_share_of_what_was_noted(delays_ms: list[int]) -> None:
    delays: list[int] = []
    for delay_ms in delays_ms:
        delays = noted(delays, delay_ms)
    covered_s = covering_s(delays)
    assert covered_s is not None
    within = [delay_ms for delay_ms in delays_ms if delay_ms < covered_s * 1000]
    assert sum(delays) == len(delays_ms)
    assert len(within) >= 0.99 * len(delays_ms)
