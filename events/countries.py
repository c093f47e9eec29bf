"""Countries, in the language of the page."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from babel import Locale

# What CLDR lists beside countries: unions, unknown, pseudo-locales, and codes that only mail and customs use.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


@lru_cache(maxsize=8)
def country_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return (ISO 3166-1 alpha-2, name in `language`), in the order of that language's alphabet."""
    names = Locale.parse(language).territories
    found = [
        (code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return tuple(sorted(found, key=lambda pair: _without_accents(pair[1])))


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.casefold().replace("œ", "oe"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
