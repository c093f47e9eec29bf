"""What a browser or a reader would take for an address, in what people write: one rule for chat and questions.

Every pattern has bounded repeats whose alternatives exclude each other, so that a text of any making is read in linear
time.
"""

from __future__ import annotations

import re
import unicodedata

# Endings that people write. Some are a word of ours ("de", "me", "be", "it"), but stand behind a dot without a space
# only by mistake, and then mostly with a capital.
_ENDINGS = (
    "com net org info biz edu gov int mobi app dev tech cloud online site shop store blog news live club agency design "
    "xyz top link page media world life work auto cars paris london eu fr uk io co be ch ca us de it es pt nl lu ie at "
    "dk fi pl cz ro gr se no is me tv ai gg ly to cc ru cn jp kr in br mx ma tn dz za au nz"
)
_NO_WORDS = frozenset(
    ("com", "org", "biz", "edu", "gov", "mobi", "xyz", "eu", "fr", "uk", "io", "gg", "ly", "ru", "cn")
)
"""Endings that begin no sentence: with a capital they are an ending all the same."""

_SCHEME = re.compile(
    r"(?<![^\W_])(?:[a-z][a-z0-9+.-]{1,10}://|(?:mailto|tel|javascript|data):[^\s,;]{2})", re.IGNORECASE
)
_WWW = re.compile(r"(?<![\w@])www\d?\.[^\W_]", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"(?<![\w@.-])[^\W_][\w-]{{0,62}}(?:\.[^\W_][\w-]{{0,62}}){{0,4}}?\.({'|'.join(_ENDINGS.split())})(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?<![\w@.-])[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){0,4}?\.[a-z]{2,24}/")
_MAIL = re.compile(
    rf"[\w+-]@[^\W_][\w-]{{0,62}}(?:\.[^\W_][\w-]{{0,62}}){{0,4}}?\.(?:{'|'.join(_ENDINGS.split())})\b", re.IGNORECASE
)


def has_link(text: str) -> bool:
    """Whether `text` has an address of the web: with its scheme, with www, with a path, or a bare domain.

    "Vite.Il pleut" has none: an ending is written as the rest is, and not like the beginning of a sentence.
    """
    text = unicodedata.normalize("NFKC", text)
    if _SCHEME.search(text) or _WWW.search(text) or _PATH.search(text):
        return True
    return any(not _begins_a_sentence(match[0], match[1]) for match in _DOMAIN.finditer(text))


def has_mail(text: str) -> bool:
    """Whether `text` has an address of e-mail."""
    return "@" in text and _MAIL.search(unicodedata.normalize("NFKC", text)) is not None


def _begins_a_sentence(whole: str, ending: str) -> bool:
    return ending.istitle() and not whole.isupper() and ending.lower() not in _NO_WORDS
