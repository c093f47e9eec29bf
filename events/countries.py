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


# The United Nations' M49, by its continental regions; the Americas as two, and Türkiye, Cyprus and the Caucasus where
# a launch's audience would look for them.
_CONTINENTS = {
    "africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU "
    "MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW",
    "antarctica": "AQ BV GS HM",
    "asia": "AE AF BD BH BN BT CN HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA "
    "SA SG SY TH TJ TL TM TW UZ VN YE",
    "europe": "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS IT JE LI LT "
    "LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA XK",
    "north-america": "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM "
    "PR SV SX TC TT US VC VG VI",
    "oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    "south-america": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
}
_CONTINENT_OF = {code: continent for continent, codes in _CONTINENTS.items() for code in codes.split()}

CONTINENTS = tuple(_CONTINENTS)


def continent_of(country: str) -> str:
    """Return the continent of an ISO 3166-1 alpha-2 code, one of CONTINENTS, or "" for a code that is none."""
    return _CONTINENT_OF.get(country.upper(), "")
