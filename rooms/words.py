"""Finding words in what people write, however they spell them; and mentions of the crew.

Text is folded before it is compared: letters lose case and accents, look-alikes of other widths and digits in the
place of letters (m3rde) become the letters that they stand for; a letter may be repeated (meeerde), and separated by
a sign (m.e.r.d.e). Only whole words count: a name that has an insult in it is a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from rooms.facts import ActionName, ChatWord, LanguageName

_DIGITS_FOR_LETTERS = str.maketrans("013457@$", "oieastas")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
# Between two letters of a word people put one sign, at most; a space begins another word.
_SIGN = r"[._*\-·'+~|]?"

# A letter that is repeated without end says no more than four of it, and every pattern would count them anew.
_RUN = re.compile(rf"([^\W_])(?:{_SIGN}\1){{3,}}")

_CREW = re.compile(r"(?<!\w)@(?:crew|equipe|team|moderation)(?!\w)")


def fold(text: str) -> str:
    """Return `text` as words are compared in: compatible letters, without case and accents."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(char for char in folded if not unicodedata.combining(char) and char not in "\u200c\u200d").casefold()


def mentions_crew(text: str) -> bool:
    """Whether `text` calls the crew: @crew, @team, @équipe, @modération."""
    return "@" in text and _CREW.search(fold(text)) is not None


def verdict(text: str, words: Iterable[ChatWord]) -> ActionName | None:
    """Return what is to be done about `text`: the severest action of the words in it, or None."""
    patterns = _patterns(tuple((word.word, word.action) for word in words))
    folded = _RUN.sub(r"\1\1\1\1", fold(text))
    spellings = {folded, folded.translate(_DIGITS_FOR_LETTERS)}
    for action, pattern in patterns:
        if pattern is not None and any(pattern.search(spelling) for spelling in spellings):
            return action
    return None


@lru_cache(maxsize=64)
def _patterns(words: tuple[tuple[str, ActionName], ...]) -> tuple[tuple[ActionName, re.Pattern[str] | None], ...]:
    """Return what finds the words of each action, the severest first."""
    severities: tuple[ActionName, ...] = ("refuse", "hold")
    return tuple((action, _pattern(word for word, its in words if its == action)) for action in severities)


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    spelled = [spelling for spelling in (_spelling(word) for word in words) if spelling]
    # Between word characters, digits among them: the 1 of "con1" belongs to it.
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelled)})(?![^\W_])") if spelled else None


def _spelling(word: str) -> str:
    parts = ["".join(char for char in part if char.isalnum()) for part in fold(word).split()]
    return r"[\W_]+".join(_letters(part) for part in parts if part)


def _letters(part: str) -> str:
    runs = [(re.escape(char), len(list(run))) for char, run in groupby(part)]
    return _SIGN.join(f"{char}(?:{_SIGN}{char}){{{min(count, 4) - 1},}}" for char, count in runs)


_FR_REFUSED = (
    "connard, connards, connasse, enculé, enculés, encule, fils de pute, ta gueule, nique ta mère, salope, salopes, "
    "pute, putes, pédé, pédés, tapette, bougnoule, négro, youpin, sale arabe, sale juif, sale noir"
)
_FR_HELD = "merde, putain, bordel, conne, débile, abruti, crétin, foutre, chier, va mourir"
_EN_REFUSED = (
    "asshole, assholes, motherfucker, motherfuckers, cunt, cunts, faggot, faggots, nigger, niggers, nigga, kike, "
    "tranny, whore, slut, kill yourself, kys"
)
_EN_HELD = (
    "fuck, fucking, fucked, shit, bullshit, bitch, bastard, dickhead, retard, retarded, idiot, moron, spic, chink"
)
_DEFAULTS: tuple[tuple[LanguageName, ActionName, str], ...] = (
    ("fr", "refuse", _FR_REFUSED),
    ("fr", "hold", _FR_HELD),
    ("en", "refuse", _EN_REFUSED),
    ("en", "hold", _EN_HELD),
)

DEFAULT_WORDS: tuple[ChatWord, ...] = tuple(
    ChatWord(language=language, word=word, action=action)
    for language, action, words in _DEFAULTS
    for word in words.split(", ")
)
"""What an event begins with: insults that wound are refused, swearing is held for a moderator."""
