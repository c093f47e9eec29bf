"""Flags follow the wording, the name beside it, and the event's words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from live.models import FactRecord
from qa_moderation import services, tasks
from qa_moderation.facts import FlagName
from qa_moderation.models import Question
from qa_moderation.services import Seen, flagging
from rooms.facts import ChatWord
from rooms.services import change_words
from tests.qa_moderation.factories import MODERATOR, approved, make_attendee, make_event, on_deck, pending, record

pytestmark = pytest.mark.django_db


def _words(event: Event, *words: str) -> None:
    change_words(event_id=event.pk, words=[ChatWord(language="en", word=word, action="hold") for word in words])


def _told(event: Event, topic: str = "desk") -> int:
    return FactRecord.objects.filter(topic__name=f"{topic}/{event.pk}", body__contains='"QuestionsFlagged"').count()


def _reword(question_id: int, text: str) -> list[FlagName]:
    now = record(question_id)
    event_id = Question.objects.get(pk=question_id).event_id
    return services.reword_question(
        event_id=event_id, question_id=question_id, version=now.version, text=text, mover=MODERATOR
    ).flags


def test_question_of_somebody_whose_name_is_an_insult_is_flagged() -> None:
    event = make_event()
    assert pending(make_attendee(event, "Fuck Aurelle")).flags == ["name"]
    assert pending(make_attendee(event, "Ada", "Cheaper at rival-cars.com")).flags == ["name"]
    assert pending(make_attendee(event)).flags == []


def test_name_of_an_anonymous_question_is_not_looked_at() -> None:
    assert pending(make_attendee(make_event(), "Fuck Aurelle"), anonymous=True).flags == []


def test_name_that_a_moderator_enters_is_looked_at() -> None:
    composed = services.compose_question(
        event_id=make_event().pk, text="Is there a van?", language="en", asker_name="Fuck Aurelle", mover=MODERATOR
    )
    assert composed.flags == ["name"]


def test_reword_and_its_undo_flag_anew() -> None:
    event = make_event()
    id = pending(make_attendee(event, "Fuck Aurelle"), "Is it as on rival-cars.com?").id
    assert record(id).flags == ["link", "name"]
    assert _reword(id, "Is it like the others?") == ["name"]
    services.undo_moves(event_id=event.pk, seen=[Seen(id, record(id).version)], mover=MODERATOR)
    assert record(id).flags == ["link", "name"]
    assert _reword(id, "Shit, is it so?") == ["insult", "name"]
    assert _reword(id, "") == ["link", "name"]


def test_undo_of_a_reword_flags_with_the_words_of_now() -> None:
    event = make_event()
    id = pending(make_attendee(event), "Is it a lemon?").id
    _reword(id, "Is it any good?")
    _words(event, "lemon")
    services.undo_moves(event_id=event.pk, seen=[Seen(id, record(id).version)], mover=MODERATOR)
    assert record(id).flags == ["insult"]


def test_changed_words_flag_what_is_open() -> None:
    event, other = make_event(), make_event("other")
    lemon, named = approved(make_attendee(event), "Is it a lemon?"), pending(make_attendee(event, "Lemon Mann"))
    sworn, elsewhere = pending(make_attendee(event), "Is it shit?"), pending(make_attendee(other), "Is it a lemon?")
    assert tasks.flag() == 0
    _words(event, "lemon")
    assert tasks.flag() == 3
    now = [record(each.id) for each in (lemon, named, sworn, elsewhere)]
    assert [each.flags for each in now] == [["insult"], ["name"], [], []]
    assert now[0].version == lemon.version
    assert (_told(event), _told(event, "set"), _told(other), tasks.flag()) == (1, 0, 0, 0)


def test_changed_words_are_told_to_the_set_where_it_lists_one() -> None:
    event = make_event()
    on_deck(make_attendee(event), "Is it a lemon?")
    _words(event, "lemon")
    tasks.flag()
    assert (_told(event), _told(event, "set")) == (1, 1)


def test_changed_words_go_through_many_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flagging, "_BATCH", 2)
    event = make_event()
    for _ in range(5):
        pending(make_attendee(event), "Is it a lemon?")
    _words(event, "lemon")
    assert (tasks.flag(), _told(event)) == (5, 3)


def test_worker_that_died_half_way_leaves_the_rest_to_the_next() -> None:
    event = make_event()
    ids = [pending(make_attendee(event), "Is it a lemon?").id for _ in range(5)]
    _words(event, "lemon")
    # As it leaves them: two are written, the desk does not know the words yet.
    Question.objects.filter(pk__in=ids[:2]).update(flags="insult")
    assert (tasks.flag(), _told(event), tasks.flag()) == (3, 1, 0)


def test_question_that_was_reworded_meanwhile_keeps_the_flags_of_its_new_wording() -> None:
    event = make_event()
    seen = pending(make_attendee(event), "Is it a lemon?")
    _words(event, "lemon")
    _reword(seen.id, "Is it any good?")
    assert flagging._write(event.pk, {seen.id: (seen.version, "insult")}) == 0
    assert (record(seen.id).flags, _told(event)) == ([], 0)


def test_flagging_costs_one_query_where_no_words_changed() -> None:
    event = make_event()
    _words(event, "lemon")
    pending(make_attendee(event))
    tasks.flag()
    with CaptureQueriesContext(connection) as captured:
        assert tasks.flag() == 0
    assert len(captured) == 1
