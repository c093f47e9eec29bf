"""Reads: records from rows, and the parts of snapshots, for any number of events in one query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import cast

from django.db.models import F, Q, QuerySet

from events.models import Event
from events.moments import epoch_ms
from live import statements
from qa_moderation.facts import (
    Deck,
    DeskQuestion,
    MyQuestion,
    Policy,
    PublicQuestion,
    PublicStateName,
    QuestionStateName,
)
from qa_moderation.models import DISMISSED, FINISHED, OPEN, VISIBLE, Desk, Question, QuestionPolicy, State, Upvote

DISMISSED_KEPT = 200
"""Rejected and withdrawn questions that the desk still lists, the latest."""

FINISHED_KEPT = 100
"""Answered and skipped questions that desk, set and audience still list, the latest."""


def _ms_or_none(at: datetime | None) -> int | None:
    return None if at is None else epoch_ms(at)


def desk_record(question: Question) -> DeskQuestion:
    """Return `question` as the crew sees it."""
    return DeskQuestion(
        id=question.pk,
        text=question.text,
        language=question.language,
        asker_name=None if question.anonymous else question.asker_name,
        asker_company="" if question.anonymous else question.asker_company,
        asker_country="" if question.anonymous else question.asker_country,
        state=cast(QuestionStateName, str(question.state)),
        version=question.version,
        reason=question.reason,
        asked_at_ms=epoch_ms(question.asked_at),
        moved_at_ms=epoch_ms(question.moved_at),
        moved_by=question.moved_by,
        published_at_ms=_ms_or_none(question.published_at),
        on_air_at_ms=_ms_or_none(question.on_air_at),
        answered_at_ms=_ms_or_none(question.answered_at),
    )


def public_record(question: Question) -> PublicQuestion:
    """Return `question`, which must be visible or answered, as the audience sees it."""
    return PublicQuestion(
        id=question.pk,
        text=question.text,
        language=question.language,
        asker_name=None if question.anonymous else question.asker_name,
        asker_company="" if question.anonymous else question.asker_company,
        state=cast(PublicStateName, str(question.state)),
        published_at_ms=epoch_ms(question.published_at or question.moved_at),
        on_air_at_ms=_ms_or_none(question.on_air_at),
        answered_at_ms=_ms_or_none(question.answered_at),
    )


def my_record(question: Question) -> MyQuestion:
    """Return `question` as its asker sees it."""
    return MyQuestion(
        id=question.pk,
        text=question.text,
        language=question.language,
        anonymous=question.anonymous,
        state=cast(QuestionStateName, str(question.state)),
        reason=question.reason,
        asked_at_ms=epoch_ms(question.asked_at),
        moved_at_ms=epoch_ms(question.moved_at),
        on_air_at_ms=_ms_or_none(question.on_air_at),
        answered_at_ms=_ms_or_none(question.answered_at),
    )


def policy_record(event: Event | None) -> Policy:
    """Return what the audience and the desk need to know of the policy of `event` (with its `question_policy`)."""
    policy = policy_of(event)
    return Policy(
        accepts_questions=policy.accepts_questions,
        allows_anonymous=event is None or event.allow_anonymous_questions,
        min_chars=policy.min_chars,
        max_chars=policy.max_chars,
    )


def policy_of(event: Event | None) -> QuestionPolicy:
    """Return the policy of `event`, the default one where the organiser decided nothing."""
    return getattr(event, "question_policy", None) or QuestionPolicy()


def _finished_kept() -> Q:
    return Q(state__in=FINISHED, closed_number__gt=F("event__desk__finished_count") - FINISHED_KEPT)


def desk_questions(event_ids: Iterable[int]) -> QuerySet[Question]:
    """Return what the desks of these events list: all that is open, and the latest that is not."""
    dismissed = Q(state__in=DISMISSED, closed_number__gt=F("event__desk__dismissed_count") - DISMISSED_KEPT)
    return Question.objects.filter(Q(state__in=OPEN) | dismissed | _finished_kept(), event_id__in=event_ids)


def set_questions(event_ids: Iterable[int]) -> QuerySet[Question]:
    """Return what the sets of these events list: on air, on deck, and the latest finished."""
    on_set = Q(state__in=(State.ON_DECK, State.ON_AIR))
    return Question.objects.filter(on_set | _finished_kept(), event_id__in=event_ids)


def public_questions(event_ids: Iterable[int]) -> QuerySet[Question]:
    """Return what the audiences of these events see: approved, on deck, on air, and the latest answered."""
    answered = _finished_kept() & Q(state=State.ANSWERED)
    return Question.objects.filter(Q(state__in=VISIBLE) | answered, event_id__in=event_ids)


def finished_leaving(desk: Desk) -> int | None:
    """Return the id of the finished question that the last number of `desk` moves out of the lists."""
    return _numbered(desk, FINISHED, desk.finished_count - FINISHED_KEPT)


def dismissed_leaving(desk: Desk) -> int | None:
    """Return the id of the dismissed question that the last number of `desk` moves out of the desk's list."""
    return _numbered(desk, DISMISSED, desk.dismissed_count - DISMISSED_KEPT)


def _numbered(desk: Desk, states: tuple[State, ...], number: int) -> int | None:
    numbered = Question.objects.filter(event_id=desk.pk, state__in=states, closed_number=number)
    return numbered.values_list("pk", flat=True).first()


def events_with_policy(event_ids: Iterable[int]) -> dict[int, Event]:
    """Return the events by id, each with its `question_policy`."""
    return Event.objects.select_related("question_policy").in_bulk(list(event_ids))


def decks(event_ids: Sequence[int]) -> dict[int, Deck]:
    """Return the deck of each event, in two queries."""
    versions = dict(Desk.objects.filter(pk__in=event_ids).values_list("pk", "deck_version"))
    ids = deck_order(event_ids)
    return {event_id: Deck(version=versions.get(event_id, 0), question_ids=ids[event_id]) for event_id in event_ids}


def deck_order(event_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of the questions on the deck of each event, next first."""
    ids: dict[int, list[int]] = {event_id: [] for event_id in event_ids}
    if ids:
        rest = f"WHERE event_id {statements.among(ids)} AND state = %s ORDER BY deck_position"
        for event_id, question_id in statements.select(Question, ["event_id", "id"], rest, [*ids, State.ON_DECK]):
            ids[event_id].append(question_id)
    return ids


def upvote_counts(event_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return, for each event, the count of every question that has upvotes, listed or not."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    upvoted = Question.objects.filter(event_id__in=event_ids, upvotes__gt=0)
    for event_id, question_id, count in upvoted.values_list("event_id", "pk", "upvotes"):
        counts[event_id][str(question_id)] = count
    return counts


Person = tuple[int, int]
"""The ids of an event and of one of its attendees."""


def questions_of(people: Collection[Person]) -> dict[Person, dict[str, MyQuestion]]:
    """Return each person's own questions by id."""
    own: dict[Person, dict[str, MyQuestion]] = defaultdict(dict)
    for question in Question.objects.filter(attendee_id__in={attendee_id for _, attendee_id in people}):
        own[question.event_id, question.attendee_id][str(question.pk)] = my_record(question)
    return own


def upvoted_by(people: Collection[Person]) -> dict[Person, list[int]]:
    """Return the ids of the questions that each person upvoted, ascending."""
    upvoted: dict[Person, list[int]] = defaultdict(list)
    rows = Upvote.objects.filter(attendee_id__in={attendee_id for _, attendee_id in people}).order_by("question_id")
    for event_id, attendee_id, question_id in rows.values_list("question__event_id", "attendee_id", "question_id"):
        upvoted[event_id, attendee_id].append(question_id)
    return upvoted
