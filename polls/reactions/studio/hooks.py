"""The reactions' page among Wagtail's; `polls/wagtail_hooks.py` imports this module."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.studio.guard import open_address
from events.studio.organised import LatestEventView
from polls.reactions.studio.views import ReactionsView

# Both ask themselves whose event it is.
open_address("reactions_studio_choose")
open_address("reactions_studio")


@hooks.register("register_admin_urls")
def reactions_addresses() -> list[URLPattern]:
    """Put the pages below /studio/."""
    return [
        path("reactions/", LatestEventView.as_view(page_name="reactions_studio"), name="reactions_studio_choose"),
        path("reactions/<int:event_id>/", ReactionsView.as_view(), name="reactions_studio"),
    ]


@hooks.register("register_admin_menu_item")
def reactions_menu_item() -> MenuItem:
    """Stand below the questions."""
    address = reverse("reactions_studio_choose")
    return MenuItem(_("Reactions"), address, name="reactions", icon_name="pick", order=120)
