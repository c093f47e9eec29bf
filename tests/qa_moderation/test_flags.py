"""Flags: what is found, what must not be, and that no text takes long."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa_moderation.flags import flags_of

LINKS = [
    "Voir https://example.com/a?b=c avant de répondre",
    "HTTP://EXAMPLE.ORG",
    "javascript:alert(1)",
    "Have you read www.example.co.uk?",
    "C'est sur aurelle.fr, non ?",
    "lisez citroën.fr/concept",
    "Is bmw.de/shop yours (t.co/xyz)?",
    "the price on shop.example.store.",
    "\N{FULLWIDTH LATIN SMALL LETTER E}xample\N{FULLWIDTH FULL STOP}com says otherwise",
    "EXAMPLE.COM says otherwise",
]
NO_LINKS = [
    "Le moteur, p.ex. celui de 3.5kW, tient-il ?",
    "Does it do 0-100 in 3.5s, i.e. faster, e.g. than a 911?",
    "Elle va vite.Il pleut souvent.De plus, elle glisse.",
    "Version 2.0.1 or 2.1?",
    "M.Dupont et Mme.Durand, c.-à-d. les ingénieurs",
    "À 19.30 h, est-ce que ça coûte 49.990€ ?",
    "Is it Node.js, readme.md or photo.jpg?",
    "Is it ... and/or ..com?",
]
PERSONAL = [
    "Écrivez à jean.dupont@example.com merci",
    "jean+test@sub.example.co.uk",
    "Appelez-moi au 06 12 34 56 78",
    "0612345678",
    "06.12.34.56.78.",
    "06-12-34-56-78",
    "+33 6 12 34 56 78",
    "+33 (0)1 23 45 67 89",
    "0033612345678",
    "+44 20 7946 0958",
    "call 020 7946 0958 now",
    "07700 900123",
    "Call (415) 555-2671",
    "415-555-2671",
    "+1 415 555 2671",
    "+49 (0)30 901820",
    "Mon IBAN FR76 3000 6000 0112 3456 7890 189 merci beaucoup",
    "gb29nwbk60161331926819",
    "BE68 5390 0754 7034",
    "4111 1111 1111 1111",
    "5500-0000-0000-0004",
    "378282246310005",
    "mon numéro 1 85 05 78 006 084 91",
    "185057800608491",
    "1 85 05 2A 006 084 35",
    "2 69 05 49 588 157",
]
NOT_PERSONAL = [
    "Elle coûte 49 990 € ou 50 000 € ?",
    "What about 10 000 000 vehicles, or +10 000 000?",
    "Entre 2024-2025 et le 01/02/2025 à 10:30, ou le 01.02.2025 10 h",
    "Autonomie de 600 km, 0 à 100 km/h en 3,5 s, 350 kW",
    "IBAN FR76 3000 6000 0112 3456 7890 188 has a wrong key",
    "4111 1111 1111 1112 has a wrong key",
    "0000 0000 0000 0000 4444444444444444",
    "185057800608492",
    "The twitter handle @aurelle is yours?",
    "Is 192.168.100.200 an address, 3.14159265358979 a number?",
    "Model AB12 CD34 EF56 GH78",
    "20251231235959",
]


@pytest.mark.parametrize("text", LINKS)
def test_flags_link(text: str) -> None:
    assert flags_of(text) == ["link"]


@pytest.mark.parametrize("text", PERSONAL)
def test_flags_personal_data(text: str) -> None:
    assert flags_of(text) == ["personal_data"]


@pytest.mark.parametrize("text", [*NO_LINKS, *NOT_PERSONAL])
def test_flags_nothing(text: str) -> None:
    assert flags_of(text) == []


@pytest.mark.parametrize("text", ["jean.dupont (at) example.com", "jean [arobase] exemple.fr"])
def test_flags_an_address_that_hides_its_sign(text: str) -> None:
    assert flags_of(text) == ["link", "personal_data"]


def test_flags_insult_as_the_event_sees_it() -> None:
    assert flags_of("You muppet", lambda text: "muppet" in text) == ["insult"]
    assert flags_of("You muppet") == []


def test_flags_come_in_one_order() -> None:
    text = "muppet@example.com, read example.com, muppet"
    assert flags_of(text, lambda text: "muppet" in text) == ["link", "insult", "personal_data"]


@pytest.mark.parametrize("name", ["Voir aurelle-gratuit.fr", "Ada 06 12 34 56 78", "The muppet"])
def test_flags_what_is_in_the_name_or_company(name: str) -> None:
    clean = "How far does it go?"
    assert flags_of(clean, lambda text: "muppet" in text, signed=(name, "")) == ["name"]
    assert flags_of(clean, lambda text: "muppet" in text, signed=("Ada Lovelace", name)) == ["name"]
    assert flags_of(clean, signed=("Ada Lovelace", "Analytical Engines")) == []


# What drives an expression back: nearly a match, again and again. One that goes back and forth takes minutes for this.
@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "a-", "www", "http", "a@", "a.a@", "0", "06 ", "06.", "+33", "+1 ", "(0)", "FR76", "FR76 ", "4 ", "41-",
     "1 85 05 ", "é", "..", "--", " ", "(at)", "a (at) ", "0033 ", "a.co", "2A", "12/", "\u0301"],
)  # fmt: skip
def test_flags_read_4000_characters_of_nearly_matches(piece: str) -> None:
    for end in ("", "!", "@", ".", "x", "0", " "):
        flags_of((piece * 4000)[:4000] + end)


@given(st.text(max_size=4000) | st.text(alphabet="0123 .-+()/@aFR\u00a0", min_size=1000, max_size=4000))
@example("0" * 4000)
def test_flags_take_any_text(text: str) -> None:
    found = flags_of(text)
    assert set(found) <= {"link", "personal_data"}
    assert len(",".join(found)) <= 60


def test_flags_read_any_plane() -> None:
    assert flags_of("".join(map(chr, range(0xE000, sys.maxunicode, 997)))) == []
