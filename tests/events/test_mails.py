"""The outbox: what is owed goes out, once."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from events.links import entry_url, invitation_url
from events.models import MailKind, OutgoingMail
from events.services import (
    invite,
    owe_mail,
    owe_reminders,
    reschedule_event,
    revoke_invitation,
    send_due_mails,
)
from tests.events.factories import at, make_attendee, make_event, make_experience

pytestmark = pytest.mark.django_db


def parts(message: Any) -> dict[str, str]:
    whole: Message = message.message()
    return {
        part.get_content_type(): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in whole.walk()
        if not part.is_multipart()
    }


def kinds() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("kind", flat=True))


def test_confirmation_has_text_html_link_and_calendar_entry() -> None:
    attendee = make_attendee(make_event(), name="Ada <Byron>")
    assert send_due_mails() == 1
    (message,) = mail.outbox
    found = parts(message)
    assert message.to == [attendee.email]
    assert entry_url(attendee) in found["text/plain"]
    assert entry_url(attendee) in found["text/html"]
    assert "Ada <Byron>" in found["text/plain"]
    assert "Ada &lt;Byron&gt;" in found["text/html"]
    (entry,) = Calendar.from_ical(found["text/calendar"]).walk("VEVENT")
    assert entry["uid"] == f"event-{attendee.event_id}@localhost"


def test_mails_speak_the_attendees_language_and_the_events_zone() -> None:
    event = make_event(starts_at=at("2026-12-01T18:00"))
    make_experience(event, "fr", title="Aurora, dévoilée")
    make_attendee(event, language="fr")
    send_due_mails()
    (message,) = mail.outbox
    text = parts(message)["text/plain"]
    assert message.subject == "Votre inscription\u00a0: Aurora, dévoilée"
    assert "mardi 1 décembre 2026, 19:00 (heure normale d\u2019Europe centrale)" in text


def test_mails_add_the_attendees_own_zone_where_its_clocks_differ() -> None:
    event = make_event(starts_at=at("2026-07-01T17:00"))
    make_attendee(event, time_zone="America/New_York")
    make_attendee(event, time_zone="Europe/Berlin")
    send_due_mails()
    away, near = (parts(message)["text/plain"] for message in mail.outbox)
    assert "Wednesday, July 1, 2026, 7:00 PM" in away
    assert "Wednesday, July 1, 2026, 1:00 PM (Eastern Daylight Time)" in away
    assert near.count("Wednesday") == 1


def test_invitation_carries_its_own_link() -> None:
    invitation = invite(event=make_event(), email="ada@mail.example", language="fr")
    send_due_mails()
    assert invitation_url(invitation) in parts(mail.outbox[0])["text/plain"]
    assert "/fr/e/" in invitation_url(invitation)


def test_a_revoked_invitation_is_not_sent() -> None:
    revoke_invitation(invitation=invite(event=make_event(), email="ada@mail.example"))
    assert send_due_mails() == 0
    assert kinds() == []


def test_nothing_is_sent_twice() -> None:
    make_attendee(make_event())
    assert [send_due_mails(), send_due_mails()] == [1, 0]


def test_the_same_mail_is_owed_once() -> None:
    attendee = make_attendee(make_event())
    owe_mail(kind=MailKind.CONFIRMATION, attendee=attendee)
    assert kinds() == ["confirmation"]


# --- reminders


def test_reminders_come_a_day_and_an_hour_before_and_once_each() -> None:
    event = make_event(starts_at=timezone.now() + timedelta(days=3))
    make_attendee(event)
    start = event.starts_at
    counts = [
        owe_reminders(now=now)
        for now in (
            start - timedelta(hours=25),
            start - timedelta(hours=24),
            start - timedelta(hours=23),
            start - timedelta(minutes=61),
            start - timedelta(minutes=60),
            start - timedelta(minutes=1),
            start,
        )
    ]
    assert counts == [0, 1, 0, 0, 1, 0, 0]
    assert kinds() == ["confirmation", "reminder_day", "reminder_hour"]


def test_who_registers_after_the_hour_of_a_reminder_is_not_reminded() -> None:
    event = make_event(starts_at=timezone.now() + timedelta(hours=5))
    make_attendee(event)
    assert owe_reminders() == 0


def test_reminders_are_a_day_of_24_hours_across_the_change_of_clocks() -> None:
    event = make_event(starts_at=at("2027-03-28T17:00"))  # 19:00 on the day whose night is an hour short
    make_attendee(event)
    assert owe_reminders(now=at("2027-03-27T16:59")) == 0
    assert owe_reminders(now=at("2027-03-27T17:00")) == 1


def test_an_event_that_is_over_reminds_nobody() -> None:
    event = make_event(starts_at=timezone.now() + timedelta(days=2), phase="after")
    make_attendee(event)
    assert owe_reminders(now=event.starts_at - timedelta(minutes=30)) == 0


def test_a_reminder_that_waited_until_the_event_began_is_not_sent() -> None:
    event = make_event(starts_at=timezone.now() + timedelta(days=2))
    make_attendee(event)
    send_due_mails()
    owe_reminders(now=event.starts_at - timedelta(minutes=30))
    assert send_due_mails(now=event.starts_at + timedelta(seconds=1)) == 0
    assert kinds() == ["confirmation"]


def test_a_new_time_is_told_and_reminds_again() -> None:
    event = make_event(starts_at=timezone.now() + timedelta(days=2))
    make_attendee(event)
    send_due_mails()
    owe_reminders(now=event.starts_at - timedelta(hours=24))
    moved = reschedule_event(
        event=event, starts_at=event.starts_at + timedelta(days=7), ends_at=event.ends_at + timedelta(days=7)
    )
    assert send_due_mails(now=event.starts_at - timedelta(hours=23)) == 1  # the old reminder has lost its sense
    assert "New time" in mail.outbox[-1].subject
    assert owe_reminders(now=moved.starts_at - timedelta(hours=24)) == 1


# --- sweeps that meet, servers that fail


class GatheringBackend(BaseEmailBackend):
    """Keeps what it is given, from any thread."""

    sent: list[str] = []

    def send_messages(self, messages: Sequence[Any]) -> int:
        type(self).sent += [message.to[0] for message in messages]
        return len(messages)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_each_mail_once(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.GatheringBackend"
    GatheringBackend.sent = []
    event = make_event()
    addresses = [make_attendee(event).email for _ in range(30)]
    start = threading.Barrier(3)
    counts: list[int] = []

    def sweep() -> None:
        start.wait()
        counts.append(send_due_mails())
        connection.close()

    sweeps = [threading.Thread(target=sweep) for _ in range(3)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join()
    assert sorted(GatheringBackend.sent) == sorted(addresses)
    assert sum(counts) == 30


class RefusingBackend(BaseEmailBackend):
    """Takes no mail for anybody called bad."""

    def send_messages(self, messages: Sequence[Any]) -> int:
        if messages[0].to[0].startswith("bad"):
            raise ValueError("550 no such person")
        return len(messages)


def test_one_mail_that_fails_stops_no_other_and_is_tried_later(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    event = make_event()
    make_attendee(event, email="bad@mail.example")
    make_attendee(event, email="good@mail.example")
    assert send_due_mails() == 1
    bad = OutgoingMail.objects.get(attendee__email="bad@mail.example")
    assert (bad.attempts, bad.sent_at, bad.claimed_until) == (1, None, None)
    assert send_due_mails() == 0
    settings.EMAIL_BACKEND = f"{__name__}.GatheringBackend"
    assert send_due_mails(now=timezone.now() + timedelta(minutes=3)) == 1


def test_a_mail_that_fails_for_hours_is_given_up(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    make_attendee(make_event(starts_at=timezone.now() + timedelta(days=90)), email="bad@mail.example")
    for hour in range(0, 60, 3):
        send_due_mails(now=timezone.now() + timedelta(hours=hour))
    assert OutgoingMail.objects.get().attempts == 8


class DeadBackend(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError("no mail server")


def test_mails_wait_for_a_dead_server_and_lose_no_attempt(settings: Any) -> None:
    make_attendee(make_event())
    settings.EMAIL_BACKEND = f"{__name__}.DeadBackend"
    assert send_due_mails() == 0
    waiting = OutgoingMail.objects.get()
    assert (waiting.attempts, waiting.claimed_until) == (0, None)
    settings.EMAIL_BACKEND = f"{__name__}.GatheringBackend"
    assert send_due_mails(now=timezone.now() + timedelta(seconds=31)) == 1


def test_a_sweep_that_died_leaves_its_mails_to_the_next() -> None:
    make_attendee(make_event())
    OutgoingMail.objects.update(claim="dead", claimed_until=timezone.now() + timedelta(minutes=5), attempts=1)
    assert send_due_mails() == 0
    assert send_due_mails(now=timezone.now() + timedelta(minutes=6)) == 1
