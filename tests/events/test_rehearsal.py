"""Rehearsal people: quickly made, told from guests, gone again."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from events.models import Attendee, Event, Membership, OutgoingMail
from events.services import (
    owe_reminders,
    register_rehearsal_people,
    remove_rehearsal_people,
    sign_in_rehearsal_crew,
)
from live.tickets import read_ticket
from tests.events.factories import make_attendee, make_event

pytestmark = pytest.mark.django_db


def seed(event: Event, folder: Path, *flags: str, people: int = 3) -> list[list[str]]:
    out = folder / "audience.tsv"
    call_command("seed_audience", "--event", event.slug, "--people", str(people), "--out", str(out), *flags)
    return [line.split("\t") for line in out.read_text().splitlines()]


def test_seed_audience_writes_valid_tickets_for_the_owner_alone(tmp_path: Path) -> None:
    event = make_event()
    head, moderator, director, *people = seed(event, tmp_path, "--crew")
    assert head == ["event", str(event.pk), event.slug, "en"]
    for kind, subject, cookie, value in (moderator, director):
        ticket = read_ticket(value)
        assert (ticket.event_id, ticket.subject, ticket.roles) == (event.pk, subject, {kind})
        assert cookie == f"crew_{event.pk}"
    assert [read_ticket(value).subject for _, _, _, value in people] == [f"a{id}" for id in _attendees(event)]
    assert {(kind, cookie) for kind, _, cookie, _ in people} == {("attendee", f"ticket_{event.pk}")}
    assert stat.S_IMODE((tmp_path / "audience.tsv").stat().st_mode) == 0o600


def test_seed_audience_makes_as_many_moderators_as_asked_and_signs_the_last_one_in(
    tmp_path: Path, client: Client
) -> None:
    event = make_event()
    _, *crew, person, session = seed(event, tmp_path, "--moderators", "3", "--session", people=1)
    assert [kind for kind, *_ in crew] == ["moderator"] * 3 + ["director", "host"]
    assert len({subject for _, subject, *_ in crew}) == 5
    assert person[0] == "attendee"
    assert session[:3] == ["session", crew[2][1], "sessionid"]
    client.cookies["sessionid"] = session[3]
    assert client.get(f"/crew/{event.slug}/desk/").status_code == 200
    remove_rehearsal_people(event=event)
    assert client.get(f"/crew/{event.slug}/desk/").status_code == 404


def test_only_rehearsal_people_are_signed_in_by_a_command() -> None:
    with pytest.raises(ValueError, match="people sign in by themselves"):
        sign_in_rehearsal_crew(user=User.objects.create_user("ada"))


def _attendees(event: Event) -> list[int]:
    return list(Attendee.objects.filter(event=event).order_by("pk").values_list("pk", flat=True))


def test_seed_audience_again_makes_only_those_who_are_missing(tmp_path: Path) -> None:
    event = make_event()
    seed(event, tmp_path, "--crew")
    before, crew = _attendees(event), Membership.objects.count()
    subjects = [subject for _, subject, _, _ in seed(event, tmp_path, "--crew", people=5)[3:]]
    assert _attendees(event)[:3] == before
    assert subjects == [f"a{id}" for id in _attendees(event)]
    assert len(subjects) == 5
    assert Membership.objects.count() == crew


def test_register_rehearsal_people_asks_as_often_for_many_as_for_few(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for people in (3, 90):
        event = make_event()
        with django_assert_num_queries(5):
            register_rehearsal_people(event=event, people=people)


def test_rehearsal_people_are_owed_no_mail() -> None:
    now = timezone.now()
    event = make_event(starts_at=now + timedelta(hours=20))
    Attendee.objects.bulk_create([*register_rehearsal_people(event=event, people=3)], ignore_conflicts=True)
    guest = make_attendee(event)
    Attendee.objects.update(registered_at=now - timedelta(days=9))
    OutgoingMail.objects.all().delete()
    owe_reminders(now=now)
    assert set(OutgoingMail.objects.values_list("attendee", flat=True)) == {guest.pk}


def test_remove_takes_rehearsal_people_and_nobody_else(tmp_path: Path) -> None:
    event, other = make_event(), make_event()
    guest = make_attendee(event)
    seed(event, tmp_path, "--crew")
    seed(other, tmp_path)
    assert remove_rehearsal_people(event=event) == 3
    assert _attendees(event) == [guest.pk]
    assert len(_attendees(other)) == 3
    assert Membership.objects.filter(event=event).count() == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--event", "nowhere", "--people", "1", "--out", "x"], "expected the slug of an event, got 'nowhere'"),
        (["--event", "seen", "--people", "0", "--out", "x"], "expected --people from 1 to 200000, got 0"),
        (["--event", "seen", "--people", "1"], "expected --out"),
        (["--event", "seen", "--people", "1", "--out", "x", "--session"], "expected --moderators or --crew"),
        (["--event", "seen", "--people", "1", "--out", "x", "--moderators", "0"], "from 1 to 100, got 0"),
    ],
)
def test_seed_audience_refuses_what_it_cannot_do(arguments: list[str], said: str) -> None:
    make_event(slug="seen")
    with pytest.raises(CommandError, match=said):
        call_command("seed_audience", *arguments)


def test_seed_audience_refuses_in_production_until_told(settings: Settings, tmp_path: Path) -> None:
    event = make_event()
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="production database"):
        seed(event, tmp_path)
    assert Attendee.objects.count() == 0
    assert len(seed(event, tmp_path, "--i-know-this-is-production")) == 4
