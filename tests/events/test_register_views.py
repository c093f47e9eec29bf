"""The registration form and the links of mails, through the whole of Django."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from events import limits
from events.links import entry_token, invitation_token
from events.models import AccessCode, Attendee, ConsentWording, Event, MailKind, OutgoingMail, RegistrationPolicy
from events.services import invite
from live.tickets import read_ticket, ticket_cookie_name
from tests.events.factories import make_attendee, make_consent, make_event, make_experience

pytestmark = pytest.mark.django_db

# A browser says with each POST which page it comes from.
FROM_OUR_PAGE = {"origin": "http://testserver"}


@pytest.fixture(autouse=True)
def _forget_limits() -> None:
    cache.clear()


def address(event: Event, path: str = "register/", language: str = "en") -> str:
    return f"/{language}/e/{event.slug}/{path}"


def answers(event: Event, **fields: Any) -> dict[str, Any]:
    wordings = [
        f"{wording.definition.key}:{wording.language}:{wording.version}"
        for wording in ConsentWording.objects.filter(definition__event=event).order_by("definition__pk")
    ]
    return {
        "name": "Ada Byron",
        "email": "ada@mail.example",
        "company": "Engines",
        "country": "GB",
        "time_zone": "Europe/London",
        "wordings": ",".join(wordings) or "none",
    } | fields


def post(client: Client, event: Event, **fields: Any) -> Any:
    return client.post(address(event), answers(event, **fields), headers=FROM_OUR_PAGE)


# --- the form


def test_form_shows_consents_unticked_in_their_words(client: Client) -> None:
    event = make_event()
    make_consent(event, text="I have read the <notice>.")
    page = client.get(address(event))
    assert page.status_code == 200
    assert [field.value() for field in page.context["form"].consent_fields()] == [None]
    assert "I have read the &lt;notice&gt;." in page.content.decode()
    assert " checked" not in page.content.decode()


def test_form_lists_countries_in_the_pages_language(client: Client) -> None:
    event = make_event()
    page = client.get(address(event, language="fr")).content.decode()
    assert "Royaume-Uni" in page
    assert page.index("Égypte") < page.index("Royaume-Uni") < page.index("Zambie")


def test_register_answers_with_the_same_page_for_known_and_unknown_addresses(client: Client) -> None:
    event = make_event()
    new = post(client, event)
    known = post(Client(), event)
    assert (new.status_code, new.url) == (known.status_code, known.url) == (302, address(event, "registered/"))
    assert set(new.cookies) == set(known.cookies)  # nothing that tells them apart
    assert client.get(new.url).status_code == 200


def test_register_lets_people_in_at_once_where_the_event_says_so(client: Client) -> None:
    event = make_event(enter_by_mail=False)
    response = post(client, event)
    ticket = read_ticket(response.cookies[ticket_cookie_name(event.pk, crew=False)].value)
    assert response.url == address(event, "")
    assert (ticket.attendee_id, ticket.name) == (Attendee.objects.get().pk, "Ada Byron")


def test_register_never_lets_a_second_person_in_as_the_first(client: Client) -> None:
    event = make_event(enter_by_mail=False)
    make_attendee(event, email="ada@mail.example")
    response = post(client, event)
    assert ticket_cookie_name(event.pk, crew=False) not in response.cookies
    assert OutgoingMail.objects.filter(kind=MailKind.ENTRY_LINK).count() == 1


def test_register_keeps_the_browsers_time_zone_and_drops_nonsense(client: Client) -> None:
    event = make_event()
    post(client, event)
    post(client, event, email="b@mail.example", time_zone="../../etc/passwd")
    assert list(Attendee.objects.order_by("pk").values_list("time_zone", flat=True)) == ["Europe/London", ""]


def test_registered_people_go_straight_to_the_page(client: Any) -> None:
    event = make_event(enter_by_mail=False)
    post(client, event)
    assert client.get(address(event)).url == address(event, "")


# --- bad input


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "A"),
        ("name", "A" * 81),
        ("name", "<script>alert(1)</script>"),
        ("name", "Ada\u202eByron"),
        ("name", "Ada\nByron\x00"),
        ("email", ""),
        ("email", "ada"),
        ("email", "ada@mail"),
        ("email", "a" * 250 + "@mail.example"),
        ("email", "ada@mail.example\nbcc: all@mail.example"),
        ("company", "C" * 121),
        ("company", "<b>Engines</b>"),
        ("country", ""),
        ("country", "XX"),
        ("country", "GBR"),
    ],
)
def test_register_refuses_bad_fields_and_keeps_what_was_typed(client: Client, field: str, value: str) -> None:
    event = make_event()
    response = post(client, event, **{field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Attendee.objects.exists()
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(("field", "length"), [("name", 80), ("company", 120)])
def test_register_takes_fields_at_their_bound(client: Client, field: str, length: int) -> None:
    event = make_event()
    assert post(client, event, **{field: "é" * length}).status_code == 302
    assert len(getattr(Attendee.objects.get(), field)) == length


def test_register_refuses_a_missing_required_consent(client: Client) -> None:
    event = make_event()
    make_consent(event)
    assert list(post(client, event).context["form"].errors) == ["consent_privacy"]
    assert post(client, event, consent_privacy="on").status_code == 302


def test_register_asks_again_when_the_wording_changed_meanwhile(client: Client) -> None:
    event = make_event()
    wording = make_consent(event)
    old = answers(event, consent_privacy="on")
    wording.text = "I agree to much more."
    wording.save()
    response = client.post(address(event), old, headers=FROM_OUR_PAGE)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["wordings"]
    assert "privacy:en:2" in response.content.decode()
    assert not Attendee.objects.exists()


def test_register_with_a_wrong_code_says_so_at_the_code(client: Client) -> None:
    event = make_event(registration=RegistrationPolicy.ACCESS_CODE)
    AccessCode.objects.create(event=event, code="AURORA-2026")
    assert list(post(client, event, access_code="AURORA-2025").context["form"].errors) == ["access_code"]
    assert post(client, event, access_code="aurora2026").status_code == 302


def test_the_trap_catches_programs_without_telling_them(client: Client) -> None:
    event = make_event()
    response = post(client, event, website="https://spam.example")
    assert response.url == address(event, "registered/")
    assert not Attendee.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver", "sec-fetch-site": "same-site"},
    ],
)
def test_form_is_taken_from_our_own_pages_only(headers: dict[str, str]) -> None:
    event = make_event()
    assert Client(headers=headers).post(address(event), answers(event)).status_code == 403
    assert not Attendee.objects.exists()


def test_form_is_the_same_for_everybody_and_may_be_kept(client: Client) -> None:
    event = make_event()
    make_experience(event)
    first, other = client.get(address(event)), Client().get(address(event))
    assert first.content == other.content
    assert "s-maxage=" in first["Cache-Control"]
    assert not first.cookies
    assert not first.has_header("Vary")


def test_invitations_form_is_its_own_persons(client: Client) -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=event, email="grace@mail.example")
    page = client.get(address(event, f"register/{invitation_token(invitation)}/"))
    assert "grace@mail.example" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_codes_cannot_be_guessed_for_long(client: Client) -> None:
    event = make_event(registration=RegistrationPolicy.ACCESS_CODE)
    AccessCode.objects.create(event=event, code="AURORA-2026")
    for _ in range(limits.REFUSALS.times):
        assert post(client, event, access_code="guess").status_code == 422
    assert post(client, event, access_code="AURORA-2026").status_code == 429
    assert not Attendee.objects.exists()


def test_one_network_registers_only_so_many(client: Client) -> None:
    event = make_event()
    cache.set("events.limit.register.127.0.0.1", limits.REGISTRATIONS.times)
    assert post(client, event).status_code == 429


# --- invitations and links


def test_an_invitation_fills_the_form_in_and_lets_in_at_once(client: Any) -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    token = invitation_token(invite(event=event, email="grace@mail.example", name="Grace", company="Navy"))
    opened: Any = client.get(address(event, f"enter/{token}/"))
    assert opened.url == address(event) + f"{token}/"
    form = client.get(opened.url).context["form"]
    assert (form["name"].value(), form["email"].value(), form["company"].value()) == (
        "Grace",
        "grace@mail.example",
        "Navy",
    )
    response: Any = client.post(opened.url, answers(event, email="mallory@mail.example"), headers=FROM_OUR_PAGE)
    assert response.url == address(event, "")
    assert Attendee.objects.get().email == "grace@mail.example"  # what the invitation says, whatever was posted


@pytest.mark.parametrize("spoil", ["forged", "foreign", "expired", "revoked", "used"])
def test_an_invitation_that_does_not_hold_opens_no_form(client: Client, spoil: str) -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    invitation = invite(event=make_event() if spoil == "foreign" else event)
    token = invitation_token(invitation)
    if spoil == "forged":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    if spoil == "expired":
        invitation.expires_at = timezone.now() - timedelta(minutes=1)
    if spoil == "revoked":
        invitation.revoked_at = timezone.now()
    if spoil == "used":
        invitation.used_count = 1
    invitation.save()
    page = client.get(address(event) + f"{token}/")
    assert page.status_code == 403
    assert "form" not in page.context
    assert client.post(address(event) + f"{token}/", answers(event), headers=FROM_OUR_PAGE).status_code == 403
    assert not Attendee.objects.exists()


def test_without_an_invitation_there_is_no_form(client: Client) -> None:
    assert client.get(address(make_event(registration=RegistrationPolicy.INVITATION))).status_code == 403
    assert client.get(address(make_event(registration=RegistrationPolicy.CLOSED))).status_code == 403


def test_the_link_of_a_mail_lets_its_person_in(client: Client) -> None:
    attendee = make_attendee(make_event())
    response = client.get(address(attendee.event, f"enter/{entry_token(attendee)}/"))
    ticket = read_ticket(response.cookies[ticket_cookie_name(attendee.event_id, crew=False)].value)
    assert (response.status_code, ticket.subject) == (302, f"a{attendee.pk}")


def test_a_link_that_is_forged_revoked_or_foreign_lets_nobody_in(client: Client) -> None:
    attendee = make_attendee(make_event())
    token = entry_token(attendee)
    other = make_event()
    forged = token.replace(f"{attendee.pk}-", f"{attendee.pk + 1}-", 1)
    for event, wrong in [(attendee.event, forged), (attendee.event, "x"), (attendee.event, "x" * 200), (other, token)]:
        response = client.get(address(event, f"enter/{wrong}/"))
        assert (response.status_code, len(response.cookies)) == (404, 0)
    attendee.link_number += 1
    attendee.save()
    assert client.get(address(attendee.event, f"enter/{token}/")).status_code == 404


def test_an_entry_token_is_no_invitation_and_the_other_way_round(client: Client) -> None:
    event = make_event(registration=RegistrationPolicy.INVITATION)
    token = entry_token(make_attendee(event, invitation=invite(event=event)))
    assert client.get(address(event) + f"{token}/").status_code == 403


# --- languages and addresses


@pytest.mark.parametrize(("asked", "leads_to"), [("fr-CA,fr;q=0.9", "fr"), ("de", "en"), ("en", "en")])
def test_the_short_address_leads_to_the_visitors_language(client: Client, asked: str, leads_to: str) -> None:
    event = make_event()
    response: Any = client.get(f"/e/{event.slug}/register/token/", headers={"accept-language": asked})
    assert response.url == f"/{leads_to}/e/{event.slug}/register/token/"


def test_the_short_address_of_the_page_may_be_kept_and_no_other(client: Client) -> None:
    event = make_event()
    kept = [
        client.get(f"/e/{event.slug}/{rest}", headers={"cookie": "django_language=fr"})
        for rest in ("", "?utm=1", "enter/token/", "register/token/")
    ]
    assert [answer["Cache-Control"] for answer in kept] == ["public, max-age=0, s-maxage=5", *["no-store"] * 3]
    assert [answer["Vary"] for answer in kept] == ["Accept-Language"] * 4
    assert kept[0]["Location"] == address(event, "")


def test_a_language_that_the_event_does_not_speak_leads_to_its_own(client: Any) -> None:
    event = make_event(languages=["fr"])
    assert client.get(address(event)).url == address(event, language="fr")


def test_events_that_are_not_there_are_not_found(client: Client) -> None:
    for path in ("", "register/", "registered/", "calendar.ics", "enter/x/"):
        assert client.get(f"/en/e/nothing/{path}").status_code == 404


def test_pages_of_registration_speak_french(client: Client) -> None:
    event = make_event()
    make_experience(event, "fr", title="Aurora, dévoilée")
    page = client.get(address(event, language="fr")).content.decode()
    assert "Aurora, dévoilée" in page
    assert "S\u2019inscrire" in page
