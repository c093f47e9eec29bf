"""Wagtail finds the chat's page of the studio here."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.studio.guard import open_address
from events.studio.organised import LatestEventView
from rooms.studio.views import ChatView

# Both ask themselves whose event it is.
open_address("chat_studio_choose")
open_address("chat_studio")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Put the pages below /studio/."""
    return [
        path("chat/", LatestEventView.as_view(page_name="chat_studio"), name="chat_studio_choose"),
        path("chat/<int:event_id>/", ChatView.as_view(), name="chat_studio"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Stand below the questions."""
    return MenuItem(_("Chat"), reverse("chat_studio_choose"), name="chat", icon_name="comment", order=112)
