"""What happens to on-air graphics."""

from __future__ import annotations

from events.models import Attendee
from qa_moderation import services as moves
from qa_moderation.facts import DeskQuestion
from qa_moderation.graphics import services
from qa_moderation.graphics.services import NewLine
from tests.contract.scenario import Act, World, scenario
from tests.qa_moderation.factories import HOST, MODERATOR, approved, on_air, on_deck


def _shown(world: World, *kinds: str) -> DeskQuestion:
    """Put a question on air, and its graphics."""
    question = on_air(world.attendee(), "How far does it go?")
    for kind in kinds:
        services.show_graphic(event_id=7, kind=kind)  # type: ignore[arg-type]
    return question


def _answer(question: DeskQuestion) -> object:
    return moves.answer_question(event_id=7, question_id=question.id, version=question.version, mover=HOST)


@scenario
def a_lower_third_comes(world: World) -> Act:
    _shown(world)
    return lambda: services.show_graphic(event_id=7, kind="lower_third")


@scenario
def a_full_screen_takes_the_place_of_the_lower_third(world: World) -> Act:
    _shown(world, "lower_third")
    return lambda: services.show_graphic(event_id=7, kind="full")


@scenario
def a_lower_third_goes(world: World) -> Act:
    _shown(world, "lower_third")
    return lambda: services.hide_graphic(event_id=7, kind="lower_third")


@scenario
def an_answered_question_lingers_and_is_hidden(world: World) -> Act:
    question = _shown(world, "lower_third")

    def act() -> None:
        _answer(question)
        services.hide_graphic(event_id=7, kind="lower_third")

    return act


@scenario
def an_answered_question_lingers(world: World) -> Act:
    question = _shown(world, "full")
    return lambda: _answer(question)


@scenario
def the_next_question_takes_the_place_of_one_that_lingers(world: World) -> Act:
    _answer(_shown(world, "lower_third"))
    following = on_deck(world.attendee("Ben Bernard", "", ""), "<b>Quand ?</b>", anonymous=True)
    return lambda: moves.take_question(event_id=7, question_id=following.id, version=following.version, mover=HOST)


@scenario
def graphics_go_with_their_question(world: World) -> Act:
    services.change_auto_hide(event_id=7, auto_hide=True)
    question = _shown(world, "lower_third")
    return lambda: _answer(question)


@scenario
def graphics_are_to_go_with_their_question(world: World) -> Act:
    return lambda: services.change_auto_hide(event_id=7, auto_hide=True)


@scenario
def the_ticker_gets_lines(world: World) -> Act:
    question = approved(world.attendee())
    lines = [NewLine(text="Doors open at 19:00"), NewLine(question_id=question.id)]
    return lambda: services.set_ticker(event_id=7, lines=lines, version=0, mover=MODERATOR)


@scenario
def the_ticker_loses_a_question_that_the_audience_sees_no_more(world: World) -> Act:
    question = approved(world.attendee())
    services.set_ticker(event_id=7, lines=[NewLine(question_id=question.id)], version=0, mover=MODERATOR)
    services.show_graphic(event_id=7, kind="ticker")
    return lambda: moves.reject_question(
        event_id=7, question_id=question.id, version=question.version, reason="A mistake.", mover=MODERATOR
    )


@scenario
def the_language_of_a_question_on_the_ticker_is_corrected(world: World) -> Act:
    question = approved(world.attendee())
    services.set_ticker(event_id=7, lines=[NewLine(question_id=question.id)], version=0, mover=MODERATOR)
    return lambda: moves.sort_question(
        event_id=7, question_id=question.id, version=question.version, language="fr", mover=MODERATOR
    )


@scenario
def graphics_go_with_who_asked(world: World) -> Act:
    gone = Attendee.objects.create(pk=99, event=world.event, name="Gone", email="gone@example.com")
    question = on_air(gone, "How far does it go?")
    services.show_graphic(event_id=7, kind="lower_third")
    lines = [NewLine(question_id=question.id), NewLine(text="Doors open at 19:00")]
    services.set_ticker(event_id=7, lines=lines, version=0, mover=MODERATOR)
    services.show_graphic(event_id=7, kind="ticker")
    return lambda: gone.delete()


@scenario
def a_question_that_lingers_goes_with_who_asked_it(world: World) -> Act:
    gone = Attendee.objects.create(pk=99, event=world.event, name="Gone", email="gone@example.com")
    question = on_air(gone, "How far does it go?")
    services.show_graphic(event_id=7, kind="full")
    _answer(question)
    return lambda: gone.delete()


def _key(world: World) -> int:
    world.monkeypatch.setattr("qa_moderation.graphics.services.keys.new_secret", lambda: "k" * 22)
    return services.make_key(event_id=7, label="Mixer", maker_name="Dora Director").id


@scenario
def a_key_is_made(world: World) -> Act:
    return lambda: _key(world)


@scenario
def a_key_is_in_use(world: World) -> Act:
    key_id = _key(world)
    return lambda: services.note_key_in_use(event_id=7, key_id=key_id)


@scenario
def a_key_is_revoked(world: World) -> Act:
    key_id = _key(world)
    services.note_key_in_use(event_id=7, key_id=key_id)
    return lambda: services.revoke_key(event_id=7, key_id=key_id)
