"""What every test of polls may ask for."""

from __future__ import annotations

import pytest

from events.models import Attendee, Event
from tests.polls.factories import Clock, make_attendee, make_event


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands until the test moves it on."""
    return Clock(monkeypatch)


@pytest.fixture
def event(db: None, clock: Clock) -> Event:
    """An event that is live."""
    return make_event()


@pytest.fixture
def ada(event: Event) -> Attendee:
    """One of its attendees."""
    return make_attendee(event, "Ada Lovelace")


@pytest.fixture
def ben(event: Event) -> Attendee:
    """Another one."""
    return make_attendee(event, "Ben Britten")
