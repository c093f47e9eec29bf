"""Numbers of what was answered in secret: they do not say in what order it came.

Whoever owns the database can line up rows in the order of their numbers with what people said under their names in the
order in which they said it. So an answer's number is drawn from those of SPREAD places: it may be any of its
neighbours'. It cannot be any number at all, since the crew reads answers page by page, and what is new must come after
what was read but for a known distance.
"""

from __future__ import annotations

import secrets

SPREAD = 16
"""Places among which a number is drawn. A page of the crew's (limits.TEXTS_PER_PAGE) is three times as long: who reads
again from so far back comes to something new."""

_RANDOM_BITS = 33  # with a million places before them a number is still exact in a browser


def number_of_answer(place: int) -> int:
    """Return a number for the answer that was the `place`th to its poll, from 1 on. The first SPREAD have all the same
    chances. It is greater than any that a sequence gives."""
    return (max(1, place - SPREAD + 1) + secrets.randbelow(SPREAD)) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)


def any_number() -> int:
    """Return a number for what nobody reads in an order."""
    return 1 << _RANDOM_BITS | secrets.randbits(52)


def read_on_from(number: int) -> int:
    """Return the number after which all is that came since somebody read as far as the answer `number`."""
    return max(0, ((number >> _RANDOM_BITS) - SPREAD + 1 << _RANDOM_BITS) - 1)
