"""An organiser of one event can neither list nor open another's: every address of the studio is tried."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

from events.models import AccessCode, ConsentDefinition, Event, Experience, Invitation, Membership, Role
from events.services import add_member, invite, remove_member
from events.studio_access import event_collection
from rooms.services import change_rules
from tests.events.factories import (
    make_attendee,
    make_consent,
    make_event,
    make_experience,
    make_member,
    make_user,
)

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SECRET = "Zarathustra"  # in every text of the other event; must never be seen
BEGINNING = SECRET[:6]  # to search for it; a page may repeat what was searched for


def make_image(event: Event, title: str) -> Any:
    buffer = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(buffer, "PNG")
    return get_image_model().objects.create(
        title=title,
        file=SimpleUploadedFile(f"{title}.png", buffer.getvalue()),
        collection=event_collection(event),
        width=8,
        height=8,
    )


class World:
    """One organiser with an event, and an event of somebody else's with something of every kind in it."""

    def __init__(self) -> None:
        self.own = make_event(name="Own launch")
        self.user = make_member(self.own, Role.ORGANISER)
        self.other = make_event(name=f"{SECRET} launch")
        self.stranger = make_member(self.other, Role.ORGANISER, email=f"{SECRET.lower()}@crew.example")
        self.own_experience = make_experience(self.own, title="Own page")
        self.experience = make_experience(self.other, title=f"{SECRET} page")
        self.revision = self.experience.save_revision(user=self.stranger)
        self.image = make_image(self.other, f"{SECRET} image")
        self.own_image = make_image(self.own, "Own image")
        self.rows: dict[str, Any] = {
            "event": self.other,
            "experience": self.experience,
            "attendee": make_attendee(self.other, name=f"{SECRET} Person"),
            "invitation": invite(event=self.other, email="x@mail.example", name=f"{SECRET} Guest"),
            "accesscode": AccessCode.objects.create(event=self.other, code=f"{SECRET}-1"),
            "consentdefinition": make_consent(self.other, "privacy", text=f"{SECRET} notice").definition,
            "membership": Membership.objects.get(event=self.other, user=self.stranger),
        }
        change_rules(event_id=self.other.pk, rules={"en": f"{SECRET} rules the chat"})
        self.client = Client()


@pytest.fixture
def world() -> World:
    world = World()
    world.client.force_login(world.user, backend="django.contrib.auth.backends.ModelBackend")
    return world


def studio_patterns(resolver: URLResolver, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from studio_patterns(pattern, (*prefix, *([pattern.namespace] if pattern.namespace else [])))
        elif pattern.name:
            yield ":".join((*prefix, pattern.name)), pattern


def studio_names() -> list[tuple[str, URLPattern]]:
    studio = next(
        item for item in get_resolver().url_patterns if isinstance(item, URLResolver) and str(item.pattern) == "studio/"
    )
    return list(studio_patterns(studio))


def addresses(world: World) -> Iterator[str]:
    """Every address of the studio that can be made with ids of the other event's things."""
    for name, pattern in studio_names():
        wanted = pattern.pattern.regex.groupindex if hasattr(pattern.pattern, "regex") else {}
        keys = set(pattern.pattern.converters) | set(wanted)
        model = (
            name.split(":")[0].removeprefix("wagtailsnippets_events_").removeprefix("wagtailsnippetchoosers_events_")
        )
        row = world.rows.get(model)
        values: dict[str, Any] = {
            "pk": row.pk if row else world.image.pk,
            "image_id": world.image.pk,
            "object_id": world.experience.pk,
            "revision_id": world.revision.pk,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "filter_spec": "max-100x100",
            "app_label": "events",
            "app_name": "events" if "usage" in name else "taggit",
            "model_name": "experience" if "tag" not in name else "tag",
            "action": "delete",
            "content_type_app_name": "events",
            "content_type_model_name": "experience",
            "session_id": 1,
            "parent_page_id": 1,
            "page_id": 1,
            "document_id": 1,
            "collection_id": event_collection(world.other).pk,
            "slug": "x",
            "event_id": world.other.pk,
        }
        try:
            yield reverse(name, kwargs={key: values.get(key, 1) for key in keys})
        except NoReverseMatch:
            yield from ()


def test_no_address_of_the_studio_shows_the_other_event(world: World) -> None:
    queries = ["", f"?q={BEGINNING}", f"?term={BEGINNING}", f"?id={world.experience.pk}&id={world.image.pk}", "?id=all"]
    seen = 0
    leaks = []
    for address in addresses(world):
        if "logout" in address:
            continue
        for query in queries:
            response: Any = world.client.get(address + query)
            seen += 1
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if SECRET.lower().encode() in body.lower():
                leaks.append(address + query)
            if response.status_code == 500:
                leaks.append(f"error at {address}{query}")
    assert seen > 500
    assert leaks == [], "\n".join(leaks)


ROW_VIEWS = [
    "edit",
    "delete",
    "usage",
    "history",
    "history_results",
    "inspect",
    "copy",
    "lock",
    "unlock",
    "unpublish",
    "preview_on_edit",
]


@pytest.mark.parametrize("view", ROW_VIEWS)
def test_rows_of_the_other_event_are_not_there(world: World, view: str) -> None:
    tried = 0
    for model, row in world.rows.items():
        try:
            address = reverse(f"wagtailsnippets_events_{model}:{view}", args=[row.pk])
        except NoReverseMatch:
            continue
        tried += 1
        assert [world.client.get(address).status_code, world.client.post(address).status_code] == [404, 404]
    assert tried


def test_revisions_of_the_other_event_are_not_there(world: World) -> None:
    pk, revision = world.experience.pk, world.revision.pk
    name = "wagtailsnippets_events_experience"
    for address in (
        reverse(f"{name}:revisions_view", args=[pk, revision]),
        reverse(f"{name}:revisions_revert", args=[pk, revision]),
        reverse(f"{name}:revisions_unschedule", args=[pk, revision]),
        reverse(f"{name}:revisions_compare", args=[pk, "earliest", "latest"]),
    ):
        assert world.client.get(address).status_code == 404


def test_another_events_revision_does_not_open_under_ones_own_number(world: World) -> None:
    name = "wagtailsnippets_events_experience"
    for view in ("revisions_view", "revisions_revert"):
        address = reverse(f"{name}:{view}", args=[world.own_experience.pk, world.revision.pk])
        assert world.client.get(address).status_code == 404


@pytest.mark.parametrize("action", ["delete"])
def test_bulk_actions_are_closed(world: World, action: str) -> None:
    address = reverse("wagtail_bulk_action", args=["events", "experience", action])
    assert world.client.post(f"{address}?id={world.experience.pk}").status_code == 404
    assert Experience.objects.filter(pk=world.experience.pk).exists()


def test_images_of_the_other_event_are_not_there(world: World) -> None:
    for name in (
        "wagtailimages:edit",
        "wagtailimages:delete",
        "wagtailimages:image_usage",
        "wagtailimages:url_generator",
        "wagtailimages:preview",
        "wagtailimages_chooser:chosen",
        "wagtailimages_chooser:select_format",
    ):
        arguments = [world.image.pk, "original"] if name.endswith(":preview") else [world.image.pk]
        assert (name, world.client.get(reverse(name, args=arguments)).status_code) == (name, 404)
    chosen = reverse("wagtailimages_chooser:chosen_multiple")
    assert world.client.get(f"{chosen}?id={world.own_image.pk}&id={world.image.pk}").status_code == 404
    assert world.client.get(f"{chosen}?id={world.own_image.pk}").status_code == 200


def test_own_things_are_there(world: World) -> None:
    for address in (
        reverse("wagtailsnippets_events_event:edit", args=[world.own.pk]),
        reverse("wagtailsnippets_events_experience:edit", args=[world.own_experience.pk]),
        reverse("wagtailsnippets_events_experience:history", args=[world.own_experience.pk]),
        reverse("wagtailsnippets_events_experience:copy", args=[world.own_experience.pk]),
        reverse("wagtailsnippets_events_experience:add"),
        reverse("wagtailsnippets_events_invitation:add"),
        reverse("wagtailsnippets_events_accesscode:add"),
        reverse("wagtailsnippets_events_consentdefinition:add"),
        reverse("wagtailsnippets_events_membership:add"),
        reverse("wagtailimages:edit", args=[world.own_image.pk]),
        reverse("wagtailimages_chooser:choose"),
    ):
        assert (address, world.client.get(address).status_code) == (address, 200)


def test_lists_hold_own_rows_only(world: World) -> None:
    for model in world.rows:
        page = world.client.get(reverse(f"wagtailsnippets_events_{model}:list"))
        assert {getattr(row, "event", row).pk for row in page.context["object_list"]} <= {world.own.pk}
    page = world.client.get(reverse("wagtailimages:index"))
    assert [image.pk for image in page.context["images"]] == [world.own_image.pk]


def test_forms_offer_own_events_only(world: World) -> None:
    page = world.client.get(reverse("wagtailsnippets_events_experience:add"))
    assert list(page.context["form"].fields["event"].queryset) == [world.own]


def test_nothing_can_be_made_in_the_other_event(world: World) -> None:
    before = (AccessCode.objects.count(), Membership.objects.count(), Invitation.objects.count())
    for model, fields in {
        "accesscode": {"code": "INTRUDER1", "is_active": "on"},
        "membership": {"email": world.user.email, "role": "organiser"},
        "invitation": {"email": "i@mail.example", "language": "en", "max_uses": "1"},
    }.items():
        address = reverse(f"wagtailsnippets_events_{model}:add")
        page = world.client.post(address, fields | {"event": str(world.other.pk)})
        assert "event" in page.context["form"].errors
    assert (AccessCode.objects.count(), Membership.objects.count(), Invitation.objects.count()) == before


def test_events_are_neither_made_nor_deleted_by_organisers(world: World) -> None:
    assert world.client.get(reverse("wagtailsnippets_events_event:add")).status_code in (302, 403)
    address = reverse("wagtailsnippets_events_event:delete", args=[world.own.pk])
    world.client.post(address)
    assert Event.objects.filter(pk=world.own.pk).exists()


def experience_data(world: World, **fields: Any) -> dict[str, Any]:
    empty = {f"agenda-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    bodies = {f"body_{phase}-count": "0" for phase in ("before", "live", "after")}
    colours = {"accent": "#c8441b", "ink": "#14161a", "paper": "#ffffff", "surface": "#f2f2f0", "muted": "#5c6068"}
    words = {"title": "Own page", "language": "en", "display_font": "inter", "text_font": "inter", "radius_px": "4"}
    return empty | bodies | colours | words | fields


def test_another_events_image_cannot_be_used_by_its_number(world: World) -> None:
    address = reverse("wagtailsnippets_events_experience:edit", args=[world.own_experience.pk])
    page = world.client.post(address, experience_data(world, logo=str(world.image.pk)))
    assert "logo" in page.context["form"].errors
    assert SECRET not in page.content.decode()
    assert world.client.post(address, experience_data(world, logo=str(world.own_image.pk))).status_code == 302


def test_another_events_image_cannot_be_used_in_a_block(world: World) -> None:
    address = reverse("wagtailsnippets_events_experience:edit", args=[world.own_experience.pk])
    block = {
        "body_before-count": "1",
        "body_before-0-deleted": "",
        "body_before-0-order": "0",
        "body_before-0-type": "teaser",
        "body_before-0-id": "",
        "body_before-0-value-title": "T",
        "body_before-0-value-layout": "full",
        "body_before-0-value-image-alt_text": "alt",
    }
    foreign = block | {"body_before-0-value-image-image": str(world.image.pk)}
    own = block | {"body_before-0-value-image-image": str(world.own_image.pk)}
    page = world.client.post(address, experience_data(world, **foreign))
    assert "body_before" in page.context["form"].errors
    assert SECRET not in page.content.decode()
    assert world.client.post(address, experience_data(world, **own)).status_code == 302


def test_an_image_cannot_be_uploaded_into_the_other_collection(world: World) -> None:
    buffer = io.BytesIO()
    Picture.new("RGB", (8, 8), "blue").save(buffer, "PNG")
    upload = SimpleUploadedFile("own.png", buffer.getvalue(), content_type="image/png")
    collection = str(event_collection(world.other).pk)
    world.client.post(reverse("wagtailimages:add"), {"title": "Own", "file": upload, "collection": collection})
    found = get_image_model().objects.filter(title="Own")
    assert not found.filter(collection=event_collection(world.other)).exists()


def test_images_take_no_tags(world: World) -> None:
    """Wagtail shows all tags to all who may see any image."""
    address = reverse("wagtailimages:edit", args=[world.own_image.pk])
    world.client.post(address, {"title": "Own image", "tags": "secret product"})
    assert not world.own_image.tags.exists()


# --- who may enter at all


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_other_roles_have_no_studio(role: Role) -> None:
    client = Client()
    client.force_login(make_member(make_event(), role), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/studio/snippets/events/experience/").status_code in (302, 403)
    assert client.get("/studio/images/").status_code in (302, 403)


def test_who_is_no_organiser_any_more_is_out() -> None:
    event = make_event()
    make_member(event, Role.ORGANISER)
    user = make_member(event, Role.ORGANISER)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/studio/", follow=True).status_code == 200
    remove_member(membership=Membership.objects.get(event=event, user=user))
    assert client.get("/studio/snippets/events/experience/").status_code in (302, 403)


def test_organisers_of_two_events_see_both(world: World) -> None:
    add_member(event=world.other, user=world.user, role=Role.ORGANISER)
    page = world.client.get(reverse("wagtailsnippets_events_experience:list"))
    assert {row.pk for row in page.context["object_list"]} == {world.experience.pk, world.own_experience.pk}
    assert world.client.get(reverse("wagtailimages:edit", args=[world.image.pk])).status_code == 200


def test_superusers_see_everything(world: World) -> None:
    client = Client()
    client.force_login(make_user(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("wagtailsnippets_events_experience:edit", args=[world.experience.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_reports:site_history")).status_code == 200


def test_the_studio_signs_in_by_the_crews_sign_in() -> None:
    response = Client().get("/studio/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fstudio%2Fsnippets%2Fevents%2Fexperience%2F"
    assert response.status_code == 200


def test_list_queries_do_not_grow_with_rows(world: World) -> None:
    address = reverse("wagtailsnippets_events_consentdefinition:list")
    ConsentDefinition.objects.create(event=world.own, key="k0")
    world.client.get(address)
    with CaptureQueriesContext(connection) as one:
        world.client.get(address)
    for number in range(1, 4):
        ConsentDefinition.objects.create(event=world.own, key=f"k{number}")
    with CaptureQueriesContext(connection) as four:
        world.client.get(address)
    assert len(one) == len(four)
