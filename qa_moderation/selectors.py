"""Reads: records from rows, and the parts of snapshots, for any number of events in one query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

import msgspec
from django.db.models import F, Q, QuerySet

from events.models import Event
from events.moments import epoch_ms
from live import statements
from qa_moderation.facts import (
    NO_PROMPT,
    Claim,
    Cursor,
    Deck,
    DeskQuestion,
    Feed,
    FlagName,
    MyQuestion,
    Note,
    Policy,
    Prompt,
    PublicQuestion,
    PublicStateName,
    QuestionStateName,
    Similar,
    View,
)
from qa_moderation.facts import Theme as ThemeRecord
from qa_moderation.models import (
    DISMISSED,
    FINISHED,
    OPEN,
    VISIBLE,
    Desk,
    DeskCursor,
    DeskView,
    Question,
    QuestionPolicy,
    SetFeed,
    State,
    Theme,
    Upvote,
)
from qa_moderation.showing import asker_as_shown, record_as_shown
from qa_moderation.states import MAIN

DISMISSED_KEPT = 200
"""Rejected and withdrawn questions that the desk still lists, the latest."""

FINISHED_KEPT = 100
"""Answered and skipped questions that desk, set and audience still list, the latest."""


_notes = msgspec.json.Decoder(list[Note])
_similar = msgspec.json.Decoder(list[Similar])


def _ms_or_none(at: datetime | None) -> int | None:
    return None if at is None else epoch_ms(at)


def desk_record(question: Question) -> DeskQuestion:
    """Return `question` as the crew sees it."""
    return DeskQuestion(
        id=question.pk,
        text=question.text,
        set_text=question.set_text,
        source="crew" if question.attendee_id is None else "attendee",
        language=question.language,
        asker_name=None if question.anonymous else question.asker_name,
        asker_company="" if question.anonymous else question.asker_company,
        asker_country="" if question.anonymous else question.asker_country,
        state=cast(QuestionStateName, str(question.state)),
        version=question.version,
        feed=question.feed,
        theme_id=question.theme_id,
        priority=question.priority,
        flags=flag_names(question.flags),
        claim=claim_record(question),
        notes=_notes.decode(question.notes) if question.notes else [],
        similar=similar_records(question.similar),
        merged_into=question.merged_into_id,
        merged_count=question.merged_count,
        reason=question.reason,
        note_to_asker=question.note_to_asker,
        answer=question.answer,
        asked_at_ms=epoch_ms(question.asked_at),
        moved_at_ms=epoch_ms(question.moved_at),
        moved_by=question.moved_by,
        published_at_ms=_ms_or_none(question.published_at),
        on_air_at_ms=_ms_or_none(question.on_air_at),
        answered_at_ms=_ms_or_none(question.answered_at),
    )


def flag_names(written: str) -> list[FlagName]:
    """Return the flags that `Question.flags` has."""
    return cast(list[FlagName], written.split(",") if written else [])


def similar_records(written: str) -> list[Similar]:
    """Return the proposals that `Question.similar` has."""
    return _similar.decode(written) if written else []


def claim_record(question: Question) -> Claim | None:
    """Return who works on `question`, if somebody said so; the claim may have expired."""
    if question.claimed_until is None:
        return None
    return Claim(by=question.claimed_by, subject=question.claimed_by_subject, until_ms=epoch_ms(question.claimed_until))


def set_record(question: Question) -> DeskQuestion:
    """Return `question` as the set sees it."""
    return record_as_shown(desk_record(question), question.asker_shown)


def public_record(question: Question) -> PublicQuestion:
    """Return `question`, which must be visible or answered, as the audience sees it."""
    asker = shown_asker(question)
    return PublicQuestion(
        id=question.pk,
        text=question.set_text or question.text,
        language=question.language,
        asker_name=asker["asker_name"],
        asker_company=asker["asker_company"],
        state=cast(PublicStateName, str(question.state)),
        answer=question.answer,
        published_at_ms=epoch_ms(question.published_at or question.moved_at),
        on_air_at_ms=_ms_or_none(question.on_air_at),
        answered_at_ms=_ms_or_none(question.answered_at),
    )


def shown_asker(question: Question) -> dict[str, Any]:
    """Return name, company and country of who asks `question`, as others than the desk see them."""
    asker = {
        "asker_name": None if question.anonymous else question.asker_name,
        "asker_company": "" if question.anonymous else question.asker_company,
        "asker_country": "" if question.anonymous else question.asker_country,
    }
    return asker_as_shown(asker, question.asker_shown)


def asker_shown_of(question_ids: Iterable[int]) -> dict[int, str]:
    """Return what others than the desk are shown of who asks these questions."""
    return dict(Question.objects.filter(pk__in=question_ids).values_list("pk", "asker_shown"))


def _wording_of(into: Question) -> str:
    """Return how the question that another is a part of reads for its asker: nothing of it before it is public."""
    return (into.set_text or into.text) if into.published_at else ""


def my_record(question: Question, into: Question | None = None, *, next_ids: Collection[int] = ()) -> MyQuestion:
    """Return `question` as its asker sees it; `into` is the one that leads it, if it became a part of another.

    `next_ids` are the first on deck of each set desk, as their askers were told.
    """
    leading = into or question
    return MyQuestion(
        id=question.pk,
        text=question.text,
        set_text=_wording_of(into) if into else question.set_text,
        language=question.language,
        anonymous=question.anonymous,
        state=cast(QuestionStateName, str(leading.state)),
        is_next=leading.state == State.ON_DECK and leading.pk in next_ids,
        merged_into=into.pk if into else None,
        reason=leading.reason,
        note_to_asker=question.note_to_asker,
        answer=leading.answer,
        asked_at_ms=epoch_ms(question.asked_at),
        moved_at_ms=epoch_ms(leading.moved_at),
        on_air_at_ms=_ms_or_none(leading.on_air_at),
        answered_at_ms=_ms_or_none(leading.answered_at),
    )


def ids_in(written: str) -> list[int]:
    """Return the ids that `Desk.next_ids` has."""
    return [int(id) for id in written.split(",") if id]


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
    """Return what the sets of these events list: on air, on deck, parked, and the latest finished."""
    on_set = Q(state__in=(State.ON_DECK, State.ON_AIR, State.PARKED))
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


def is_listed(question: Question, desk: Desk) -> bool:
    """Return whether the desk still lists `question`: what is open, and the latest that is not."""
    if question.state in FINISHED:
        return (question.closed_number or 0) > desk.finished_count - FINISHED_KEPT
    if question.state in DISMISSED:
        return (question.closed_number or 0) > desk.dismissed_count - DISMISSED_KEPT
    return True


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
    """Return the ids of the questions on the deck of each event, next first.

    Two may have one place, where an undo gave a question its old one back: the older goes first.
    """
    ids: dict[int, list[int]] = {event_id: [] for event_id in event_ids}
    if ids:
        rest = f"WHERE event_id {statements.among(ids)} AND state = %s ORDER BY deck_position, id"
        for event_id, question_id in statements.select(Question, ["event_id", "id"], rest, [*ids, State.ON_DECK]):
            ids[event_id].append(question_id)
    return ids


def upvote_counts(event_ids: Iterable[int], *, published: bool = False) -> dict[int, dict[str, int]]:
    """Return, for each event, the count of every question that has upvotes, listed or not.

    With `published`, only of those that the audience has ever seen: a merge gives upvotes to others as well.
    """
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    upvoted = Question.objects.filter(event_id__in=event_ids, upvotes__gt=0)
    if published:
        upvoted = upvoted.filter(published_at__isnull=False)
    for event_id, question_id, count in upvoted.values_list("event_id", "pk", "upvotes"):
        counts[event_id][str(question_id)] = count
    return counts


class FeedOf(NamedTuple):
    """A set desk, and what it shows beside its question."""

    record: Feed
    prompt: Prompt


MAIN_FEED = FeedOf(Feed(slug=MAIN, name=""), NO_PROMPT)
"""The set desk of an event whose organiser named none; the pages have a name for it in their language."""


def feeds(event_ids: Iterable[int]) -> dict[int, list[FeedOf]]:
    """Return the set desks of each event in their order; at least the main one."""
    found: dict[int, list[FeedOf]] = {event_id: [] for event_id in event_ids}
    for row in SetFeed.objects.filter(event_id__in=found):
        found[row.event_id].append(FeedOf(Feed(slug=row.slug, name=row.name), prompt_record(row)))
    return {event_id: rows or [MAIN_FEED] for event_id, rows in found.items()}


def prompt_record(feed: SetFeed) -> Prompt:
    """Return what a set desk shows beside its question."""
    return Prompt(
        version=feed.prompt_version,
        note=feed.note,
        by=feed.note_by,
        at_ms=_ms_or_none(feed.note_at),
        countdown_until_ms=_ms_or_none(feed.countdown_until),
        seen_at_ms=_ms_or_none(feed.seen_at),
    )


def themes(event_ids: Iterable[int]) -> dict[int, list[ThemeRecord]]:
    """Return the themes of each event in their order."""
    found: dict[int, list[ThemeRecord]] = {event_id: [] for event_id in event_ids}
    for row in Theme.objects.filter(event_id__in=found):
        found[row.event_id].append(ThemeRecord(id=row.pk, name=row.name, colour=row.colour))
    return found


class ListVersions(NamedTuple):
    """How often the lists of an event were changed."""

    themes: int
    feeds: int


def list_versions(event_ids: Iterable[int]) -> dict[int, ListVersions]:
    """Return the versions of each event's lists."""
    found = dict.fromkeys(event_ids, ListVersions(themes=0, feeds=0))
    for pk, *versions in Desk.objects.filter(pk__in=found).values_list("pk", "themes_version", "feeds_version"):
        found[pk] = ListVersions(*versions)
    return found


def views(event_ids: Iterable[int]) -> dict[int, list[View]]:
    """Return the kept views of each event by ascending id."""
    found: dict[int, list[View]] = {event_id: [] for event_id in event_ids}
    for row in DeskView.objects.filter(event_id__in=found).order_by("pk"):
        found[row.event_id].append(view_record(row))
    return found


def view_record(view: DeskView) -> View:
    """Return a kept view."""
    return View(id=view.pk, name=view.name, query=view.query, by=view.made_by)


def cursors(event_ids: Iterable[int]) -> dict[int, dict[str, Cursor]]:
    """Return where the crew of each event is on the desk, by subject."""
    found: dict[int, dict[str, Cursor]] = {event_id: {} for event_id in event_ids}
    for row in DeskCursor.objects.filter(event_id__in=found):
        found[row.event_id][row.subject] = Cursor(name=row.name, question_id=row.question_id, at_ms=epoch_ms(row.at))
    return found


Person = tuple[int, int]
"""The ids of an event and of one of its attendees."""


def questions_of(people: Collection[Person]) -> dict[Person, dict[str, MyQuestion]]:
    """Return each person's own questions by id."""
    own: dict[Person, dict[str, MyQuestion]] = defaultdict(dict)
    asked = Question.objects.filter(attendee_id__in={attendee_id for _, attendee_id in people})
    for question in asked.select_related("leading").annotate(next_ids=F("event__desk__next_ids")):
        assert question.attendee_id is not None
        record = my_record(question, question.leading, next_ids=ids_in(question.next_ids or ""))
        own[question.event_id, question.attendee_id][str(question.pk)] = record
    return own


def upvoted_by(people: Collection[Person]) -> dict[Person, list[int]]:
    """Return the ids of the questions that each person upvoted, ascending."""
    upvoted: dict[Person, list[int]] = defaultdict(list)
    rows = Upvote.objects.filter(attendee_id__in={attendee_id for _, attendee_id in people}).order_by("question_id")
    for event_id, attendee_id, question_id in rows.values_list("question__event_id", "attendee_id", "question_id"):
        upvoted[event_id, attendee_id].append(question_id)
    return upvoted
