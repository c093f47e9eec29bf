"""What goes into a spreadsheet."""

from __future__ import annotations


def harmless_cell(value: object) -> str:
    """Return `value` so that a spreadsheet shows it and does not run it: attendees type these texts."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
