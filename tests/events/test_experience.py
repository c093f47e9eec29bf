"""Content has drafts, revisions and previews; the event's operational fields know nothing of them."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import AgendaItem, Event, Experience, OutgoingMail, Phase, Role
from events.selectors import event_experience
from events.services import change_phase
from events.topics import event_topic
from live.models import FactRecord
from tests.events.factories import at, make_attendee, make_event, make_experience, make_member

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def operational(event: Event) -> dict[str, Any]:
    return dict(Event.objects.filter(pk=event.pk).values().get())


def client_of(event: Event) -> Client:
    client = Client()
    client.force_login(make_member(event, Role.ORGANISER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def edit_address(row: Any) -> str:
    return reverse(f"wagtailsnippets_events_{row._meta.model_name}:edit", args=[row.pk])


def experience_fields(**fields: Any) -> dict[str, Any]:
    agenda = {f"agenda-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    bodies = {f"body_{phase}-count": "0" for phase in ("before", "live", "after")}
    colours = {"accent": "#c8441b", "ink": "#14161a", "paper": "#ffffff", "surface": "#f2f2f0", "muted": "#5c6068"}
    words = {"title": "Aurora", "language": "en", "display_font": "inter", "text_font": "inter", "radius_px": "4"}
    return agenda | bodies | colours | words | fields


# --- drafts and operational fields


def test_drafts_publishing_reverting_and_scheduling_touch_no_operational_field() -> None:
    event = make_event()
    experience = make_experience(event, title="First")
    first = experience.latest_revision
    change_phase(event=event, phase=Phase.LIVE)
    event.refresh_from_db()
    before = operational(event)
    experience.title = "Second"
    experience.save_revision().publish()
    first.as_object().save_revision().publish()  # made while the event was in another phase
    scheduled = experience.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    scheduled.publish()
    experience.refresh_from_db()
    experience.unpublish()
    assert operational(event) == before
    assert FactRecord.objects.filter(topic__name=event_topic(event.pk)).count() == 1  # the phase, and nothing since


def test_publishing_in_the_studio_touches_no_operational_field() -> None:
    event = make_event()
    experience = make_experience(event)
    client = client_of(event)
    change_phase(event=event, phase=Phase.LIVE)
    before = operational(event)
    posted = experience_fields(title="Changed", phase="before", starts_at="2020-01-01 00:00", **{"action-publish": "1"})
    assert client.post(edit_address(experience), posted).status_code == 302
    experience.refresh_from_db()
    assert (experience.title, operational(event)) == ("Changed", before)


def test_a_draft_is_not_shown_until_it_is_published() -> None:
    event = make_event()
    experience = make_experience(event, title="Public")
    experience.title = "Draft"
    revision = experience.save_revision()
    found = event_experience(event, "en")
    assert found is not None
    assert found.title == "Public"
    revision.publish()
    found = event_experience(event, "en")
    assert found is not None
    assert found.title == "Draft"


def test_an_experience_that_was_never_published_is_not_shown() -> None:
    event = make_event()
    experience = Experience(event=event, language="fr", title="Secret", live=False)
    experience.save()
    assert event_experience(event, "fr") is None


def test_agenda_lines_are_part_of_the_draft() -> None:
    event = make_event()
    experience = make_experience(event)
    experience.agenda.add(AgendaItem(starts_at=event.starts_at, title="Welcome"))
    experience.save_revision()
    assert not AgendaItem.objects.exists()
    experience.latest_revision.publish()
    assert AgendaItem.objects.get().title == "Welcome"


def test_an_event_has_one_experience_for_a_language() -> None:
    event = make_event()
    make_experience(event)
    with pytest.raises(IntegrityError), transaction.atomic():
        Experience.objects.create(event=event, language="en", title="Again")


# --- previews


@pytest.mark.parametrize("phase", Phase.values)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_phase_is_previewed_with_the_draft(phase: str, language: str) -> None:
    event = make_event()
    experience = make_experience(event, language, title="Public words")
    client = client_of(event)
    address = reverse("wagtailsnippets_events_experience:preview_on_edit", args=[experience.pk])
    posted = client.post(address, experience_fields(title="Words of the draft", language=language))
    assert posted.json()["is_valid"]
    page = client.get(f"{address}?mode={phase}")
    assert page.status_code == 200
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    text = page.content.decode()
    assert "Words of the draft" in text
    # The draft's colours stand in the page, and its policy lets this one rule through.
    rule = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(rule.encode()).digest()).decode()
    assert "--brand-accent:" in rule
    assert f"style-src 'self' 'sha256-{digest}'" in page["Content-Security-Policy"]
    assert Event.objects.get().phase == Phase.BEFORE


def test_the_studio_opens_with_the_phase_that_the_event_is_in() -> None:
    assert make_experience(make_event(phase=Phase.AFTER)).default_preview_mode == "after"


# --- brand tokens


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#12345g", "#123456;}", "url(x)", "#123456\n"])
def test_colours_are_six_digits_and_nothing_else(colour: str) -> None:
    experience = Experience(event=make_event(), language="en", title="x", accent=colour)
    with pytest.raises(ValidationError) as caught:
        experience.full_clean()
    assert set(caught.value.message_dict) == {"accent"}


def test_fonts_and_radius_are_those_that_we_have() -> None:
    experience = Experience(event=make_event(), language="en", title="x", display_font="comic", radius_px=99)
    with pytest.raises(ValidationError) as caught:
        experience.full_clean()
    assert set(caught.value.message_dict) == {"display_font", "radius_px"}


def test_a_film_is_a_film() -> None:
    experience = Experience(
        event=make_event(), language="en", title="x", background_film=SimpleUploadedFile("x.svg", b"<svg/>")
    )
    with pytest.raises(ValidationError) as caught:
        experience.full_clean()
    assert set(caught.value.message_dict) == {"background_film"}


# --- the studio's form of the event


def event_fields(event: Event, **fields: Any) -> dict[str, Any]:
    names = ("name", "slug", "time_zone", "registration")
    own = {name: value for name, value in model_to_dict(event).items() if name in names}
    return own | {"languages": event.languages, "starts_at": "2027-07-01 19:00", "ends_at": "2027-07-01 20:00"} | fields


def test_times_are_typed_on_the_events_clocks() -> None:
    event = make_event(starts_at=at("2027-01-10T18:00"), ends_at=at("2027-01-10T19:00"))
    client = client_of(event)
    form = client.get(edit_address(event)).context["form"]
    assert form["starts_at"].value().strftime("%H:%M") == "19:00"
    assert client.post(edit_address(event), event_fields(event)).status_code == 302
    event.refresh_from_db()
    assert (event.starts_at, event.calendar_sequence) == (at("2027-07-01T17:00"), 1)


def test_times_are_read_in_the_zone_that_is_chosen_with_them() -> None:
    event = make_event()
    client_of(event).post(edit_address(event), event_fields(event, time_zone="America/New_York"))
    event.refresh_from_db()
    assert event.starts_at == at("2027-07-01T23:00")


@pytest.mark.parametrize(
    ("typed", "error"),
    [("2027-03-28 02:30", "skip this hour"), ("2027-07-01 20:00", "end must be after")],
)
def test_hours_that_are_none_are_refused(typed: str, error: str) -> None:
    event = make_event()
    page = client_of(event).post(edit_address(event), event_fields(event, starts_at=typed))
    assert error in str(page.context["form"].errors)


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    event = make_event()
    client_of(event).post(
        edit_address(event), event_fields(event, starts_at="2027-10-31 02:30", ends_at="2027-10-31 05:00")
    )
    event.refresh_from_db()
    assert event.starts_at == at("2027-10-31T00:30")
    assert event.starts_at.astimezone(ZoneInfo("Europe/Paris")).fold == 0


def test_saving_the_form_tells_open_pages_and_leaves_a_phase_that_moved_meanwhile() -> None:
    event = make_event()
    client = client_of(event)
    make_attendee(event)
    posted = event_fields(event, name="Borealis", phase="before")
    change_phase(event=event, phase=Phase.LIVE)
    client.post(edit_address(event), posted)
    event.refresh_from_db()
    records = FactRecord.objects.filter(topic__name=event_topic(event.pk)).order_by("offset")
    kinds = [record.body.partition('"kind":"')[2].partition('"')[0] for record in records]
    assert (event.phase, event.name) == ("live", "Borealis")
    assert kinds == ["PhaseChanged", "EventRenamed", "EventRescheduled"]
    assert OutgoingMail.objects.filter(kind="rescheduled").count() == 1


def test_form_of_the_event_knows_languages_and_zones() -> None:
    event = make_event()
    client = client_of(event)
    page = client.post(
        edit_address(event), event_fields(event, languages=["de"], time_zone="Mars/Olympus", slug="No Slug")
    )
    assert {"languages", "time_zone", "slug"} <= set(page.context["form"].errors)


# --- other forms of the studio


def test_people_and_invitations_are_added_by_the_services() -> None:
    event = make_event()
    client = client_of(event)
    common = {"event": str(event.pk)}
    member = common | {"email": "Mona@crew.example", "name": "Mona Reed", "role": "moderator"}
    invitation = common | {"email": "Guest@mail.example", "language": "fr", "max_uses": "1"}
    assert client.post(reverse("wagtailsnippets_events_membership:add"), member).status_code == 302
    assert client.post(reverse("wagtailsnippets_events_invitation:add"), invitation).status_code == 302
    assert event.memberships.get(role="moderator").user.email == "mona@crew.example"
    assert event.invitations.get().email == "guest@mail.example"
    assert OutgoingMail.objects.get().kind == "invitation"


def test_codes_that_are_guessed_in_a_day_are_refused() -> None:
    event = make_event()
    posted = {"event": str(event.pk), "code": "A-B-C-1", "is_active": "on"}
    page = client_of(event).post(reverse("wagtailsnippets_events_accesscode:add"), posted)
    assert "code" in page.context["form"].errors


def test_exports_run_nothing_in_a_spreadsheet() -> None:
    event = make_event()
    make_attendee(event, name="=HYPERLINK(1)")
    rows: Any = client_of(event).get(reverse("wagtailsnippets_events_attendee:list") + "?export=csv")
    assert "'=HYPERLINK(1)" in b"".join(rows.streaming_content).decode()
