"""What is one emoji, and those that an event begins with."""

from __future__ import annotations

import re
import unicodedata

from polls.reactions.limits import EMOJI_CHARS

_JOINER, _AS_PICTURE = "\u200d", "\ufe0f"
# Unicode TR 51: pictures, alone or joined, with a skin tone or not; flags by two letters or by tags; keycaps.
_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f004\U0001f0cf\U0001f170-\U0001f1e5\U0001f200-\U0001faff]"
)
_ONE = f"{_PICTURE}(?:{_AS_PICTURE}|[\U0001f3fb-\U0001f3ff])?"
_EMOJI = re.compile(
    f"{_ONE}(?:{_JOINER}{_ONE})*"
    "|[\U0001f1e6-\U0001f1ff]{2}"
    "|\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f"
    f"|[0-9#*]{_AS_PICTURE}?\u20e3"
)

# (emoji, what it says in English, in French): what the studio proposes.
PRESETS = (
    ("👏", "Applaud", "Applaudir"),
    ("❤️", "Love it", "J’adore"),
    ("😮", "Wow", "Waouh"),
    ("🔥", "Fire", "Feu"),
    ("🎉", "Celebrate", "Fêter"),
    ("🙌", "Bravo", "Bravo"),
    ("😍", "Adorable", "Coup de cœur"),
    ("🤩", "Star-struck", "Des étoiles dans les yeux"),
    ("👍", "Thumbs up", "Pouce levé"),
    ("💯", "Perfect", "Parfait"),
    ("🚀", "Take-off", "Décollage"),
    ("✨", "Sparkles", "Étincelles"),
    ("💡", "Idea", "Idée"),
    ("⚡", "Lightning", "Éclair"),
    ("🌱", "Green", "Vert"),
    ("😂", "Laugh", "Rire"),
    ("🥂", "Cheers", "Santé"),
    ("👀", "Look", "Regarder"),
)
_FIRST = 5


def clean_emoji(text: str) -> str | None:
    """Return `text` as the one emoji that it is, in the form that is drawn as a picture; None where it is none."""
    text = text.strip()
    if len(text) > EMOJI_CHARS or not _EMOJI.fullmatch(text):
        return None
    if text[0] in "0123456789#*":
        return f"{text[0]}{_AS_PICTURE}\u20e3"
    if any(unicodedata.category(char) == "Cn" for char in text):
        return None
    return _JOINER.join(_as_picture(part) for part in text.split(_JOINER))


def _as_picture(part: str) -> str:
    # What is not wide is a letter to a typeface unless it is told otherwise: the heart, the scales.
    is_letter = len(part) == 1 and unicodedata.east_asian_width(part) != "W"
    return part + _AS_PICTURE if is_letter else part


def first_emoji() -> list[dict[str, object]]:
    """Return the list of an event whose organiser has not chosen."""
    return [{"emoji": emoji, "labels": {"en": en, "fr": fr}} for emoji, en, fr in PRESETS[:_FIRST]]
