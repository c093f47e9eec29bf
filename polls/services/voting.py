"""Votes: each person's counts once, each count is the number of its votes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from events.models import Attendee, Event
from live import statements
from live.cues import noted
from live.errors import KEY_REUSED, Refusal
from live.facts import encode
from polls.ballots import ballot_proof, ballot_token
from polls.errors import ALREADY_VOTED, NOT_INVITED, NOT_REGISTERED, UNKNOWN_POLL, VOTE_MOVED
from polls.facts import Answer, MyVote
from polls.limits import GRACE_MOST_S, PLAYHEAD_MARGIN_MS
from polls.mine import anonymous_vote, is_invited
from polls.models import AnonymousBallot, Kind, Poll, PollCount, TextAnswer, Vote
from polls.secrecy import any_number, number_of_answer
from polls.selectors import is_public, may_change
from polls.services.announcing import Announcements
from polls.services.answers import Given, countable_keys, fit_answer
from polls.services.hours import credible_delay_ms, event_grace, guard_hours
from polls.services.quiz import points_for
from polls.services.rewriting import rewrite_among_others
from rooms.models import ChatDesk
from rooms.selectors import words_of

_ADD_COUNT = 'ON CONFLICT ("poll_id", "key") DO UPDATE SET "count" = "polls_pollcount"."count" + EXCLUDED."count"'
_answers = msgspec.json.Decoder(Answer)
_COUNTED = ("ballots", "waiting", "delays", "rewritten_ballots")
_REPLACE_VOTE = statements.replacing(["poll_id", "attendee_id"], ["key", "revision", "answer", "points", "cast_at"])


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one attendee answers, as it came. `seen`: the revision of their vote that it replaces, 0 for the first."""

    attendee_id: int
    poll_id: int
    answer: Answer
    key: str
    received_ms: int
    seen: int = 0
    playhead_ms: int | None = None


@dataclass(slots=True)
class _Standing:
    """A vote that stands. Of an anonymous one there is only the proof."""

    key: str
    revision: int
    answer: bytes
    proof: str = ""


class _Person(NamedTuple):
    """Who votes, as far as it matters here."""

    id: int
    name: str
    company: str
    country: str


class _Fitted(NamedTuple):
    """An answer as it is kept and counted, and as it is written down; or why it means nothing to its poll."""

    given: Given | Refusal
    encoded: bytes


@dataclass(slots=True)
class _Changes:
    """What a batch adds, by poll."""

    votes: dict[tuple[int, int], tuple[_Standing, int]] = field(default_factory=dict)
    anonymous: list[tuple[str, int, str]] = field(default_factory=list)
    texts: list[TextAnswer] = field(default_factory=list)
    counts: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labels: dict[tuple[int, str], str] = field(default_factory=dict)
    changed: dict[int, Poll] = field(default_factory=dict)


def cast_votes(*, event_id: int, ballots: Sequence[Ballot]) -> list[MyVote | Refusal]:
    """Take the votes of many people at once: one statement for each table, one outcome for each, in order.

    One transaction, and another for each anonymous poll: rows that were written together can be told by whoever owns
    the database, and beside what somebody said under their name would stand what they said in secret.

    A repeated command (the same person, poll and key) is answered with the vote that it cast, also after the close,
    and changes nothing. An item is refused with polls.not_registered, polls.unknown_poll, polls.not_invited,
    polls.not_open, polls.closed, polls.bad_answer, polls.word_refused, polls.already_voted, polls.vote_moved or
    live.key_reused. Locks the polls.
    """
    apart = _anonymous_among(event_id, {ballot.poll_id for ballot in ballots})
    if not apart:
        return _cast_together(event_id, ballots)
    groups: dict[int | None, list[int]] = defaultdict(list)
    for place, ballot in enumerate(ballots):
        groups[ballot.poll_id if ballot.poll_id in apart else None].append(place)
    outcomes: dict[int, MyVote | Refusal] = {}
    for places in groups.values():
        outcomes |= zip(places, _cast_together(event_id, [ballots[place] for place in places]), strict=True)
    return [outcomes[place] for place in range(len(ballots))]


def _anonymous_among(event_id: int, poll_ids: set[int]) -> set[int]:
    rest = f"WHERE event_id = %s AND id {statements.among(poll_ids)} AND is_anonymous"
    return {poll_id for (poll_id,) in statements.select(Poll, ["id"], rest, [event_id, *poll_ids])}


@transaction.atomic
def _cast_together(event_id: int, ballots: Sequence[Ballot]) -> list[MyVote | Refusal]:
    batch = _Batch(event_id, ballots)
    outcomes: list[MyVote | Refusal] = []
    for ballot in ballots:
        try:
            outcomes.append(batch.take(ballot))
        except Refusal as refusal:
            outcomes.append(refusal)
    batch.write()
    return outcomes


class _Batch:
    """What is known of those who vote together, and what became of those before in the batch."""

    def __init__(self, event_id: int, ballots: Sequence[Ballot]) -> None:
        self._event_id = event_id
        self._polls = _lock_polls(event_id, {ballot.poll_id for ballot in ballots})
        self._people = _people(event_id, {ballot.attendee_id for ballot in ballots})
        self._standing = _standing_votes(self._polls, ballots)
        self._event = cache(lambda: Event.objects.get(pk=event_id))
        self._grace = cache(lambda: event_grace(event_id))
        # As it was before the batch: nobody's word is measured by itself.
        self._credible_ms = cache(credible_delay_ms)
        self._words = cache(lambda: words_of(ChatDesk.objects.filter(pk=event_id).first()))
        self._fitted: dict[tuple[int, bytes], _Fitted] = {}
        self._changes = _Changes()

    def take(self, ballot: Ballot) -> MyVote:
        """Return the vote that stands. Raises the Refusal."""
        person = self._people.get(ballot.attendee_id)
        if person is None:
            raise Refusal(NOT_REGISTERED, f"expected an attendee of event {self._event_id}, got {ballot.attendee_id}")
        poll = self._polls.get(ballot.poll_id)
        if poll is None:
            raise Refusal(UNKNOWN_POLL, f"expected a poll of event {self._event_id}, got {ballot.poll_id}")
        standing = self._standing.get((poll.pk, person.id))
        fitted = self._fit(poll, ballot.answer)
        if standing is not None and (known := _repeated(poll, ballot, standing, fitted.encoded)) is not None:
            return known
        guard_hours(poll, self._event, ballot.received_ms, ballot.playhead_ms, self._grace)
        if not is_invited(poll, person):
            raise Refusal(NOT_INVITED, f"expected one of poll {poll.pk}'s audience, got attendee {person.id}")
        if isinstance(fitted.given, Refusal):
            raise fitted.given
        if standing is not None:
            _guard_change(poll, ballot, standing)
        return self._keep(poll, person, ballot, standing, fitted.given, fitted.encoded)

    def _fit(self, poll: Poll, answer: Answer) -> _Fitted:
        """Return what the answer means: worked out once for all of the crowd who say the same.

        What is refused is kept, too: whether that is told depends on more than the answer.
        """
        said = (poll.pk, encode(answer))
        found = self._fitted.get(said)
        if found is None:
            try:
                given = fit_answer(poll, answer, self._words)
                found = _Fitted(given, encode(given.answer))
            except Refusal as refusal:
                found = _Fitted(refusal, b"")
            self._fitted[said] = found
        return found

    def _keep(
        self, poll: Poll, person: _Person, ballot: Ballot, before: _Standing | None, given: Given, answer: bytes
    ) -> MyVote:
        changes = self._changes
        changes.changed[poll.pk] = poll
        counts = changes.counts[poll.pk]
        for key in given.keys:
            counts[key] += 1
        for key, label in given.labels.items():
            changes.labels[poll.pk, key] = label
        if before is None:
            poll.ballots += 1
            self._note_delay(poll, ballot)
        else:
            # What was taken once fits; the list of words may have changed since.
            counts.subtract(fit_answer(poll, _answers.decode(before.answer), tuple).keys)
        if poll.kind == Kind.TEXT:
            poll.waiting += 1
            author_id, author_name = (None, "") if poll.is_anonymous else (person.id, person.name)
            number = number_of_answer(poll.ballots) if poll.is_anonymous else None
            changes.texts.append(
                TextAnswer(pk=number, poll=poll, attendee_id=author_id, author_name=author_name, text=given.answer.text)
            )
        if poll.is_anonymous:
            proof = ballot_proof(poll.pk, person.id, ballot.key, answer)
            changes.anonymous.append((ballot_token(poll.pk, person.id), poll.pk, proof))
            self._standing[poll.pk, person.id] = _Standing("", 1, b"", proof)
            return anonymous_vote(poll.pk)
        now = _Standing(ballot.key, before.revision + 1 if before else 1, answer)
        points = points_for(poll, given.answer, ballot.received_ms, ballot.playhead_ms, lambda: self._credible_ms(poll))
        changes.votes[poll.pk, person.id] = (now, points)
        self._standing[poll.pk, person.id] = now
        return MyVote(poll_id=poll.pk, revision=now.revision, answer=given.answer)

    @staticmethod
    def _note_delay(poll: Poll, ballot: Ballot) -> None:
        if ballot.playhead_ms is None:
            return
        delay_ms = ballot.received_ms - ballot.playhead_ms
        # Further back somebody watches an earlier moment, and no cue waits for them.
        if -PLAYHEAD_MARGIN_MS <= delay_ms <= GRACE_MOST_S * 1000:
            poll.delays = noted(poll.delays, delay_ms)

    def write(self) -> None:
        """Write what was taken, and tell how the polls stand."""
        changes = self._changes
        if not changes.changed:
            return
        cast_at = connection.ops.adapt_datetimefield_value(timezone.now())
        statements.insert(
            Vote,
            ["poll_id", "attendee_id", "key", "revision", "answer", "points", "cast_at"],
            [
                (poll_id, attendee_id, now.key, now.revision, now.answer.decode(), points, cast_at)
                for (poll_id, attendee_id), (now, points) in changes.votes.items()
            ],
            on_conflict=_REPLACE_VOTE,
        )
        # In an order that says nothing of who came first.
        statements.insert(AnonymousBallot, ["token", "poll_id", "proof"], sorted(changes.anonymous))
        if changes.texts:
            TextAnswer.objects.bulk_create(sorted(changes.texts, key=_hiding))
        statements.insert(
            PollCount,
            ["id", "poll_id", "key", "label", "count", "is_hidden"],
            [
                (any_number(), poll_id, key, changes.labels.get((poll_id, key), ""), count, False)
                for poll_id, counts in sorted(changes.counts.items())
                for key, count in sorted(_written(changes.changed[poll_id], counts).items())
            ],
            on_conflict=_ADD_COUNT,
        )
        announcements = Announcements(self._event_id)
        for poll in changes.changed.values():
            texts = sum(text.poll_id == poll.pk for text in changes.texts)
            rewrite_among_others(poll, texts=texts, keys=changes.counts[poll.pk])
            statements.update(Poll, {name: getattr(poll, name) for name in _COUNTED}, "WHERE id = %s", [poll.pk])
        announcements.put_counts(*changes.changed.values())
        announcements.append()


def _hiding(row: TextAnswer) -> str:
    """Return what texts are sorted by: named ones stay in their order."""
    return row.text if row.attendee_id is None else ""


def _written(poll: Poll, counts: Counter[str]) -> dict[str, int]:
    """Return what is added to each count. Of an anonymous poll all are written: which of them somebody's vote changed
    would show in the row, as the transaction that wrote it last."""
    changed = {key: count for key, count in counts.items() if count}
    return dict.fromkeys(countable_keys(poll), 0) | changed if poll.is_anonymous else changed


def _lock_polls(event_id: int, poll_ids: set[int]) -> dict[int, Poll]:
    rest = f"WHERE event_id = %s AND id {statements.among(poll_ids)} ORDER BY id {statements.locking()}"
    rows = statements.fetch(Poll, rest, [event_id, *poll_ids])
    # A poll that was never opened must not be told from one that does not exist.
    return {poll.pk: poll for poll in rows if is_public(poll)}


def _people(event_id: int, attendee_ids: set[int]) -> dict[int, _Person]:
    rest = f"WHERE event_id = %s AND id {statements.among_ids(attendee_ids)}"
    rows = statements.select(Attendee, _Person._fields, rest, [event_id])
    return {person.id: person for person in map(_Person._make, rows)}


def _standing_votes(polls: dict[int, Poll], ballots: Sequence[Ballot]) -> dict[tuple[int, int], _Standing]:
    """Return the votes of these people in these polls, by (poll, person)."""
    asked = {(ballot.poll_id, ballot.attendee_id) for ballot in ballots if ballot.poll_id in polls}
    named = [pair for pair in asked if not polls[pair[0]].is_anonymous]
    found: dict[tuple[int, int], _Standing] = {}
    if named:
        poll_ids, attendee_ids = {poll_id for poll_id, _ in named}, {attendee_id for _, attendee_id in named}
        rest = f"WHERE poll_id {statements.among_ids(poll_ids)} AND attendee_id {statements.among_ids(attendee_ids)}"
        columns = ["poll_id", "attendee_id", "key", "revision", "answer"]
        for poll_id, attendee_id, key, revision, answer in statements.select(Vote, columns, rest):
            found[poll_id, attendee_id] = _Standing(key, revision, answer.encode())
    tokens = {ballot_token(*pair): pair for pair in asked if polls[pair[0]].is_anonymous}
    if tokens:
        rest = f"WHERE token {statements.among(tokens)}"
        for token, proof in statements.select(AnonymousBallot, ["token", "proof"], rest, list(tokens)):
            found[tokens[token]] = _Standing("", 1, b"", proof)
    return found


def _repeated(poll: Poll, ballot: Ballot, standing: _Standing, answer: bytes) -> MyVote | None:
    """Return the vote that this very command cast, or None. Raises Refusal(live.key_reused)."""
    if poll.is_anonymous:
        is_same = standing.proof == ballot_proof(poll.pk, ballot.attendee_id, ballot.key, answer)
        return anonymous_vote(poll.pk) if is_same else None
    if standing.key != ballot.key:
        return None
    if standing.answer != answer:
        raise Refusal(KEY_REUSED, "expected a new id for another answer; this id cast a vote already")
    return _as_mine(poll, standing)


def _guard_change(poll: Poll, ballot: Ballot, standing: _Standing) -> None:
    vote = {"vote": msgspec.to_builtins(_as_mine(poll, standing))}
    if not may_change(poll):
        raise Refusal(ALREADY_VOTED, f"expected one vote in poll {poll.pk}, which takes no other", vote)
    if ballot.seen != standing.revision:
        message = f"expected seen to be {standing.revision}, the revision of the vote that stands, got {ballot.seen}"
        raise Refusal(VOTE_MOVED, message, vote)


def _as_mine(poll: Poll, standing: _Standing) -> MyVote:
    if poll.is_anonymous:
        return anonymous_vote(poll.pk)
    return MyVote(poll_id=poll.pk, revision=standing.revision, answer=_answers.decode(standing.answer))
