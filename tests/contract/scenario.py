"""A scenario: what is there, then what happens, through the real services."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from events.models import Attendee, Event, Phase
from live.topics import topic_kinds

Act = Callable[[], object]


@dataclass(slots=True)
class World:
    """One event, and those who attend it. Ids are the same in every run, so that cases can be kept."""

    event: Event
    monkeypatch: pytest.MonkeyPatch
    attendees: list[Attendee] = field(default_factory=list)

    def attendee(
        self, name: str = "Ada Lovelace", company: str = "Analytical Engines", country: str = "GB"
    ) -> Attendee:
        """Register somebody."""
        attendee = Attendee.objects.create(
            pk=11 + len(self.attendees),
            event=self.event,
            name=name,
            company=company,
            country=country,
            email=f"{len(self.attendees)}@example.com",
        )
        self.attendees.append(attendee)
        return attendee

    def topics(self) -> list[str]:
        """Return every topic of the event: one of each kind (the stage's of a keyed one), and of each personal kind one
        for each attendee."""
        names = []
        for prefix, kind in topic_kinds().items():
            name = f"{prefix}/{self.event.pk}"
            names += (
                [f"{name}/a{attendee.pk}" for attendee in self.attendees]
                if kind.personal
                else [f"{name}/stage" if kind.keyed else name]
            )
        return names


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named scenario."""

    name: str
    prepare: Callable[[World], Act]


SCENARIOS: list[Scenario] = []


def scenario(prepare: Callable[[World], Act]) -> Callable[[World], Act]:
    """Register a scenario; its name is the function's."""
    SCENARIOS.append(Scenario(prepare.__name__, prepare))
    return prepare


def make_world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Make an event of which the rows that services make are numbered from 1, under a clock that ticks."""
    _tick(monkeypatch)
    reset_ids()
    event = Event.objects.create(
        pk=7,
        slug="launch",
        name="The launch",
        phase=Phase.LIVE,
        phase_changed_at=timezone.now(),
        starts_at=datetime(2030, 5, 1, 18, tzinfo=UTC),
        ends_at=datetime(2030, 5, 1, 20, tzinfo=UTC),
    )
    return World(event, monkeypatch)


def reset_ids() -> None:
    """Let every table's ids begin at 1: PostgreSQL's sequences do not follow a rollback."""
    from polls.models import Poll, PollCount, TextAnswer, Vote
    from qa_moderation.models import DeskView, GraphicsKey, Question, Theme
    from rooms.models import ChatMessage, ChatRoom

    tables: list[type[models.Model]] = [Question, Theme, DeskView, GraphicsKey, ChatMessage, ChatRoom]
    tables += [Poll, PollCount, TextAnswer, Vote]
    sequences = [{"table": model._meta.db_table, "column": "id"} for model in tables]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(sql)


def _tick(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = itertools.count(1_800_000_000)
    monkeypatch.setattr(time, "time_ns", lambda: next(seconds) * 10**9)
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromtimestamp(next(seconds), UTC))
