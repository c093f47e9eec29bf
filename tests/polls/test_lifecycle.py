"""A poll's life: each press of the crew's, and what the clock decides."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from events.models import Attendee, Event, Phase
from live.errors import Refusal
from live.models import FactRecord
from polls import errors, limits, services
from polls.facts import Answer
from polls.models import AnonymousBallot, AudiencePart, Kind, Placement, Poll, PollCount, ResultsPolicy, State, Vote
from polls.selectors import audience_states, desk_states
from polls.services import DraftOption, settle_due
from tests.polls.factories import Clock, cast, counts, make_attendee, make_draft, make_poll, move, open_poll, texts


def refused(act: Callable[[], object]) -> Refusal:
    """Return what `act` is refused with."""
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value


def test_life_of_a_poll(event: Event, ada: Attendee, clock: Clock) -> None:
    poll = make_poll(event, results=ResultsPolicy.CREW)
    states = [move(poll, services.arm_poll).state, move(poll, services.open_poll).state]
    cast(ada, poll, 1)
    clock.wait(5)
    states += [move(poll, services.close_poll).state, move(poll, services.show_results).state]
    clock.wait(5)
    states += [move(poll, services.withdraw_poll).state, move(poll, services.archive_poll).state]
    assert states == ["armed", "open", "closed", "results", "results", "archived"]
    (record,) = audience_states([(event.pk, "stage")])[event.pk, "stage"].polls
    assert (record.opens_at_ms, record.closes_at_ms, record.results_at_ms, record.gone_at_ms) == (
        clock.ms - 10_000,
        clock.ms - 5_000,
        clock.ms - 5_000,
        clock.ms,
    )


def test_audience_knows_nothing_of_what_was_not_opened(event: Event) -> None:
    make_poll(event)
    move(make_poll(event), services.arm_poll)
    assert audience_states([(event.pk, "stage")])[event.pk, "stage"].polls == []
    assert not FactRecord.objects.filter(topic__name__startswith="polls/").exists()


def test_answer_of_a_quiz_question_is_told_with_the_results(event: Event, ada: Attendee, clock: Clock) -> None:
    poll = open_poll(event, Kind.QUIZ, right_option=1, results=ResultsPolicy.CREW)
    cast(ada, poll, 2)
    clock.wait(1)
    move(poll, services.close_poll)

    def told() -> list[int]:
        (record,) = audience_states([(event.pk, "stage")])[event.pk, "stage"].polls
        return record.right_options

    assert told() == []
    bodies = "".join(FactRecord.objects.filter(topic__name__startswith="polls/").values_list("body", flat=True))
    assert '"right_options":[2]' not in bodies
    clock.wait(20)
    move(poll, services.show_results)
    assert told() == [2]


@pytest.mark.parametrize(
    ("policy", "while_open", "after"),
    [(ResultsPolicy.LIVE, True, True), (ResultsPolicy.CLOSE, False, True), (ResultsPolicy.CREW, False, False)],
)
def test_results_are_seen_when_the_organiser_says(
    event: Event, ada: Attendee, clock: Clock, policy: ResultsPolicy, while_open: bool, after: bool
) -> None:
    poll = open_poll(event, results=policy)
    cast(ada, poll, 1)

    def seen() -> bool:
        state = audience_states([(event.pk, "stage")])[event.pk, "stage"]
        assert state.ballots == {str(poll.pk): 1}
        return str(poll.pk) in state.tallies

    assert seen() == while_open
    move(poll, services.close_poll)
    clock.wait(limits.GRACE_UNKNOWN_S + 1)
    settle_due()
    assert seen() == after


def test_countdown_closes_by_itself(event: Event, clock: Clock) -> None:
    poll = open_poll(event, seconds=20, results=ResultsPolicy.CREW)
    assert settle_due() == 0
    clock.wait(20)
    assert (settle_due(), settle_due()) == (1, 0)
    poll.refresh_from_db()
    assert poll.state == State.CLOSED


def test_countdown_of_the_press_wins_over_the_prepared_one(event: Event, clock: Clock) -> None:
    closes = [
        open_poll(event, seconds=20).closes_at,
        open_poll(event, seconds=20, open_seconds=45).closes_at,
        open_poll(event, seconds=20, open_seconds=0).closes_at,
    ]
    seconds = [None if at is None else (at - clock.now).total_seconds() for at in closes]
    assert seconds == [20, 45, None]


def test_grace_covers_the_measured_delay(event: Event, clock: Clock) -> None:
    poll = open_poll(event)
    clock.wait(60)
    for place in range(100):
        cast(make_attendee(event), poll, 1, playhead_ms=clock.ms - (21_400 if place < 5 else 2_300))
    move(poll, services.close_poll)
    assert poll.accepts_until is not None
    assert poll.closes_at is not None
    assert (poll.accepts_until - poll.closes_at).total_seconds() == 22 + limits.GRACE_MARGIN_S


def test_quiz_results_wait_for_the_last_viewer(event: Event, clock: Clock) -> None:
    poll = open_poll(event, Kind.QUIZ, results=ResultsPolicy.CREW)
    move(poll, services.close_poll)
    refusal = refused(lambda: move(poll, services.show_results))
    assert refusal.code == errors.NOT_FINAL
    assert refusal.details == {"accepts_until_ms": clock.ms + limits.GRACE_UNKNOWN_S * 1000}


def test_poll_that_was_closed_too_early_is_opened_again_with_its_votes(
    event: Event, ada: Attendee, ben: Attendee, clock: Clock
) -> None:
    poll = open_poll(event)
    cast(ada, poll, 1)
    move(poll, services.close_poll)
    clock.wait(4)
    assert move(poll, services.open_poll).poll.closes_at_ms is None
    cast(ben, poll, 1)
    assert counts(poll) == {"1": 2}


def test_taking_back_leaves_nothing(event: Event, ada: Attendee) -> None:
    poll, other = open_poll(event), open_poll(event, is_anonymous=True)
    for each in (poll, other):
        cast(ada, each, 1)
        assert move(each, services.take_back_poll).state == "draft"
        assert (each.ballots, each.opens_at, each.delays) == (0, None, [])
    assert [rows.objects.count() for rows in (Vote, AnonymousBallot, PollCount)] == [0, 0, 0]
    state = audience_states([(event.pk, "stage")])[event.pk, "stage"]
    assert (state.polls, state.ballots, state.tallies) == ([], {}, {})


def test_stale_press_is_told_how_the_poll_is(event: Event) -> None:
    poll = make_poll(event)
    seen = poll.version
    move(poll, services.arm_poll)
    refusal = refused(lambda: services.open_poll(event_id=event.pk, poll_id=poll.pk, seen=seen))
    assert (refusal.code, refusal.details["poll"]["state"]) == (errors.STALE, "armed")


@pytest.mark.parametrize(
    ("state", "service"),
    [
        (State.DRAFT, services.close_poll),
        (State.DRAFT, services.show_results),
        (State.DRAFT, services.withdraw_poll),
        (State.DRAFT, services.archive_poll),
        (State.DRAFT, services.take_back_poll),
        (State.OPEN, services.arm_poll),
        (State.OPEN, services.open_poll),
        (State.OPEN, services.show_results),
        (State.OPEN, services.delete_poll),
        (State.RESULTS, services.open_poll),
        (State.RESULTS, services.close_poll),
        (State.ARCHIVED, services.open_poll),
    ],
)
def test_move_that_is_none_is_refused(event: Event, state: State, service: Any) -> None:
    poll = make_poll(event)
    Poll.objects.filter(pk=poll.pk).update(state=state)
    assert refused(lambda: move(poll, service)).code == errors.ILLEGAL_MOVE


def test_poll_of_another_event_is_unknown(event: Event) -> None:
    poll = make_poll(event)
    refusal = refused(lambda: services.arm_poll(event_id=event.pk + 1, poll_id=poll.pk, seen=1))
    assert refusal.code == errors.UNKNOWN_POLL


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (make_draft(question={}), ["question"]),
        (make_draft(Kind.SINGLE, "Only one"), ["options"]),
        (make_draft(Kind.QUIZ, right_option=None), ["right_answer"]),
        (make_draft(Kind.NUMBER, min_value=5, max_value=5), ["range"]),
        (make_draft(question={"en": "Which?"}), ["translation"]),
        (make_draft(Kind.RATING, low_label={"fr": "Pas du tout"}), ["translation"]),
        (make_draft(Kind.SEVERAL, "One", "Two", max_choices=3), ["range"]),
    ],
)
def test_incomplete_poll_is_kept_and_not_opened(event: Event, draft: Any, missing: list[str]) -> None:
    record = services.save_poll(event_id=event.pk, draft=draft)
    for service in (services.arm_poll, services.open_poll):
        refusal = refused(
            lambda service=service: service(event_id=event.pk, poll_id=record.poll.id, seen=record.version)  # type: ignore[misc]
        )
        assert (refusal.code, refusal.details) == (errors.INCOMPLETE, {"missing": missing})


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"max_choices": 20}, "choices"),
        ({"min_value": 9, "max_value": 1}, "range"),
        ({"decimals": 9}, "range"),
        ({"max_words": 9}, "words"),
        ({"scale": "thumbs"}, "scale"),
        ({"seconds": 90_000}, "seconds"),
        ({"right_option": 3}, "right_answer"),
        ({"audience": AudiencePart.CONTINENT, "audience_value": "atlantis"}, "audience"),
        ({"audience": AudiencePart.COMPANY, "audience_value": " "}, "audience"),
        ({"room": "cellar"}, "room"),
    ],
)
def test_draft_out_of_bounds_is_refused(event: Event, more: dict[str, Any], because: str) -> None:
    refusal = refused(lambda: services.save_poll(event_id=event.pk, draft=make_draft(**more)))
    assert (refusal.code, refusal.details["because"]) == (errors.BAD_POLL, because)


def test_quiz_is_never_anonymous(event: Event) -> None:
    draft = make_draft(Kind.QUIZ, is_anonymous=True)
    assert refused(lambda: services.save_poll(event_id=event.pk, draft=draft)).details == {"because": "anonymous_quiz"}


def test_option_keeps_its_id_and_no_other_gets_it(event: Event) -> None:
    poll = make_poll(event, Kind.SINGLE, "Copper", "Slate", "Pearl")
    kept = [DraftOption(texts("Pearl"), id=3), DraftOption(texts("Moss")), DraftOption(texts("Slate"), id=2)]
    draft = make_draft()
    changed = services.save_poll(
        event_id=event.pk,
        poll_id=poll.pk,
        seen=poll.version,
        draft=type(draft)(kind=draft.kind, question=draft.question, options=kept),
    )
    assert [(option.id, option.text["en"]) for option in changed.poll.options] == [
        (3, "Pearl"),
        (4, "Moss"),
        (2, "Slate"),
    ]


def test_poll_that_was_opened_is_not_edited(event: Event) -> None:
    poll = open_poll(event)
    edit = lambda: services.save_poll(event_id=event.pk, poll_id=poll.pk, seen=poll.version, draft=make_draft())  # noqa: E731
    assert refused(edit).code == errors.ILLEGAL_MOVE


def asked(event: Event) -> list[int]:
    """Return what the stage's audience may answer, in its order."""
    return [record.id for record in audience_states([(event.pk, "stage")])[event.pk, "stage"].polls]


def test_survey_is_asked_in_the_order_of_the_list(event: Event) -> None:
    text = make_poll(event, Kind.TEXT, placement=Placement.FEEDBACK)
    show = make_poll(event)
    score = make_poll(event, Kind.RATING, scale="nps", placement=Placement.FEEDBACK)
    draft = make_poll(event, Kind.RATING, placement=Placement.FEEDBACK)
    for poll in (text, score):
        move(poll, services.arm_poll)
    assert asked(event) == [text.pk, score.pk]
    services.order_polls(event_id=event.pk, poll_ids=[draft.pk, score.pk, show.pk, text.pk])
    assert asked(event) == [score.pk, text.pk]
    told = json.loads(FactRecord.objects.filter(topic__name=f"polls/{event.pk}/stage").latest("offset").body)
    # Of drafts and of the show's polls the audience hears nothing.
    assert (told["kind"], told["data"]) == ("SurveyOrdered", {"positions": {str(score.pk): 1, str(text.pk): 3}})
    move(draft, services.arm_poll)
    assert asked(event) == [draft.pk, score.pk, text.pk]


def test_order_of_the_show_is_not_the_audiences_affair(event: Event) -> None:
    first, second = open_poll(event), make_poll(event)
    survey = make_poll(event, Kind.RATING, placement=Placement.FEEDBACK)
    move(survey, services.arm_poll)
    told = FactRecord.objects.filter(topic__name__startswith="polls/").count()
    services.order_polls(event_id=event.pk, poll_ids=[second.pk, first.pk, survey.pk])
    assert FactRecord.objects.filter(topic__name__startswith="polls/").count() == told
    assert [poll.position for poll in audience_states([(event.pk, "stage")])[event.pk, "stage"].polls] == [0, 2]


def test_drafts_are_copied_ordered_and_thrown_away(event: Event) -> None:
    first, second = make_poll(event, Kind.SINGLE), make_poll(event, Kind.RATING)
    copy = move(first, services.duplicate_poll)
    listed = [poll.poll.id for poll in desk_states([event.pk])[event.pk].polls]
    assert listed == [first.pk, copy.poll.id, second.pk]
    services.order_polls(event_id=event.pk, poll_ids=[second.pk, first.pk, copy.poll.id])
    move_away = Poll.objects.get(pk=first.pk)
    services.delete_poll(event_id=event.pk, poll_id=first.pk, seen=move_away.version)
    assert [poll.poll.id for poll in desk_states([event.pk])[event.pk].polls] == [second.pk, copy.poll.id]
    refusal = refused(lambda: services.order_polls(event_id=event.pk, poll_ids=[second.pk]))
    assert (refusal.code, refusal.details["poll_ids"]) == (errors.ORDER_MISMATCH, [second.pk, copy.poll.id])


def test_number_of_polls_has_a_bound(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polls.services.preparing.POLLS_PER_EVENT", 2)
    poll = make_poll(event)
    make_poll(event)
    for act in (lambda: make_poll(event), lambda: move(poll, services.duplicate_poll)):
        assert refused(act).code == errors.TOO_MANY_POLLS


def test_survey_takes_answers_after_the_show(event: Event, ada: Attendee) -> None:
    poll = make_poll(event, Kind.RATING, scale="nps", placement=Placement.FEEDBACK)
    assert refused(lambda: move(poll, services.open_poll)).code == errors.ILLEGAL_MOVE
    move(poll, services.arm_poll)
    assert refused(lambda: cast(ada, poll, Answer(value=9))).code == errors.NOT_OPEN
    Event.objects.filter(pk=event.pk).update(phase=Phase.AFTER)
    cast(ada, poll, Answer(value=9))
    assert counts(poll) == {"9": 1}
    assert refused(lambda: move(poll, services.disarm_poll)).code == errors.ILLEGAL_MOVE
    move(poll, services.archive_poll)
    assert refused(lambda: cast(make_attendee(event), poll, Answer(value=9))).code == errors.CLOSED
