"""The base of a feature's pages in the studio: about one event, for those who organise it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import Event
from events.selectors import organised_events


class LatestEventView(View):
    """Leads to a feature's page about the latest of one's events; that page has the others."""

    page_name = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the address named `page_name`, or to the studio's front door for who organises nothing."""
        event = organised_events(request.user).first()
        if event is None:
            return redirect("wagtailadmin_home")
        return redirect(self.page_name, event_id=event.pk)


class OrganisedEventPage(WagtailAdminTemplateMixin, View):
    """A page of the studio about one event, `self.event`; for those who do not organise it there is nothing here.

    Its address gives `event_id`, which the methods of the page do not get.
    """

    event: Event

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let organisers of the event in; 404 for others."""
        self.event = get_object_or_404(organised_events(request.user), pk=kwargs.pop("event_id"))
        return super().dispatch(request, *args, **kwargs)

    def page(self, **context: Any) -> HttpResponse:
        """Render the page."""
        return self.render_to_response(self.get_context_data(**context))

    def get_page_subtitle(self) -> str:
        """Return the event's name."""
        return self.event.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return this page alone: Wagtail's header shows the last as its title."""
        return [{"url": "", "label": self.get_page_title(), "sublabel": self.event.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the event, and the others that one organises."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        others = organised_events(self.request.user).exclude(pk=self.event.pk)
        return context | {"event": self.event, "others": others}
