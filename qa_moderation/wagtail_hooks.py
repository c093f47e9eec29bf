"""Wagtail finds the questions' page of the studio here."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.studio.guard import open_address
from events.studio.organised import LatestEventView
from qa_moderation.studio.views import QuestionsView

# Both ask themselves whose event it is.
open_address("qa_studio_choose")
open_address("qa_studio")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Put the pages below /studio/."""
    return [
        path("questions/", LatestEventView.as_view(page_name="qa_studio"), name="qa_studio_choose"),
        path("questions/<int:event_id>/", QuestionsView.as_view(), name="qa_studio"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Stand below the event."""
    return MenuItem(_("Questions"), reverse("qa_studio_choose"), name="questions", icon_name="help", order=110)
