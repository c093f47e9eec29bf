"""The promise of snapshots, for what nobody thought of: random sequences of what people do with questions."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from events.models import Attendee, Phase
from events.services import change_phase
from live.errors import Refusal
from qa_moderation import services
from qa_moderation.facts import DeskQuestion, Feed
from qa_moderation.models import Decision, MergedUpvote, Question, QuestionPolicy, SetFeed, Theme, Upvote
from qa_moderation.selectors import decks
from qa_moderation.services import NewQuestion, Seen, Vote, WantedTheme
from tests.contract.reading import apply, look, messages_since, plain
from tests.contract.scenario import World, make_world
from tests.qa_moderation.factories import MODERATOR

Step = Callable[[World, int, int], object]
PEOPLE = 3
STRANGER = 99


def _ask(world: World, person: int, number: int) -> object:
    asked = [
        NewQuestion(
            attendee_id=world.attendees[(person + more) % PEOPLE].pk,
            text=f"Question number {number % 4}?",
            language="en",
            anonymous=bool(number % 2),
        )
        for more in range(1 + number % 2)
    ]
    return services.ask_questions(event_id=7, asked=asked)


def _any_question(number: int, *states: str) -> Question:
    # Mostly one that may move so, else walks would hardly get to the set.
    fitting = Question.objects.filter(state__in=states) if number % 4 else Question.objects.all()
    questions = list(fitting.order_by("-pk")[:6])
    return questions[number % len(questions)] if questions else Question(pk=1, version=1, attendee_id=11)


def _seen(number: int, *states: str) -> list[Seen]:
    some = {_any_question(number + more, *states) for more in range(1 + number % 3)}
    return [Seen(question.pk, question.version) for question in some]


def _withdraw(world: World, person: int, number: int) -> object:
    question = (
        _any_question(number, "merged") if number % 3 else _any_question(number, "pending", "approved", "on_deck")
    )
    return services.withdraw_question(event_id=7, question_id=question.pk, attendee_id=question.attendee_id or 0)


def _votes(world: World, person: int, number: int) -> list[Vote]:
    return [
        Vote(
            world.attendees[(person + more) % PEOPLE].pk,
            _any_question(number + more // 2, "approved", "on_deck", "on_air").pk,
        )
        for more in range(1 + number % 4)
    ]


def _moving(service: Callable[..., object], *states: str, **more: object) -> Step:
    def step(world: World, person: int, number: int) -> object:
        question = _any_question(number, *states)
        # Now and then, by a moderator who has not seen the last move.
        version = question.version - (person == 0 and number % 5 == 0)
        return service(event_id=7, question_id=question.pk, version=version, mover=MODERATOR, **more)

    return step


def _order(world: World, person: int, number: int) -> object:
    deck = decks([7])[7]
    turn = number % (len(deck.question_ids) or 1)
    ids = [*deck.question_ids[turn:], *deck.question_ids[:turn]]
    return services.order_deck(event_id=7, question_ids=ids, deck_version=deck.version, mover=MODERATOR)


OPEN = ("pending", "approved", "on_deck", "on_air", "parked")


def _merge(world: World, person: int, number: int) -> object:
    question, into = (
        _any_question(number, "pending", "approved", "on_deck"),
        _any_question(number // 2, *OPEN, "answered"),
    )
    return services.merge_question(
        event_id=7,
        question_id=question.pk,
        version=question.version,
        into_id=into.pk,
        into_version=into.version,
        mover=MODERATOR,
    )


def _undo(world: World, person: int, number: int) -> object:
    # The latest moves, which are most likely to be undone.
    moves = Decision.objects.filter(question__isnull=False).exclude(action="note")
    decisions = moves.order_by("-pk")[: 1 + number % 3]
    versions = dict(Question.objects.values_list("pk", "version"))
    seen = {decision.question_id or 0: versions.get(decision.question_id or 0, 1) for decision in decisions}
    return services.undo_moves(event_id=7, seen=[Seen(*item) for item in seen.items()], mover=MODERATOR)


def _bulk(world: World, person: int, number: int) -> object:
    def act(seen: Seen) -> DeskQuestion:
        question_id, version = seen.question_id, seen.version
        if number % 2:
            return services.send_to_set(event_id=7, question_id=question_id, version=version, mover=MODERATOR)
        return services.park_question(event_id=7, question_id=question_id, version=version, mover=MODERATOR)

    return services.act_on_many(event_id=7, seen=_seen(number, "pending", "approved"), act=act)


def _themes(world: World, person: int, number: int) -> object:
    kept = [WantedTheme(theme.pk, theme.name, theme.colour) for theme in Theme.objects.all()[: number % 3]]
    names = {theme.name for theme in kept}
    new = [WantedTheme(None, name, "#112233") for name in ("Range", "Price")[: number % 2 + 1] if name not in names]
    return services.change_themes(event_id=7, themes=[*kept, *new], mover=MODERATOR)


def _sort(world: World, person: int, number: int) -> object:
    themes = [*Theme.objects.values_list("pk", flat=True), None]
    question = _any_question(number, *OPEN)
    return services.sort_question(
        event_id=7,
        question_id=question.pk,
        version=question.version,
        theme_id=themes[number % len(themes)],
        priority=number % 3,
        mover=MODERATOR,
    )


def _feeds(world: World, person: int, number: int) -> object:
    feeds = [Feed(slug="main", name=""), Feed(slug="asia", name="Asia")]
    return services.change_feeds(event_id=7, feeds=feeds[: 1 + number % 2], mover=MODERATOR)


def _prompt(world: World, person: int, number: int) -> object:
    version = SetFeed.objects.filter(slug="main").values_list("prompt_version", flat=True).first() or 0
    if number % 2:
        return services.see_prompt(event_id=7, feed="main", version=version)
    return services.change_prompt(
        event_id=7, feed="main", version=version, note="Slower", countdown_until=None, mover=MODERATOR
    )


def _note(world: World, person: int, number: int) -> object:
    question = _any_question(number, *OPEN)
    return services.note_question(event_id=7, question_id=question.pk, text="Ask her", mover=MODERATOR)


def _stranger(world: World, person: int, number: int) -> object:
    """Somebody whose own topic nobody looks at asks, and upvotes what others asked."""
    asked = NewQuestion(attendee_id=STRANGER, text=f"Question number {number}?", language="en", anonymous=False)
    services.ask_questions(event_id=7, asked=[asked])
    votes = [Vote(STRANGER, _any_question(number + more, "approved", "on_deck", "on_air").pk) for more in range(3)]
    return services.cast_upvotes(event_id=7, votes=votes)


STEPS: dict[str, Step] = {
    "ask": _ask,
    "withdraw": _withdraw,
    "upvote": lambda world, person, number: services.cast_upvotes(event_id=7, votes=_votes(world, person, number)),
    "take back": lambda world, person, number: services.take_back_upvotes(
        event_id=7, votes=_votes(world, person, number)
    ),
    "approve": _moving(services.approve_question, "pending", "rejected", "parked"),
    "reject": _moving(
        services.reject_question, "pending", "approved", "parked", reason="Not now.", note="Write to us."
    ),
    "send": _moving(services.send_to_set, "pending", "approved", "parked"),
    "recall": _moving(services.recall_from_set, "on_deck"),
    "order": _order,
    "take": _moving(services.take_question, "on_deck", "parked"),
    "answer": _moving(services.answer_question, "on_air"),
    "skip": _moving(services.skip_question, "on_deck", "on_air"),
    "put back": _moving(services.put_back, "on_air", "answered", "skipped", "parked"),
    "park": _moving(services.park_question, "pending", "approved", "on_deck"),
    "park on set": _moving(services.park_on_set, "on_deck", "on_air"),
    "reword": _moving(services.reword_question, *OPEN, "answered", text="How far, exactly?"),
    "word back": _moving(services.reword_question, *OPEN, "answered", text=""),
    "answer in writing": _moving(services.answer_in_writing, *OPEN, "answered", text="Far."),
    "assign": _moving(services.assign_question, *OPEN, feed="asia"),
    "assign back": _moving(services.assign_question, *OPEN, feed="main"),
    "claim": _moving(services.claim_question, *OPEN),
    "compose": lambda world, person, number: services.compose_question(
        event_id=7, text=f"From the room {number}?", language="en", mover=MODERATOR
    ),
    "merge": _merge,
    "undo": _undo,
    "bulk": _bulk,
    "themes": _themes,
    "sort": _sort,
    "feeds": _feeds,
    "prompt": _prompt,
    "note": _note,
    "stranger": _stranger,
    "erase": lambda world, person, number: services.erase_people(event_id=7, attendee_ids=[STRANGER]),
    "policy": lambda world, person, number: services.change_policy(event_id=7, max_chars=100 + number),
    "phase": lambda world, person, number: change_phase(
        event=world.event, phase=Phase.AFTER if number % 7 == 0 else Phase.LIVE
    ),
}

# A walk that begins with nothing spends itself on refusals.
BEGINNING = [("ask", 0, 0), ("ask", 1, 1), ("send", 1, 0), ("send", 1, 1), ("approve", 1, 2), ("upvote", 1, 6)]

# What leads to the lists that forget comes more often: they only forget when they are full.
OFTEN = [
    *sorted(STEPS), "stranger", "stranger", "erase",
    "send", "send", "take", "take", "take", "answer", "answer", "answer", "skip", "reject", "put back",
    "merge", "merge", "merge", "withdraw", "upvote", "upvote", "undo", "undo", "undo", "undo",
]  # fmt: skip

steps = st.lists(
    st.tuples(st.sampled_from(OFTEN), st.integers(0, PEOPLE - 1), st.integers(0, 20)), min_size=5, max_size=40
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(walk=steps, often=st.sampled_from([1, 3, 10]))
def test_snapshots_keep_their_promise_on_random_walks(walk: list[tuple[str, int, int]], often: int) -> None:
    with (
        transaction.atomic(),
        pytest.MonkeyPatch.context() as monkeypatch,
        patch("qa_moderation.selectors.FINISHED_KEPT", 1),
        patch("qa_moderation.selectors.DISMISSED_KEPT", 1),
        patch("qa_moderation.services.moderation.VISIBLE_PER_EVENT", 5),
        patch("qa_moderation.services.deck.ON_DECK", 3),
    ):
        world = make_world(monkeypatch)
        for number in range(PEOPLE):
            world.attendee(f"Guest {number}")
        Attendee.objects.create(pk=STRANGER, event=world.event, name="Gone", email="gone@example.com")
        QuestionPolicy.objects.create(event_id=7, ask_interval_s=0)
        for name, person, number in BEGINNING:
            STEPS[name](world, person, number)
        seen = {topic: look(topic) for topic in world.topics()}
        for count, (name, person, number) in enumerate(walk, 1):
            try:
                with transaction.atomic():
                    STEPS[name](world, person, number)
            except Refusal:
                pass
            if count % often and count < len(walk):
                continue
            for topic in world.topics():
                fresh, messages = look(topic), messages_since(topic, seen[topic])
                for order in (messages, messages[::-1]):
                    assert plain(apply(topic, seen[topic].state, order)) == plain(fresh.state), (name, topic)
                seen[topic] = fresh
        for question in Question.objects.all():
            voters = set(Upvote.objects.filter(question=question).values_list("attendee_id", flat=True))
            voters |= set(MergedUpvote.objects.filter(question=question).values_list("attendee_id", flat=True))
            assert question.upvotes == len(voters)
            assert question.merged_count == Question.objects.filter(leading=question).count() or question.merged_into_id
        transaction.set_rollback(True)
