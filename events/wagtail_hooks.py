"""Wagtail finds the studio here."""

from __future__ import annotations

from wagtail import hooks
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
def hide_what_is_not_here(request: object, items: list) -> None:
    """Leave out of the menu what leads nowhere."""
    items[:] = [item for item in items if item.name not in _NOT_HERE]
