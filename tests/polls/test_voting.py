"""Votes: who may, what fits, what counts, and that all of it counts once."""

from __future__ import annotations

from typing import Any

import pytest

from events.models import Attendee, Event
from live.errors import KEY_REUSED, Refusal
from polls import errors, services
from polls.facts import Answer, MyVote
from polls.models import AnonymousBallot, AudiencePart, Kind, Poll, TextAnswer, Vote
from polls.selectors import audience_states
from polls.services import Ballot
from rooms.models import ChatRoom
from tests.polls.factories import Clock, ballot, cast, counts, make_attendee, make_event, make_poll, open_poll


def code_of(person: Attendee, poll: Poll, answer: Answer | int, **more: Any) -> tuple[str, str]:
    """Return the code of the refusal, and what its details give as the cause."""
    with pytest.raises(Refusal) as refused:
        cast(person, poll, answer, **more)
    return refused.value.code, str(refused.value.details.get("because", ""))


def test_votes_of_a_batch_are_counted_once_each(event: Event) -> None:
    poll = open_poll(event)
    people = [make_attendee(event, f"Guest {number}") for number in range(5)]
    ballots = [ballot(person, poll, 1 + place % 2) for place, person in enumerate(people)]
    outcomes = services.cast_votes(event_id=event.pk, ballots=[*ballots, *ballots])
    assert all(isinstance(outcome, MyVote) for outcome in outcomes)
    poll.refresh_from_db()
    assert (counts(poll), poll.ballots, Vote.objects.count()) == ({"1": 3, "2": 2}, 5, 5)


def test_repeated_command_is_answered_alike_and_changes_nothing(event: Event, ada: Attendee) -> None:
    poll = open_poll(event)
    first = cast(ada, poll, 2, key="k")
    assert cast(ada, poll, 2, key="k") == first
    assert counts(poll) == {"2": 1}


def test_key_is_refused_for_another_answer(event: Event, ada: Attendee) -> None:
    poll = open_poll(event)
    cast(ada, poll, 2, key="k")
    assert code_of(ada, poll, 1, key="k")[0] == KEY_REUSED
    assert counts(poll) == {"2": 1}


def test_change_of_mind_moves_the_count(event: Event, ada: Attendee, ben: Attendee) -> None:
    poll = open_poll(event)
    cast(ada, poll, 1)
    cast(ben, poll, 1)
    assert cast(ada, poll, 3, seen=1) == MyVote(poll_id=poll.pk, revision=2, answer=Answer(options=[3]))
    poll.refresh_from_db()
    assert (counts(poll), poll.ballots) == ({"1": 1, "3": 1}, 2)


def test_change_of_mind_that_did_not_see_the_last_one_is_refused(event: Event, ada: Attendee) -> None:
    poll = open_poll(event)
    first = ballot(ada, poll, 1)
    services.cast_votes(event_id=event.pk, ballots=[first])
    cast(ada, poll, 2, seen=1)
    (late,) = services.cast_votes(event_id=event.pk, ballots=[first])
    assert isinstance(late, Refusal)
    assert (late.code, late.details["vote"]["revision"]) == (errors.VOTE_MOVED, 2)
    assert counts(poll) == {"2": 1}


def test_two_devices_of_one_person_count_once(event: Event, ada: Attendee) -> None:
    poll = open_poll(event)
    outcomes = services.cast_votes(event_id=event.pk, ballots=[ballot(ada, poll, 1), ballot(ada, poll, 2)])
    assert [isinstance(outcome, Refusal) for outcome in outcomes] == [False, True]
    assert counts(poll) == {"1": 1}


def test_vote_may_not_be_changed_where_the_organiser_says_so(event: Event, ada: Attendee) -> None:
    poll = open_poll(event, may_change=False)
    cast(ada, poll, 1)
    assert code_of(ada, poll, 2, seen=1)[0] == errors.ALREADY_VOTED


@pytest.mark.parametrize(
    ("kind", "more", "answer", "because"),
    [
        (Kind.SINGLE, {}, Answer(options=[9]), "unknown_option"),
        (Kind.SINGLE, {}, Answer(options=[1, 2]), "too_many"),
        (Kind.SINGLE, {}, Answer(), "too_few"),
        (Kind.SINGLE, {}, Answer(options=[1], text="and more"), "kind"),
        (Kind.SEVERAL, {}, Answer(options=[1, 1]), "twice"),
        (Kind.SEVERAL, {}, Answer(options=[1, 2, 3]), "too_many"),
        (Kind.SEVERAL, {"min_choices": 2}, Answer(options=[1]), "too_few"),
        (Kind.RATING, {}, Answer(value=6), "out_of_range"),
        (Kind.RATING, {"scale": "nps"}, Answer(value=11), "out_of_range"),
        (Kind.RATING, {}, Answer(), "too_few"),
        (Kind.RANKING, {}, Answer(options=[1, 2]), "incomplete"),
        (Kind.WORDS, {}, Answer(words=["one", "two"]), "too_many"),
        (Kind.WORDS, {}, Answer(words=["\u200b"]), "empty"),
        (Kind.WORDS, {}, Answer(words=["w" * 31]), "too_long"),
        (Kind.TEXT, {}, Answer(text=" "), "empty"),
        (Kind.TEXT, {}, Answer(text="w" * 281), "too_long"),
        (Kind.NUMBER, {}, Answer(value=101), "out_of_range"),
        (Kind.QUIZ, {}, Answer(options=[4]), "unknown_option"),
    ],
)
def test_answer_that_does_not_fit_is_refused(
    event: Event, ada: Attendee, kind: Kind, more: dict[str, Any], answer: Answer, because: str
) -> None:
    poll = open_poll(event, kind, **more)
    assert code_of(ada, poll, answer) == (errors.BAD_ANSWER, because)
    poll.refresh_from_db()
    assert (poll.ballots, counts(poll)) == (0, {})


@pytest.mark.parametrize(
    ("kind", "answer", "kept", "counted"),
    [
        (Kind.SEVERAL, Answer(options=[3, 1]), Answer(options=[1, 3]), {"1": 1, "3": 1}),
        (Kind.RANKING, Answer(options=[3, 1, 2]), Answer(options=[3, 1, 2]), {"1:2": 1, "2:3": 1, "3:1": 1}),
        (Kind.RATING, Answer(value=4), Answer(value=4), {"4": 1}),
        (Kind.NUMBER, Answer(value=42), Answer(value=42), {"42": 1}),
        (Kind.WORDS, Answer(words=[" Élégant "]), Answer(words=["Élégant"]), {"elegant": 1}),
        (Kind.WORDS, Answer(words=["<b>bold</b>"]), Answer(words=["<b>bold</b>"]), {"<b>bold</b>": 1}),
    ],
)
def test_answer_counts_as_what_it_says(
    event: Event, ada: Attendee, kind: Kind, answer: Answer, kept: Answer, counted: dict[str, int]
) -> None:
    poll = open_poll(event, kind)
    assert cast(ada, poll, answer).answer == kept
    assert counts(poll) == counted


@pytest.mark.parametrize("words", [["merde"], ["www.example.com"], ["m3rde"]])
def test_word_that_is_not_published_is_refused(event: Event, ada: Attendee, words: list[str]) -> None:
    poll = open_poll(event, Kind.WORDS)
    assert code_of(ada, poll, Answer(words=words))[0] == errors.WORD_REFUSED


def test_text_waits_for_the_crew(event: Event, ada: Attendee) -> None:
    poll = open_poll(event, Kind.TEXT)
    cast(ada, poll, Answer(text="<script>x</script>\n\n\n\nTwo"))
    poll.refresh_from_db()
    row = TextAnswer.objects.get()
    assert (row.text, row.author_name, row.state, poll.waiting) == (
        "<script>x</script>\n\nTwo",
        "Ada Lovelace",
        "waiting",
        1,
    )
    assert code_of(ada, poll, Answer(text="Another"), seen=1)[0] == errors.ALREADY_VOTED


def test_poll_of_another_event_is_unknown(event: Event, ada: Attendee) -> None:
    poll = open_poll(make_event("other"))
    assert code_of(ada, poll, 1)[0] == errors.UNKNOWN_POLL


def test_poll_that_was_not_opened_is_unknown(event: Event, ada: Attendee) -> None:
    assert code_of(ada, make_poll(event), 1)[0] == errors.UNKNOWN_POLL


def test_person_of_another_event_is_not_registered(event: Event) -> None:
    poll, stranger = open_poll(event), make_attendee(make_event("other"))
    (outcome,) = services.cast_votes(event_id=event.pk, ballots=[ballot(stranger, poll, 1)])
    assert isinstance(outcome, Refusal)
    assert outcome.code == errors.NOT_REGISTERED


@pytest.mark.parametrize(
    ("part", "value"), [(AudiencePart.CONTINENT, "africa"), (AudiencePart.COMPANY, "Kanso Motors")]
)
def test_only_the_part_that_is_asked_may_vote(event: Event, part: AudiencePart, value: str) -> None:
    poll = open_poll(event, audience=part, audience_value=value)
    inside = make_attendee(event, "Amara Okafor", company=" kanso motors", country="NG")
    outside = make_attendee(event, "Jonas Lind", company="Another", country="SE")
    cast(inside, poll, 1)
    assert code_of(outside, poll, 1)[0] == errors.NOT_INVITED


def test_room_is_told_of_its_polls_and_whoever_is_registered_may_vote(event: Event, ada: Attendee) -> None:
    ChatRoom.objects.create(event=event, slug="design")
    poll = open_poll(event, room="design")
    rooms = [(event.pk, "stage"), (event.pk, "design")]
    assert [[each.id for each in audience_states(rooms)[room].polls] for room in rooms] == [[], [poll.pk]]
    # Nobody keeps who is in a room.
    assert cast(ada, poll, 1).revision == 1


def test_late_viewer_votes_until_the_close_is_on_their_own_screen(event: Event, ada: Attendee, clock: Clock) -> None:
    poll = open_poll(event, open_seconds=20)
    people = [make_attendee(event, f"Guest {number}") for number in range(3)]
    clock.wait(30)
    # Twelve seconds behind: for this person the poll has been open for 18 seconds.
    cast(ada, poll, 1, playhead_ms=clock.ms - 12_000)
    assert code_of(people[0], poll, 1, playhead_ms=clock.ms - 2_000)[0] == errors.CLOSED
    assert code_of(people[1], poll, 1)[0] == errors.CLOSED
    clock.wait(10)
    assert code_of(people[2], poll, 1, playhead_ms=clock.ms - 25_000)[0] == errors.CLOSED


def test_repeated_command_is_answered_after_the_close(event: Event, ada: Attendee, clock: Clock) -> None:
    poll = open_poll(event, open_seconds=20)
    cast(ada, poll, 1, key="k")
    clock.wait(600)
    assert cast(ada, poll, 1, key="k").revision == 1


def test_picture_before_the_opening_has_no_vote(event: Event, ada: Attendee, clock: Clock) -> None:
    poll = open_poll(event)
    clock.wait(5)
    assert code_of(ada, poll, 1, playhead_ms=clock.ms - 8_000)[0] == errors.NOT_OPEN
    # What is ahead of the server's clock is nobody's picture.
    cast(ada, poll, 1, playhead_ms=clock.ms + 60_000)


def test_delays_of_voters_are_noted(event: Event, clock: Clock) -> None:
    poll = open_poll(event)
    clock.wait(90)
    for delay_ms in (1_500, 1_900, 8_200, 80_000):
        cast(make_attendee(event), poll, 1, playhead_ms=clock.ms - delay_ms)
    poll.refresh_from_db()
    assert {second: count for second, count in enumerate(poll.delays) if count} == {1: 2, 8: 1}


def test_anonymous_vote_keeps_no_person(event: Event, ada: Attendee) -> None:
    poll = open_poll(event, is_anonymous=True)
    first = ballot(ada, poll, 2)
    assert services.cast_votes(event_id=event.pk, ballots=[first, first]) == [MyVote(poll.pk, 1, None)] * 2
    assert (counts(poll), Vote.objects.count(), AnonymousBallot.objects.count()) == ({"2": 1}, 0, 1)
    assert code_of(ada, poll, 2)[0] == errors.ALREADY_VOTED
    (other,) = services.cast_votes(
        event_id=event.pk, ballots=[Ballot(ada.pk, poll.pk, Answer(options=[1]), first.key, first.received_ms)]
    )
    # Not live.key_reused: nothing is kept by which the key alone could be told.
    assert isinstance(other, Refusal)
    assert (other.code, other.details) == (
        errors.ALREADY_VOTED,
        {"vote": {"poll_id": poll.pk, "revision": 1, "answer": None}},
    )
    assert counts(poll) == {"2": 1}


def test_anonymous_key_with_another_answer_is_late_after_the_close(event: Event, ada: Attendee, clock: Clock) -> None:
    poll = open_poll(event, is_anonymous=True, open_seconds=20)
    cast(ada, poll, 2, key="k")
    clock.wait(600)
    assert cast(ada, poll, 2, key="k") == MyVote(poll.pk, 1, None)
    assert code_of(ada, poll, 1, key="k")[0] == errors.CLOSED


def test_anonymous_text_has_no_author(event: Event, ada: Attendee) -> None:
    poll = open_poll(event, Kind.TEXT, is_anonymous=True)
    cast(ada, poll, Answer(text="I would rather not say"))
    row = TextAnswer.objects.get()
    assert (row.attendee_id, row.author_name) == (None, "")


def test_number_of_queries_does_not_grow_with_the_crowd(event: Event, django_assert_num_queries: Any) -> None:
    poll = open_poll(event)
    cast(make_attendee(event), poll, 1)
    few = [ballot(make_attendee(event), poll, 1) for _ in range(2)]
    many = [ballot(make_attendee(event), poll, 1 + place % 3) for place in range(60)]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        services.cast_votes(event_id=event.pk, ballots=few)
    with django_assert_num_queries(len(captured)):
        services.cast_votes(event_id=event.pk, ballots=many)
