"""How the polls went: the report of an event, and the answers in people's own words by pages."""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from polls.limits import TEXTS_PER_PAGE
from polls.models import Kind, Poll, PollDownload, TextAnswer, TextState
from polls.report import event_report
from polls.studio.guard import PollsPage
from polls.studio.words import STATE_NAMES
from polls.wording import in_words

_DOWNLOADS_SHOWN = 20
_FILES = (
    ("poll-results.csv", "poll_results"),
    ("poll-texts.csv", "poll_texts"),
    ("poll-votes.csv", "poll_votes"),
    ("poll-leaders.csv", "poll_leaders"),
    ("poll-applause.csv", "poll_applause"),
    ("polls.json", "polls_json"),
)


class ReportView(PollsPage):
    """All that was asked, to be read and printed."""

    template_name = "polls/studio/report.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the report."""
        report = event_report(self.event)
        slug = {"slug": self.event.slug}
        return self.page(
            report=report,
            parts=[(_("In the show"), "show", report.show), (_("Survey afterwards"), "survey", report.survey)],
            files=[(name, reverse(view, kwargs=slug)) for name, view in _FILES],
            charts={
                str(each.poll.pk): {"poll": msgspec.to_builtins(each.record), "tally": msgspec.to_builtins(each.tally)}
                for each in (*report.show, *report.survey)
                if each.poll.ballots and each.poll.kind != Kind.TEXT
            },
            downloads=PollDownload.objects.filter(event=self.event).order_by("-pk")[:_DOWNLOADS_SHOWN],
        )

    def get_page_title(self) -> str:
        """Return what it is."""
        return _("Report")


class AnswersView(PollsPage):
    """What people answered in their own words, of one poll."""

    template_name = "polls/studio/answers.html"
    poll: Poll

    def get(self, request: HttpRequest, poll_id: int) -> HttpResponse:
        """Show a page of answers, all or those of one state."""
        self.poll = self.find_poll(poll_id)
        if self.poll.kind != Kind.TEXT:
            raise Http404("expected a poll that is answered in one's own words")
        asked = request.GET.get("state", "")
        state = asked if asked in TextState.values else ""
        rows = TextAnswer.objects.filter(poll=self.poll).order_by("pk")
        pages = Paginator(rows.filter(state=state) if state else rows, TEXTS_PER_PAGE)
        return self.page(
            answers=pages.get_page(request.GET.get("p")),
            poll=self.poll,
            state=state,
            states=[("", _("All")), *((name, STATE_NAMES[name]) for name in TextState)],
        )

    def get_page_title(self) -> str:
        """Return the question."""
        return in_words(self.poll.question, self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to here: by the report."""
        items = super().get_breadcrumbs_items()
        report = {"url": self.address("polls_studio_report"), "label": _("Report")}
        return [*items[:-1], report, items[-1]]
