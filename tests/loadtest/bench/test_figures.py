"""Medians, spreads, ratios within a round."""

from __future__ import annotations

import pytest

from loadtest.bench.figures import Spread, paired_ratio, rounded


def test_spread_is_median_least_and_greatest() -> None:
    assert Spread.of([5, 1, 9]) == Spread(5, 1, 9)
    assert Spread.of([4, 2]) == Spread(3, 2, 4)


def test_spread_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Spread.of([])


def test_ratio_is_taken_within_each_round_before_the_median() -> None:
    ours, theirs = {0: 10.0, 1: 30.0, 2: 12.0}, {0: 10.0, 1: 20.0, 2: 6.0}
    # The ratio of the medians would be 1.2.
    assert paired_ratio(ours, theirs) == Spread(1.5, 1.0, 2.0)


def test_ratio_leaves_out_rounds_that_one_of_them_missed() -> None:
    assert paired_ratio({0: 8.0, 1: 9.0}, {1: 3.0, 2: 1.0}) == Spread(3.0, 3.0, 3.0)
    assert paired_ratio({0: 8.0}, {1: 3.0}) is None


def test_rounded_keeps_significant_digits_and_whole_numbers() -> None:
    assert [rounded(value) for value in (12.34567, 0.000123456, 123456.0)] == [12.35, 0.0001235, 123456.0]
