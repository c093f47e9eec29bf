"""What polls are to those who ask, for many people in a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from events.countries import continent_of
from events.models import Attendee
from live.errors import Refusal
from polls.ballots import ballot_token
from polls.errors import NOT_REGISTERED
from polls.facts import Answer, MyPoll, MyScore, MyVote
from polls.models import AnonymousBallot, AudiencePart, Kind, Poll, Vote
from polls.selectors import is_public
from polls.standings import scores_of


@dataclass(frozen=True, slots=True)
class Mine:
    """What one person asked about."""

    polls: list[MyPoll]
    score: MyScore | None


def my_polls(*, event_id: int, asked: Sequence[tuple[int, Sequence[int]]]) -> list[Mine | Refusal]:
    """Return, for each (attendee's id, polls' ids), what these polls are to that person; six queries for all.

    Unknown polls are left out. Who is not registered is refused with polls.not_registered.
    """
    ids = {poll_id for _, poll_ids in asked for poll_id in poll_ids}
    rows = Poll.objects.filter(event_id=event_id, pk__in=ids)
    polls = {poll.pk: poll for poll in rows if is_public(poll)}
    people = Attendee.objects.filter(event_id=event_id).in_bulk([attendee_id for attendee_id, _ in asked])
    votes = {
        (vote.poll_id, vote.attendee_id): vote
        for vote in Vote.objects.filter(poll_id__in=polls, attendee_id__in=people)
    }
    tokens = _tokens(polls, asked)
    voted = (
        set(AnonymousBallot.objects.filter(pk__in=tokens.values()).values_list("pk", flat=True)) if tokens else set()
    )
    has_quiz = any(poll.kind == Kind.QUIZ and poll.results_at for poll in polls.values())
    scores = scores_of(event_id, list(people)) if has_quiz else {}
    found: list[Mine | Refusal] = []
    for attendee_id, poll_ids in asked:
        person = people.get(attendee_id)
        if person is None:
            found.append(Refusal(NOT_REGISTERED, f"expected an attendee of event {event_id}, got {attendee_id}"))
            continue
        mine = []
        for poll in (polls[poll_id] for poll_id in dict.fromkeys(poll_ids) if poll_id in polls):
            vote = votes.get((poll.pk, attendee_id))
            is_known = vote is not None or tokens.get((poll.pk, attendee_id)) in voted
            mine.append(_my_poll(poll, person, vote, has_voted=is_known))
        found.append(Mine(polls=mine, score=scores.get(attendee_id)))
    return found


class Person(Protocol):
    """What decides whether somebody is asked."""

    @property
    def company(self) -> str:
        """Where they work."""

    @property
    def country(self) -> str:
        """Where they are, as a code."""


def is_invited(poll: Poll, person: Person) -> bool:
    """Whether the poll asks this person."""
    match poll.audience:
        case AudiencePart.CONTINENT:
            return continent_of(person.country) == poll.audience_value
        case AudiencePart.COMPANY:
            return person.company.strip().casefold() == poll.audience_value.strip().casefold()
        case _:
            return True


def my_vote(vote: Vote) -> MyVote:
    """Return a vote as its voter sees it."""
    return MyVote(poll_id=vote.poll_id, revision=vote.revision, answer=msgspec.json.decode(vote.answer, type=Answer))


def anonymous_vote(poll_id: int) -> MyVote:
    """Return what is left of a vote in an anonymous poll to its voter."""
    return MyVote(poll_id=poll_id, revision=1, answer=None)


def _my_poll(poll: Poll, person: Attendee, vote: Vote | None, *, has_voted: bool) -> MyPoll:
    is_told = poll.kind == Kind.QUIZ and poll.results_at is not None and vote is not None
    return MyPoll(
        poll_id=poll.pk,
        is_invited=is_invited(poll, person),
        vote=my_vote(vote) if vote else anonymous_vote(poll.pk) if has_voted else None,
        points=vote.points if is_told and vote else None,
        is_right=vote.points > 0 if is_told and vote else None,
    )


def _tokens(polls: dict[int, Poll], asked: Sequence[tuple[int, Sequence[int]]]) -> dict[tuple[int, int], str]:
    return {
        (poll_id, attendee_id): ballot_token(poll_id, attendee_id)
        for attendee_id, poll_ids in asked
        for poll_id in poll_ids
        if poll_id in polls and polls[poll_id].is_anonymous
    }
