"""Events, people and messages for the tests of chat."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.models import Attendee, Event, Phase
from live.errors import Refusal
from live.tickets import Ticket, issue_ticket
from rooms import services
from rooms.facts import DeskChatMessage, MyChatMessage
from rooms.models import ChatMessage, Mode, Sanction
from rooms.selectors import desk_record
from rooms.services import Moderator, NewMessage

MODERATOR = Moderator(subject="c5", name="Mona Moderator")
_numbers = itertools.count()
START = datetime(2030, 5, 1, 18, tzinfo=UTC)


class Clock:
    """The clock of the services: it stands until a test moves it on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = START
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


def make_event(slug: str = "launch", *, phase: Phase = Phase.LIVE, mode: Mode | None = Mode.OPEN) -> Event:
    """Make an event, whose stage has an open chat unless another mode is given."""
    event = Event.objects.create(
        slug=slug, name="The launch", phase=phase, starts_at=START, ends_at=START + timedelta(hours=2)
    )
    if mode is not None:
        services.change_policy(event_id=event.pk, mode=mode)
    return event


def make_attendee(event: Event, name: str = "Ada Lovelace", company: str = "Analytical Engines") -> Attendee:
    """Register somebody, without the mails."""
    number = next(_numbers)
    return Attendee.objects.create(
        event=event, name=name, company=company, country="GB", email=f"person{number}@example.com"
    )


def post(person: Attendee, text: str = "What a car!", **more: Any) -> MyChatMessage:
    """Say one thing. Raises the Refusal."""
    said = NewMessage(person.pk, more.pop("room", "stage"), text, **more)
    (outcome,) = services.post_messages(event_id=person.event_id, posted=[said])
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def crowd(event: Event, people: int) -> list[MyChatMessage | Refusal]:
    """Have so many new people say something in one moment."""
    said = [
        NewMessage(make_attendee(event, f"Guest {number}").pk, "stage", f"Word number {number}")
        for number in range(people)
    ]
    return services.post_messages(event_id=event.pk, posted=said)


def on_desk(message_id: int) -> DeskChatMessage:
    """Return a message as the crew sees it now."""
    message = ChatMessage.objects.select_related("room").get(pk=message_id)
    return desk_record(message, message.room.slug)


def sanction(person: Attendee, kind: Sanction, **more: Any) -> object:
    """Sanction somebody."""
    return services.sanction_person(
        event_id=person.event_id, attendee_id=person.pk, kind=kind, moderator=MODERATOR, **more
    )


def ticket_of(attendee: Attendee) -> Ticket:
    """Return an attendee's ticket."""
    return issue_ticket(
        event_id=attendee.event_id, subject=f"a{attendee.pk}", roles={"attendee"}, name=attendee.name, lifetime_s=600
    )


def crew_ticket(event: Event, *roles: str) -> Ticket:
    """Return the ticket of a crew member."""
    return issue_ticket(event_id=event.pk, subject="c5", roles=set(roles), name="Mona Moderator", lifetime_s=600)
