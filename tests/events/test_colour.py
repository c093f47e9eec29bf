"""Colours that can be read, whatever the brand chooses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.colour import brand_colours, contrast, contrast_report, on_colour, readable

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)]
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@given(colours)
def test_what_stands_on_a_colour_can_always_be_read(ground: str) -> None:
    assert contrast(on_colour(ground), ground) >= 4.5


@given(colours, colours)
def test_readable_reaches_the_ratio_and_leaves_alone_what_has_it(colour: str, ground: str) -> None:
    found = readable(colour, ground)
    assert contrast(found, ground) >= 4.5
    if contrast(colour, ground) >= 4.5:
        assert found == colour


@given(st.fixed_dictionaries(dict.fromkeys(("accent", "ink", "paper", "surface", "muted"), colours)))
def test_derived_colours_can_be_read_for_every_brand(chosen: dict[str, str]) -> None:
    used = brand_colours(chosen)
    pairs = [
        ("on_accent", "accent"),
        ("accent_text", "paper"),
        ("ink", "paper"),
        ("on_surface", "surface"),
        ("muted", "paper"),
        ("muted_on_surface", "surface"),
    ]
    assert [pair for pair in pairs if contrast(used[pair[0]], used[pair[1]]) < 4.5] == []


def test_report_says_which_pair_falls_short() -> None:
    chosen = {"accent": "#c8441b", "ink": "#14161a", "paper": "#ffffff", "surface": "#f2f2f0", "muted": "#b0b0b0"}
    assert [(pair.ink, pair.ground) for pair in contrast_report(chosen) if not pair.is_enough] == [
        ("muted", "paper"),
        ("muted", "surface"),
    ]
