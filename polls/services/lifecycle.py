"""A poll's life: ready, open, closed, its results shown, gone. Each move is one press of the crew's."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from events.moments import epoch_ms
from live.errors import Refusal
from polls import facts
from polls.errors import ILLEGAL_MOVE, INCOMPLETE, NOT_FINAL
from polls.facts import DeskPoll
from polls.models import AnonymousBallot, Kind, Placement, Poll, PollCount, State, TextAnswer, Vote
from polls.services.announcing import Announcements
from polls.services.completeness import missing_of
from polls.services.hours import event_grace
from polls.services.turns import guard_state, lock_poll, programme_now


@transaction.atomic
def arm_poll(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Make a draft ready to be opened by one press. A survey's question is on the page once it is *after*.

    Raises Refusal(polls.unknown_poll, polls.stale, polls.illegal_move, polls.incomplete).
    """
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    guard_state(poll, State.DRAFT)
    _guard_complete(poll)
    poll.state = State.ARMED
    announcements = Announcements(event_id)
    if poll.placement == Placement.FEEDBACK:
        announcements.tell_opened(poll, programme_ms=None)
    return _save(poll, announcements)


@transaction.atomic
def disarm_poll(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Make a poll that is ready a draft again. Raises as `arm_poll`; a survey's question must have no answers."""
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    guard_state(poll, State.ARMED)
    if poll.ballots:
        raise Refusal(ILLEGAL_MOVE, f"expected a poll without answers, {poll_id} has {poll.ballots}")
    poll.state = State.DRAFT
    announcements = Announcements(event_id)
    if poll.placement == Placement.FEEDBACK:
        announcements.tell_audience(poll, facts.PollTakenBack(poll_id=poll.pk))
    return _save(poll, announcements)


@transaction.atomic
def open_poll(*, event_id: int, poll_id: int, seen: int, seconds: int | None = None) -> DeskPoll:
    """Ask the audience now. `seconds`: closes by itself so much later; None: as prepared; 0: the crew closes it.

    A poll that was closed too early is opened again, with its votes, as long as nobody saw the results.
    Raises Refusal(polls.unknown_poll, polls.stale, polls.illegal_move, polls.incomplete).
    """
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    announcements = Announcements(event_id)
    close_by_clock(poll, announcements)
    guard_state(poll, State.DRAFT, State.ARMED, State.CLOSED)
    if poll.placement == Placement.FEEDBACK:
        raise Refusal(ILLEGAL_MOVE, f"expected a poll of the show, {poll_id} is of the survey: the phase opens it")
    _guard_complete(poll)
    now = programme_now()
    lasts_s = poll.seconds if seconds is None else seconds
    poll.state = State.OPEN
    if poll.opens_at is None:
        poll.opens_at, poll.lasts_s = now, lasts_s or None
    poll.gone_at = None
    poll.closes_at = now + timedelta(seconds=lasts_s) if lasts_s else None
    poll.accepts_until = poll.closes_at + event_grace(event_id) if poll.closes_at else None
    announcements.tell_opened(poll, programme_ms=epoch_ms(poll.opens_at))
    return _save(poll, announcements)


@transaction.atomic
def close_poll(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Close a poll now: for each viewer when their picture gets here. Raises as `arm_poll`."""
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    guard_state(poll, State.OPEN)
    if poll.placement == Placement.SHOW:
        now = programme_now()
        told = poll.accepts_until if poll.closes_at and poll.closes_at <= now else None
        poll.closes_at = min(now, poll.closes_at) if poll.closes_at else now
        until = poll.closes_at + event_grace(event_id)
        poll.accepts_until = max(until, told) if told else until
    poll.state = State.CLOSED
    announcements = Announcements(event_id)
    announcements.tell_audience(poll, _closed(poll), programme_ms=epoch_ms(poll.closes_at) if poll.closes_at else None)
    return _save(poll, announcements)


@transaction.atomic
def show_results(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Show the audience how it answered. A quiz question's wait until the last viewer's time is over: a place on the
    leaderboard is final.

    Raises Refusal(polls.unknown_poll, polls.stale, polls.illegal_move, polls.not_final).
    """
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    announcements = Announcements(event_id)
    close_by_clock(poll, announcements)
    guard_state(poll, State.CLOSED)
    now = programme_now()
    if poll.kind == Kind.QUIZ and poll.accepts_until is not None and now <= poll.accepts_until:
        until_ms = epoch_ms(poll.accepts_until)
        raise Refusal(NOT_FINAL, "expected the last viewers' time to be over", {"accepts_until_ms": until_ms})
    poll.results_at = now
    return reveal(poll, announcements)


def reveal(poll: Poll, announcements: Announcements) -> DeskPoll:
    """Show the results of a locked poll whose `results_at` was decided."""
    assert poll.results_at is not None
    poll.state = State.RESULTS
    results_at_ms = epoch_ms(poll.results_at)
    shown = facts.PollResultsShown(
        poll_id=poll.pk,
        results_at_ms=results_at_ms,
        right_options=poll.right_options,
        right_value=poll.right_value,
    )
    announcements.tell_audience(poll, shown, programme_ms=results_at_ms)
    announcements.put_counts(poll)
    return _save(poll, announcements, leaders=poll.kind == Kind.QUIZ)


@transaction.atomic
def withdraw_poll(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Take a poll off the audience's page, at this moment of the programme; it takes no votes any more. Raises as
    `arm_poll`."""
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    guard_state(poll, State.OPEN, State.CLOSED, State.RESULTS)
    announcements = Announcements(event_id)
    _withdraw(poll, announcements)
    return _save(poll, announcements)


@transaction.atomic
def archive_poll(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Put a poll away: off the page, off the air, and out of the list of what is to come. Raises as `arm_poll`."""
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    guard_state(poll, State.ARMED, State.OPEN, State.CLOSED, State.RESULTS)
    announcements = Announcements(event_id)
    if poll.opens_at is not None or poll.placement == Placement.FEEDBACK:
        _withdraw(poll, announcements)
    _take_off_air(poll, announcements)
    poll.state = State.ARCHIVED
    return _save(poll, announcements)


@transaction.atomic
def take_back_poll(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Make a poll as if it had never been opened, after a rehearsal: votes, counts and answers are deleted.

    Raises as `arm_poll`.
    """
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    guard_state(poll, State.ARMED, State.OPEN, State.CLOSED, State.RESULTS, State.ARCHIVED)
    had_leaders = poll.kind == Kind.QUIZ and poll.results_at is not None
    announcements = Announcements(event_id)
    announcements.tell_audience(poll, facts.PollTakenBack(poll_id=poll.pk))
    announcements.put_nothing(poll)
    _take_off_air(poll, announcements)
    for rows in (Vote, AnonymousBallot, PollCount, TextAnswer):
        rows.objects.filter(poll=poll).delete()
    poll.state, poll.ballots, poll.waiting, poll.delays = State.DRAFT, 0, 0, []
    poll.lasts_s, poll.rewritten_ballots = None, 0
    poll.opens_at = poll.closes_at = poll.accepts_until = poll.results_at = poll.gone_at = None
    return _save(poll, announcements, leaders=had_leaders)


def close_by_clock(poll: Poll, announcements: Announcements) -> bool:
    """Close a locked poll whose countdown has ended, also where nobody has swept up after the clock yet; return whether
    it had.

    When it opened nobody's delay may have been known. The grace is worked out again by those who voted meanwhile, and
    told where it is longer; what was told once is never shortened.
    """
    if poll.state != State.OPEN or poll.closes_at is None or poll.closes_at > programme_now():
        return False
    poll.state = State.CLOSED
    until = poll.closes_at + event_grace(poll.event_id)
    if poll.accepts_until is None or until > poll.accepts_until:
        poll.accepts_until = until
        announcements.tell_audience(poll, _closed(poll), programme_ms=epoch_ms(poll.closes_at))
    return True


def _withdraw(poll: Poll, announcements: Announcements) -> None:
    now = programme_now()
    if poll.state == State.OPEN:
        poll.state = State.CLOSED
        if poll.placement == Placement.SHOW:
            poll.closes_at = min(now, poll.closes_at) if poll.closes_at else now
            poll.accepts_until = poll.closes_at
            announcements.tell_audience(poll, _closed(poll))
    if poll.gone_at is None:
        poll.gone_at = now
        gone_at_ms = epoch_ms(now)
        announcements.tell_audience(
            poll, facts.PollWithdrawn(poll_id=poll.pk, gone_at_ms=gone_at_ms), programme_ms=gone_at_ms
        )


def _take_off_air(poll: Poll, announcements: Announcements) -> None:
    if poll.graphic:
        poll.graphic = ""
        announcements.tell_graphic_taken(poll.pk)


def _closed(poll: Poll) -> facts.PollClosed:
    assert poll.closes_at is not None
    assert poll.accepts_until is not None
    return facts.PollClosed(
        poll_id=poll.pk, closes_at_ms=epoch_ms(poll.closes_at), accepts_until_ms=epoch_ms(poll.accepts_until)
    )


def _guard_complete(poll: Poll) -> None:
    missing = missing_of(poll)
    if missing:
        raise Refusal(
            INCOMPLETE, f"expected a complete poll, {poll.pk} lacks {', '.join(missing)}", {"missing": missing}
        )


def _save(poll: Poll, announcements: Announcements, *, leaders: bool = False) -> DeskPoll:
    poll.version += 1
    poll.save()
    if leaders:
        announcements.tell_leaders(poll.room)
    record = announcements.tell_changed(poll)
    announcements.append()
    return record
