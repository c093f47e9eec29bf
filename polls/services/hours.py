"""When a poll takes votes: decided by each voter's own picture, and by the clock of the server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from events.models import Event, Phase
from events.moments import epoch_ms
from live.cues import covering_s
from live.errors import Refusal
from polls.errors import CLOSED, NOT_OPEN
from polls.limits import GRACE_LEAST_S, GRACE_MARGIN_S, GRACE_MOST_S, GRACE_UNKNOWN_S, PLAYHEAD_MARGIN_MS
from polls.models import Placement, Poll, State


def guard_hours(
    poll: Poll,
    event: Callable[[], Event],
    received_ms: int,
    playhead_ms: int | None,
    grace_now: Callable[[], timedelta],
) -> None:
    """Let a vote pass that came in time. Raises Refusal(polls.not_open, polls.closed).

    `received_ms`: when the server got it; `playhead_ms`: what was on the voter's screen, None where nothing was.
    Whoever sees the programme late has until *their* picture shows the close; the server waits until `accepts_until`,
    and, where nobody has swept up after the clock yet, for as long as the sweep will say: `grace_now` after the close.
    """
    if poll.placement == Placement.FEEDBACK:
        _guard_survey(poll, event())
        return
    if poll.gone_at is not None:
        raise _closed(poll, poll.gone_at)
    if playhead_ms is not None and playhead_ms > received_ms + PLAYHEAD_MARGIN_MS:
        playhead_ms = None  # nobody sees what is yet to come: their word is worth nothing
    if (
        poll.opens_at is not None
        and playhead_ms is not None
        and playhead_ms < epoch_ms(poll.opens_at) - PLAYHEAD_MARGIN_MS
    ):
        raise Refusal(NOT_OPEN, f"expected a picture after the opening of poll {poll.pk}, got {playhead_ms}")
    if poll.closes_at is None or poll.accepts_until is None:
        return
    if received_ms > epoch_ms(poll.accepts_until) and (
        poll.state != State.OPEN or received_ms > epoch_ms(poll.closes_at + grace_now())
    ):
        raise _closed(poll, poll.closes_at)
    # Without a picture one sees the close at once; what was sent then is still on its way for a moment.
    seen_ms = received_ms - GRACE_LEAST_S * 1000 if playhead_ms is None else playhead_ms - PLAYHEAD_MARGIN_MS
    if seen_ms > epoch_ms(poll.closes_at):
        raise _closed(poll, poll.closes_at)


def _guard_survey(poll: Poll, event: Event) -> None:
    if poll.state not in (State.ARMED, State.OPEN):
        raise Refusal(CLOSED, f"expected a survey that takes answers, poll {poll.pk} is {poll.state}")
    if event.phase != Phase.AFTER:
        raise Refusal(NOT_OPEN, f"expected the phase after, event {event.pk} is in {event.phase!r}")


def _closed(poll: Poll, at: datetime) -> Refusal:
    return Refusal(CLOSED, f"expected an open poll, {poll.pk} closed", {"closed_at_ms": epoch_ms(at)})


def event_grace(event_id: int) -> timedelta:
    """Return how long after a close votes are taken at an event, by all that was measured there so far."""
    return grace(_measured(event_id).values())


def credible_delay_ms(poll: Poll) -> int:
    """Return how far behind a voter's picture may be for their word about it to be taken: the grace, by what was
    measured before this poll and by all that was measured so far, whichever is longer.

    By this poll alone it would be too short for most of its time: those who see it first vote first.
    """
    measured = _measured(poll.event_id)
    others = [delays for poll_id, delays in measured.items() if poll_id != poll.pk]
    return max(grace(others), grace(measured.values())) // timedelta(milliseconds=1)


def _measured(event_id: int) -> dict[int, list[int]]:
    return dict(Poll.objects.filter(event_id=event_id).exclude(delays=[]).values_list("pk", "delays"))


def grace(histograms: Iterable[Sequence[int]]) -> timedelta:
    """Return how long after a close votes are taken: so long that 99 in 100 of those whose delay was measured, in any
    of the `histograms`, have seen it."""
    added = [sum(column) for column in zip(*histograms, strict=True)]
    covering = covering_s(added)
    if covering is None:
        return timedelta(seconds=GRACE_UNKNOWN_S)
    return timedelta(seconds=min(max(covering + GRACE_MARGIN_S, GRACE_LEAST_S), GRACE_MOST_S))
