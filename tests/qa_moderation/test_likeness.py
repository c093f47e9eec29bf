"""What counts as likely the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_moderation.likeness import MOST_MATCHES, THRESHOLD, alike, folded, score
from tests.qa_moderation.likeness_pairs import DIFFERENT, SAME


def test_threshold_finds_every_labelled_pair_that_is_the_same() -> None:
    missed = [pair for pair in SAME if score(*map(folded, pair)) < THRESHOLD]
    assert missed == []


def test_threshold_proposes_one_labelled_pair_that_is_not() -> None:
    # "prix" and "poids" are alike, and all that the two have beside "voiture". A moderator sees it at a glance.
    proposed = [pair for pair in DIFFERENT if score(*map(folded, pair)) >= THRESHOLD]
    assert proposed == [("Quel est le prix de la voiture ?", "Quel est le poids de la voiture ?")]


def test_folded_keeps_what_a_question_says() -> None:
    assert folded("Où est l'ÉTÉ des œufs, s'il vous plaît ?") == "ete oeuf plait"
    assert folded("Why is it so?") == "why is it so"
    assert folded("?!") == "?!"


@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_score_is_symmetric_and_bounded(one: str, other: str) -> None:
    one, other = folded(one), folded(other)
    assert score(one, other) == score(other, one)
    assert 0 <= score(one, other) <= 100


def test_alike_finds_what_score_says_and_no_more_than_it_may() -> None:
    wordings = {(id, 0): folded(f"What is the price of version {id}?") for id in range(1, 60)}
    found = alike([folded("What is the price of version 7, please?")], wordings)
    assert len(found) == MOST_MATCHES
    assert next(iter(found)) == 7
    assert all(mark == score(folded("price version 7"), wordings[id, 0]) >= THRESHOLD for id, mark in found.items())
