"""A question's language: what its words say, between those of the event, and what a moderator says."""

from __future__ import annotations

import pytest

from qa_moderation import services
from qa_moderation.facts import DeskQuestion
from qa_moderation.languages import language_of
from qa_moderation.models import Question
from qa_moderation.services import NewQuestion
from tests.qa_moderation.factories import MODERATOR, make_attendee, make_event, on_air, pending

FRENCH = [
    "Quelle est son autonomie en hiver ?",
    "Est-ce qu'elle tient dans un garage parisien ?",
    "L’habitacle, c’est du cuir ou du tissu ?",
    "Combien coûte la version longue ?",
    "Peut-on la recharger à la maison ?",
    "QUAND POURRA-T-ON L'ESSAYER ?",
    "Pourquoi pas un coffre plus grand, comme sur la précédente ?",
]
ENGLISH = [
    "How far does it go in winter?",
    "What's the range of the long version?",
    "Will you sell it in Paris, at the Champs-Élysées?",
    "Is the Crème de la Crème interior available in the US?",
    "CAN I CHARGE IT AT HOME?",
    "When does it come to our country?",
    "Why is the boot not larger, as it was in the last one?",
]
UNTOLD = ["Autonomie ?", "Price?", "0-100 km/h?", "Tesla vs Aurelle?", "???", "Wie weit fährt das Auto im Winter?"]


@pytest.mark.parametrize("text", FRENCH)
def test_french_is_french_on_the_english_page(text: str) -> None:
    assert [language_of(text, said, ["en", "fr"]) for said in ("en", "fr")] == ["fr", "fr"]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english_on_the_french_page(text: str) -> None:
    assert [language_of(text, said, ["en", "fr"]) for said in ("en", "fr")] == ["en", "en"]


@pytest.mark.parametrize("text", UNTOLD)
def test_what_says_nothing_is_the_pages(text: str) -> None:
    assert [language_of(text, said, ["en", "fr"]) for said in ("en", "fr", "de")] == ["en", "fr", "de"]


def test_language_is_one_of_the_events() -> None:
    assert language_of(FRENCH[0], "en", ["en"]) == "en"


def _ask(text: str, language: str, languages: list[str]) -> str:
    event = make_event()
    event.languages = languages
    event.save()
    asked = NewQuestion(attendee_id=make_attendee(event).pk, text=text, language=language, anonymous=False)
    services.ask_questions(event_id=event.pk, asked=[asked])
    return Question.objects.get().language


@pytest.mark.django_db
def test_question_asked_in_french_on_the_english_page_is_french() -> None:
    assert _ask(FRENCH[0], "en", ["en", "fr"]) == "fr"


@pytest.mark.django_db
def test_question_of_an_event_in_one_language_is_in_it() -> None:
    assert _ask(FRENCH[0], "en", ["en"]) == "en"


def _say(question: DeskQuestion, language: str) -> DeskQuestion:
    return services.sort_question(
        event_id=Question.objects.get(pk=question.id).event_id,
        question_id=question.id,
        version=question.version,
        language=language,
        mover=MODERATOR,
    )


@pytest.mark.django_db
def test_moderator_corrects_the_language_and_takes_it_back() -> None:
    event = make_event()
    question = pending(make_attendee(event), "Autonomie ?!")
    corrected = _say(question, "fr")
    assert (corrected.language, corrected.version, corrected.theme_id) == ("fr", 2, None)
    seen = services.Seen(question.id, corrected.version)
    services.undo_moves(event_id=event.pk, seen=[seen], mover=MODERATOR)
    assert Question.objects.get().language == "en"


@pytest.mark.django_db
def test_language_that_it_has_already_changes_nothing() -> None:
    question = on_air(make_attendee(make_event()))
    assert _say(question, "en").version == question.version
