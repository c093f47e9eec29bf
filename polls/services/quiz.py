"""Quiz questions: points for a right answer, and the names people play by."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from events.models import Attendee
from events.moments import epoch_ms
from events.text import clean_line
from live.errors import Refusal
from polls.errors import NAME_EMPTY, NAME_TAKEN, NOT_REGISTERED, WORD_REFUSED
from polls.facts import Answer
from polls.limits import NAME_CHARS, QUIZ_POINTS, QUIZ_SLOWEST_S
from polls.models import Kind, Poll, QuizPlayer, Vote
from polls.services.announcing import Announcements
from rooms.links import has_link
from rooms.models import ChatDesk
from rooms.selectors import words_of
from rooms.words import fold, verdict


def points_for(
    poll: Poll, answer: Answer, received_ms: int, playhead_ms: int | None, credible_delay_ms: Callable[[], int]
) -> int:
    """Return the points of an answer: all for a right one at once, half of them at the end of the time.

    Speed is measured on the voter's own picture, so that who sees the question late is not the slower one. It is the
    browser's word: it cannot claim to be ahead of the server's clock, nor further behind it than `credible_delay_ms`:
    a picture that was paused, sought back or made up gains that much and no more. The time is the one that the press
    chose which opened the poll first: what the crew does to it later makes nobody's points others.
    """
    if poll.kind != Kind.QUIZ or answer.options != poll.right_options or poll.opens_at is None:
        return 0
    seen_ms = received_ms
    if playhead_ms is not None and playhead_ms < received_ms:
        seen_ms = max(playhead_ms, received_ms - credible_delay_ms())
    elapsed_s = max(0, seen_ms - epoch_ms(poll.opens_at)) / 1000
    share = min(1.0, elapsed_s / (poll.lasts_s or QUIZ_SLOWEST_S))
    return round(QUIZ_POINTS * (1 - 0.5 * share))


@transaction.atomic
def choose_name(*, event_id: int, attendee_id: int, name: str) -> str:
    """Take the name by which a person is on the leaderboard, and return it; "" leaves the leaderboard.

    Raises Refusal(polls.not_registered, polls.name_empty, polls.name_taken, polls.word_refused).
    """
    if not Attendee.objects.filter(pk=attendee_id, event_id=event_id).exists():
        raise Refusal(NOT_REGISTERED, f"expected an attendee of event {event_id}, got {attendee_id}")
    if not name:
        QuizPlayer.objects.filter(pk=attendee_id).delete()
        _tell(event_id, attendee_id)
        return ""
    shown = clean_line(name)[:NAME_CHARS].strip()
    if not shown:
        raise Refusal(NAME_EMPTY, "expected a name with visible characters")
    if verdict(shown, words_of(ChatDesk.objects.filter(pk=event_id).first())) is not None or has_link(shown):
        raise Refusal(WORD_REFUSED, "expected a name without the words that this event does not publish")
    folded = fold(shown)[:48]
    if QuizPlayer.objects.filter(event_id=event_id, folded=folded).exclude(pk=attendee_id).exists():
        raise Refusal(NAME_TAKEN, f"expected a name of one's own, {shown!r} is somebody's")
    QuizPlayer.objects.update_or_create(
        attendee_id=attendee_id, defaults={"event_id": event_id, "name": shown, "folded": folded}
    )
    _tell(event_id, attendee_id)
    return shown


def _tell(event_id: int, attendee_id: int) -> None:
    """Tell the leaderboard anew, where this person may have a place on it: also without a point."""
    played = Vote.objects.filter(attendee_id=attendee_id, poll__kind=Kind.QUIZ, poll__results_at__isnull=False)
    if played.exists():
        announcements = Announcements(event_id)
        announcements.tell_leaders()
        announcements.append()
