"""What is one emoji."""

from __future__ import annotations

import pytest

from polls.reactions.emoji import PRESETS, clean_emoji


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("👏", "👏"),
        (" 👏 ", "👏"),
        ("👏🏽", "👏🏽"),
        ("❤", "❤️"),
        ("❤️", "❤️"),
        ("❤️‍🔥", "❤️‍🔥"),
        ("❤‍🔥", "❤️‍🔥"),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ("🏳️‍🌈", "🏳️‍🌈"),
        ("🇫🇷", "🇫🇷"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("1️⃣", "1️⃣"),
        ("⚡", "⚡"),
        ("🏎", "🏎️"),
    ],
)
def test_one_emoji_is_taken_in_the_form_that_is_drawn(text: str, clean: str) -> None:
    assert clean_emoji(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "a", "1", "é", "👏👏", "👏 🔥", "👏a", "🇫", "🇫🇷🇩", "<b>", "\u200d", "\ufe0f", "👏\u200d"),
        *("\u202e👏", "★" * 17, "\U0001f8ff", "👨\u200d👩\u200d👧\u200d👦" * 2),
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert clean_emoji(text) is None


def test_presets_are_emoji_as_they_would_be_kept() -> None:
    assert [clean_emoji(emoji) for emoji, _, _ in PRESETS] == [emoji for emoji, _, _ in PRESETS]
    assert len({emoji for emoji, _, _ in PRESETS}) == len(PRESETS)
