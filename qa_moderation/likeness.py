"""How alike two questions are: pure, and fast enough to ask of thousands.

Texts are compared by what they say: without case, accents, punctuation, and the words that every question has, in
English and in French. `token_set_ratio` sees the same words in another order or among more; the plain ratios keep "the
price" from being the same as "the price of a second battery". The threshold comes from the labelled pairs of
tests/qa_moderation/likeness_pairs.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

THRESHOLD = 80
"""From here on two questions are shown as likely the same."""

MOST_MATCHES = 20
"""How many of those that are alike are looked at for one question: its list has five places."""

_SET_WEIGHT = 0.6
# No score reaches the threshold with a smaller one: the other part is 100 at most.
_LEAST_SET_RATIO = (THRESHOLD - 100 * (1 - _SET_WEIGHT)) / _SET_WEIGHT

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_STOP_WORDS = """
    a an and any are as at be been being but by can could did do does for from had has have how i if in is it its
    just me my of on or our please shall should so some than that the their them there these they this those to us
    was we were what when where which who why will with would you your hello hi thanks thank very really ai aux avec
    avez avoir bonjour c ca ce ces cela cette comme comment d dans de des donc du elle elles en est et etes etre eu
    il ils j je l la le les leur lui m ma mais me merci mes moi mon n ne nos notre nous on ou par pas peut plus pour
    pourquoi pouvez qu quand que quel quelle quelles quels qui s sa sera ses si son sont sur t ta te tes ton toi tu
    un une va vos votre vous y
"""  # English, then French without accents
_STOPPED = frozenset(_STOP_WORDS.split())


def folded(text: str) -> str:
    """Return the words of `text` that say something, as they are compared. Never empty when `text` has a letter."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    words = _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
    telling = [_singular(word) for word in words if word not in _STOPPED]
    return " ".join(telling or words) or text.casefold()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def score(one: str, other: str) -> int:
    """Return how alike two folded texts are, from 0 to 100."""
    return _score(fuzz.token_set_ratio(one, other), one, other)


def _score(set_ratio: float, one: str, other: str) -> int:
    in_order = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
    return round(_SET_WEIGHT * set_ratio + (1 - _SET_WEIGHT) * in_order)


def alike(texts: Iterable[str], among: Mapping[tuple[int, int], str]) -> dict[int, int]:
    """Return the scores of the questions that are like one whose folded wordings are `texts`; the best MOST_MATCHES.

    `among` has folded wordings by question id and number of the wording. One pass in C for each wording.
    """
    found: dict[int, int] = {}
    for text in texts:
        near = process.extract(
            text, among, scorer=fuzz.token_set_ratio, score_cutoff=_LEAST_SET_RATIO, limit=None, processor=None
        )
        for other, set_ratio, (question_id, _) in near:
            if (mark := _score(set_ratio, text, other)) >= THRESHOLD:
                found[question_id] = max(mark, found.get(question_id, 0))
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return dict(best[:MOST_MATCHES])
