"""What organisers decide about an event's reactions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import Event
from events.selectors import organised_events
from live.errors import Refusal
from polls.reactions.emoji import PRESETS
from polls.reactions.limits import EMOJI
from polls.reactions.selectors import reactions_of
from polls.reactions.service_level import are_held
from polls.reactions.studio.forms import PROPOSED, Lines, SwitchForm, initial_lines, initial_switch, save


def choose_event(request: HttpRequest) -> HttpResponse:
    """Lead to the reactions of the latest of one's events; the page has the others."""
    event = organised_events(request.user).first()
    if event is None:
        return redirect("wagtailadmin_home")
    return redirect("reactions_studio", event_id=event.pk)


class ReactionsView(WagtailAdminTemplateMixin, View):
    """One event's reactions: the switch and the list, saved together."""

    template_name = "polls/studio/reactions.html"
    page_title = gettext_lazy("Reactions")
    header_icon = "pick"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let organisers of the event in; for others there is nothing here."""
        self.event: Event = get_object_or_404(organised_events(request.user), pk=kwargs["event_id"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Show what holds now."""
        switch = SwitchForm(initial=initial_switch(self.event))
        return self._page(switch, Lines(initial=initial_lines(self.event), prefix="emoji"))

    def post(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Save, or say what cannot be."""
        switch = SwitchForm(request.POST)
        lines = Lines(request.POST, initial=initial_lines(self.event), prefix="emoji")
        if not (switch.is_valid() and lines.is_valid()):
            messages.error(request, _("Nothing was saved: see what is marked."))
            return self._page(switch, lines)
        try:
            save(self.event, switch, lines)
        except Refusal:
            messages.error(request, _("The list needs one to %(most)d emoji, each once.") % {"most": EMOJI})
            return self._page(switch, lines)
        messages.success(request, _("Saved. Open pages follow."))
        return redirect("reactions_studio", event_id=event_id)

    def _page(self, switch: SwitchForm, lines: Any) -> HttpResponse:
        others = organised_events(self.request.user).exclude(pk=self.event.pk)
        context = {"switch": switch, "lines": lines, "others": others, "is_held": are_held(reactions_of(self.event.pk))}
        context |= {"presets": [(emoji, f"{en} / {fr}") for emoji, en, fr in PRESETS], "proposed": PROPOSED}
        return self.render_to_response(self.get_context_data(**context))

    def get_page_subtitle(self) -> str:
        """Return the event's name."""
        return self.event.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return this page alone: Wagtail's header shows the last as its title."""
        return [{"url": "", "label": self.get_page_title(), "sublabel": self.event.name}]
