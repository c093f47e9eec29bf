"""Whose tickets are void: who was removed, signed out, locked out, deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.test import Client, RequestFactory

from events.models import Event, Membership, Role
from events.services import add_member, remove_member
from live.models import Revocation
from live.revocation import revoke_tickets
from tests.events.factories import PASSWORD, make_event, make_member, make_user

pytestmark = pytest.mark.django_db

Rows = list[tuple[str, int | None]]


def revoked(act: Callable[[], object]) -> Rows:
    """What `act` revokes: subjects, with the event or None for all."""
    Revocation.objects.all().delete()
    act()
    return list(Revocation.objects.order_by("pk").values_list("subject", "event_id"))


@pytest.fixture
def event() -> Event:
    return make_event()


@pytest.fixture
def member(event: Event) -> User:
    make_member(event, Role.ORGANISER)
    return make_member(event, Role.MODERATOR)


def test_member_who_is_removed_or_gets_a_role(event: Event, member: User) -> None:
    mine: Rows = [(f"c{member.pk}", event.pk)]
    assert revoked(lambda: add_member(event=event, user=member, role=Role.HOST)) == mine
    assert revoked(lambda: add_member(event=event, user=member, role=Role.HOST)) == []
    membership = Membership.objects.get(event=event, user=member, role=Role.HOST)
    assert revoked(lambda: remove_member(membership=membership)) == mine
    membership = Membership.objects.get(event=event, user=member)
    membership.role = Role.SPEAKER
    assert revoked(membership.save) == mine
    assert revoked(Membership.objects.filter(pk=membership.pk).delete) == mine


def test_who_signs_out_is_sent_away_from_all_events(client: Client, member: User) -> None:
    client.force_login(member)
    assert revoked(lambda: client.post("/accounts/logout/")) == [(f"c{member.pk}", None)]
    assert revoked(lambda: client.post("/accounts/logout/")) == []


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_superuser": True}, {"password": "other"}])
def test_who_is_locked_out_is_sent_away_from_all_events(
    member: User, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in change.items():
        setattr(member, name, value)
    seen: list[tuple[object, ...]] = []
    name = next(iter(change))

    def look_and_revoke(*, subject: str) -> None:
        seen.append(User.objects.values_list(name).get(pk=member.pk))
        revoke_tickets(subject=subject)

    monkeypatch.setattr("events.receivers.revoke_tickets", look_and_revoke)
    assert revoked(member.save) == [(f"c{member.pk}", None)]
    # Not before it is written: who opens a console until then has a ticket that is void.
    assert seen == [(change[name],)]
    assert revoked(member.save) == []


def test_new_password_sends_away_and_signing_in_does_not(member: User) -> None:
    def change_password() -> None:
        member.set_password("another " + PASSWORD)
        member.save(update_fields=["password"])

    assert revoked(change_password) == [(f"c{member.pk}", None)]
    request = RequestFactory().get("/")
    assert revoked(lambda: user_logged_in.send(User, request=request, user=member)) == []
    member.first_name = "Mona"
    assert revoked(member.save) == []


def test_account_that_is_made_or_deleted(event: Event, member: User) -> None:
    assert revoked(make_user) == []
    subject = f"c{member.pk}"
    assert sorted(revoked(member.delete), key=str) == sorted([(subject, event.pk), (subject, None)], key=str)
