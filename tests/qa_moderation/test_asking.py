"""Asking and withdrawing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Phase
from live.errors import Refusal
from qa_moderation import services
from qa_moderation.models import Question, QuestionPolicy, State
from qa_moderation.services import NewQuestion
from rooms.models import ChatDesk
from tests.qa_moderation.factories import (
    MODERATOR,
    approved,
    ask,
    make_attendee,
    make_event,
    on_air,
    on_deck,
    pending,
    record,
)

pytestmark = pytest.mark.django_db

LONG = "Is it true that " + "very " * 60 + "fast?"


def _refused(call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def test_ask_keeps_the_question_as_pending() -> None:
    attendee = make_attendee(make_event())
    mine = ask(attendee, "  How \n far\tdoes it go? ")
    assert (mine.text, mine.state, mine.anonymous) == ("How far does it go?", "pending", False)
    crew = record(mine.id)
    assert (crew.asker_name, crew.asker_company, crew.asker_country) == ("Ada Lovelace", "Analytical Engines", "GB")
    assert (crew.version, crew.moved_by, crew.published_at_ms) == (1, "", None)


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("", "qa.empty", {}),
        (" \t\n\u200b\u202e\u0000 ", "qa.empty", {}),
        ("\u0301\u200d", "qa.empty", {}),
        ("Why?", "qa.too_short", {"min_chars": 8, "chars": 4}),
        (LONG, "qa.too_long", {"max_chars": 300, "chars": len(LONG)}),
    ],
)
def test_ask_refuses_text_out_of_bounds(text: str, code: str, details: dict[str, int]) -> None:
    attendee = make_attendee(make_event())
    refusal = _refused(lambda: ask(attendee, text))
    assert (refusal.code, refusal.details) == (code, details)
    assert not Question.objects.exists()


def test_ask_measures_the_text_once_it_is_clean() -> None:
    attendee = make_attendee(make_event())
    assert ask(attendee, "e\u0301" * 8 + "\u200b" * 400).text == "é" * 8


def test_ask_flags_what_moderators_should_look_at_twice() -> None:
    attendee = make_attendee(make_event(patient=False))
    plain, flagged = pending(attendee), pending(attendee, "Read example.com, or write to me@example.com")
    assert (plain.flags, flagged.flags, flagged.state) == ([], ["link", "personal_data"], "pending")
    assert pending(attendee, "C'est quoi cette m3rde ?").flags == ["insult"]


def test_ask_flags_the_events_own_words() -> None:
    event = make_event(patient=False)
    ChatDesk.objects.create(event=event, words=[{"language": "en", "word": "muppet", "action": "hold"}])
    attendee = make_attendee(event)
    assert pending(attendee, "Which muppet drew this?").flags == ["insult"]
    assert pending(attendee, "C'est quoi cette merde ?").flags == []
    text = "M.u.p-pet at x.com?"
    composed = services.compose_question(event_id=event.pk, text=text, language="en", mover=MODERATOR)
    assert composed.flags == ["link", "insult"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }} ${7*7} ' OR 1=1 --", "&lt;b&gt; \\u202e"])
def test_ask_keeps_markup_as_plain_text(text: str) -> None:
    assert record(ask(make_attendee(make_event()), text).id).text == text


def test_ask_is_refused_after_the_event_and_when_closed() -> None:
    before, live, after = (make_event(phase.value, phase=phase) for phase in Phase)
    for event in (before, live):
        ask(make_attendee(event))
    refusal = _refused(lambda: ask(make_attendee(after)))
    assert (refusal.code, refusal.details) == ("qa.closed", {"because": "phase", "phase": "after"})
    services.change_policy(event_id=live.pk, accepts_questions=False)
    refusal = _refused(lambda: ask(make_attendee(live)))
    assert (refusal.code, refusal.details) == ("qa.closed", {"because": "policy", "phase": "live"})


def test_ask_anonymously_only_where_the_event_allows_it() -> None:
    event = make_event()
    Event.objects.filter(pk=event.pk).update(allow_anonymous_questions=False)
    refusal = _refused(lambda: ask(make_attendee(event), anonymous=True))
    assert refusal.code == "qa.anonymous_not_allowed"


def test_ask_refuses_who_is_not_registered_for_this_event() -> None:
    event, other = make_event(), make_event("other")
    stranger = make_attendee(other)
    asked = NewQuestion(attendee_id=stranger.pk, text="How far does it go?", language="en", anonymous=False)
    (outcome,) = services.ask_questions(event_id=event.pk, asked=[asked])
    assert isinstance(outcome, Refusal)
    assert outcome.code == "qa.not_registered"


def test_ask_twice_says_how_long_to_wait() -> None:
    attendee = make_attendee(make_event())
    ask(attendee, "How far does it go?")
    refusal = _refused(lambda: ask(attendee, "How fast does it go?"))
    assert refusal.code == "qa.too_soon"
    assert 9_000 < refusal.details["retry_after_ms"] <= 10_000


def test_ask_the_same_again_names_the_question_that_is_open() -> None:
    attendee = make_attendee(make_event(patient=False))
    first = ask(attendee, "How far does it go?")
    refusal = _refused(lambda: ask(attendee, "how FAR does it go?"))
    assert (refusal.code, refusal.details) == ("qa.duplicate", {"question_id": first.id})
    services.withdraw_question(event_id=attendee.event_id, question_id=first.id, attendee_id=attendee.pk)
    ask(attendee, "How far does it go?")


def test_ask_has_a_bound_of_pending_questions() -> None:
    attendee = make_attendee(make_event(patient=False))
    QuestionPolicy.objects.update(pending_per_person=2)
    first, _ = ask(attendee, "Question one?"), ask(attendee, "Question two?")
    refusal = _refused(lambda: ask(attendee, "Question three?"))
    assert (refusal.code, refusal.details) == ("qa.too_many_open", {"limit": 2})
    services.withdraw_question(event_id=attendee.event_id, question_id=first.id, attendee_id=attendee.pk)
    ask(attendee, "Question three?")


def test_ask_has_a_bound_for_a_person_and_for_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event(patient=False)
    attendee = make_attendee(event)
    monkeypatch.setattr("qa_moderation.services.asking_guards.ASKED_PER_PERSON", 2)
    monkeypatch.setattr("qa_moderation.services.asking_guards.OPEN_PER_EVENT", 3)
    for number in range(2):
        ask(attendee, f"Question {number}?")
    assert _refused(lambda: ask(attendee, "Question 3?")).code == "qa.too_many_asked"
    ask(make_attendee(event))
    refusal = _refused(lambda: ask(make_attendee(event)))
    assert (refusal.code, refusal.details) == ("qa.queue_full", {"limit": 3})


def test_ask_in_a_batch_has_an_outcome_for_each_in_order() -> None:
    event = make_event()
    ada, ben = make_attendee(event, "Ada"), make_attendee(event, "Ben")
    asked = [
        NewQuestion(attendee_id=ada.pk, text="How far does it go?", language="en", anonymous=False),
        NewQuestion(attendee_id=ada.pk, text="How far does it go?", language="en", anonymous=False),
        NewQuestion(attendee_id=ada.pk, text="How fast does it go?", language="en", anonymous=False),
        NewQuestion(attendee_id=ben.pk, text="?", language="en", anonymous=False),
        NewQuestion(attendee_id=ben.pk, text="Quelle autonomie ?", language="fr", anonymous=True),
    ]
    outcomes = services.ask_questions(event_id=event.pk, asked=asked)
    shown = [outcome.code if isinstance(outcome, Refusal) else outcome.text for outcome in outcomes]
    assert shown == ["How far does it go?", "qa.duplicate", "qa.too_soon", "qa.too_short", "Quelle autonomie ?"]
    assert list(Question.objects.order_by("pk").values_list("text", "language", "asker_name")) == [
        ("How far does it go?", "en", "Ada"),
        ("Quelle autonomie ?", "fr", ""),
    ]


def test_ask_reads_as_much_for_ten_as_for_one() -> None:
    event = make_event()

    def statements(count: int) -> dict[str, int]:
        people = [make_attendee(event) for _ in range(count)]
        asked = [
            NewQuestion(attendee_id=person.pk, text="How far does it go?", language="en", anonymous=False)
            for person in people
        ]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            services.ask_questions(event_id=event.pk, asked=asked)
        tables = [query["sql"] for query in queries if "live_" not in query["sql"]]
        return {kind: sum(kind in sql.split()[0] for sql in tables) for kind in ("SELECT", "INSERT", "UPDATE")}

    statements(1)  # makes the desk's row
    assert statements(10) == statements(1) == {"SELECT": 6, "INSERT": 1, "UPDATE": 0}


def test_withdraw_takes_an_open_question_back_once() -> None:
    event = make_event(patient=False)
    attendee = make_attendee(event)
    for number, make in enumerate((pending, approved, on_deck)):
        question = make(attendee, f"Question number {number}?")
        mine = services.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=attendee.pk)
        again = services.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=attendee.pk)
        assert (mine.state, again) == ("withdrawn", mine)
        assert record(question.id).moved_by == ""


def test_withdraw_refuses_what_is_on_air_or_of_another() -> None:
    event = make_event(patient=False)
    attendee, other = make_attendee(event), make_attendee(event)
    question = on_air(attendee)
    refusal = _refused(
        lambda: services.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=attendee.pk)
    )
    assert refusal.code == "qa.illegal_move"
    assert refusal.details["question"]["state"] == "on_air"
    assert set(refusal.details["question"]) == {
        "id", "text", "set_text", "language", "anonymous", "state", "is_next", "merged_into", "reason", "note_to_asker",
        "answer", "asked_at_ms", "moved_at_ms", "on_air_at_ms", "answered_at_ms",
    }  # fmt: skip
    for question_id in (question.id, question.id + 1):
        refusal = _refused(
            lambda id=question_id: services.withdraw_question(  # type: ignore[misc]
                event_id=event.pk, question_id=id, attendee_id=other.pk
            )
        )
        assert (refusal.code, refusal.details) == ("qa.unknown_question", {})
    assert Question.objects.get().state == State.ON_AIR
