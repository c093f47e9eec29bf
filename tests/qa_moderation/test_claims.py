"""Who works on a question, and whom that holds up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.utils import timezone

from live.errors import Refusal
from live.models import FactRecord
from qa_moderation import services
from qa_moderation.facts import DeskQuestion
from qa_moderation.limits import CLAIM_S
from qa_moderation.models import Decision
from qa_moderation.services import Mover, Seen
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    make_attendee,
    make_event,
    merge,
    on_air,
    on_deck,
    pending,
    record,
)

pytestmark = pytest.mark.django_db

OTHER = Mover(subject="c9", name="Otto Other")


def _claim(event_id: int, question: DeskQuestion, mover: Mover = MODERATOR) -> DeskQuestion:
    return services.claim_question(event_id=event_id, question_id=question.id, version=question.version, mover=mover)


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let time pass when it is told to."""
    now = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] = now[0] + timedelta(seconds=seconds)

    return wait


def test_claim_is_shown_to_the_others_and_leaves_the_version() -> None:
    event = make_event()
    seen = pending(make_attendee(event))
    claimed = _claim(event.pk, seen)
    assert claimed == msgspec.structs.replace(seen, claim=claimed.claim) == record(seen.id)
    assert claimed.claim is not None
    assert (claimed.claim.by, claimed.claim.subject) == ("Mona Moderator", "c5")
    assert not Decision.objects.exists()


def test_claim_of_another_holds_up_the_desk_until_it_expires(clock: Callable[[float], None]) -> None:
    event = make_event()
    question, into = pending(make_attendee(event)), pending(make_attendee(event))
    claimed = _claim(event.pk, question)
    how: dict[str, Any] = {
        "event_id": event.pk,
        "question_id": question.id,
        "version": question.version,
        "mover": OTHER,
    }
    moves: list[Callable[[], object]] = [
        lambda: services.claim_question(**how),
        lambda: services.approve_question(**how),
        lambda: services.reject_question(**how, reason="No."),
        lambda: services.send_to_set(**how),
        lambda: services.park_question(**how),
        lambda: services.reword_question(**how, text="How far?"),
        lambda: services.sort_question(**how, priority=1),
        lambda: services.assign_question(**how, feed="main"),
        lambda: services.answer_in_writing(**how, text="Far."),
        lambda: merge(question, into, OTHER),
        lambda: services.release_question(event_id=event.pk, question_id=question.id, mover=OTHER),
    ]
    for move in moves:
        with pytest.raises(Refusal) as caught:
            move()
        assert (caught.value.code, caught.value.details) == (
            "qa.claimed",
            {"claim": msgspec.to_builtins(claimed.claim)},
        )
    clock(CLAIM_S - 1)
    assert _code(moves[1]) == "qa.claimed"
    clock(1)
    assert services.approve_question(**how).claim is None


def test_claim_is_renewed_by_its_holder_and_taken_over_once_it_expired(clock: Callable[[float], None]) -> None:
    event = make_event()
    question = pending(make_attendee(event))
    first = _claim(event.pk, question)
    clock(CLAIM_S - 1)
    again = _claim(event.pk, question)
    assert first.claim is not None
    assert again.claim is not None
    assert again.claim.until_ms - first.claim.until_ms == (CLAIM_S - 1) * 1000
    clock(CLAIM_S)
    taken = _claim(event.pk, question, OTHER)
    assert taken.claim is not None
    assert taken.claim.by == "Otto Other"


def test_claim_does_not_hold_up_the_set_the_asker_or_its_holder() -> None:
    event = make_event()
    question, asker = on_deck(make_attendee(event)), make_attendee(event)
    _claim(event.pk, question)
    taken = services.take_question(event_id=event.pk, question_id=question.id, version=question.version, mover=HOST)
    assert taken.claim is None
    withdrawn = pending(asker)
    _claim(event.pk, withdrawn)
    services.withdraw_question(event_id=event.pk, question_id=withdrawn.id, attendee_id=asker.pk)
    assert record(withdrawn.id).claim is None
    own = pending(make_attendee(event))
    _claim(event.pk, own)
    moved = services.approve_question(event_id=event.pk, question_id=own.id, version=own.version, mover=MODERATOR)
    _claim(event.pk, moved, OTHER)
    (undone,) = services.undo_moves(event_id=event.pk, seen=[Seen(own.id, moved.version)], mover=MODERATOR)
    assert isinstance(undone, DeskQuestion)
    assert (undone.state, undone.claim) == ("pending", None)


def test_claim_needs_an_open_question_as_it_was_seen() -> None:
    event, other = make_event(), make_event("other")
    question = approved(make_attendee(event))
    stale = msgspec.structs.replace(question, version=1)
    assert _code(lambda: _claim(event.pk, stale)) == "qa.stale"
    assert _code(lambda: _claim(other.pk, question)) == "qa.unknown_question"
    on = on_air(make_attendee(event))
    answered = services.answer_question(event_id=event.pk, question_id=on.id, version=on.version, mover=HOST)
    assert _code(lambda: _claim(event.pk, answered)) == "qa.illegal_move"


def test_release_is_of_ones_own_or_by_who_may_of_anyones() -> None:
    event, other = make_event(), make_event("other")
    question = pending(make_attendee(event))
    facts = FactRecord.objects.filter(body__contains="QuestionClaimed")
    assert services.release_question(event_id=event.pk, question_id=question.id, mover=OTHER) == question
    assert facts.count() == 0
    for mover, anyones in ((MODERATOR, False), (OTHER, True)):
        _claim(event.pk, question)
        released = services.release_question(event_id=event.pk, question_id=question.id, mover=mover, anyones=anyones)
        assert released == question == record(question.id)
    assert facts.count() == 4
    assert (
        _code(lambda: services.release_question(event_id=other.pk, question_id=question.id, mover=OTHER))
        == "qa.unknown_question"
    )


def test_expired_claim_is_still_told_as_it_is(clock: Callable[[float], None]) -> None:
    """Pages compare its end with their clock: nothing has to happen for a claim to end."""
    event = make_event()
    question = pending(make_attendee(event))
    claimed = _claim(event.pk, question)
    clock(CLAIM_S + 1)
    assert record(question.id).claim == claimed.claim
    assert isinstance(timezone.now(), datetime)
