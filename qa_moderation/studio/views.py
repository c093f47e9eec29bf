"""What organisers decide about an event's questions: policy, themes, set desks, webhooks; and their files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events.crew import person_name
from events.models import Event
from events.studio.organised import OrganisedEventPage
from live.errors import Refusal
from qa_moderation.models import Download, Webhook, WebhookDelivery
from qa_moderation.selectors import list_versions
from qa_moderation.services import Mover, owe_test, save_webhook
from qa_moderation.studio.forms import Feeds, PolicyForm, Themes, WebhookForm
from qa_moderation.studio.refusals import answer_text, refusal_text

_SECTIONS: dict[str, Any] = {"policy": PolicyForm, "themes": Themes, "feeds": Feeds, "webhook": WebhookForm}
_SHOWN = 20


class QuestionsView(OrganisedEventPage):
    """One event's questions. Each section is a form of its own; what it is refused is said on it."""

    template_name = "qa_moderation/studio/questions.html"
    page_title = gettext_lazy("Questions")
    header_icon = "help"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show all sections."""
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save one section, or do something with one webhook."""
        section = request.POST.get("section", "")
        if section not in _SECTIONS:
            return self._about_webhook(request, section)
        form = _SECTIONS[section](request.POST, prefix=section, **_initial(section, self.event))
        if not form.is_valid():
            messages.error(request, _("Nothing was saved: see what is marked."))
            return self._page(**{section: form})
        try:
            form.save(self.event, self._mover())
        except Refusal as refusal:
            messages.error(request, refusal_text(refusal))
            return self._page(**{section: form})
        messages.success(request, _("Saved. Open pages follow."))
        return redirect("qa_studio", event_id=self.event.pk)

    def _mover(self) -> Mover:
        return Mover(subject=f"c{self.request.user.pk}", name=person_name(self.request.user))

    def _about_webhook(self, request: HttpRequest, action: str) -> HttpResponse:
        pk = request.POST.get("webhook_id", "")
        hook = get_object_or_404(Webhook, event=self.event, pk=pk if pk.isdecimal() else 0)
        if action == "switch":
            hook.is_active = not hook.is_active
            save_webhook(webhook=hook)
        elif action == "test":
            owe_test(webhook=hook)
            messages.success(request, _("A test is on its way. Load the page again to see its answer."))
        elif action == "delete":
            hook.delete()
        return redirect(reverse("qa_studio", kwargs={"event_id": self.event.pk}) + "#webhooks")

    def _page(self, **bound: Any) -> HttpResponse:
        forms = {
            section: bound.get(section) or form(prefix=section, **_initial(section, self.event))
            for section, form in _SECTIONS.items()
        }
        return self.page(**forms)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the sections show."""
        deliveries = WebhookDelivery.objects.filter(webhook__event=self.event).select_related("webhook")
        hooks = Webhook.objects.filter(event=self.event).order_by("pk")
        downloads = Download.objects.filter(event=self.event)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "versions": list_versions([self.event.pk])[self.event.pk],
            "hooks": [(hook, answer_text(hook.last_status)) for hook in hooks],
            "deliveries": [(each, answer_text(each.last_status)) for each in deliveries.order_by("-pk")[:_SHOWN]],
            "downloads": list(downloads.order_by("-pk")[:_SHOWN]),
            "files": [
                (f"{name}.{form}", reverse(f"{name}_{form}", kwargs={"slug": self.event.slug}))
                for name in ("questions", "decisions")
                for form in ("csv", "json")
            ],
        }


def _initial(section: str, event: Event) -> dict[str, Any]:
    form = _SECTIONS[section]
    return {"initial": form.initial_of(event)}
