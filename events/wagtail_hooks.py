"""Wagtail finds the studio here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from events.models import (
    AccessCode,
    Attendee,
    ConsentDefinition,
    Event,
    Experience,
    Invitation,
    Membership,
)
from events.studio.policy import EventPermissionPolicy
from events.studio.viewsets import StudioGroup

_ALL = ("add", "change", "delete", "view")
# Events are made and deleted by whoever runs the platform; people register themselves.
register_permission_policy(Event, EventPermissionPolicy(Event, event="", actions=("change", "view")))
register_permission_policy(Attendee, EventPermissionPolicy(Attendee, actions=("view", "delete")))
register_permission_policy(Membership, EventPermissionPolicy(Membership, actions=("add", "delete", "view")))
for _model in (AccessCode, ConsentDefinition, Invitation):
    register_permission_policy(_model, EventPermissionPolicy(_model, actions=_ALL))
register_permission_policy(Experience, EventPermissionPolicy(Experience, actions=(*_ALL, "publish", "lock", "unlock")))
register_snippet(StudioGroup)

# What Wagtail has for sites of pages, and this studio has not: the guard closes the addresses, this the menu.
_NOT_HERE = frozenset({"explorer", "reports", "help", "snippets", "documents"})


@hooks.register("construct_main_menu")
def hide_what_is_not_here(request: object, items: list[Any]) -> None:
    """Leave out of the menu what leads nowhere."""
    items[:] = [item for item in items if item.name not in _NOT_HERE]


@hooks.register("register_admin_search_area")
def search_attendees() -> SearchArea:
    """Make the search beside the menu one for people: Wagtail's begins with pages, of which there are none."""
    address = reverse("wagtailsnippets_events_attendee:list")
    return SearchArea(_("Attendees"), address, name="attendees", icon_name="group", order=1)
