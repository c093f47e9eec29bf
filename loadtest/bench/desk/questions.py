"""What attendees ask: openings x subjects x details in two languages, and one in five says again what another said."""

from __future__ import annotations

import random
from dataclasses import dataclass

# One question in so many is a rephrasing of an earlier one.
REPHRASED_EVERY = 5
# A rephrasing is of one of the latest questions: people say what is in the air.
_RECENT = 400


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody is about to ask: in which words, and whether it was said before."""

    number: int
    language: str
    text: str
    repeats: int | None
    """The number of the wish that it says again."""


@dataclass(frozen=True, slots=True)
class _Thought:
    """What a question is about, apart from its words."""

    language: str
    subject: int
    detail: int
    place: int
    opening: int


class _Language:
    """Words of one language. A rephrasing keeps subject and detail and takes another opening and closing."""

    def __init__(
        self, *, openings: list[str], subjects: list[str], details: list[str], places: list[str], closings: list[str]
    ) -> None:
        self.openings, self.subjects, self.details = openings, subjects, details
        self.places, self.closings = places, closings


_LANGUAGES = {
    "en": _Language(
        openings=[
            "How is {0} {1} {2}",
            "What about {0} {1} {2}",
            "Can you say how {0} does {1} {2}",
            "How good is {0} {1} {2}",
            "How well does {0} work {1} {2}",
            "What can one expect of {0} {1} {2}",
        ],
        subjects=[
            "the range of the battery",
            "the rear suspension",
            "the panoramic roof",
            "the voice assistant",
            "the charging curve",
            "the heat pump",
            "the steering by wire",
            "the carbon body",
            "the sound system",
            "the driver display",
            "the recycled leather",
            "the lane keeping",
            "the night vision",
            "the boot floor",
            "the front seats",
            "the regenerative braking",
            "the software update",
            "the key on the phone",
            "the tow bar",
            "the paint finish",
            "the air filter",
            "the child lock",
            "the parking camera",
            "the tyre pressure",
            "the warranty of the motor",
            "the delivery date",
            "the price of the options",
            "the insurance class",
            "the silence of the cabin",
            "the weight balance",
        ],
        details=[
            "on a winter road in Norway",
            "after ten years of daily use",
            "with five people on board",
            "at the speed of a German motorway",
            "in the traffic of Shanghai",
            "when it is left for a month",
            "in the desert at fifty degrees",
            "with a caravan behind",
            "on a mountain pass in the rain",
            "for somebody who has never driven one",
            "in the version for the United States",
            "with the smaller battery",
            "during a track day",
            "in an underground car park without signal",
            "for a wheelchair user",
            "with winter tyres on",
            "after the first software update",
            "in the long version",
            "at night in the fog",
            "when a sensor is covered in mud",
            "on cobblestones in Brussels",
            "with the roof rack mounted",
            "in a head wind at sea",
            "for taxi companies",
            "in the hands of a learner",
        ],
        places=[
            "for us in Lyon",
            "for customers in Canada",
            "for buyers in Japan",
            "for my club in Turin",
            "for our dealers in Spain",
            "for a family of seven",
            "for readers in Poland",
            "for a village doctor",
            "for drivers in Mexico",
            "for my parents",
            "for a delivery firm",
            "for a film crew",
            "for an old house",
            "for owners in Quebec",
            "for a small island",
            "for a police force",
            "for a florist",
            "for students",
            "for a musician on tour",
            "for a ski instructor",
            "for a shepherd",
            "for a diplomat",
            "for a bakery",
            "for a vineyard",
        ],
        closings=["?", ", please?", ", and when?", " these days?", ", if I may?"],
    ),
    "fr": _Language(
        openings=[
            "Comment est {0} {1} {2}",
            "Qu'en est-il pour {0} {1} {2}",
            "Pouvez-vous dire comment est {0} {1} {2}",
            "Que vaut {0} {1} {2}",
            "Est-ce que {0} va bien {1} {2}",
            "Que dit-on pour {0} {1} {2}",
        ],
        subjects=[
            "l'autonomie de la batterie",
            "la suspension arrière",
            "le toit panoramique",
            "l'assistant vocal",
            "la courbe de recharge",
            "la pompe à chaleur",
            "la direction électronique",
            "la caisse en carbone",
            "la sonorisation",
            "l'écran du conducteur",
            "le cuir recyclé",
            "le maintien de voie",
            "la vision nocturne",
            "le plancher du coffre",
            "les sièges avant",
            "le freinage régénératif",
            "la mise à jour du logiciel",
            "la clé sur le téléphone",
            "l'attelage",
            "la teinte de la peinture",
            "le filtre à air",
            "la sécurité enfant",
            "la caméra de stationnement",
            "la pression des pneus",
            "la garantie du moteur",
            "la date de livraison",
            "le prix des options",
            "la classe d'assurance",
            "le silence de l'habitacle",
            "la répartition du poids",
        ],
        details=[
            "sur une route d'hiver en Norvège",
            "après dix ans d'usage quotidien",
            "avec cinq personnes à bord",
            "à la vitesse d'une autoroute allemande",
            "dans les embouteillages de Shanghai",
            "quand on la laisse un mois",
            "dans le désert à cinquante degrés",
            "avec une caravane derrière",
            "sur un col de montagne sous la pluie",
            "pour qui n'en a jamais conduit",
            "dans la version américaine",
            "avec la petite batterie",
            "pendant une journée de circuit",
            "dans un parking souterrain sans réseau",
            "pour une personne en fauteuil roulant",
            "avec des pneus d'hiver",
            "après la première mise à jour",
            "dans la version longue",
            "la nuit dans le brouillard",
            "quand un capteur est couvert de boue",
            "sur les pavés de Bruxelles",
            "avec la galerie de toit",
            "face au vent au bord de la mer",
            "pour les sociétés de taxis",
            "entre les mains d'un apprenti",
        ],
        places=[
            "pour nous à Lyon",
            "pour les clients du Canada",
            "pour les acheteurs du Japon",
            "pour mon club à Turin",
            "pour nos concessions en Espagne",
            "pour une famille de sept",
            "pour les lecteurs de Pologne",
            "pour un médecin de campagne",
            "pour les conducteurs du Mexique",
            "pour mes parents",
            "pour une société de livraison",
            "pour une équipe de tournage",
            "pour une maison ancienne",
            "pour les propriétaires du Québec",
            "pour une petite île",
            "pour la police",
            "pour un fleuriste",
            "pour des étudiants",
            "pour un musicien en tournée",
            "pour un moniteur de ski",
            "pour un berger",
            "pour un diplomate",
            "pour une boulangerie",
            "pour un vignoble",
        ],
        closings=[
            " ?",
            ", s'il vous plaît ?",
            ", et quand ?",
            " aujourd'hui ?",
            ", si je puis ?",
        ],
    ),
}


class Wishes:
    """An endless supply of questions, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._asked: set[tuple[str, int, int, int]] = set()
        self._thoughts: list[tuple[int, _Thought]] = []
        self._number = 0

    def next(self) -> Wish:
        """Return the next question; the first ones are all new."""
        self._number += 1
        rng = self._rng
        if self._number % REPHRASED_EVERY == 0 and self._thoughts:
            repeats, thought = rng.choice(self._thoughts[-_RECENT:])
            openings = _LANGUAGES[thought.language].openings
            opening = (thought.opening + rng.randrange(1, len(openings))) % len(openings)
            return Wish(self._number, thought.language, _say(thought, opening, rng), repeats)
        language = "fr" if rng.random() < 0.4 else "en"
        words = _LANGUAGES[language]
        about = self._new_subject(language)
        thought = _Thought(language, *about, rng.randrange(len(words.openings)))
        self._thoughts.append((self._number, thought))
        return Wish(self._number, language, _say(thought, thought.opening, rng), None)

    def _new_subject(self, language: str) -> tuple[int, int, int]:
        """Return subject, detail and place that together nobody asked about: what says the same is known to do so."""
        words = _LANGUAGES[language]
        while True:
            subject, detail, place = (
                self._rng.randrange(len(some)) for some in (words.subjects, words.details, words.places)
            )
            if (language, subject, detail, place) not in self._asked:
                self._asked.add((language, subject, detail, place))
                return subject, detail, place


def _say(thought: _Thought, opening: int, rng: random.Random) -> str:
    words = _LANGUAGES[thought.language]
    said = words.openings[opening].format(
        words.subjects[thought.subject], words.details[thought.detail], words.places[thought.place]
    )
    return said + rng.choice(words.closings)
