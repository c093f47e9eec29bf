"""The word filter, in French and English; links; mentions."""

# ruff: noqa: RUF001  # look-alikes are what is tested

from __future__ import annotations

import pytest

from rooms.facts import ChatWord
from rooms.links import has_link, has_mail
from rooms.words import DEFAULT_WORDS, fold, mentions_crew, verdict


@pytest.mark.parametrize(
    "text",
    [
        *("connard", "CONNARD !", "Quel c0nn4rd", "connnnnard", "c.o.n.n.a.r.d", "espèce de Connard,"),
        *("ENCULÉ", "encule\u0301", "enculé", "fils  de   pute", "Fils-de-pute", "p.u.t.e", "ta gueule!"),
        *("you asshole", "a$$hole", "@sshole", "ＡＳＳＨＯＬＥ", "assssshole", "a.ss.h.o.l.e"),
        "\U0001d41a\U0001d42c\U0001d42c\U0001d421\U0001d428\U0001d425\U0001d41e",
    ],
)
def test_insult_is_refused_however_it_is_spelled(text: str) -> None:
    assert verdict(text, DEFAULT_WORDS) == "refuse"


@pytest.mark.parametrize("text", ["Merde alors", "m3rde", "meeeerde", "what the fuck", "SHIIIIT", "sh1t"])
def test_swearing_is_held(text: str) -> None:
    assert verdict(text, DEFAULT_WORDS) == "hold"


@pytest.mark.parametrize(
    "text",
    [
        *("Scunthorpe", "une députée", "réputé", "computer", "pros and cons", "aircon", "Does the air con work?"),
        *("la condition", "un disputé", "cocktail", "Hancock", "classic assembly", "un salopette rouge"),
        *("Matsushita", "", "👏👏👏", "12345", "Ça va"),
    ],
)
def test_word_within_a_word_is_none(text: str) -> None:
    assert verdict(text, DEFAULT_WORDS) is None


def test_severest_action_counts() -> None:
    words = [
        ChatWord(language="en", word="vapour ware", action="hold"),
        ChatWord(language="fr", word="escroc", action="refuse"),
    ]
    assert verdict("vapour   ware", words) == "hold"
    assert verdict("vapour ware, escroc", words) == "refuse"
    assert verdict("vapourware", words) is None
    assert verdict("anything", []) is None


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        *((text, True) for text in ("https://x.example", "HTTP://x", "see www.x", "shop.com", "a.b.co.uk", "bit.ly/x")),
        *((text, True) for text in ("ｗｗｗ．evil．com", "evil.com", "javascript://x", "t.me/x", "x.example/path")),
        *(
            (text, False)
            for text in ("Wow. It is fast.", "0.5 s to 100", "Yes...no", "3.14", "v2.0", "e.g. this", "A.I.")
        ),
    ],
)
def test_link_is_found(text: str, is_link: bool) -> None:
    assert has_link(text) is is_link


def test_link_in_odd_letters_is_one_and_a_sentence_is_none() -> None:
    assert all(has_link(text) for text in ("evil.Com", "eViL.cOm now", "EVIL.NET", "see evil.nEt"))
    assert not any(has_link(text) for text in ("It is fast.It is quiet", "Vite.De plus", "Oui.Net progrès"))


def test_mail_is_no_link_and_found_by_itself() -> None:
    assert (has_link("me@evil.com"), has_mail("write to me@evil.com")) == (False, True)
    assert not has_mail("@crew look at this, 5@6.7")


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        *((text, True) for text in ("@crew help", "Hello @Équipe", "@équipe", "(@team)", "@modération ?")),
        *((text, False) for text in ("crew", "me@crew", "@crewmate", "mail@team.example", "@ crew")),
    ],
)
def test_mention_of_the_crew_is_found(text: str, calls: bool) -> None:
    assert mentions_crew(text) is calls


def test_fold_takes_case_accents_and_ligatures() -> None:
    assert fold("ŒUVRE Straße ÀÉÎõü") == "oeuvre strasse aeiou"


def test_what_is_made_up_to_take_long_does_not() -> None:
    """Letters and signs without end: these took seconds, with the lock of the chat held."""
    long = 1000 * "ß." + "0"
    assert verdict(long, DEFAULT_WORDS) is None
    assert verdict("a." * 2000 + "!", [ChatWord(language="en", word=" ".join("a" * 20), action="hold")]) is None
    assert not has_link("a-" * 2000)
    assert verdict("meeeeeeeeeeeeeeeerde", DEFAULT_WORDS) == "hold"
    assert verdict("m" + "e." * 50 + "erde", DEFAULT_WORDS) == "hold"
