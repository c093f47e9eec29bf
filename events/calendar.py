"""An event as a calendar entry (RFC 5545)."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from events.links import page_url
from events.models import Event, Experience


def event_calendar(event: Event, language: str, experience: Experience | None = None) -> bytes:
    """Return the .ics file of `event`, with its title and description in `language`.

    Times are written in the event's own zone with its VTIMEZONE, so that a calendar shows "19:00 in Paris" and still
    agrees when rules of summer time change. The link is the page's public one: calendars are shared, entry links not.
    """
    entry = CalendarEvent()
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("sequence", event.calendar_sequence)
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", event.starts_at.astimezone(event.zone))
    entry.add("dtend", event.ends_at.astimezone(event.zone))
    entry.add("summary", experience.title if experience else event.name)
    link = page_url(event, language)
    words = [experience.tagline or experience.description] if experience else []
    entry.add("description", "\n\n".join([*filter(None, words), link]))
    entry.add("url", link)
    entry.add("transp", "OPAQUE")
    entry.add("status", "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Unveil//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
