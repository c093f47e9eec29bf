"""Polls, people and votes for tests."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.models import Attendee, Event, Phase
from events.moments import epoch_ms
from live.errors import Refusal
from polls import services
from polls.facts import Answer, DeskPoll, MyVote
from polls.models import Kind, Poll
from polls.services import Ballot, DraftOption, PollDraft

_numbers = itertools.count()
START = datetime(2030, 5, 1, 18, tzinfo=UTC)


class Clock:
    """The clock of the services: it stands until a test moves it on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = START
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    @property
    def ms(self) -> int:
        """Now, in UTC milliseconds."""
        return epoch_ms(self.now)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


def make_event(slug: str = "launch", *, phase: Phase = Phase.LIVE) -> Event:
    """Make an event."""
    return Event.objects.create(
        slug=slug, name="The launch", phase=phase, starts_at=START, ends_at=START + timedelta(hours=2)
    )


def make_attendee(event: Event, name: str = "Ada Lovelace", *, company: str = "", country: str = "GB") -> Attendee:
    """Register somebody, without the mails."""
    number = next(_numbers)
    return Attendee.objects.create(
        event=event, name=name, company=company, country=country, email=f"voter{number}@example.com"
    )


def texts(text: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"en": text, "fr": f"{text} (fr)"}


def make_draft(kind: Kind = Kind.SINGLE, *options: str, **more: Any) -> PollDraft:
    """Return a complete draft; options where the kind needs some."""
    needs = kind in (Kind.SINGLE, Kind.SEVERAL, Kind.RANKING, Kind.QUIZ)
    names = options or (("Copper", "Slate", "Pearl") if needs else ())
    defaults: dict[str, Any] = {"max_choices": 2} if kind == Kind.SEVERAL else {}
    if kind == Kind.QUIZ:
        defaults["right_option"] = 0
    return PollDraft(
        kind=kind,
        question=more.pop("question", texts("Which colour?")),
        options=[DraftOption(texts(name)) for name in names],
        **(defaults | more),
    )


def make_poll(event: Event, kind: Kind = Kind.SINGLE, *options: str, **more: Any) -> Poll:
    """Make a draft by the real service, and return its row."""
    record = services.save_poll(event_id=event.pk, draft=make_draft(kind, *options, **more))
    return Poll.objects.get(pk=record.poll.id)


def open_poll(event: Event, kind: Kind = Kind.SINGLE, *options: str, **more: Any) -> Poll:
    """Make a poll and open it."""
    seconds = more.pop("open_seconds", None)
    poll = make_poll(event, kind, *options, **more)
    services.open_poll(event_id=event.pk, poll_id=poll.pk, seen=poll.version, seconds=seconds)
    poll.refresh_from_db()
    return poll


def move(poll: Poll, service: Any, **more: Any) -> DeskPoll:
    """Do to the poll, as it is now, what one press of the crew's does; its row is read anew."""
    poll.refresh_from_db()
    record: DeskPoll = service(event_id=poll.event_id, poll_id=poll.pk, seen=poll.version, **more)
    poll.refresh_from_db()
    return record


def ballot(person: Attendee, poll: Poll, answer: Answer | int, **more: Any) -> Ballot:
    """Return a ballot that comes now; a number means that option."""
    number = next(_numbers)
    given = Answer(options=[answer]) if isinstance(answer, int) else answer
    defaults: dict[str, Any] = {"key": f"key-{number}", "received_ms": epoch_ms(timezone.now())}
    return Ballot(attendee_id=person.pk, poll_id=poll.pk, answer=given, **(defaults | more))


def cast(person: Attendee, poll: Poll, answer: Answer | int, **more: Any) -> MyVote:
    """Vote once. Raises the Refusal."""
    (outcome,) = services.cast_votes(event_id=person.event_id, ballots=[ballot(person, poll, answer, **more)])
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def counts(poll: Poll) -> dict[str, int]:
    """Return how often each answer was given."""
    return {row.key: row.count for row in poll.counts.order_by("key") if row.count}
