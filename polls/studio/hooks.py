"""What Wagtail is told of the polls' pages."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.studio.guard import open_address
from events.studio.organised import LatestEventView
from polls.studio.editor import EditorView
from polls.studio.preview import FrameView, PreviewView
from polls.studio.report import AnswersView, ReportView
from polls.studio.views import DeleteView, PollsView

_PAGES = [
    path("polls/", LatestEventView.as_view(page_name="polls_studio"), name="polls_studio_choose"),
    path("polls/<int:event_id>/", PollsView.as_view(), name="polls_studio"),
    path("polls/<int:event_id>/new/", EditorView.as_view(), name="polls_studio_new"),
    path("polls/<int:event_id>/report/", ReportView.as_view(), name="polls_studio_report"),
    path("polls/<int:event_id>/<int:poll_id>/", EditorView.as_view(), name="polls_studio_edit"),
    path("polls/<int:event_id>/<int:poll_id>/delete/", DeleteView.as_view(), name="polls_studio_delete"),
    path("polls/<int:event_id>/<int:poll_id>/preview/", PreviewView.as_view(), name="polls_studio_preview"),
    path("polls/<int:event_id>/<int:poll_id>/preview/frame/", FrameView.as_view(), name="polls_studio_frame"),
    path("polls/<int:event_id>/<int:poll_id>/answers/", AnswersView.as_view(), name="polls_studio_answers"),
]

# Each asks itself whose event it is.
for _page in _PAGES:
    open_address(str(_page.name))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Put the pages below /studio/."""
    return _PAGES


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Stand below the questions."""
    return MenuItem(_("Polls"), reverse("polls_studio_choose"), name="polls", icon_name="list-ul", order=115)
