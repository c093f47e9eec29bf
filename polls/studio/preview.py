"""A poll as an attendee sees it, to be tried before anybody else does: nothing that is answered there is kept."""

from __future__ import annotations

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.crew import live_config
from events.selectors import event_experience
from polls.models import Poll
from polls.selectors import pictures_of, poll_record
from polls.studio.guard import PollsPage
from polls.wording import in_words


class PreviewView(PollsPage):
    """The poll in two frames, as narrow as a phone and as wide as the panel beside the picture."""

    template_name = "polls/studio/preview.html"
    poll: Poll

    def get(self, request: HttpRequest, poll_id: int) -> HttpResponse:
        """Show the frames in one of the event's languages."""
        self.poll = self.find_poll(poll_id)
        language = _language(request, self.event.languages)
        names = dict(settings.LANGUAGES)
        return self.page(
            poll=self.poll,
            is_asked=any(self.poll.question.values()),
            language=language,
            languages=[(code, names.get(code, code)) for code in self.event.languages],
            frame=self.address("polls_studio_frame", poll_id=self.poll.pk) + f"?language={language}",
        )

    def get_page_title(self) -> str:
        """Return what it is of."""
        return _("Preview: {question}").format(question=in_words(self.poll.question, self.event))


class FrameView(PollsPage):
    """The attendee's page with this poll alone. Its server is a script in it: it connects to nothing."""

    def get(self, request: HttpRequest, poll_id: int) -> HttpResponse:
        """Show the poll."""
        poll = self.find_poll(poll_id)
        language = _language(request, self.event.languages)
        with translation.override(language):
            response = render(request, "polls/preview/frame.html", self._context(poll, language))
        add_never_cache_headers(response)
        return response

    def _context(self, poll: Poll, language: str) -> dict[str, Any]:
        record = poll_record(poll, pictures_of([poll]), reveals=True)
        config = live_config(self.event, socket="/preview/") | {"poll": msgspec.to_builtins(record)}
        experience = event_experience(self.event, language)
        return {
            "event": self.event,
            "experience": experience,
            "preview": True,
            "placement": poll.placement,
            "live_config": config,
        }


def _language(request: HttpRequest, languages: list[str]) -> str:
    asked = request.GET.get("language") or get_language() or ""
    return asked if asked in languages else languages[0]
