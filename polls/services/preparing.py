"""Drafts: made, changed, copied, put in an order, thrown away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from events.countries import CONTINENTS
from events.models import Event
from events.text import clean_line
from live.errors import Refusal
from polls import facts
from polls.errors import BAD_POLL, ILLEGAL_MOVE, ORDER_MISMATCH, TOO_MANY_POLLS
from polls.facts import DeskPoll
from polls.limits import (
    ALT_CHARS,
    LABEL_CHARS,
    NUMBER_MOST,
    OPTION_CHARS,
    OPTIONS,
    POLLS_PER_EVENT,
    QUESTION_CHARS,
    RANKED_OPTIONS,
    SCALES,
    SECONDS_MOST,
    WORDS_PER_PERSON,
)
from polls.models import AudiencePart, Kind, Placement, Poll, ResultsPolicy, State
from polls.selectors import is_public
from polls.services.announcing import Announcements
from polls.services.turns import guard_state, lock_poll
from rooms.models import ChatRoom
from rooms.selectors import STAGE

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class DraftOption:
    """An option as it is prepared; `id` is None for a new one."""

    text: Texts
    id: int | None = None
    image_id: int | None = None
    alt: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PollDraft:
    """All that an organiser decides of a poll. Texts by language; `min_value`, `max_value`, `right_value` in units of
    10 ** -`decimals`; `right_option`: its place among `options`, from 0."""

    kind: Kind
    question: Texts
    options: Sequence[DraftOption] = ()
    placement: Placement = Placement.SHOW
    room: str = STAGE
    min_choices: int = 1
    max_choices: int = 1
    scale: str = "stars"
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    min_value: int = 0
    max_value: int = 100
    decimals: int = 0
    unit: Texts = field(default_factory=dict)
    max_words: int = 1
    right_option: int | None = None
    right_value: int | None = None
    is_anonymous: bool = False
    may_change: bool = True
    results: ResultsPolicy = ResultsPolicy.CLOSE
    audience: AudiencePart = AudiencePart.ALL
    audience_value: str = ""
    seconds: int | None = None


@transaction.atomic
def save_poll(*, event_id: int, draft: PollDraft, poll_id: int | None = None, seen: int = 0) -> DeskPoll:
    """Make a poll, or change one that was not opened yet; one that was ready is a draft again. It may be incomplete.

    Raises Refusal(polls.unknown_poll, polls.stale, polls.illegal_move, polls.bad_poll, polls.too_many_polls).
    """
    if poll_id is None:
        poll = Poll(event_id=event_id, position=_next_place(event_id), version=0)
    else:
        poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
        guard_state(poll, State.DRAFT, State.ARMED)
        if poll.ballots:
            raise Refusal(ILLEGAL_MOVE, f"expected a poll without answers, {poll_id} has {poll.ballots}")
    announcements = Announcements(event_id)
    if poll.state == State.ARMED and poll.placement == Placement.FEEDBACK:
        announcements.tell_audience(poll, facts.PollTakenBack(poll_id=poll.pk))
    _guard(event_id, draft)
    _fill(poll, draft)
    return _save(poll, announcements)


@transaction.atomic
def duplicate_poll(*, event_id: int, poll_id: int, seen: int) -> DeskPoll:
    """Make a draft that asks the same, right after its original.

    Raises Refusal(polls.unknown_poll, polls.stale, polls.too_many_polls).
    """
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    _next_place(event_id)
    # Each poll has a place of its own by its id where two have the same: the copy comes after what it was made from.
    copy = Poll.objects.get(pk=poll.pk)
    copy.pk, copy.state, copy.version, copy.graphic = None, State.DRAFT, 0, ""
    copy.ballots, copy.waiting, copy.delays = 0, 0, []
    copy.lasts_s, copy.rewritten_ballots = None, 0
    copy.opens_at = copy.closes_at = copy.accepts_until = copy.results_at = copy.gone_at = None
    return _save(copy, Announcements(event_id))


@transaction.atomic
def delete_poll(*, event_id: int, poll_id: int, seen: int) -> None:
    """Throw away a poll that was never opened.

    Raises Refusal(polls.unknown_poll, polls.stale, polls.illegal_move).
    """
    poll = lock_poll(event_id=event_id, poll_id=poll_id, seen=seen)
    guard_state(poll, State.DRAFT)
    announcements = Announcements(event_id)
    announcements.tell_crew(facts.DeskPollDeleted(poll_id=poll.pk))
    poll.delete()
    announcements.append()


@transaction.atomic
def order_polls(*, event_id: int, poll_ids: Sequence[int]) -> None:
    """Put the polls of an event in this order. Raises Refusal(polls.order_mismatch)."""
    polls = {poll.pk: poll for poll in Poll.objects.select_for_update().filter(event_id=event_id).order_by("pk")}
    if sorted(polls) != sorted(poll_ids):
        ids = [poll.pk for poll in sorted(polls.values(), key=lambda poll: (poll.position, poll.pk))]
        raise Refusal(ORDER_MISMATCH, f"expected the {len(ids)} polls once each", {"poll_ids": ids})
    moved = [polls[poll_id] for place, poll_id in enumerate(poll_ids) if polls[poll_id].position != place]
    for place, poll_id in enumerate(poll_ids):
        polls[poll_id].position = place
    Poll.objects.bulk_update(moved, ["position"])
    announcements = Announcements(event_id)
    announcements.tell_crew(facts.DeskPollsOrdered(poll_ids=list(poll_ids)))
    _tell_survey_ordered(announcements, moved)
    announcements.append()


def _tell_survey_ordered(announcements: Announcements, moved: Iterable[Poll]) -> None:
    """Tell each room's audience of the questions that it knows. Where polls of the show stand is the crew's affair."""
    rooms: dict[str, list[Poll]] = defaultdict(list)
    for poll in moved:
        if poll.placement == Placement.FEEDBACK and is_public(poll):
            rooms[poll.room].append(poll)
    for polls in rooms.values():
        positions = {str(poll.pk): poll.position for poll in polls}
        announcements.tell_audience(polls[0], facts.SurveyOrdered(positions=positions))


def _next_place(event_id: int) -> int:
    # One by one: the event's row is what counts them.
    Event.objects.select_for_update().only("pk").get(pk=event_id)
    polls = Poll.objects.filter(event_id=event_id)
    if polls.count() >= POLLS_PER_EVENT:
        message = f"expected fewer than {POLLS_PER_EVENT} polls; delete drafts first"
        raise Refusal(TOO_MANY_POLLS, message, {"limit": POLLS_PER_EVENT})
    last = polls.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _guard(event_id: int, draft: PollDraft) -> None:
    """What no form lets through. What is only missing is looked for when the poll is made ready."""
    most = RANKED_OPTIONS if draft.kind == Kind.RANKING else OPTIONS
    checks = {
        "options": len(draft.options) <= most,
        "range": -NUMBER_MOST <= draft.min_value <= draft.max_value <= NUMBER_MOST and 0 <= draft.decimals <= 4,
        "choices": 1 <= draft.min_choices <= draft.max_choices <= OPTIONS,
        "words": 1 <= draft.max_words <= WORDS_PER_PERSON,
        "scale": draft.scale in SCALES,
        "seconds": draft.seconds is None or 1 <= draft.seconds <= SECONDS_MOST,
        "right_answer": draft.right_option is None or 0 <= draft.right_option < len(draft.options),
        "anonymous_quiz": not (draft.is_anonymous and draft.kind == Kind.QUIZ),
        "audience": _fits_audience(draft),
        "room": draft.room == STAGE or ChatRoom.objects.filter(event_id=event_id, slug=draft.room).exists(),
    }
    for because, holds in checks.items():
        if not holds:
            raise Refusal(BAD_POLL, f"expected another value of {because}", {"because": because})


def _fits_audience(draft: PollDraft) -> bool:
    match draft.audience:
        case AudiencePart.CONTINENT:
            return draft.audience_value in CONTINENTS
        case AudiencePart.COMPANY:
            return 0 < len(draft.audience_value.strip()) <= 120
        case _:
            return True


def _fill(poll: Poll, draft: PollDraft) -> None:
    options = _options(poll.options, draft.options)
    poll.state = State.DRAFT
    poll.kind, poll.placement, poll.room = draft.kind, draft.placement, draft.room
    poll.question, poll.options = _clean(draft.question, QUESTION_CHARS), options
    poll.min_choices, poll.max_choices = draft.min_choices, draft.max_choices
    poll.scale, poll.max_words, poll.decimals = draft.scale, draft.max_words, draft.decimals
    poll.low_label, poll.high_label = _clean(draft.low_label, LABEL_CHARS), _clean(draft.high_label, LABEL_CHARS)
    poll.min_value, poll.max_value, poll.unit = draft.min_value, draft.max_value, _clean(draft.unit, LABEL_CHARS)
    poll.right_options = [] if draft.right_option is None else [options[draft.right_option]["id"]]
    poll.right_value = draft.right_value
    poll.is_anonymous, poll.may_change, poll.results = draft.is_anonymous, draft.may_change, draft.results
    poll.audience = draft.audience
    poll.audience_value = "" if draft.audience == AudiencePart.ALL else draft.audience_value.strip()
    poll.seconds = None if draft.placement == Placement.FEEDBACK else draft.seconds


def _options(known: Iterable[dict[str, Any]], options: Sequence[DraftOption]) -> list[dict[str, Any]]:
    """Return the options as they are kept. An id that an option had once is never another's."""
    ids = {option["id"] for option in known}
    free = max(ids, default=0)
    kept: list[dict[str, Any]] = []
    for option in options:
        taken = {other["id"] for other in kept}
        id = option.id if option.id in ids and option.id not in taken else None
        if id is None:
            free += 1
            id = free
        alt = _clean(option.alt, ALT_CHARS)
        kept.append({"id": id, "text": _clean(option.text, OPTION_CHARS), "image_id": option.image_id, "alt": alt})
    return kept


def _clean(texts: Texts, most: int) -> Texts:
    cleaned = {language: clean_line(text)[:most] for language, text in texts.items()}
    return {language: text for language, text in cleaned.items() if text}


def _save(poll: Poll, announcements: Announcements) -> DeskPoll:
    poll.version += 1
    poll.save()
    record = announcements.tell_changed(poll)
    announcements.append()
    return record
