"""The list of an event's polls: their order, and what can be done to each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from live.errors import Refusal
from polls.limits import POLLS_PER_EVENT
from polls.models import Placement, Poll, State
from polls.services import arm_poll, delete_poll, disarm_poll, duplicate_poll, order_polls
from polls.studio.guard import PollsPage
from polls.studio.refusals import refusal_text
from polls.studio.survey import pages_without_survey
from polls.studio.words import audience_text
from polls.wording import in_words
from rooms.selectors import STAGE

_ACTIONS: dict[str, Callable[..., Any]] = {
    "duplicate": duplicate_poll,
    "ready": arm_poll,
    "draft": disarm_poll,
    "delete": delete_poll,
}


class PollsView(PollsPage):
    """All polls of an event, or those of the show or the survey alone, in their order."""

    template_name = "polls/studio/polls.html"
    is_list = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        polls = list(self._listed())
        return self.page(
            rows=[self._row(poll) for poll in polls],
            placement=self._placement,
            placements=[("", _("All")), *Placement.choices],
            survey_pages=pages_without_survey(self.event),
            is_full=Poll.objects.filter(event=self.event).count() >= POLLS_PER_EVENT,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do something to one poll, or put the polls in another order."""
        action = request.POST.get("action", "")
        try:
            if action in ("up", "down", "order"):
                self._order(action)
            else:
                self._act(action)
        except Refusal as refusal:
            messages.error(request, refusal_text(refusal))
        query = f"?placement={self._placement}" if self._placement else ""
        return HttpResponseRedirect(self.address("polls_studio") + query)

    def _act(self, action: str) -> None:
        if action not in _ACTIONS:
            raise Http404("expected duplicate, ready, draft, delete, up, down or order")
        _ACTIONS[action](event_id=self.event.pk, poll_id=self._number("poll_id"), seen=self._number("seen"))

    def _order(self, action: str) -> None:
        """Put those that the page lists in another order; the rest stay where they are."""
        known = list(Poll.objects.filter(event=self.event).order_by("position", "pk").values_list("pk", flat=True))
        listed = list(self._listed().values_list("pk", flat=True))
        if action == "order":
            wanted = [int(pk) for pk in self.request.POST.get("poll_ids", "").split(",") if pk.isdecimal()]
        else:
            wanted = moved(listed, self._number("poll_id"), -1 if action == "up" else 1)
        order = iter(wanted)
        # A list that does not name each poll once is refused by the service.
        ids = [next(order, pk) if pk in listed else pk for pk in known] + list(order)
        order_polls(event_id=self.event.pk, poll_ids=ids)

    def _listed(self) -> Any:
        polls = Poll.objects.filter(event=self.event).order_by("position", "pk")
        return polls.filter(placement=self._placement) if self._placement else polls

    def _row(self, poll: Poll) -> dict[str, Any]:
        return {
            "poll": poll,
            "question": in_words(poll.question, self.event),
            "audience": audience_text(poll),
            "is_stage": poll.room == STAGE,
            "is_draft": poll.state == State.DRAFT,
            "is_ready": poll.state == State.ARMED and not poll.ballots,
            "is_editable": poll.state in (State.DRAFT, State.ARMED) and not poll.ballots,
        }

    @property
    def _placement(self) -> str:
        asked = self.request.GET.get("placement", "")
        return asked if asked in Placement.values else ""

    def _number(self, name: str) -> int:
        value = self.request.POST.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 19 else 0


class DeleteView(PollsPage):
    """Asks before a draft is thrown away; the list does it."""

    template_name = "polls/studio/delete.html"

    def get(self, request: HttpRequest, poll_id: int) -> HttpResponse:
        """Ask."""
        poll = self.find_poll(poll_id)
        return self.page(poll=poll, question=in_words(poll.question, self.event))

    def get_page_title(self) -> str:
        """Return what is asked."""
        return _("Delete this draft?")


def moved(ids: Sequence[int], pk: int, step: int) -> list[int]:
    """Return `ids` with `pk` a place further on (`step` 1) or back (-1); as they are where there is no such place."""
    order = list(ids)
    if pk in order and 0 <= (place := order.index(pk)) + step < len(order):
        order[place], order[place + step] = order[place + step], order[place]
    return order
