"""What organisers decide about an event's chat: who writes and how, its rules, its words; and the decision log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.crew import person_name
from events.models import Event
from events.selectors import organised_events
from live.errors import Refusal
from rooms.selectors import STAGE
from rooms.services import Moderator
from rooms.studio.forms import PolicyForm, RulesForm, WordsForm, policy_forms
from rooms.studio.refusals import refusal_text

_SECTIONS: dict[str, Any] = {"rules": RulesForm, "words": WordsForm}


def choose_event(request: HttpRequest) -> HttpResponse:
    """Lead to the chat of the latest of one's events; the page has the others."""
    event = organised_events(request.user).first()
    if event is None:
        return redirect("wagtailadmin_home")
    return redirect("chat_studio", event_id=event.pk)


class ChatView(WagtailAdminTemplateMixin, View):
    """One event's chat. Each section is a form of its own; what it is refused is said on it."""

    template_name = "rooms/studio/chat.html"
    page_title = gettext_lazy("Chat")
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let organisers of the event in; for others there is nothing here."""
        self.event: Event = get_object_or_404(organised_events(request.user), pk=kwargs["event_id"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Show all sections."""
        return self._page()

    def post(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Save one section."""
        section, room = request.POST.get("section", ""), request.POST.get("room", STAGE)
        moderator = Moderator(subject=f"c{request.user.pk}", name=person_name(request.user))
        if section == "policy":
            policy = PolicyForm(request.POST, prefix=f"policy-{room}")
            return self._save(policy, lambda: policy.save(self.event, room, moderator), policies={room: policy})
        if section not in _SECTIONS:
            raise Http404("expected a section of the page")
        form = _SECTIONS[section](request.POST, prefix=section)
        return self._save(form, lambda: form.save(self.event, moderator), **{section: form})

    def _save(self, form: Any, save: Callable[[], None], **bound: Any) -> HttpResponse:
        if not form.is_valid():
            messages.error(self.request, _("Nothing was saved: see what is marked."))
            return self._page(**bound)
        try:
            save()
        except Refusal as refusal:
            messages.error(self.request, refusal_text(refusal))
            return self._page(**bound)
        messages.success(self.request, _("Saved. Open pages follow."))
        return redirect("chat_studio", event_id=self.event.pk)

    def _page(self, policies: dict[str, PolicyForm] | None = None, **bound: Any) -> HttpResponse:
        forms = {
            section: bound.get(section) or form(prefix=section, initial=form.initial_of(self.event))
            for section, form in _SECTIONS.items()
        }
        rooms = policy_forms(self.event, policies or {})
        return self.render_to_response(self.get_context_data(policies=rooms, **forms))

    def get_page_subtitle(self) -> str:
        """Return the event's name."""
        return self.event.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return this page alone: Wagtail's header shows the last as its title."""
        return [{"url": "", "label": self.get_page_title(), "sublabel": self.event.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows beside its sections."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "event": self.event,
            "others": organised_events(self.request.user).exclude(pk=self.event.pk),
        }
