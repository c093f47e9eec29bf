"""The door of every page about an event's polls."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.studio.organised import OrganisedEventPage
from polls.models import Poll


class PollsPage(OrganisedEventPage):
    """A page of the studio about one event's polls."""

    page_title = gettext_lazy("Polls")
    header_icon = "list-ul"
    is_list = False

    def find_poll(self, poll_id: int) -> Poll:
        """Return a poll of the event; 404 for another's."""
        poll: Poll = get_object_or_404(Poll.objects.select_related("event"), event=self.event, pk=poll_id)
        return poll

    def address(self, name: str, **kwargs: int) -> str:
        """Return the address of another page about the same event."""
        return reverse(name, kwargs={"event_id": self.event.pk, **kwargs})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to here: by the list of the event's polls."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.event.name}
        if self.is_list:
            return [here]
        return [{"url": self.address("polls_studio"), "label": _("Polls"), "sublabel": self.event.name}, here]
