"""Registering, within what the event allows."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from events.models import (
    AccessCode,
    Attendee,
    Consent,
    Event,
    MailKind,
    OutgoingMail,
    RegistrationPolicy,
)
from events.services import invite, register_attendee, revoke_invitation, withdraw_consent
from events.services.registration import Registration
from live.errors import Refusal
from tests.events.factories import make_consent, make_event

pytestmark = pytest.mark.django_db


def register(event: Event, **fields: Any) -> Registration:
    values: dict[str, Any] = {"name": "Ada Byron", "email": "ada@mail.example", "language": "en"}
    return register_attendee(event=event, **(values | fields))


def refused(event: Event, **fields: Any) -> str:
    with pytest.raises(Refusal) as caught:
        register(event, **fields)
    return caught.value.code


def mails(kind: MailKind) -> int:
    return OutgoingMail.objects.filter(kind=kind).count()


def test_register_keeps_the_person_and_owes_a_confirmation() -> None:
    registration = register(make_event(), email=" Ada@Mail.Example ", company="Engines", country="GB")
    attendee = Attendee.objects.get()
    assert registration.is_new
    assert (attendee.email, attendee.company, attendee.country) == ("ada@mail.example", "Engines", "GB")
    assert mails(MailKind.CONFIRMATION) == 1


def test_register_twice_sends_the_link_again_and_changes_nothing() -> None:
    event = make_event()
    register(event)
    again = register(event, name="Mallory", email="ADA@mail.example")
    again_at_once = register(event)
    attendee = Attendee.objects.get()
    assert not again.is_new
    assert not again_at_once.is_new
    assert attendee.name == "Ada Byron"
    assert mails(MailKind.ENTRY_LINK) == 1  # once an hour, however often somebody asks


def test_register_for_two_events_makes_two_attendees() -> None:
    register(make_event())
    register(make_event())
    assert Attendee.objects.count() == 2


def test_register_refuses_a_language_that_the_event_does_not_speak() -> None:
    assert refused(make_event(languages=["fr"])) == "events.language_unknown"


def test_register_refuses_when_closed() -> None:
    assert refused(make_event(registration=RegistrationPolicy.CLOSED)) == "events.not_open"


# --- places


def test_register_refuses_when_full() -> None:
    event = make_event(capacity=1)
    register(event)
    assert refused(event, email="late@mail.example") == "events.full"
    assert Attendee.objects.count() == 1


def test_a_full_event_does_not_tell_who_is_registered() -> None:
    event = make_event(capacity=1)
    register(event)
    assert refused(event) == "events.full"
    assert mails(MailKind.ENTRY_LINK) == 1  # whom it concerns gets their way in all the same


# --- access codes


def test_register_takes_the_code_however_it_is_typed() -> None:
    event = make_event(registration=RegistrationPolicy.ACCESS_CODE)
    AccessCode.objects.create(event=event, code="AURORA-2026")
    assert register(event, access_code=" aurora 2026").is_new


@pytest.mark.parametrize("code", ["", " ", "-", "AURORA", "AURORA-2027", "AURORA-20266"])
def test_register_refuses_a_wrong_code(code: str) -> None:
    event = make_event(registration=RegistrationPolicy.ACCESS_CODE)
    AccessCode.objects.create(event=event, code="AURORA-2026")
    assert refused(event, access_code=code) == "events.wrong_code"


def test_register_refuses_a_code_that_was_withdrawn_or_is_another_events() -> None:
    event = make_event(registration=RegistrationPolicy.ACCESS_CODE)
    AccessCode.objects.create(event=event, code="OLD-CODE", is_active=False)
    AccessCode.objects.create(event=make_event(), code="FOREIGN-CODE")
    assert refused(event, access_code="OLD-CODE") == "events.wrong_code"
    assert refused(event, access_code="FOREIGN-CODE") == "events.wrong_code"


def test_an_event_without_codes_lets_nobody_in() -> None:
    assert refused(make_event(registration=RegistrationPolicy.ACCESS_CODE), access_code="") == "events.wrong_code"


# --- invitations


def test_register_with_an_invitation_uses_it() -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=event, email="Ada@mail.example")
    register(event, invitation=invitation)
    invitation.refresh_from_db()
    assert (invitation.used_count, Attendee.objects.get().invitation) == (1, invitation)
    assert mails(MailKind.INVITATION) == 1


def test_register_refuses_without_an_invitation() -> None:
    assert refused(make_event(registration=RegistrationPolicy.INVITATION)) == "events.invitation_needed"


def test_register_refuses_an_invitation_for_another_address() -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=event, email="grace@mail.example")
    assert refused(event, invitation=invitation) == "events.invitation_for_another"


def test_register_refuses_an_invitation_that_is_used_up() -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=event, max_uses=2)
    register(event, email="one@mail.example", invitation=invitation)
    register(event, email="two@mail.example", invitation=invitation)  # the same object, read before it was used
    assert refused(event, email="three@mail.example", invitation=invitation) == "events.invitation_invalid"
    assert Attendee.objects.count() == 2


def test_register_refuses_an_invitation_out_of_date() -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=event, expires_at=timezone.now() - timedelta(seconds=1))
    assert refused(event, invitation=invitation) == "events.invitation_invalid"


def test_register_refuses_an_invitation_that_was_revoked_and_takes_it_when_renewed() -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=event, email="ada@mail.example")
    revoke_invitation(invitation=invitation)
    invitation.refresh_from_db()
    assert refused(event, invitation=invitation) == "events.invitation_invalid"
    assert register(event, invitation=invite(event=event, email="ada@mail.example")).is_new


def test_register_refuses_another_events_invitation() -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    assert refused(event, invitation=invite(event=make_event())) == "events.invitation_invalid"


def test_an_invitation_opens_an_event_with_codes() -> None:
    event = make_event(registration=RegistrationPolicy.ACCESS_CODE)
    assert register(event, invitation=invite(event=event)).is_new


# --- consents


def test_register_keeps_the_exact_words_that_were_agreed_to() -> None:
    event = make_event()
    wording = make_consent(event, "privacy", text="I agree to the notice.")
    make_consent(event, "news", required=False, text="Send me news.")
    register(event, agreed={"privacy"})
    wording.text = "I agree to the new notice."
    wording.save()
    consent = Consent.objects.get()
    assert (consent.key, consent.wording, consent.version, consent.language) == (
        "privacy",
        "I agree to the notice.",
        1,
        "en",
    )
    assert wording.version == 2


def test_register_refuses_without_a_required_consent() -> None:
    event = make_event()
    make_consent(event, "privacy")
    assert refused(event, agreed={"news"}) == "events.consent_needed"


def test_register_ignores_consents_that_are_not_asked() -> None:
    event = make_event()
    register(event, agreed={"invented"})
    assert not Consent.objects.exists()


def test_wording_that_is_saved_unchanged_keeps_its_version() -> None:
    wording = make_consent(make_event())
    wording.save()
    assert wording.version == 1


def test_withdraw_consent_keeps_the_record_with_a_date() -> None:
    event = make_event()
    make_consent(event, "news", required=False)
    attendee = register(event, agreed={"news"}).attendee
    assert withdraw_consent(attendee=attendee, key="news") == 1
    assert withdraw_consent(attendee=attendee, key="news") == 0
    assert Consent.objects.get().withdrawn_at is not None


# --- people who come at the same moment


def at_once(event: Event, emails: list[str], **fields: Any) -> list[str]:
    """Register all of `emails` in threads of their own; return how each went."""
    start = threading.Barrier(len(emails))
    outcomes: list[str] = []

    def run(email: str) -> None:
        start.wait()
        try:
            registration = register(event, email=email, **fields)
            outcomes.append("new" if registration.is_new else "known")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(email,)) for email in emails]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_the_same_address_at_the_same_moment_is_one_attendee() -> None:
    assert at_once(make_event(), ["ada@mail.example"] * 4) == ["known"] * 3 + ["new"]
    assert Attendee.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once() -> None:
    event = make_event(capacity=1)
    assert at_once(event, [f"{name}@mail.example" for name in "abcd"]) == ["events.full"] * 3 + ["new"]


@pytest.mark.django_db(transaction=True)
def test_the_last_use_of_an_invitation_is_given_once() -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=event, max_uses=1)
    outcomes = at_once(event, [f"{name}@mail.example" for name in "abcd"], invitation=invitation)
    assert outcomes == ["events.invitation_invalid"] * 3 + ["new"]
