"""Text from strangers on a screen."""

# ruff: noqa: RUF001  # the scripts of the world are what is tested

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.text import clean_line


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  a\r\n b\u2028c\u00a0d\u3000e ", "a b c d e"),
        ("e\u0301te\u0301", "été"),
        ("e\u200b\u0301", "é"),
        ("safe\u202eexe.gpj\u202c\u2066x\u2069", "safeexe.gpjx"),
        ("z\u200be\u2060r\ufeffo\u00ad", "zero"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("\u200d\u200c\u0301", ""),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬 works?", "👩\u200d🔬 works?"),
        ("שלום (1)", "שלום (1)"),
        ("a" + "\u0335" * 40 + "b", "a" + "\u0335" * 4 + "b"),
        ("ok\U000e0061\U000e007f", "ok"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_clean_line_shows_what_it_says(text: str, clean: str) -> None:
    assert clean_line(text) == clean


TRICKY = st.text(alphabet="e a\u0301\u0308\u0327\u0335\u200b\u200d\u202e\u00ad\u2028\x00\uac00\u11a8\ud7a3\ufb2c\u0344")


@given(st.text() | TRICKY)
def test_clean_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    clean = clean_line(text)
    assert clean == " ".join(clean.split())
    assert clean_line(clean) == clean
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\x00")
