"""Measure what the search for likely duplicates costs, on this database."""

from __future__ import annotations

import json
import random
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.models import Event
from qa_moderation.models import Question
from qa_moderation.services import compare_questions

_SURGE = 8
_BURST = 500
_OPENINGS = (
    "What is", "How about", "Can you tell us", "Is there", "Why is there", "Will you change", "Quel est", "Y a-t-il",
    "Comment sera", "Pouvez-vous dire",
)  # fmt: skip
_VOCABULARY = (
    "price range battery charging speed colour interior delivery guarantee recycling hybrid electric France Europe "
    "factory design braking safety tyres boot seats engine power silence winter towing lights screen sound insurance "
    "leasing prix autonomie batterie charge vitesse couleur intérieur livraison garantie recyclage usine freins "
    "sécurité pneus coffre places moteur puissance hiver remorque phares écran son assurance location"
)
_WORDS = _VOCABULARY.split()


class Command(BaseCommand):
    """`manage.py measure_comparing --event aurelle-one --open 5000`: the last line printed is a JSON object."""

    help = "Add made-up questions to an event and measure the search for likely duplicates. Not for production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which event, how many are open, how many are asked then."""
        parser.add_argument("--event", required=True, metavar="SLUG")
        parser.add_argument("--open", type=int, default=5_000)
        parser.add_argument("--asked", type=int, default=200)

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, ask eight by eight, then five hundred at once."""
        if settings.IS_PRODUCTION:
            raise CommandError("expected UNVEIL_ENV to be development or test: this adds questions that nobody asked.")
        event = Event.objects.filter(slug=options["event"]).first()
        if event is None:
            raise CommandError(f"expected the slug of an event, got {options['event']!r}")
        compare_questions(event_id=event.pk)  # what is there already
        self._dice = random.Random(7)  # noqa: S311 - made-up questions
        self._ask(event, options["open"], compared=True)
        self._ask(event, 1)
        first_s, _ = _spent(event, 1)  # reads all that is open
        surges = []
        for _ in range(max(1, options["asked"] // _SURGE)):
            self._ask(event, _SURGE)
            surges.append(_spent(event, _SURGE))
        self._ask(event, _BURST)
        burst_cpu_s, burst_s = _spent(event, _BURST)
        cpu_s = sum(cpu for cpu, _ in surges) / (len(surges) * _SURGE)
        found = {
            "cpu_ms_per_question": cpu_s * 1e3,
            "questions_per_s": 1 / cpu_s,
            "surge_s": max(wall for _, wall in surges),
            "burst_cpu_ms_per_question": burst_cpu_s * 1e3 / _BURST,
            "burst_s": burst_s,
            "first_cpu_ms": first_s * 1e3,
        }
        self.stdout.write(json.dumps(found))

    def _ask(self, event: Event, count: int, *, compared: bool = False) -> None:
        now = timezone.now()
        Question.objects.bulk_create(
            [
                Question(
                    event=event, text=text, language="en", asked_at=now, moved_at=now, compared_version=int(compared)
                )
                for text in self._texts(count)
            ],
            batch_size=500,
        )

    def _texts(self, count: int) -> Sequence[str]:
        """As long as questions are: 60 characters or so, some of them much alike."""
        return [
            f"{self._dice.choice(_OPENINGS)} {' '.join(self._dice.choices(_WORDS, k=self._dice.randint(3, 12)))}?"
            for _ in range(count)
        ]


def _spent(event: Event, count: int) -> tuple[float, float]:
    """Return the seconds of CPU and of the clock that comparing what was asked takes."""
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    compared = compare_questions(event_id=event.pk)
    if compared != count:
        raise CommandError(f"expected {count} questions to be compared, got {compared}")
    return time.process_time() - cpu_s, time.perf_counter() - wall_s
