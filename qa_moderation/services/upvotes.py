"""Upvotes: each one a row, each count the number of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Case, Count, F, IntegerField, Value, When

from events.leaving import lock_people
from live.errors import Refusal
from live.reading import read_positions
from qa_moderation.errors import NOT_REGISTERED, NOT_VOTABLE, TOO_MANY_UPVOTES, UNKNOWN_QUESTION
from qa_moderation.facts import UpvoteCast, UpvoteTakenBack
from qa_moderation.limits import UPVOTES_PER_PERSON
from qa_moderation.models import VISIBLE, MergedUpvote, Question, Upvote
from qa_moderation.selectors import events_with_policy
from qa_moderation.services.announcing import Announcements
from qa_moderation.services.asking_guards import guard_event
from qa_moderation.states import upvotes_key
from qa_moderation.topics import desk_topic, my_questions_topic, questions_topic, set_topic


@dataclass(frozen=True, slots=True)
class Vote:
    """One attendee's word on one question."""

    attendee_id: int
    question_id: int


class Voted(NamedTuple):
    """A question's count after a vote, and where the topics that show it are then: the rev of `questions/<event>`, the
    offset of the voter's own. Who is there has heard of the vote; who is not yet may show what this says."""

    upvotes: int
    rev: int
    offset: int


@transaction.atomic
def cast_upvotes(*, event_id: int, votes: Sequence[Vote]) -> list[Voted | Refusal]:
    """Cast many upvotes in one statement for each table; the outcomes, in order, are of after the batch.

    An upvote that was cast before, or twice in the batch, counts once and is no error. An item is refused with
    qa.closed, qa.not_registered, qa.unknown_question, qa.not_votable or qa.too_many_upvotes. Locks people, questions.
    """
    refused, wanted, merged = _guard(event_id, votes)
    known = _known(wanted)
    cast_by = _cast_by(vote.attendee_id for vote in wanted)
    new: dict[Vote, None] = {}
    for place, vote in enumerate(votes):
        if place in refused or vote in known or vote in new:
            continue
        if cast_by[vote.attendee_id] >= UPVOTES_PER_PERSON:
            message = f"expected at most {UPVOTES_PER_PERSON} upvotes of one person in an event; take some back"
            refused[place] = Refusal(TOO_MANY_UPVOTES, message, {"limit": UPVOTES_PER_PERSON})
            continue
        cast_by[vote.attendee_id] += 1
        new[vote] = None
    Upvote.objects.bulk_create(Upvote(attendee_id=vote.attendee_id, question_id=vote.question_id) for vote in new)
    # Who counts because of a question that was merged into it counts once.
    counted = _counted_by_merge(wanted, merged)
    _change_counts([vote for vote in new if vote not in counted], by=1)
    return _announce(event_id, votes, refused, changed=new, fact_type=UpvoteCast)


@transaction.atomic
def take_back_upvotes(*, event_id: int, votes: Sequence[Vote]) -> list[Voted | Refusal]:
    """Take many upvotes back, as `cast_upvotes` casts them. One that is not there is no error.

    Who takes it back from a question that others became a part of does not count by these either.
    """
    refused, wanted, merged = _guard(event_id, votes)
    known, counted = _known(wanted), _counted_by_merge(wanted, merged)
    gone = dict.fromkeys(vote for vote in wanted if vote in known)
    Upvote.objects.filter(pk__in=[known[vote] for vote in gone]).delete()
    MergedUpvote.objects.filter(pk__in=[pk for pks in counted.values() for pk in pks]).delete()
    _change_counts({**gone, **dict.fromkeys(counted)}, by=-1)
    return _announce(event_id, votes, refused, changed=gone, fact_type=UpvoteTakenBack, uncounted=counted)


def _guard(event_id: int, votes: Sequence[Vote]) -> tuple[dict[int, Refusal], list[Vote], set[int]]:
    """Lock the people, then the questions, by id.

    Returns the refusals by place, the votes that are not refused, and which questions others became a part of.
    """
    event = events_with_policy([event_id])[event_id]
    people = lock_people(event_id, (vote.attendee_id for vote in votes))
    ids = {vote.question_id for vote in votes}
    locked = Question.objects.select_for_update(no_key=True).filter(event_id=event_id, pk__in=ids).order_by("pk")
    # A question that was never published must not be told from one that does not exist.
    rows = list(locked.values_list("pk", "state", "published_at", "merged_count"))
    states = {pk: state for pk, state, published_at, _ in rows if published_at}
    refused: dict[int, Refusal] = {}
    for place, vote in enumerate(votes):
        try:
            guard_event(event)
            if vote.attendee_id not in people:
                raise Refusal(NOT_REGISTERED, f"expected an attendee of event {event_id}, got {vote.attendee_id}")
            if vote.question_id not in states:
                raise Refusal(UNKNOWN_QUESTION, f"expected a question of event {event_id}, got {vote.question_id}")
            if states[vote.question_id] not in VISIBLE:
                raise Refusal(NOT_VOTABLE, f"expected an open question, {vote.question_id} is not, or no longer")
        except Refusal as refusal:
            refused[place] = refusal
    merged = {pk for pk, _, _, merged_count in rows if merged_count}
    return refused, [vote for place, vote in enumerate(votes) if place not in refused], merged


def _known(votes: Sequence[Vote]) -> dict[Vote, int]:
    rows = Upvote.objects.filter(
        question_id__in={vote.question_id for vote in votes}, attendee_id__in={vote.attendee_id for vote in votes}
    )
    return {
        Vote(attendee_id=attendee_id, question_id=question_id): pk
        for pk, attendee_id, question_id in rows.values_list("pk", "attendee_id", "question_id")
    }


def _counted_by_merge(votes: Sequence[Vote], merged: set[int]) -> dict[Vote, list[int]]:
    """Return the rows by which these people count already for the questions `merged`, by vote."""
    asked = {vote for vote in votes if vote.question_id in merged}
    if not asked:
        return {}
    rows = MergedUpvote.objects.filter(
        question_id__in=merged, attendee_id__in={vote.attendee_id for vote in asked}
    ).values_list("pk", "attendee_id", "question_id")
    found: dict[Vote, list[int]] = {}
    for pk, attendee_id, question_id in rows:
        vote = Vote(attendee_id=attendee_id, question_id=question_id)
        if vote in asked:
            found.setdefault(vote, []).append(pk)
    return found


def _cast_by(attendee_ids: Iterable[int]) -> Counter[int]:
    rows = Upvote.objects.filter(attendee_id__in=set(attendee_ids)).values_list("attendee_id")
    return Counter(dict(rows.annotate(cast=Count("pk")).values_list("attendee_id", "cast")))


def _change_counts(votes: Iterable[Vote], *, by: int) -> None:
    changes = Counter(vote.question_id for vote in votes)
    if changes:
        cases = [When(pk=question_id, then=Value(by * count)) for question_id, count in changes.items()]
        change = Case(*cases, default=Value(0), output_field=IntegerField())
        Question.objects.filter(pk__in=changes).update(upvotes=F("upvotes") + change)


def _announce(
    event_id: int,
    votes: Sequence[Vote],
    refused: dict[int, Refusal],
    *,
    changed: Collection[Vote],
    fact_type: type[UpvoteCast] | type[UpvoteTakenBack],
    uncounted: Iterable[Vote] = (),
) -> list[Voted | Refusal]:
    """Tell everybody the counts and each voter what they did, and return the outcomes."""
    ids = {vote.question_id for place, vote in enumerate(votes) if place not in refused}
    counts = dict(Question.objects.filter(pk__in=ids).values_list("pk", "upvotes"))
    announcements = Announcements()
    everybody, own = questions_topic(event_id), {vote: _own_topic(event_id, vote) for vote in votes}
    for vote in changed:
        announcements.add(own[vote], fact_type(question_id=vote.question_id))
    for vote in (*changed, *uncounted):
        for topic in (desk_topic(event_id), everybody, set_topic(event_id)):
            announcements.put(topic, upvotes_key(vote.question_id), counts[vote.question_id])
    reached = announcements.append()
    # Where nothing changed, what is shown may still be on its way from before.
    unmoved = {everybody, *(own[vote] for place, vote in enumerate(votes) if place not in refused)} - reached.keys()
    if ids and unmoved:
        reached |= read_positions(sorted(unmoved))
    return [
        refused[place]
        if place in refused
        else Voted(counts[vote.question_id], reached[everybody].rev, reached[own[vote]].offset)
        for place, vote in enumerate(votes)
    ]


def _own_topic(event_id: int, vote: Vote) -> str:
    return my_questions_topic(event_id, f"a{vote.attendee_id}")
