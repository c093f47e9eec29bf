"""What happens to questions."""

from __future__ import annotations

from collections.abc import Callable

from events.models import Attendee
from qa_moderation import selectors, services
from qa_moderation.facts import DeskQuestion
from qa_moderation.services import Mover, NewQuestion, Vote
from tests.contract.scenario import Act, World, scenario
from tests.qa_moderation.factories import HOST, MODERATOR, approved, on_air, on_deck, pending

Moving = Callable[..., DeskQuestion]


def move_on(service: Moving, question: DeskQuestion, mover: Mover = MODERATOR, **more: object) -> DeskQuestion:
    return service(event_id=7, question_id=question.id, version=question.version, mover=mover, **more)


def _reject(question: DeskQuestion) -> DeskQuestion:
    return move_on(services.reject_question, question, reason="It was asked before.")


def audience(world: World) -> None:
    """Let there be questions in every state, so that no reducer has an empty table to itself."""
    for number, make in enumerate((pending, approved, on_deck)):
        make(world.attendee(f"Guest {number}"), f"What about the number {number}?")
    _reject(pending(world.attendee("Guest 3"), "Who are you, really?"))
    move_on(services.answer_question, on_air(world.attendee("Guest 4"), "Is it electric?"), HOST)
    move_on(services.skip_question, on_air(world.attendee("Guest 5", "", ""), "Is it loud?"), HOST)


@scenario
def a_question_is_asked(world: World) -> Act:
    audience(world)
    ada = world.attendee()
    return lambda: pending(ada)


@scenario
def questions_are_asked_together(world: World) -> Act:
    ada, ben = world.attendee(), world.attendee("Ben Bernard", "", "")
    asked = [
        NewQuestion(attendee_id=ada.pk, text="<b>How far</b> does it go?", language="en", anonymous=True),
        NewQuestion(attendee_id=ben.pk, text="Quelle est son autonomie ?", language="fr", anonymous=False),
    ]
    return lambda: services.ask_questions(event_id=7, asked=asked)


def scenario_of_one(name: str, make: Callable[[Attendee], DeskQuestion], act: Callable[[DeskQuestion], object]) -> None:
    def prepare(world: World) -> Act:
        audience(world)
        question = make(world.attendee())
        return lambda: act(question)

    prepare.__name__ = name
    scenario(prepare)


def _anonymous(attendee: Attendee) -> DeskQuestion:
    return pending(attendee, "Will it drive by itself?", anonymous=True)


def _rejected(attendee: Attendee) -> DeskQuestion:
    return _reject(approved(attendee))


def _answered(attendee: Attendee) -> DeskQuestion:
    return move_on(services.answer_question, on_air(attendee), HOST)


def _skipped(attendee: Attendee) -> DeskQuestion:
    return move_on(services.skip_question, on_deck(attendee), HOST)


def _withdraw(question: DeskQuestion) -> object:
    asker = selectors.Question.objects.get(pk=question.id).attendee_id
    return services.withdraw_question(event_id=7, question_id=question.id, attendee_id=asker or 0)


scenario_of_one("a_question_is_approved", pending, lambda q: move_on(services.approve_question, q))
scenario_of_one("an_anonymous_question_is_approved", _anonymous, lambda q: move_on(services.approve_question, q))
scenario_of_one("a_rejection_is_taken_back", _rejected, lambda q: move_on(services.approve_question, q))
scenario_of_one("a_pending_question_is_rejected", pending, _reject)
scenario_of_one("an_approved_question_is_rejected", approved, _reject)
scenario_of_one("a_pending_question_is_withdrawn", pending, _withdraw)
scenario_of_one("an_approved_question_is_withdrawn", approved, _withdraw)
scenario_of_one("a_question_on_deck_is_withdrawn", on_deck, _withdraw)
scenario_of_one("a_pending_question_is_sent_to_the_set", pending, lambda q: move_on(services.send_to_set, q))
scenario_of_one("an_approved_question_is_sent_to_the_set", approved, lambda q: move_on(services.send_to_set, q))
scenario_of_one("a_question_is_recalled", on_deck, lambda q: move_on(services.recall_from_set, q))
scenario_of_one("a_question_is_taken", on_deck, lambda q: move_on(services.take_question, q, HOST))
scenario_of_one("a_question_is_answered", on_air, lambda q: move_on(services.answer_question, q, HOST))
scenario_of_one("a_question_on_deck_is_skipped", on_deck, lambda q: move_on(services.skip_question, q, HOST))
scenario_of_one("a_question_on_air_is_skipped", on_air, lambda q: move_on(services.skip_question, q, HOST))
scenario_of_one("a_question_on_air_is_put_back", on_air, lambda q: move_on(services.put_back, q, HOST))
scenario_of_one("an_answered_question_is_put_back", _answered, lambda q: move_on(services.put_back, q, HOST))
scenario_of_one("a_skipped_question_is_put_back", _skipped, lambda q: move_on(services.put_back, q, HOST))


@scenario
def the_deck_is_ordered(world: World) -> Act:
    ids = [on_deck(world.attendee(f"Guest {number}")).id for number in range(3)]
    return lambda: services.order_deck(
        event_id=7, question_ids=[ids[2], ids[0], ids[1]], deck_version=3, mover=MODERATOR
    )


@scenario
def the_policy_changes(world: World) -> Act:
    audience(world)
    return lambda: services.change_policy(event_id=7, accepts_questions=False, min_chars=5, max_chars=200)


@scenario
def the_studio_forbids_anonymous_questions(world: World) -> Act:
    def act() -> None:
        world.event.allow_anonymous_questions = False
        world.event.save()

    return act


@scenario
def finished_questions_leave_the_lists(world: World) -> Act:
    world.monkeypatch.setattr(selectors, "FINISHED_KEPT", 2)
    audience(world)
    question = on_air(world.attendee())
    return lambda: move_on(services.answer_question, question, HOST)


@scenario
def dismissed_questions_leave_the_desk(world: World) -> Act:
    world.monkeypatch.setattr(selectors, "DISMISSED_KEPT", 1)
    audience(world)
    question = approved(world.attendee())
    return lambda: _reject(question)


@scenario
def upvotes_are_cast(world: World) -> Act:
    audience(world)
    one, two = approved(world.attendee("Guest A")), on_deck(world.attendee("Guest B"))
    ada, ben = world.attendee(), world.attendee("Ben Bernard")
    services.cast_upvotes(event_id=7, votes=[Vote(ada.pk, one.id)])
    votes = [Vote(ada.pk, one.id), Vote(ada.pk, two.id), Vote(ben.pk, one.id)]
    return lambda: services.cast_upvotes(event_id=7, votes=votes)


@scenario
def upvotes_are_taken_back(world: World) -> Act:
    one, two = approved(world.attendee("Guest A")), approved(world.attendee("Guest B"))
    ada, ben = world.attendee(), world.attendee("Ben Bernard")
    services.cast_upvotes(event_id=7, votes=[Vote(ada.pk, one.id), Vote(ada.pk, two.id), Vote(ben.pk, one.id)])
    votes = [Vote(ada.pk, one.id), Vote(ada.pk, two.id), Vote(ben.pk, two.id)]
    return lambda: services.take_back_upvotes(event_id=7, votes=votes)


@scenario
def upvoted_question_is_answered_in_the_same_moment(world: World) -> Act:
    question = on_air(world.attendee("Guest A"))
    ada = world.attendee()

    def act() -> None:
        services.cast_upvotes(event_id=7, votes=[Vote(ada.pk, question.id)])
        move_on(services.answer_question, question, HOST)

    return act


@scenario
def upvoted_question_is_withdrawn_in_the_same_moment(world: World) -> Act:
    question = approved(world.attendee("Guest A"))
    ada = world.attendee()

    def act() -> None:
        services.cast_upvotes(event_id=7, votes=[Vote(ada.pk, question.id)])
        _withdraw(question)

    return act


@scenario
def question_is_approved_and_upvoted_in_the_same_moment(world: World) -> Act:
    question = pending(world.attendee("Guest A"))
    ada = world.attendee()

    def act() -> None:
        move_on(services.approve_question, question)
        services.cast_upvotes(event_id=7, votes=[Vote(ada.pk, question.id)])

    return act


@scenario
def others_are_shown_less_of_who_asks(world: World) -> Act:
    audience(world)
    on_air(world.attendee())
    return lambda: services.change_policy(event_id=7, shows_asker="name")


@scenario
def others_are_shown_more_of_who_asks(world: World) -> Act:
    services.change_policy(event_id=7, shows_asker="nothing")
    audience(world)
    return lambda: services.change_policy(event_id=7, shows_asker="company")
