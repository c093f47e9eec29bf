"""What nobody needs any more goes, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Attendee, Invitation, OutgoingMail
from events.services import forget_old, invite, register_attendee, send_due_mails
from tests.events.factories import make_attendee, make_event

pytestmark = pytest.mark.django_db


def test_forget_old_keeps_people_used_invitations_and_events_to_come() -> None:
    past = make_event(starts_at=timezone.now() - timedelta(days=1))
    coming = make_event(starts_at=timezone.now() + timedelta(days=365))
    used = invite(event=past, email="ada@mail.example")
    register_attendee(event=past, name="Ada", email="ada@mail.example", language="en", invitation=used)
    invite(event=past, email="never@mail.example", send=False)
    kept = invite(event=coming, email="later@mail.example")
    make_attendee(coming)
    send_due_mails()
    assert forget_old() == 0
    assert forget_old(now=timezone.now() + timedelta(days=100)) > 0
    assert set(Invitation.objects.all()) == {used, kept}
    assert Attendee.objects.count() == 2
    assert set(OutgoingMail.objects.values_list("attendee__event", flat=True)) == {coming.pk, None}
