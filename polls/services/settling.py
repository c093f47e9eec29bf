"""What the clock decides: polls whose time is over, and results that wait for nobody."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from polls.models import Placement, Poll, ResultsPolicy, State
from polls.services.announcing import Announcements
from polls.services.lifecycle import close_by_clock, reveal
from polls.services.turns import programme_now


def settle_due() -> int:
    """Close the polls whose countdown has ended, show the results that are due, and return how many polls that were.

    Nothing waits for it: votes and pages go by the times that the opening told. It may run twice at once.
    """
    now = programme_now()
    ended = Q(state=State.OPEN, closes_at__lte=now)
    due = Q(state=State.CLOSED, accepts_until__lt=now, gone_at=None) & ~Q(results=ResultsPolicy.CREW)
    ids = list(Poll.objects.filter(ended | due, placement=Placement.SHOW).order_by("pk").values_list("pk", flat=True))
    return sum(_settle(poll_id) for poll_id in ids)


@transaction.atomic
def _settle(poll_id: int) -> bool:
    now = programme_now()
    poll = Poll.objects.select_for_update().filter(pk=poll_id).first()
    if poll is None or poll.closes_at is None or poll.accepts_until is None:
        return False
    announcements = Announcements(poll.event_id)
    if close_by_clock(poll, announcements):
        poll.version += 1
        poll.save(update_fields=["state", "version", "accepts_until"])
        announcements.tell_changed(poll)
        announcements.append()
        return True
    is_due = poll.state == State.CLOSED and poll.accepts_until < now and poll.gone_at is None
    if is_due and poll.results != ResultsPolicy.CREW:
        # Every page has closed it by then: nobody need wait once more for their picture.
        poll.results_at = poll.closes_at
        reveal(poll, announcements)
        return True
    return False
