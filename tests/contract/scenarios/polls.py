"""What happens to polls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import Attendee, Phase
from polls import services
from polls.facts import Answer
from polls.models import Kind, Placement, Poll, ResultsPolicy, TextAnswer
from tests.contract.scenario import Act, World, scenario
from tests.polls.factories import cast, make_poll, move, open_poll


def _show(world: World) -> list[Attendee]:
    """Let there be polls of several kinds and states, with votes."""
    people = [world.attendee(f"Guest {number}") for number in range(3)]
    make_poll(world.event, Kind.RANKING)
    live = open_poll(world.event, results=ResultsPolicy.LIVE)
    hidden = open_poll(world.event, Kind.RATING)
    for place, person in enumerate(people):
        cast(person, live, 1 + place % 2)
        cast(person, hidden, Answer(value=3 + place))
    return people


def _poll(kind: Kind) -> Poll:
    return Poll.objects.filter(kind=kind).order_by("pk")[0]


def _settled(poll: Poll) -> None:
    """Let everybody's time be over."""
    long_ago = timezone.now() - timedelta(hours=1)
    Poll.objects.filter(pk=poll.pk).update(closes_at=long_ago, accepts_until=long_ago)


@scenario
def a_poll_is_prepared(world: World) -> Act:
    _show(world)
    return lambda: make_poll(world.event, Kind.QUIZ)


@scenario
def a_poll_is_made_ready(world: World) -> Act:
    _show(world)
    return lambda: move(_poll(Kind.RANKING), services.arm_poll)


@scenario
def a_poll_is_copied(world: World) -> Act:
    _show(world)
    return lambda: move(_poll(Kind.RATING), services.duplicate_poll)


@scenario
def a_draft_is_thrown_away(world: World) -> Act:
    _show(world)
    poll = _poll(Kind.RANKING)
    return lambda: services.delete_poll(event_id=7, poll_id=poll.pk, seen=poll.version)


@scenario
def polls_are_put_in_an_order(world: World) -> Act:
    _show(world)
    ids = list(Poll.objects.order_by("-pk").values_list("pk", flat=True))
    return lambda: services.order_polls(event_id=7, poll_ids=ids)


@scenario
def a_poll_is_opened(world: World) -> Act:
    _show(world)
    return lambda: move(_poll(Kind.RANKING), services.open_poll, seconds=30)


@scenario
def a_crowd_votes_at_once(world: World) -> Act:
    from tests.polls.factories import ballot

    _show(world)
    people = [world.attendee(f"More {number}") for number in range(4)]
    live, hidden = _poll(Kind.SINGLE), _poll(Kind.RATING)
    services.show_graphic(event_id=7, poll_id=live.pk, view="results")
    ballots = [ballot(person, live, 1 + place % 3) for place, person in enumerate(people)]
    ballots += [ballot(person, hidden, Answer(value=5)) for person in people]
    return lambda: services.cast_votes(event_id=7, ballots=ballots)


@scenario
def a_vote_is_changed(world: World) -> Act:
    people = _show(world)
    return lambda: cast(people[0], _poll(Kind.SINGLE), 3, seen=1)


@scenario
def somebody_votes_anonymously(world: World) -> Act:
    people = _show(world)
    poll = open_poll(world.event, is_anonymous=True, results=ResultsPolicy.LIVE)
    return lambda: cast(people[0], poll, 2)


@scenario
def a_poll_is_closed(world: World) -> Act:
    _show(world)
    return lambda: move(_poll(Kind.SINGLE), services.close_poll)


@scenario
def a_poll_is_opened_again(world: World) -> Act:
    people = _show(world)
    move(_poll(Kind.SINGLE), services.close_poll)
    return lambda: (move(_poll(Kind.SINGLE), services.open_poll), cast(people[0], _poll(Kind.SINGLE), 3, seen=1))


@scenario
def a_countdown_ends(world: World) -> Act:
    _show(world)
    Poll.objects.filter(kind=Kind.SINGLE).update(
        closes_at=timezone.now(), accepts_until=timezone.now() + timedelta(minutes=5)
    )
    return services.settle_due


@scenario
def a_countdown_ends_for_viewers_who_are_later_than_was_known(world: World) -> Act:
    _show(world)
    ended = timezone.now().replace(microsecond=0)
    delays = [0] * 40 + [1] + [0] * 20
    Poll.objects.filter(kind=Kind.SINGLE).update(
        closes_at=ended, accepts_until=ended + timedelta(seconds=15), delays=delays
    )
    return services.settle_due


@scenario
def results_are_shown(world: World) -> Act:
    _show(world)
    move(_poll(Kind.RATING), services.close_poll)
    return lambda: move(_poll(Kind.RATING), services.show_results)


def _quiz(world: World) -> Poll:
    people = _show(world)
    for person, name in zip(people, ("Ada", "Ben"), strict=False):
        services.choose_name(event_id=7, attendee_id=person.pk, name=name)
    poll = open_poll(world.event, Kind.QUIZ)
    for person in people:
        cast(person, poll, 1)
    move(poll, services.close_poll)
    _settled(poll)
    return poll


@scenario
def results_of_a_quiz_question_are_shown(world: World) -> Act:
    poll = _quiz(world)
    services.show_graphic(event_id=7, poll_id=poll.pk, view="leaderboard")
    return lambda: move(poll, services.show_results)


@scenario
def somebody_joins_the_leaderboard(world: World) -> Act:
    poll = _quiz(world)
    move(poll, services.show_results)
    return lambda: services.choose_name(event_id=7, attendee_id=world.attendees[2].pk, name="<i>Eve</i>")


def _leaderboard_on_air(world: World) -> Poll:
    poll = _quiz(world)
    move(poll, services.show_results)
    services.show_graphic(event_id=7, poll_id=poll.pk, view="leaderboard")
    return poll


@scenario
def somebody_leaves_the_leaderboard_that_is_on_air(world: World) -> Act:
    _leaderboard_on_air(world)
    return lambda: services.choose_name(event_id=7, attendee_id=world.attendees[0].pk, name="")


@scenario
def somebody_on_the_leaderboard_that_is_on_air_is_erased(world: World) -> Act:
    _leaderboard_on_air(world)
    return lambda: services.erase_people(event_id=7, attendee_ids=[world.attendees[1].pk])


@scenario
def somebody_without_a_point_joins_the_leaderboard(world: World) -> Act:
    people = _show(world)
    poll = open_poll(world.event, Kind.QUIZ)
    cast(people[0], poll, 2)
    move(poll, services.close_poll)
    _settled(poll)
    move(poll, services.show_results)
    return lambda: services.choose_name(event_id=7, attendee_id=people[0].pk, name="Ada")


@scenario
def another_quiz_question_moves_the_leaderboard_that_is_on_air(world: World) -> Act:
    _leaderboard_on_air(world)
    poll = open_poll(world.event, Kind.QUIZ)
    cast(world.attendees[1], poll, 1)
    move(poll, services.close_poll)
    _settled(poll)
    return lambda: move(poll, services.show_results)


@scenario
def a_quiz_question_is_taken_back(world: World) -> Act:
    poll = _quiz(world)
    move(poll, services.show_results)
    return lambda: move(poll, services.take_back_poll)


@scenario
def results_come_by_themselves(world: World) -> Act:
    _show(world)
    poll = _poll(Kind.RATING)
    move(poll, services.close_poll)
    _settled(poll)
    return services.settle_due


@scenario
def a_poll_leaves_the_page(world: World) -> Act:
    _show(world)
    return lambda: move(_poll(Kind.SINGLE), services.withdraw_poll)


@scenario
def a_poll_on_air_is_archived(world: World) -> Act:
    _show(world)
    services.show_graphic(event_id=7, poll_id=_poll(Kind.SINGLE).pk, view="question")
    return lambda: move(_poll(Kind.SINGLE), services.archive_poll)


@scenario
def a_poll_is_taken_back(world: World) -> Act:
    _show(world)
    return lambda: move(_poll(Kind.SINGLE), services.take_back_poll)


@scenario
def a_graphic_takes_the_place_of_another(world: World) -> Act:
    _show(world)
    services.show_graphic(event_id=7, poll_id=_poll(Kind.SINGLE).pk, view="results")
    return lambda: services.show_graphic(event_id=7, poll_id=_poll(Kind.RATING).pk, view="results")


@scenario
def a_graphic_of_a_poll_is_taken_off(world: World) -> Act:
    _show(world)
    services.show_graphic(event_id=7, poll_id=_poll(Kind.SINGLE).pk, view="results")
    return lambda: services.take_graphic(event_id=7)


def _texts(world: World) -> Poll:
    people = _show(world)
    poll = open_poll(world.event, Kind.TEXT)
    for person in people:
        cast(person, poll, Answer(text=f"<b>{person.name}</b> was here"))
    return poll


def _decide(service: Any, poll: Poll, place: int) -> object:
    row = TextAnswer.objects.order_by("pk")[place]
    return service(event_id=7, poll_id=poll.pk, text_id=row.pk, moderator_name="Mona")


@scenario
def an_answer_is_let_through(world: World) -> Act:
    poll = _texts(world)
    _decide(services.show_text, poll, 2)
    return lambda: _decide(services.show_text, poll, 0)


@scenario
def an_answer_is_taken_back(world: World) -> Act:
    poll = _texts(world)
    _decide(services.show_text, poll, 0)
    return lambda: (_decide(services.hide_text, poll, 0), _decide(services.hide_text, poll, 1))


@scenario
def somebody_who_wrote_an_answer_is_erased(world: World) -> Act:
    poll = _texts(world)
    _decide(services.show_text, poll, 0)
    return lambda: services.erase_people(event_id=7, attendee_ids=[world.attendees[0].pk])


@scenario
def a_word_is_taken_out_of_a_cloud(world: World) -> Act:
    people = _show(world)
    poll = open_poll(world.event, Kind.WORDS, results=ResultsPolicy.LIVE)
    for person, word in zip(people, ("Calm", "calm", "Fast"), strict=True):
        cast(person, poll, Answer(words=[word]))
    return lambda: services.hide_word(event_id=7, poll_id=poll.pk, word="fast", is_hidden=True)


def _survey(world: World) -> Poll:
    _show(world)
    world.event.phase = Phase.AFTER
    world.event.save()
    return make_poll(world.event, Kind.RATING, scale="nps", placement=Placement.FEEDBACK)


@scenario
def a_surveys_question_is_ready(world: World) -> Act:
    poll = _survey(world)
    return lambda: move(poll, services.arm_poll)


@scenario
def a_surveys_question_is_a_draft_again(world: World) -> Act:
    poll = _survey(world)
    move(poll, services.arm_poll)
    return lambda: move(poll, services.disarm_poll)


@scenario
def a_surveys_questions_are_put_in_another_order(world: World) -> Act:
    first = _survey(world)
    second = make_poll(world.event, Kind.TEXT, placement=Placement.FEEDBACK)
    for poll in (first, second):
        move(poll, services.arm_poll)
    make_poll(world.event, Kind.SINGLE, placement=Placement.FEEDBACK)
    services.show_graphic(event_id=7, poll_id=first.pk, view="results")
    ids = list(Poll.objects.order_by("-position").values_list("pk", flat=True))
    # What comes to be asked after it takes its place in the new order.
    late = Poll.objects.get(kind=Kind.SINGLE, placement=Placement.FEEDBACK)
    return lambda: (services.order_polls(event_id=7, poll_ids=ids), move(late, services.arm_poll))


@scenario
def a_survey_is_answered(world: World) -> Act:
    poll = _survey(world)
    move(poll, services.arm_poll)
    return lambda: cast(world.attendees[0], poll, Answer(value=9))


@scenario
def a_surveys_question_is_put_away(world: World) -> Act:
    poll = _survey(world)
    move(poll, services.arm_poll)
    cast(world.attendees[0], poll, Answer(value=9))
    return lambda: move(poll, services.archive_poll)
