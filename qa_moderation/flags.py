"""What a moderator should look at twice: links, insults, and what nobody should read aloud about a person.

A flag is a hint on the desk. It never keeps a question from being asked. Every pattern here has bounded repeats whose
alternatives exclude each other, so that a text of any making is read in linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from qa_moderation.facts import FlagName
from qa_moderation.personal_data import has_personal_data

IsInsult = Callable[[str], bool]

# Endings that people write. Some are a word of ours ("de", "me", "be", "it"), but stand behind a dot without a space
# only by mistake, and then mostly with a capital.
_ENDINGS = (
    "com net org info biz edu gov int mobi app dev tech cloud online site shop store blog news live club agency design "
    "xyz top link page media world life work auto cars paris london eu fr uk io co be ch ca us de it es pt nl lu ie at "
    "dk fi pl cz ro gr se no is me tv ai gg ly to cc ru cn jp kr in br mx ma tn dz za au nz"
)
_SCHEME = re.compile(r"(?<![^\W_])(?:https?|ftp|mailto|tel|javascript|data):[^\s,;]{2}", re.IGNORECASE)
_WWW = re.compile(r"(?<![\w@])www\d?\.[^\W_]", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"(?<![\w@.-])[^\W_][\w-]{{0,62}}(?:\.[^\W_][\w-]{{0,62}}){{0,4}}?\.({'|'.join(_ENDINGS.split())})(?![\w@-]|\.\w)",
    re.IGNORECASE,
)


def nothing_insults(text: str) -> bool:
    """The word list of an event that has none."""
    return False


def flags_of(text: str, is_insult: IsInsult = nothing_insults) -> list[FlagName]:
    """Return the flags of `text`, which is clean already; `is_insult` knows the event's own words."""
    folded = unicodedata.normalize("NFKC", text)
    found: list[FlagName] = []
    if has_link(folded):
        found.append("link")
    if is_insult(text):
        found.append("insult")
    if has_personal_data(folded):
        found.append("personal_data")
    return found


def has_link(text: str) -> bool:
    """Whether `text` has an address of the web: with its scheme, with www, or a bare domain.

    "Vite.Il pleut" has none: an ending is written as the rest is, and not like the beginning of a sentence.
    """
    if _SCHEME.search(text) or _WWW.search(text):
        return True
    return any(match[1].islower() or match[0].isupper() for match in _DOMAIN.finditer(text))
