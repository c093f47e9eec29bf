"""Make a poll that is ready to be opened."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.models import Event
from live.errors import Refusal
from polls.models import Kind, ResultsPolicy
from polls.services import DraftOption, PollDraft, arm_poll, save_poll

_QUESTIONS = {"en": "Rehearsal: which one?", "fr": "Répétition : lequel ?"}
_OPTIONS = {"en": "Number {number}", "fr": "Numéro {number}"}
_WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.RANKING, Kind.QUIZ})


class Command(BaseCommand):
    """`manage.py seed_poll --event aurelle-one --kind single --options 4`: the last line printed is the poll's id."""

    help = "Make a poll that one press opens, for rehearsals and load tests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is asked, and how."""
        parser.add_argument("--event", required=True, metavar="SLUG")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.SINGLE.value)
        parser.add_argument("--options", type=int, default=4, metavar="N")
        parser.add_argument("--results", choices=ResultsPolicy.values, default=ResultsPolicy.LIVE.value)
        parser.add_argument("--anonymous", action="store_true", help="nobody knows who voted what")
        parser.add_argument("--final", action="store_true", help="a vote may not be changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and have it ready."""
        event = Event.objects.filter(slug=options["event"]).first()
        if event is None:
            raise CommandError(f"expected the slug of an event, got {options['event']!r}; try create_demo")
        kind = Kind(options["kind"])
        numbers = range(1, options["options"] + 1) if kind in _WITH_OPTIONS else ()
        draft = PollDraft(
            kind=kind,
            question=_texts(event, _QUESTIONS),
            options=[DraftOption(_texts(event, _OPTIONS, number=number)) for number in numbers],
            right_option=0 if kind == Kind.QUIZ else None,
            is_anonymous=options["anonymous"],
            may_change=not options["final"],
            results=ResultsPolicy(options["results"]),
        )
        try:
            made = save_poll(event_id=event.pk, draft=draft)
            arm_poll(event_id=event.pk, poll_id=made.poll.id, seen=made.version)
        except Refusal as refusal:
            raise CommandError(f"{refusal.code}: {refusal.message}") from refusal
        self.stdout.write(str(made.poll.id))


def _texts(event: Event, texts: dict[str, str], **values: int) -> dict[str, str]:
    return {language: texts.get(language, texts["en"]).format(**values) for language in event.languages}
