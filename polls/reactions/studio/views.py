"""What organisers decide about an event's reactions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events.studio.organised import OrganisedEventPage
from live.errors import Refusal
from polls.reactions.emoji import PRESETS
from polls.reactions.limits import EMOJI
from polls.reactions.selectors import reactions_of
from polls.reactions.service_level import are_held
from polls.reactions.studio.forms import PROPOSED, Lines, SwitchForm, initial_lines, initial_switch, save


class ReactionsView(OrganisedEventPage):
    """One event's reactions: the switch and the list, saved together."""

    template_name = "polls/studio/reactions.html"
    page_title = gettext_lazy("Reactions")
    header_icon = "pick"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what holds now."""
        switch = SwitchForm(initial=initial_switch(self.event))
        return self._page(switch, Lines(initial=initial_lines(self.event), prefix="emoji"))

    def post(self, request: HttpRequest) -> HttpResponse:
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
        return redirect("reactions_studio", event_id=self.event.pk)

    def _page(self, switch: SwitchForm, lines: Any) -> HttpResponse:
        context = {"switch": switch, "lines": lines, "is_held": are_held(reactions_of(self.event.pk))}
        context |= {"presets": [(emoji, f"{en} / {fr}") for emoji, en, fr in PRESETS], "proposed": PROPOSED}
        return self.page(**context)
