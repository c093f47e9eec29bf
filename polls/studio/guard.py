"""The door of every page about an event's polls."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import Event
from events.selectors import organised_events
from polls.models import Poll


class EventPage(WagtailAdminTemplateMixin, View):
    """A page of the studio about one event; for those who do not organise it there is nothing here."""

    page_title = gettext_lazy("Polls")
    header_icon = "list-ul"
    is_list = False
    event: Event

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let organisers of the event in."""
        self.event = get_object_or_404(organised_events(request.user), pk=kwargs.pop("event_id"))
        return super().dispatch(request, *args, **kwargs)

    def find_poll(self, poll_id: int) -> Poll:
        """Return a poll of the event; 404 for another's."""
        poll: Poll = get_object_or_404(Poll.objects.select_related("event"), event=self.event, pk=poll_id)
        return poll

    def address(self, name: str, **kwargs: int) -> str:
        """Return the address of another page about the same event."""
        return reverse(name, kwargs={"event_id": self.event.pk, **kwargs})

    def page(self, **context: Any) -> HttpResponse:
        """Render the page."""
        return self.render_to_response(self.get_context_data(**context))

    def get_page_subtitle(self) -> str:
        """Return the event's name."""
        return self.event.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to here: by the list of the event's polls."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.event.name}
        if self.is_list:
            return [here]
        return [{"url": self.address("polls_studio"), "label": _("Polls"), "sublabel": self.event.name}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the event."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"event": self.event}
