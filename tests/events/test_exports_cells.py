"""What attendees type is shown by a spreadsheet, never run."""

from __future__ import annotations

import pytest

from events.studio.exports import harmless_cell


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1", "'\t'=1"),
        ("Prix ?;=cmd|'/C calc'!A0;x", "Prix ?;'=cmd|'/C calc'!A0;x"),
        ("one\r\n@two", "one\r\n'@two"),
        ("3; 4 and a - b", "3; 4 and a - b"),
        (None, ""),
        (12, "12"),
    ],
)
def test_cell_is_harmless(typed: object, shown: str) -> None:
    assert harmless_cell(typed) == shown
