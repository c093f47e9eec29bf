"""Words and looks of the mails, in the language of whoever gets them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.mime.text import MIMEText
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from events.calendar import event_calendar
from events.colour import on_colour
from events.links import entry_url, invitation_url
from events.models import Event, Experience, MailKind, OutgoingMail
from events.moments import moment_text
from events.selectors import event_experience

_WITH_CALENDAR = {MailKind.CONFIRMATION, MailKind.RESCHEDULED, MailKind.ENTRY_LINK, MailKind.REMINDER_DAY}


@dataclass(frozen=True, slots=True)
class Words:
    """What one kind of mail says."""

    subject: str
    title: str
    text: str
    button: str


def compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the message of `mail` (with attendee or invitation and their event): plain text, HTML, calendar entry."""
    person = mail.attendee or mail.invitation
    assert person is not None
    event = person.event
    with translation.override(person.language):
        experience = event_experience(event, person.language)
        link = entry_url(mail.attendee) if mail.attendee else invitation_url(mail.invitation)  # type: ignore[arg-type]
        words = _words(MailKind(mail.kind), experience.title if experience else event.name)
        context = {
            "words": words,
            "name": person.name,
            "when": _moments(event, mail),
            "link": link,
            "event": event,
            "experience": experience,
            "language": person.language,
            "look": _look(experience),
        }
        message = EmailMultiAlternatives(
            # A title with a line break in it must not begin another header.
            subject=re.sub(r"[\r\n]+", " ", words.subject),
            body=render_to_string("events/mail/mail.txt", context),
            to=[person.email],
            headers={
                # A mail that is sent again after a crash is the same mail to the mailbox.
                "Message-ID": f"<mail-{mail.pk}-{mail.kind}@{urlsplit(settings.BASE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
                "Content-Language": person.language,
            },
        )
        message.attach_alternative(render_to_string("events/mail/mail.html", context), "text/html")
        if mail.kind in _WITH_CALENDAR:
            message.attach(_calendar_part(event_calendar(event, person.language, experience)))
    return message


def _moments(event: Event, mail: OutgoingMail) -> list[str]:
    """Return the start in the event's zone, and in the attendee's own where that is another hour."""
    person = mail.attendee or mail.invitation
    assert person is not None
    zones = [event.time_zone]
    own = mail.attendee.time_zone if mail.attendee else ""
    if own and event.starts_at.astimezone(ZoneInfo(own)).utcoffset() != event.local_start.utcoffset():
        zones.append(own)
    return [moment_text(event.starts_at, zone, person.language) for zone in zones]


def _look(experience: Experience | None) -> dict[str, Any]:
    accent = experience.accent if experience else "#14161a"
    return {"accent": accent, "on_accent": on_colour(accent), "radius": experience.radius_px if experience else 4}


def _calendar_part(calendar: bytes) -> MIMEText:
    part = MIMEText(calendar.decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="event.ics")
    return part


def _words(kind: MailKind, title: str) -> Words:
    names = {"title": title}
    match kind:
        case MailKind.CONFIRMATION:
            return Words(
                _("You are registered: %(title)s") % names,
                _("Your place is kept."),
                _("Keep this mail: its button is your personal way in. Please do not pass it on."),
                _("Enter"),
            )
        case MailKind.ENTRY_LINK:
            return Words(
                _("Your way in: %(title)s") % names,
                _("You are registered already."),
                _("Somebody, probably you, registered again with this address. The button is your personal way in."),
                _("Enter"),
            )
        case MailKind.INVITATION:
            return Words(
                _("You are invited: %(title)s") % names,
                _("We would like you to be there."),
                _("The button opens your invitation. Registering takes a minute."),
                _("Accept the invitation"),
            )
        case MailKind.RESCHEDULED:
            return Words(
                _("New time: %(title)s") % names,
                _("The time has changed."),
                _("The attached entry replaces the one in your calendar. Your place is kept."),
                _("Open the page"),
            )
        case MailKind.REMINDER_DAY:
            return Words(
                _("Tomorrow: %(title)s") % names,
                _("One more day."),
                _("Open the page a little earlier, to be there from the first second."),
                _("Open the page"),
            )
        case MailKind.REMINDER_HOUR:
            return Words(
                _("In one hour: %(title)s") % names,
                _("It begins in an hour."),
                _("The page is open. Come in, and make yourself comfortable."),
                _("Enter"),
            )
