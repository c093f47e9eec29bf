"""In which language a question is: a page knows the language that it is read in, not the one that is typed.

English and French are told apart by their small words, which each sentence has; those that both have (on, a, me) count
for neither. Where these say nothing, the page's language holds; a moderator corrects it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+")
# Elided words (l', qu') come apart from what follows, as words of their own.
_SMALL_WORDS = {
    "en": """
        an and any are at be been but by can could did do does for from had has have he her his how i if in is it its
        just let more much my not of or our please s shall she should so some than that the their them then there these
        they this those to too was we were what when where which who whose why will with would you your
    """,
    "fr": """
        ai après au aussi aux avec avez avons beaucoup bien ça ce ces cela cette chez combien comment d dans de des donc
        du elle elles en encore entre est et êtes être eu fait faut il ils j je l la là le les leur leurs lors lui ma
        mais même merci mes moi mon n ne nos notre nous où ou par parce pas peut peuvent peux plus pour pourquoi pourra
        pouvez pourrait prévu prévue près qu quand que quel quelle quelles quels qui quoi sa sans se sera serait ses si
        sommes son sont sous sur ta tous tout toute toutes très tu un une va vers vos votre vous y à était été
    """,
}
_BOTH = {"on", "a", "me", "as", "s", "en", "d", "l", "n"}
_TELLING = {language: frozenset(words.split()) - _BOTH for language, words in _SMALL_WORDS.items()}
_ELIDED = re.compile(r"(?<![^\W\d_])(?:qu|[cdjlmnst])['\u2019](?=[^\W\d_])", re.IGNORECASE)
_LEAST = 2
"""Small words of a language before it is believed, and how many more than of the page's."""


def language_of(text: str, said: str, among: Collection[str]) -> str:
    """Return the language of `text`, one of `among`; `said` (that of the page) where the text does not say another.

    Only English and French are known.
    """
    if said not in _TELLING:
        return said
    words = _WORD.findall(text.casefold())
    counts = {language: sum(word in telling for word in words) for language, telling in _TELLING.items()}
    counts["fr"] += len(_ELIDED.findall(text))
    others = [language for language in counts if language in among and language != said]
    best = max(others, key=lambda language: counts[language], default=said)
    return best if counts[best] >= counts[said] + _LEAST else said
