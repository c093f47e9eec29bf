"""What others than the desk are shown of who asks: the organiser's choice, in all that leaves the house."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from events.models import Attendee, Event
from live.commands import CommandContext, command_spec
from live.errors import Refusal
from live.models import FactRecord
from live.receipts import Work, do_one, fingerprint
from live.topics import topic_kind
from qa_moderation import services
from qa_moderation.graphics import services as graphics
from qa_moderation.models import AskerShown, QuestionPolicy, Webhook, WebhookDelivery
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    crew_ticket,
    make_attendee,
    make_event,
    on_air,
    on_deck,
)

pytestmark = pytest.mark.django_db

NAME, COMPANY = "Ada Lovelace", "Analytical Engines"
OUTSIDE = ("set", "questions", "graphics")


def _show(event: Event, shown: str) -> None:
    services.change_policy(event_id=event.pk, shows_asker=shown)


def _read(event: Event, prefix: str) -> str:
    name = f"{prefix}/{event.pk}"
    return repr(topic_kind(name).snapshots([name])[name])


def _told(event: Event, prefix: str) -> str:
    return " ".join(FactRecord.objects.filter(topic__name=f"{prefix}/{event.pk}").values_list("body", flat=True))


def _everything(attendee: Attendee) -> None:
    """Let one question go the whole way, with graphics."""
    question = on_air(attendee)
    graphics.show_graphic(event_id=attendee.event_id, kind="lower_third")
    services.answer_question(event_id=attendee.event_id, question_id=question.id, version=question.version, mover=HOST)
    on_deck(make_attendee(attendee.event, NAME, COMPANY), "Is it loud?")


@pytest.mark.parametrize(
    ("shown", "name", "company"),
    [(AskerShown.COMPANY, True, True), (AskerShown.NAME, True, False), (AskerShown.NOTHING, False, False)],
)
def test_facts_and_snapshots_carry_what_may_be_shown(shown: AskerShown, name: bool, company: bool) -> None:
    event = make_event()
    services.save_webhook(webhook=Webhook(event=event, url="https://example.com/hook"))
    _show(event, shown)
    _everything(make_attendee(event, NAME, COMPANY))
    for prefix in OUTSIDE:
        for words in (_read(event, prefix), _told(event, prefix)):
            assert (NAME in words, COMPANY in words) == (name, company), prefix
    for words in (_read(event, "desk"), _told(event, "desk")):
        assert (NAME in words, COMPANY in words) == (True, True)
    told = json.loads(WebhookDelivery.objects.get().body)["question"]
    assert (told["asker_name"] == NAME, told["asker_company"] == COMPANY) == (name, company)


def test_change_hides_and_shows_what_was_asked_before() -> None:
    event = make_event()
    _everything(make_attendee(event, NAME, COMPANY))
    approved(make_attendee(event, NAME, COMPANY), "Is it here?")
    _show(event, AskerShown.NOTHING)
    assert [NAME in _read(event, prefix) for prefix in OUTSIDE] == [False, False, False]
    _show(event, AskerShown.COMPANY)
    assert [NAME in _read(event, prefix) for prefix in OUTSIDE] == [True, True, True]


def test_policy_that_stays_tells_nobody_the_questions_again() -> None:
    event = make_event()
    _everything(make_attendee(event))
    _show(event, AskerShown.COMPANY)
    assert "AskersShown" not in _told(event, "questions") + _told(event, "set")


def test_anonymous_stays_anonymous_whatever_is_shown() -> None:
    event = make_event()
    on_deck(make_attendee(event, NAME, COMPANY), anonymous=True)
    _show(event, AskerShown.NAME)
    _show(event, AskerShown.COMPANY)
    for prefix in ("desk", *OUTSIDE):
        assert NAME not in _read(event, prefix) + _told(event, prefix)


def test_composed_question_follows_the_policy() -> None:
    event = make_event()
    _show(event, AskerShown.NOTHING)
    question = services.compose_question(
        event_id=event.pk, text="Is there a van?", language="en", asker_name=NAME, mover=MODERATOR
    )
    services.send_to_set(event_id=event.pk, question_id=question.id, version=question.version, mover=MODERATOR)
    assert NAME not in _read(event, "set") + _told(event, "set") + _read(event, "questions")


def test_policy_without_a_row_shows_name_and_company() -> None:
    assert QuestionPolicy().shows_asker == AskerShown.COMPANY


def test_host_is_answered_with_what_the_set_is_shown() -> None:
    event = make_event()
    _show(event, AskerShown.NAME)
    question = on_deck(make_attendee(event, NAME, COMPANY))
    seen = {"question_id": question.id, "version": question.version}
    taken = _press(event, "host", "set.take", "key-0001", seen)
    assert (taken["question"]["asker_name"], taken["question"]["asker_company"]) == (NAME, "")
    stale = _press(event, "host", "set.skip", "key-0002", seen)
    assert COMPANY not in repr(stale["details"])
    undone = _press(event, "host", "set.undo", "key-0003", {"items": [{**seen, "version": question.version + 1}]})
    assert (undone["done"][0]["asker_name"], undone["done"][0]["asker_company"]) == (NAME, "")
    of_desk = _press(event, "moderator", "set.skip", "key-0004", {**seen, "version": question.version + 2})
    assert of_desk["question"]["asker_company"] == COMPANY


def _press(event: Event, role: str, name: str, key: str, args: dict[str, Any]) -> dict[str, Any]:
    spec = command_spec(name)
    assert spec is not None
    shaped = msgspec.convert(args, spec.args_type)
    context = CommandContext(ticket=crew_ticket(event, role), key=key, received_ms=0)
    outcome = do_one(Work(spec, context, shaped, fingerprint(name, shaped)))
    if isinstance(outcome, Refusal):
        return {"code": outcome.code, "details": outcome.details}
    told: dict[str, Any] = msgspec.json.decode(outcome)
    return told
