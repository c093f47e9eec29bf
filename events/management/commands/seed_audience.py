"""Make the people of a load test, and write their tickets into a file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from events.attendance import attendee_ticket
from events.models import Event, Role
from events.services import (
    add_rehearsal_crew,
    register_rehearsal_people,
    remove_rehearsal_people,
    sign_in_rehearsal_crew,
)
from live.tickets import Ticket, issue_ticket, sign_ticket, ticket_cookie_name

_MOST_PEOPLE = 200_000
_MOST_MODERATORS = 100


class Command(BaseCommand):
    """`manage.py seed_audience --event aurelle-one --people 20000 --out var/loadtest/audience.tsv --crew`."""

    help = "Register rehearsal people with an event and write their tickets into a file (mode 600)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which event, how many, where to."""
        parser.add_argument("--event", required=True, metavar="SLUG")
        parser.add_argument("--people", type=int, default=0)
        parser.add_argument("--out", type=Path)
        parser.add_argument("--crew", action="store_true", help="tickets of a moderator and a director as well")
        parser.add_argument(
            "--moderators", type=int, metavar="N", help="tickets of N moderators, a director and a host"
        )
        parser.add_argument(
            "--session", action="store_true", help="a browser session's cookie of the last moderator as well"
        )
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
        roles = _roles(options["moderators"], crew=options["crew"])
        if options["session"] and not roles:
            raise CommandError("expected --moderators or --crew beside --session, which is a moderator's")
        crew = [(role, add_rehearsal_crew(event=event, role=role, number=number)) for role, number in roles]
        lines = [*_ticket_lines(event, crew, options["people"])]
        count = len(lines)
        if options["session"]:
            lines.append(_session_line([user for role, user in crew if role is Role.MODERATOR][-1]))
        _write(options["out"], event, lines)
        print(f"{event.slug}: {count} tickets in {options['out']}")


def _roles(moderators: int | None, *, crew: bool) -> list[tuple[Role, int]]:
    """Return role and number of each member of the crew: without a number of moderators one, and no host."""
    if moderators is None:
        return [(Role.MODERATOR, 1), (Role.DIRECTOR, 1)] if crew else []
    if not 1 <= moderators <= _MOST_MODERATORS:
        raise CommandError(f"expected --moderators from 1 to {_MOST_MODERATORS}, got {moderators}")
    return [*((Role.MODERATOR, number + 1) for number in range(moderators)), (Role.DIRECTOR, 1), (Role.HOST, 1)]


def _ticket_lines(event: Event, crew: list[tuple[Role, User]], people: int) -> Iterator[str]:
    for role, user in crew:
        name = user.get_full_name()
        yield _ticket_line(issue_ticket(event_id=event.pk, subject=f"c{user.pk}", roles={role.value}, name=name))
    for attendee in register_rehearsal_people(event=event, people=people):
        yield _ticket_line(attendee_ticket(attendee))


def _ticket_line(ticket: Ticket) -> str:
    name = ticket_cookie_name(ticket.event_id, crew=ticket.is_crew)
    return f"{min(ticket.roles)}\t{ticket.subject}\t{name}\t{sign_ticket(ticket)}\n"


def _session_line(user: User) -> str:
    return f"session\tc{user.pk}\t{settings.SESSION_COOKIE_NAME}\t{sign_in_rehearsal_crew(user=user)}\n"


def _write(path: Path, event: Event, lines: list[str]) -> None:
    """Write a line for the event, then one for each ticket and session: kind, subject, cookie's name, its value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    # Whoever reads a ticket is that person: the file belongs to its owner alone from the first byte.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"event\t{event.pk}\t{event.slug}\t{event.default_language}\n")
        file.writelines(lines)
