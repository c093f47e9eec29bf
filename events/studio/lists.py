"""What the lists and forms of the studio have in common."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from events.models import Event
from events.moments import moment_text


def event_panel() -> FieldPanel:
    """Return the choice of an event: a plain list of the own ones."""
    return FieldPanel("event", widget=forms.Select)


def event_moment(event: Event) -> str:
    """Return when `event` begins, on its own clocks."""
    return moment_text(event.starts_at, event.time_zone, get_language() or settings.LANGUAGE_CODE)


class OwnIndexView(IndexView):
    """A list without boxes to tick: bulk actions are closed, as they name what they refuse to touch."""

    @cached_property
    def columns(self) -> list[Column]:
        """Return the list's own columns."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class OwnViewSet(SnippetViewSet):
    """Lists only what belongs to the user's events."""

    index_view_class: type[IndexView] = OwnIndexView
    copy_view_enabled = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows of the user's own events."""
        policy = policy_registry.get_by_type(self.model)
        rows = policy.instances_user_has_any_permission_for(request.user, ("view", "change", "delete"))
        return rows if self.model is Event else rows.select_related("event")
