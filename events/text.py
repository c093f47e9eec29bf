"""Plain text from strangers, made fit for a screen in front of an audience."""

from __future__ import annotations

import re
import unicodedata

# Unicode TR 36: marks that turn the reading direction of what follows, and characters that show nothing. The joiners
# (200C, 200D) stay, because Persian, Indic scripts and emoji need them.
_BIDI_OR_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile("[\u200c\u200d]")

# Stacked marks ("zalgo") climb over the lines above. Four is more than any living script needs after NFC.
_MARKS_IN_A_ROW = 4


def clean_line(text: str) -> str:
    """Return `text` as one line: NFC, single spaces, no control, bidi-override or hidden characters.

    What shows nothing at all comes back empty.
    """
    text = "".join(" " if char.isspace() else char for char in text)
    text = _BIDI_OR_HIDDEN.sub("", text)
    text = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"})
    # Last, because a hidden character may have stood between a letter and its accent.
    text = " ".join(_limit_marks(unicodedata.normalize("NFC", text)).split())
    return text if _shows(text) else ""


def clean_lines(text: str) -> str:
    """Return `text` with its line breaks, each line as `clean_line` leaves it; one empty line between paragraphs."""
    lines = [clean_line(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _shows(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LNPS" for char in _JOINERS.sub("", text))


def _limit_marks(text: str) -> str:
    kept: list[str] = []
    in_a_row = 0
    for char in text:
        in_a_row = in_a_row + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if in_a_row <= _MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)
