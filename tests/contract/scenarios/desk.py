"""What the crew does with questions beside deciding where they go."""

from __future__ import annotations

from datetime import UTC, datetime

from events.models import Attendee
from live.errors import Refusal
from live.facts import encode
from qa_moderation import selectors, services
from qa_moderation.facts import DeskQuestion, Feed, Similar, SimilarFound
from qa_moderation.models import Question
from qa_moderation.services import Seen, Vote, WantedTheme
from qa_moderation.services.moves import get_question, tell_crew
from qa_moderation.services.turns import turn_at
from rooms.facts import ChatWord
from rooms.services import change_words
from tests.contract.scenario import Act, World, scenario
from tests.contract.scenarios.questions import audience, move_on, scenario_of_one
from tests.qa_moderation.factories import HOST, MODERATOR, approved, on_air, on_deck, pending, record


def _park(question: DeskQuestion) -> DeskQuestion:
    return move_on(services.park_question, question)


def _merge(question: DeskQuestion, into: DeskQuestion) -> DeskQuestion:
    return move_on(services.merge_question, question, into_id=into.id, into_version=into.version)


def _undo(*questions: DeskQuestion) -> list[DeskQuestion | Refusal]:
    seen = [Seen(question.id, record(question.id).version) for question in questions]
    outcomes = services.undo_moves(event_id=7, seen=seen, mover=MODERATOR)
    assert not any(isinstance(outcome, Refusal) for outcome in outcomes)
    return outcomes


def _feeds() -> None:
    services.change_feeds(
        event_id=7, feeds=[Feed(slug="main", name="Paris"), Feed(slug="asia", name="Asia")], mover=MODERATOR
    )


scenario_of_one("a_pending_question_is_parked", pending, _park)
scenario_of_one("a_question_on_deck_is_parked", on_deck, _park)
scenario_of_one("a_question_on_air_is_parked", on_air, lambda q: move_on(services.park_on_set, q, HOST))
scenario_of_one(
    "a_parked_question_is_approved", lambda a: _park(pending(a)), lambda q: move_on(services.approve_question, q)
)
scenario_of_one(
    "a_parked_question_is_rejected",
    lambda a: _park(approved(a)),
    lambda q: move_on(services.reject_question, q, reason="Too late.", note="We write to you."),
)
scenario_of_one(
    "a_parked_question_is_taken", lambda a: _park(pending(a)), lambda q: move_on(services.take_question, q, HOST)
)
scenario_of_one(
    "a_parked_question_is_put_back", lambda a: _park(on_deck(a)), lambda q: move_on(services.put_back, q, HOST)
)
scenario_of_one(
    "a_question_is_reworded", approved, lambda q: move_on(services.reword_question, q, text="What is its range?")
)
scenario_of_one(
    "a_question_on_air_is_reworded", on_air, lambda q: move_on(services.reword_question, q, text="What is its range?")
)
scenario_of_one(
    "a_pending_question_is_answered_in_writing",
    pending,
    lambda q: move_on(services.answer_in_writing, q, text="700 km.\n\nIn summer."),
)
scenario_of_one(
    "a_question_on_deck_is_answered_in_writing",
    on_deck,
    lambda q: move_on(services.answer_in_writing, q, text="700 km."),
)
scenario_of_one(
    "an_answer_in_writing_is_corrected",
    lambda a: move_on(services.answer_in_writing, approved(a), text="700 km."),
    lambda q: move_on(services.answer_in_writing, q, text="701 km."),
)
scenario_of_one("a_question_is_claimed", pending, lambda q: move_on(services.claim_question, q))
scenario_of_one("a_question_on_deck_is_claimed", on_deck, lambda q: move_on(services.claim_question, q))
scenario_of_one(
    "a_claim_is_released",
    lambda a: move_on(services.claim_question, pending(a)),
    lambda q: services.release_question(event_id=7, question_id=q.id, mover=MODERATOR),
)
scenario_of_one(
    "a_claimed_question_is_moved",
    lambda a: move_on(services.claim_question, pending(a)),
    lambda q: move_on(services.approve_question, q),
)
for _name, _make in {"pending": pending, "on_deck": on_deck}.items():
    scenario_of_one(
        f"a_note_is_written_on_a_question_that_is_{_name}",
        _make,
        lambda q: services.note_question(event_id=7, question_id=q.id, text="She is in the room.", mover=MODERATOR),
    )


@scenario
def a_question_is_composed(world: World) -> Act:
    audience(world)
    (theme,), _ = services.change_themes(event_id=7, themes=[WantedTheme(None, "Range", "#1188cc")], mover=MODERATOR)
    return lambda: services.compose_question(
        event_id=7,
        text="Is there a van?",
        language="en",
        asker_name="Row 3",
        asker_company="Fleet & Co",
        asker_country="DE",
        theme_id=theme.id,
        mover=MODERATOR,
    )


@scenario
def a_composed_question_goes_to_its_answer(world: World) -> Act:
    question = services.compose_question(event_id=7, text="Is there a van?", language="en", mover=MODERATOR)

    def act() -> None:
        sent = move_on(services.send_to_set, question)
        taken = move_on(services.take_question, sent, HOST)
        move_on(services.answer_question, taken, HOST)

    return act


def _two(world: World) -> tuple[DeskQuestion, DeskQuestion]:
    """An approved question and one on deck that say the same; two voters of each, one of both."""
    audience(world)
    one, two = approved(world.attendee("Guest A")), on_deck(world.attendee("Guest B"))
    ada, ben, cem = world.attendee(), world.attendee("Ben Bernard"), world.attendee("Cem Can")
    votes = [Vote(ada.pk, one.id), Vote(ben.pk, one.id), Vote(ben.pk, two.id), Vote(cem.pk, two.id)]
    services.cast_upvotes(event_id=7, votes=votes)
    return one, two


@scenario
def a_question_is_merged(world: World) -> Act:
    one, two = _two(world)
    return lambda: _merge(one, two)


@scenario
def a_question_on_deck_is_merged(world: World) -> Act:
    one, two = _two(world)
    return lambda: _merge(two, one)


@scenario
def a_question_is_merged_into_one_that_nobody_sees(world: World) -> Act:
    one, _ = _two(world)
    hidden = pending(world.attendee("Guest C"))
    return lambda: _merge(one, hidden)


@scenario
def a_question_that_got_upvotes_by_a_merge_is_approved(world: World) -> Act:
    one, _ = _two(world)
    hidden = pending(world.attendee("Guest C"))
    _merge(one, hidden)
    return lambda: move_on(services.approve_question, hidden)


@scenario
def what_others_are_a_part_of_is_merged_and_moves_on(world: World) -> Act:
    one, two = _two(world)
    _merge(one, two)
    third = approved(world.attendee("Guest C"))

    def act() -> None:
        _merge(two, third)
        move_on(services.send_to_set, record(third.id))

    return act


@scenario
def a_merge_is_undone(world: World) -> Act:
    one, two = _two(world)
    merged = _merge(two, one)
    return lambda: _undo(merged)


@scenario
def a_merge_of_what_others_are_a_part_of_is_undone(world: World) -> Act:
    one, two = _two(world)
    _merge(one, two)
    merged = _merge(two, approved(world.attendee("Guest C")))
    return lambda: _undo(merged)


@scenario
def voters_of_a_merged_question_vote_for_the_other(world: World) -> Act:
    one, two = _two(world)
    _merge(one, two)
    ada, ben = world.attendees[-3:-1]

    def act() -> None:
        services.cast_upvotes(event_id=7, votes=[Vote(ada.pk, two.id), Vote(ben.pk, two.id)])
        services.take_back_upvotes(event_id=7, votes=[Vote(ben.pk, two.id)])

    return act


@scenario
def a_question_that_others_are_a_part_of_is_withdrawn(world: World) -> Act:
    one, two = _two(world)
    third = approved(world.attendee("Guest C"))
    _merge(one, two)
    _merge(two, third)
    _merge(pending(world.attendee("Guest D")), third)
    asker = world.attendees[-2]
    return lambda: services.withdraw_question(event_id=7, question_id=third.id, attendee_id=asker.pk)


@scenario
def a_question_that_is_a_part_of_another_is_withdrawn(world: World) -> Act:
    one, two = _two(world)
    _merge(one, two)
    asker = next(each for each in world.attendees if each.name == "Guest A")
    return lambda: services.withdraw_question(event_id=7, question_id=one.id, attendee_id=asker.pk)


@scenario
def what_is_between_two_others_is_withdrawn(world: World) -> Act:
    one, two = _two(world)
    third = approved(world.attendee("Guest C"))
    _merge(one, two)
    _merge(two, third)
    asker = next(each for each in world.attendees if each.name == "Guest B")
    return lambda: services.withdraw_question(event_id=7, question_id=two.id, attendee_id=asker.pk)


scenario_of_one("an_approval_is_undone", approved, _undo)
scenario_of_one("a_question_sent_to_the_set_is_undone", on_deck, _undo)
scenario_of_one("a_rejection_is_undone", lambda a: move_on(services.reject_question, approved(a), reason="No."), _undo)
scenario_of_one("a_take_is_undone", lambda a: move_on(services.take_question, on_deck(a), MODERATOR), _undo)
scenario_of_one("an_answer_is_undone", lambda a: move_on(services.answer_question, on_air(a)), _undo)
scenario_of_one("a_skip_is_undone", lambda a: move_on(services.skip_question, on_deck(a)), _undo)
scenario_of_one("parking_is_undone", lambda a: _park(on_deck(a)), _undo)
scenario_of_one("a_rewording_is_undone", lambda a: move_on(services.reword_question, on_air(a), text="How far?"), _undo)


@scenario
def an_undone_move_closes_a_question_that_has_left_the_lists(world: World) -> Act:
    world.monkeypatch.setattr(selectors, "FINISHED_KEPT", 1)
    answered = move_on(services.answer_question, on_air(world.attendee("Guest A")))
    back = move_on(services.put_back, answered)
    move_on(services.skip_question, on_deck(world.attendee("Guest B")))
    return lambda: _undo(back)


@scenario
def many_are_acted_on_at_once(world: World) -> Act:
    audience(world)
    seen = [pending(world.attendee(f"Guest {name}")) for name in "ABC"]
    seen.insert(1, on_deck(world.attendee("Guest D")))

    def send(item: Seen) -> DeskQuestion:
        return services.send_to_set(
            event_id=7, question_id=item.question_id, version=item.version, feed="main", mover=MODERATOR
        )

    return lambda: services.act_on_many(event_id=7, seen=[Seen(q.id, q.version) for q in seen], act=send)


@scenario
def many_are_undone_at_once(world: World) -> Act:
    waiting = [on_deck(world.attendee(f"Guest {name}")) for name in "ABC"]
    parked = [_park(question) for question in waiting[:2]]
    return lambda: _undo(*parked)


@scenario
def themes_change(world: World) -> Act:
    first = [WantedTheme(None, "Range", "#1188cc"), WantedTheme(None, "Price", "#cc8811")]
    (gone, kept), _ = services.change_themes(event_id=7, themes=first, mover=MODERATOR)
    for theme, make in ((gone, pending), (kept, approved), (gone, on_deck)):
        move_on(services.sort_question, make(world.attendee()), theme_id=theme.id)
    wanted = [WantedTheme(None, "Design", "#8811cc"), WantedTheme(kept.id, "Prices", "#cc8812")]
    return lambda: services.change_themes(event_id=7, themes=wanted, mover=MODERATOR)


@scenario
def a_question_on_deck_is_sorted(world: World) -> Act:
    (theme,), _ = services.change_themes(event_id=7, themes=[WantedTheme(None, "Range", "#1188cc")], mover=MODERATOR)
    question = on_deck(world.attendee())
    return lambda: move_on(services.sort_question, question, theme_id=theme.id, priority=2)


scenario_of_one(
    "the_language_of_a_question_on_air_is_corrected",
    on_air,
    lambda q: move_on(services.sort_question, q, language="fr"),
)


@scenario
def set_desks_change(world: World) -> Act:
    _feeds()
    for make in (pending, approved):
        move_on(services.assign_question, make(world.attendee()), feed="asia")
    _park(move_on(services.send_to_set, pending(world.attendee()), feed="asia"))
    wanted = [Feed(slug="main", name="Host"), Feed(slug="cohost", name="Co-host")]
    return lambda: services.change_feeds(event_id=7, feeds=wanted, mover=MODERATOR)


@scenario
def a_question_is_assigned_and_two_are_on_air(world: World) -> Act:
    _feeds()
    on_air(world.attendee("Guest A"))
    question = on_deck(world.attendee())

    def act() -> None:
        assigned = move_on(services.assign_question, question, feed="asia")
        move_on(services.take_question, assigned, HOST)

    return act


@scenario
def the_director_prompts_and_the_host_has_seen_it(world: World) -> Act:
    _feeds()
    until = datetime(2030, 5, 1, 18, 30, tzinfo=UTC)

    def act() -> None:
        services.change_prompt(
            event_id=7, feed="asia", version=0, note="Two more", countdown_until=until, mover=MODERATOR
        )
        services.see_prompt(event_id=7, feed="asia", version=1)

    return act


@scenario
def the_director_prompts_where_nobody_named_a_set_desk(world: World) -> Act:
    return lambda: services.change_prompt(
        event_id=7, feed="main", version=0, note="Slower", countdown_until=None, mover=MODERATOR
    )


@scenario
def views_are_kept(world: World) -> Act:
    services.save_view(event_id=7, name="French", query="language=fr", mover=MODERATOR)
    gone = services.save_view(event_id=7, name="Old", query="", mover=MODERATOR)[-1]

    def act() -> None:
        services.save_view(
            event_id=7, name="french", query="language=fr&state=pending", of="Mona Moderator", mover=HOST
        )
        services.delete_view(event_id=7, view_id=gone.id, mover=MODERATOR)

    return act


@scenario
def moderators_point(world: World) -> Act:
    question = pending(world.attendee())
    services.point_at(event_id=7, question_id=question.id, mover=MODERATOR)

    def act() -> None:
        services.point_at(event_id=7, question_id=None, mover=MODERATOR)
        services.point_at(event_id=7, question_id=question.id, mover=HOST)

    return act


@scenario
def similar_questions_are_found(world: World) -> Act:
    one, two = pending(world.attendee("Guest A")), on_deck(world.attendee("Guest B"))

    def find(question: DeskQuestion, other: DeskQuestion) -> None:
        similar = [Similar(question_id=other.id, score=90)]
        with turn_at(7) as turn:
            row = get_question(turn.desk, question.id)
            Question.objects.filter(pk=row.pk).update(similar=encode(similar).decode())
            tell_crew(turn, SimilarFound(question_id=row.pk, similar=similar), row)

    def act() -> None:
        find(one, two)
        find(two, one)

    return act


@scenario
def the_words_of_the_event_change(world: World) -> Act:
    audience(world)
    pending(world.attendee("Ada Lemon"), "Is it a lemon?")
    on_deck(world.attendee(), "Is it the number one?")
    words = [ChatWord(language="en", word=word, action="hold") for word in ("lemon", "number")]

    def act() -> None:
        change_words(event_id=7, words=words)
        services.flag_all()

    return act


def _stranger(world: World) -> Attendee:
    """Return somebody who is about to go: nobody follows their own topic any more, it is none of the world's."""
    audience(world)
    return Attendee.objects.create(pk=99, event=world.event, name="Gone", email="gone@example.com")


def _upvote(question: DeskQuestion, *people: Attendee) -> None:
    services.cast_upvotes(event_id=7, votes=[Vote(person.pk, question.id) for person in people])


@scenario
def a_person_goes_whose_questions_are_everywhere(world: World) -> Act:
    gone = _stranger(world)
    services.change_policy(event_id=7, ask_interval_s=0)
    _upvote(approved(gone, "Is it safe?"), world.attendee(), world.attendee("Ben Bernard"))
    on_deck(gone, "Is it fast?")
    pending(gone, "Is it heavy?")
    move_on(services.answer_question, on_air(gone, "Is it new?"), HOST)
    on_air(gone, "Is it here?")
    return lambda: gone.delete()


@scenario
def a_person_goes_who_upvoted_what_others_asked(world: World) -> Act:
    gone = _stranger(world)
    shown, other = approved(world.attendee(), "Is it safe?"), approved(world.attendee("Ben Bernard"), "Is it sure?")
    _upvote(shown, gone, world.attendees[0])
    _upvote(other, gone, world.attendees[1])
    _merge(other, shown)
    return lambda: gone.delete()


@scenario
def a_person_goes_whose_question_led_others(world: World) -> Act:
    gone = _stranger(world)
    part, behind = approved(world.attendee(), "Is it sure?"), pending(world.attendee("Ben Bernard"), "Is it, for sure?")
    leading = on_deck(gone, "Is it safe?")
    _upvote(part, world.attendees[0])
    _merge(behind, part)
    _merge(part, leading)
    return lambda: gone.delete()


@scenario
def a_person_goes_whose_answered_question_led_another(world: World) -> Act:
    gone = _stranger(world)
    part, leading = approved(world.attendee(), "Is it sure?"), on_air(gone, "Is it safe?")
    _merge(part, leading)
    answered = move_on(services.answer_question, record(leading.id), HOST)
    move_on(services.answer_in_writing, answered, text="It is.")
    return lambda: gone.delete()


@scenario
def a_person_goes_whose_question_was_a_part_of_another(world: World) -> Act:
    gone = _stranger(world)
    leading = on_deck(world.attendee(), "Is it safe?")
    behind = pending(world.attendee("Ben Bernard"), "Is it, for sure?")
    part = approved(gone, "Is it sure?")
    _upvote(part, world.attendees[0], world.attendees[1])
    _merge(behind, part)
    _merge(part, leading)
    return lambda: gone.delete()


@scenario
def a_person_goes_whose_question_was_like_another(world: World) -> Act:
    gone = _stranger(world)
    one, two = on_deck(world.attendee(), "Is it safe?"), pending(gone, "Is it safe?")
    Question.objects.filter(pk=one.id).update(similar=encode([Similar(question_id=two.id, score=90)]).decode())
    return lambda: gone.delete()
