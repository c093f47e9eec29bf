"""The demo brand's polls, of every kind, ready to be opened; and its survey."""

from __future__ import annotations

from collections.abc import Mapping

from wagtail.images.models import Image

from events.models import Event
from polls.models import Kind, Placement, ResultsPolicy
from polls.services import DraftOption, PollDraft, arm_poll, save_poll


def prepare_polls(event: Event, images: Mapping[str, Image]) -> None:
    """Make the polls, in the order of the evening, and the survey's questions."""
    for draft in [*_show(images), *_survey()]:
        made = save_poll(event_id=event.pk, draft=draft)
        arm_poll(event_id=event.pk, poll_id=made.poll.id, seen=made.version)


def _t(english: str, french: str) -> dict[str, str]:
    return {"en": english, "fr": french}


def _options(*texts: tuple[str, str]) -> list[DraftOption]:
    return [DraftOption(text=_t(*text)) for text in texts]


def _show(images: Mapping[str, Image]) -> list[PollDraft]:
    return [
        PollDraft(
            kind=Kind.SINGLE,
            question=_t("Which light should we uncover her in?", "Sous quelle lumière la dévoiler ?"),
            options=[
                DraftOption(
                    text=_t("The golden hour", "L’heure dorée"),
                    image_id=images["hero"].pk,
                    alt=_t("The car in the last sun over the salt flats", "La voiture au dernier soleil, sur le salar"),
                ),
                DraftOption(
                    text=_t("The blue hour", "L’heure bleue"),
                    image_id=images["slate"].pk,
                    alt=_t("The car at dusk, its line of light just lit", "La voiture au crépuscule, son trait allumé"),
                ),
            ],
            results=ResultsPolicy.LIVE,
        ),
        PollDraft(
            kind=Kind.WORDS,
            question=_t("Your first impression, in a word?", "Votre première impression, en un mot ?"),
            max_words=3,
            results=ResultsPolicy.LIVE,
        ),
        PollDraft(
            kind=Kind.NUMBER,
            question=_t(
                "How far does she go on one charge, in town and country?",
                "Jusqu’où va-t-elle avec une charge, en ville et au-delà ?",
            ),
            unit=_t("km", "km"),
            min_value=300,
            max_value=900,
            right_value=612,
            seconds=60,
        ),
        PollDraft(
            kind=Kind.QUIZ,
            question=_t("Where was the first Aurelle built?", "Où est née la première Aurelle ?"),
            options=_options(
                ("In a boat shed in Brest", "Dans un hangar à bateaux, à Brest"),
                ("In a dairy in Annecy", "Dans une laiterie, à Annecy"),
                ("In a hangar in Toulouse", "Dans un hangar, à Toulouse"),
                ("In a glassworks in Nancy", "Dans une verrerie, à Nancy"),
            ),
            right_option=0,
            may_change=False,
            seconds=20,
        ),
        PollDraft(
            kind=Kind.QUIZ,
            question=_t("How many lines draw her silhouette?", "Combien de traits dessinent sa silhouette ?"),
            options=_options(("One", "Un seul"), ("Three", "Trois"), ("Seven", "Sept")),
            right_option=0,
            may_change=False,
            seconds=20,
        ),
        PollDraft(
            kind=Kind.RANKING,
            question=_t("What do you put first in a car?", "Que placez-vous en premier dans une voiture ?"),
            options=_options(
                ("The drive", "La conduite"),
                ("The silence", "Le silence"),
                ("The range", "L’autonomie"),
                ("The room", "L’espace"),
            ),
        ),
        PollDraft(
            kind=Kind.SEVERAL,
            question=_t(
                "What would you look at first in the showroom?", "Que regarderiez-vous d’abord en concession ?"
            ),
            options=_options(
                ("The seats", "Les sièges"),
                ("The roof of glass", "Le toit de verre"),
                ("The dashboard", "Le tableau de bord"),
                ("The boot", "Le coffre"),
                ("The price", "Le prix"),
            ),
            max_choices=3,
            is_anonymous=True,
        ),
        PollDraft(
            kind=Kind.TEXT,
            question=_t("Where would your first drive take you?", "Où irait votre premier trajet ?"),
            results=ResultsPolicy.CREW,
        ),
        PollDraft(
            kind=Kind.RATING,
            question=_t("And how was the evening?", "Et cette soirée ?"),
            scale="stars",
            low_label=_t("Not for me", "Pas pour moi"),
            high_label=_t("I loved it", "J’ai adoré"),
        ),
    ]


def _survey() -> list[PollDraft]:
    return [
        PollDraft(
            kind=Kind.RATING,
            placement=Placement.FEEDBACK,
            question=_t(
                "How likely are you to speak of the Aurelle One to a friend?",
                "Parlerez-vous de l’Aurelle One à des proches ?",
            ),
            scale="nps",
            low_label=_t("Not at all", "Pas du tout"),
            high_label=_t("I already have", "C’est déjà fait"),
            results=ResultsPolicy.CREW,
        ),
        PollDraft(
            kind=Kind.TEXT,
            placement=Placement.FEEDBACK,
            question=_t("What will stay with you of this evening?", "Que retiendrez-vous de cette soirée ?"),
            results=ResultsPolicy.CREW,
        ),
    ]
