"""What organisers decide about an event's chat: who writes and how, its rules, its words; and the decision log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events.crew import person_name
from events.studio.organised import OrganisedEventPage
from live.errors import Refusal
from rooms.selectors import STAGE
from rooms.services import Moderator
from rooms.studio.forms import PolicyForm, RulesForm, WordsForm, policy_forms
from rooms.studio.refusals import refusal_text

_SECTIONS: dict[str, Any] = {"rules": RulesForm, "words": WordsForm}


class ChatView(OrganisedEventPage):
    """One event's chat. Each section is a form of its own; what it is refused is said on it."""

    template_name = "rooms/studio/chat.html"
    page_title = gettext_lazy("Chat")
    header_icon = "comment"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show all sections."""
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
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
        return self.page(policies=rooms, **forms)
