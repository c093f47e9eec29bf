"""What goes into a spreadsheet."""

from __future__ import annotations

import re

# Where Excel is French, a cell ends at a semicolon: what follows is a cell as well.
_NEXT_CELL = re.compile(r"([;\t\r\n]\s*)(?=[=+\-@])")


def harmless_cell(value: object) -> str:
    """Return `value` so that a spreadsheet shows it and does not run it: attendees type these texts."""
    text = _NEXT_CELL.sub(r"\1'", "" if value is None else str(value))
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
