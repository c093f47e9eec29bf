"""The event as a calendar entry, read back by a parser."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from events.calendar import event_calendar
from events.models import Event
from events.services import reschedule_event
from tests.events.factories import at, make_event, make_experience

pytestmark = pytest.mark.django_db


def entry(event: Event) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(event_calendar(event, "en"))
    (found,) = calendar.walk("VEVENT")
    return calendar, found


def test_calendar_says_what_a_calendar_needs() -> None:
    event = make_event(starts_at=at("2026-12-01T18:00"), ends_at=at("2026-12-01T19:30"))
    calendar, found = entry(event)
    assert (calendar["method"], calendar["version"]) == ("PUBLISH", "2.0")
    assert (found["uid"], int(found["sequence"])) == (f"event-{event.pk}@localhost", 0)
    assert found.decoded("dtstart").astimezone(UTC) == event.starts_at
    assert found.decoded("dtend").astimezone(UTC) == event.ends_at
    assert found["dtstart"].params["TZID"] == "Europe/Paris"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert found["url"] == f"http://localhost:8000/en/e/{event.slug}/"


# Both sides of both changes of the clocks in 2026, and a zone that goes by half an hour.
@pytest.mark.parametrize(
    ("zone", "utc", "wall"),
    [
        ("Europe/Paris", "2026-03-28T18:00", "19:00"),
        ("Europe/Paris", "2026-03-29T17:00", "19:00"),
        ("Europe/Paris", "2026-10-24T17:00", "19:00"),
        ("Europe/Paris", "2026-10-25T18:00", "19:00"),
        ("America/New_York", "2026-03-08T23:00", "19:00"),
        ("Asia/Kolkata", "2026-06-01T13:30", "19:00"),
    ],
)
def test_calendar_shows_the_hour_of_the_events_own_clocks(zone: str, utc: str, wall: str) -> None:
    event = make_event(starts_at=at(utc), time_zone=zone)
    _calendar, found = entry(event)
    start = found.decoded("dtstart")
    assert (start.strftime("%H:%M"), start.astimezone(UTC)) == (wall, at(utc))


def test_the_zones_own_rules_travel_with_the_entry() -> None:
    text = event_calendar(make_event(starts_at=at("2026-07-01T17:00")), "en").decode()
    assert "BEGIN:DAYLIGHT" in text
    assert "BEGIN:STANDARD" in text


def test_uid_stays_and_sequence_grows_when_the_time_changes() -> None:
    event = make_event()
    _calendar, before = entry(event)
    moved = reschedule_event(
        event=event, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1)
    )
    _calendar, after = entry(moved)
    assert before["uid"] == after["uid"]
    assert int(after["sequence"]) == int(before["sequence"]) + 1


def test_calendar_of_a_page_speaks_its_language(client: Client) -> None:
    event = make_event()
    make_experience(event, "fr", title="Aurora, dévoilée; enfin, là", tagline="Le 1ᵉʳ jour\nd\u2019après")
    response = client.get(f"/fr/e/{event.slug}/calendar.ics")
    (found,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert found["summary"] == "Aurora, dévoilée; enfin, là"
    assert "Le 1ᵉʳ jour\nd\u2019après" in found["description"]


def test_no_line_of_the_file_is_longer_than_75_bytes() -> None:
    event = make_event(name="É" * 120)
    assert max(len(line) for line in event_calendar(event, "en").split(b"\r\n")) <= 75
