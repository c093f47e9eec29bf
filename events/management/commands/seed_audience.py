"""Make the people of a load test, and write their tickets into a file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events.attendance import attendee_ticket
from events.models import Event, Role
from events.services import add_rehearsal_crew, register_rehearsal_people, remove_rehearsal_people
from live.tickets import Ticket, issue_ticket, sign_ticket, ticket_cookie_name

_CREW = (Role.MODERATOR, Role.DIRECTOR)
_MOST_PEOPLE = 200_000


class Command(BaseCommand):
    """`manage.py seed_audience --event aurelle-one --people 20000 --out var/loadtest/audience.tsv --crew`."""

    help = "Register rehearsal people with an event and write their tickets into a file (mode 600)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which event, how many, where to."""
        parser.add_argument("--event", required=True, metavar="SLUG")
        parser.add_argument("--people", type=int, default=0)
        parser.add_argument("--out", type=Path)
        parser.add_argument("--crew", action="store_true", help="tickets of a moderator and a director as well")
        parser.add_argument("--remove", action="store_true", help="delete the event's rehearsal people instead")
        parser.add_argument(
            "--i-know-this-is-production", action="store_true", help="allow it where UNVEIL_ENV is production"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Register or remove them."""
        if settings.IS_PRODUCTION and not options["i_know_this_is_production"]:
            raise CommandError(
                "this would put people who do not exist into a production database; "
                "rehearse on another one, or say --i-know-this-is-production"
            )
        event = Event.objects.filter(slug=options["event"]).first()
        if event is None:
            raise CommandError(f"expected the slug of an event, got {options['event']!r}; try create_demo")
        if options["remove"]:
            print(f"{event.slug}: {remove_rehearsal_people(event=event)} rehearsal people removed")
            return
        if not 1 <= options["people"] <= _MOST_PEOPLE:
            raise CommandError(f"expected --people from 1 to {_MOST_PEOPLE}, got {options['people']}")
        if options["out"] is None:
            raise CommandError("expected --out, the file for the tickets")
        tickets = list(_tickets(event, options["people"], crew=options["crew"]))
        _write(options["out"], event, tickets)
        print(f"{event.slug}: {len(tickets)} tickets in {options['out']}")


def _tickets(event: Event, people: int, *, crew: bool) -> Iterator[Ticket]:
    for role in _CREW if crew else ():
        user = add_rehearsal_crew(event=event, role=role)
        yield issue_ticket(event_id=event.pk, subject=f"c{user.pk}", roles={role.value}, name=f"Rehearsal {role.value}")
    for attendee in register_rehearsal_people(event=event, people=people):
        yield attendee_ticket(attendee)


def _write(path: Path, event: Event, tickets: list[Ticket]) -> None:
    """Write a line for the event, then one for each ticket: kind, subject, cookie's name, cookie's value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    # Whoever reads a ticket is that person: the file belongs to its owner alone from the first byte.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"event\t{event.pk}\t{event.slug}\t{event.default_language}\n")
        for ticket in tickets:
            kind = min(ticket.roles)
            name = ticket_cookie_name(event.pk, crew=ticket.is_crew)
            file.write(f"{kind}\t{ticket.subject}\t{name}\t{sign_ticket(ticket)}\n")
