"""Other servers are told of each answer, at least once, by a request that they can check."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from events.models import Event
from live.errors import Refusal
from qa_moderation import services, tasks
from qa_moderation.limits import UNDO_S, WEBHOOKS
from qa_moderation.models import Question, Webhook, WebhookDelivery
from qa_moderation.services import Seen
from qa_moderation.webhooks.posting import post
from tests.parts.ports import free_port
from tests.qa_moderation.factories import HOST, MODERATOR, make_attendee, make_event, on_air, pending, record

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[2] / "docs" / "webhooks.md"


class Receiver(ThreadingHTTPServer):
    """A server that keeps what it gets, and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 204
        self.got: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        if self.server.status == 0:
            return  # ends without an answer, as if the worker had died before it could note one
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _hook(event: Event, url: str = "https://example.com/hook") -> Webhook:
    return services.save_webhook(webhook=Webhook(event=event, url=url))


def _answer(event: Event, *, anonymous: bool = False) -> int:
    question = on_air(make_attendee(event), anonymous=anonymous)
    services.answer_question(event_id=event.pk, question_id=question.id, version=question.version, mover=HOST)
    return question.id


def _later() -> datetime:
    """Return a moment at which what was just answered can no longer be undone."""
    return timezone.now() + timedelta(seconds=UNDO_S + 3)


def _undo(question_id: int) -> None:
    seen = Seen(question_id, record(question_id).version)
    (outcome,) = services.undo_moves(event_id=Question.objects.get(pk=question_id).event_id, seen=[seen], mover=HOST)
    assert not isinstance(outcome, Refusal)


def _put_back(question_id: int) -> None:
    row = Question.objects.get(pk=question_id)
    services.put_back(event_id=row.event_id, question_id=row.pk, version=row.version, mover=HOST)


def _in_writing(question_id: int, text: str) -> None:
    row = Question.objects.get(pk=question_id)
    services.answer_in_writing(event_id=row.event_id, question_id=row.pk, version=row.version, text=text, mover=HOST)


def _told(receiver: Receiver) -> list[tuple[str, str]]:
    bodies = [json.loads(body) for _, body in receiver.got]
    return [(body["kind"], body.get("answered", "")) for body in bodies]


def test_answers_owe_each_active_webhook_a_delivery() -> None:
    event = make_event()
    first, second = _hook(event), _hook(event)
    second.is_active = False
    services.save_webhook(webhook=second)
    _hook(make_event("other"))
    id = _answer(event, anonymous=True)
    (delivery,) = WebhookDelivery.objects.all()
    body = json.loads(delivery.body)
    assert (delivery.webhook_id, delivery.kind) == (first.pk, "question.answered")
    assert (body["id"], body["answered"], body["event"]["slug"]) == (delivery.delivery_id, "on_air", "launch")
    assert (body["question"]["id"], body["question"]["asker_name"], body["question"]["upvotes"]) == (id, None, 0)
    assert "Ada" not in delivery.body


def test_answers_in_writing_are_told_with_their_text() -> None:
    event = make_event()
    _hook(event)
    question = pending(make_attendee(event))
    services.answer_in_writing(
        event_id=event.pk, question_id=question.id, version=1, text="Six hundred.", mover=MODERATOR
    )
    (delivery,) = WebhookDelivery.objects.all()
    body = json.loads(delivery.body)
    assert (body["answered"], body["question"]["answer"]) == ("in_writing", "Six hundred.")


def test_answer_that_is_not_committed_owes_nothing() -> None:
    event = make_event()
    _hook(event)
    with transaction.atomic():
        _answer(event)
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists()


@pytest.mark.services
def test_answer_that_was_a_wrong_press_is_never_told(receiver: Receiver) -> None:
    event = make_event()
    _hook(event, receiver.url)
    _undo(_answer(event))
    assert services.deliver_due(now=_later()) == 0
    assert (receiver.got, WebhookDelivery.objects.get().last_status) == ([], "taken_back")


@pytest.mark.services
def test_answer_that_was_told_is_taken_back(receiver: Receiver) -> None:
    event = make_event()
    _hook(event, receiver.url)
    id = _answer(event)
    services.deliver_due(now=_later())
    _put_back(id)
    assert services.deliver_due(now=_later()) == 1
    assert _told(receiver) == [("question.answered", "on_air"), ("question.reopened", "")]
    assert json.loads(receiver.got[1][1])["question"] == {"id": id}


@pytest.mark.services
def test_answer_that_may_have_arrived_is_taken_back_and_tried_no_more(receiver: Receiver) -> None:
    event = make_event()
    _hook(event, receiver.url)
    receiver.status = 0  # it has it; nobody knows
    id = _answer(event)
    services.deliver_due(now=_later())
    _put_back(id)
    receiver.status = 204
    assert services.deliver_due(now=_later() + timedelta(days=1)) == 1
    assert _told(receiver) == [("question.answered", "on_air"), ("question.reopened", "")]


@pytest.mark.services
def test_answer_is_taken_back_from_a_webhook_that_was_switched_off_since(receiver: Receiver) -> None:
    event = make_event()
    _hook(event, receiver.url)
    id = _answer(event)
    services.deliver_due(now=_later())
    Webhook.objects.update(is_active=False)
    _put_back(id)
    Webhook.objects.update(is_active=True)
    services.deliver_due(now=_later())
    assert _told(receiver)[1:] == [("question.reopened", "")]


@pytest.mark.services
def test_taking_an_answer_back_by_mistake_tells_the_answer_again(receiver: Receiver) -> None:
    event = make_event()
    _hook(event, receiver.url)
    id = _answer(event)
    services.deliver_due(now=_later())
    _put_back(id)
    _undo(id)
    assert services.deliver_due(now=_later()) == 1
    assert _told(receiver) == [("question.answered", "on_air")] * 2


@pytest.mark.services
def test_answer_in_writing_that_is_corrected_at_once_is_told_once(receiver: Receiver) -> None:
    event = make_event()
    _hook(event, receiver.url)
    id = pending(make_attendee(event)).id
    _in_writing(id, "Six hundert.")
    _in_writing(id, "Six hundred.")
    assert services.deliver_due(now=_later()) == 1
    assert json.loads(receiver.got[0][1])["question"]["answer"] == "Six hundred."
    _in_writing(id, "Seven.")
    _undo(id)
    services.deliver_due(now=_later())
    assert json.loads(receiver.got[-1][1])["question"]["answer"] == "Six hundred."


def test_answers_of_others_are_left_alone() -> None:
    event = make_event()
    _hook(event)
    first = _answer(event)
    _put_back(_answer(event))
    owed = WebhookDelivery.objects.filter(given_up_at=None)
    assert [json.loads(each.body)["question"]["id"] for each in owed] == [first]


def test_webhooks_have_a_bound_and_public_addresses() -> None:
    event = make_event()
    with pytest.raises(Refusal) as caught:
        _hook(event, "https://169.254.169.254/")
    assert caught.value.code == "qa.bad_webhook"
    for _ in range(WEBHOOKS):
        _hook(event)
    with pytest.raises(Refusal) as caught:
        _hook(event)
    assert caught.value.code == "qa.webhooks_full"


@pytest.mark.services
def test_delivery_is_signed_as_the_document_checks_it(receiver: Receiver) -> None:
    event = make_event()
    hook = _hook(event, receiver.url)
    _answer(event)
    assert tasks.deliver_webhooks() == 0, "it can still be undone"
    assert services.deliver_due(now=_later()) == 1
    ((headers, body),) = receiver.got
    sample = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert sample is not None
    checks: dict[str, Any] = {}
    exec(sample[1], checks)
    is_genuine = checks["is_genuine"]
    assert is_genuine(hook.secret, headers["Unveil-Signature"], body)
    assert not is_genuine(hook.secret, headers["Unveil-Signature"], body + b" ")
    assert not is_genuine("another", headers["Unveil-Signature"], body)
    old = headers["Unveil-Signature"].replace("t=", "t=1", 1)
    assert not is_genuine(hook.secret, old, body)
    assert headers["Unveil-Delivery"] == json.loads(body)["id"]
    delivery = WebhookDelivery.objects.get()
    assert (delivery.last_status, delivery.attempts, delivery.delivered_at is not None) == ("204", 1, True)
    assert Webhook.objects.get().last_status == "204"
    assert services.deliver_due(now=_later()) == 0


@pytest.mark.services
@pytest.mark.parametrize(("status", "told"), [(500, "500"), (302, "302"), (404, "404"), (0, "unreachable")])
def test_delivery_that_fails_is_tried_again_with_the_same_id(receiver: Receiver, status: int, told: str) -> None:
    event = make_event()
    _hook(event, receiver.url)
    _answer(event)
    receiver.status = status
    assert services.deliver_due(now=_later()) == 0
    delivery = WebhookDelivery.objects.get()
    assert (delivery.last_status, delivery.delivered_at, delivery.given_up_at) == (told, None, None)
    assert services.deliver_due(now=_later()) == 0, "its pause has not passed"
    receiver.status = 200
    assert services.deliver_due(now=delivery.due_at) == 1
    assert [headers["Unveil-Delivery"] for headers, _ in receiver.got] == [delivery.delivery_id] * 2


@pytest.mark.services
def test_delivery_to_nobody_is_given_up_after_a_day() -> None:
    event = make_event()
    _hook(event, f"http://127.0.0.1:{free_port()}/")
    services.owe_test(webhook=Webhook.objects.get())
    pauses = []
    while (delivery := WebhookDelivery.objects.get()).given_up_at is None:
        now = delivery.due_at
        assert services.deliver_due(now=now) == 0
        pauses.append((WebhookDelivery.objects.get().due_at - now).total_seconds())
    assert pauses[:4] == [15, 30, 60, 120]
    assert (max(pauses), delivery.last_status) == (7200, "unreachable")
    assert timedelta(hours=20) < now - delivery.created_at < timedelta(hours=24)
    assert services.deliver_due(now=now + timedelta(days=9)) == 0


@pytest.mark.services
def test_delivery_of_a_worker_that_died_after_sending_goes_again_once_its_claim_runs_out(receiver: Receiver) -> None:
    event = make_event()
    _hook(event, receiver.url)
    delivery = services.owe_test(webhook=Webhook.objects.get())
    now = timezone.now()
    # As a worker leaves it that was killed between sending and noting.
    WebhookDelivery.objects.update(claim="dead", claimed_until=now + timedelta(seconds=60), attempts=1)
    assert services.deliver_due(now=now) == 0
    assert services.deliver_due(now=now + timedelta(seconds=61)) == 1
    assert [json.loads(body)["id"] for _, body in receiver.got] == [delivery.delivery_id]


@pytest.mark.services
def test_deliveries_of_a_webhook_that_is_switched_off_wait(receiver: Receiver) -> None:
    event = make_event()
    hook = _hook(event, receiver.url)
    services.owe_test(webhook=hook)
    Webhook.objects.update(is_active=False)
    assert services.deliver_due() == 0
    Webhook.objects.update(is_active=True)
    assert services.deliver_due() == 1


def test_deliveries_are_forgotten_after_a_month() -> None:
    _hook(make_event())
    services.owe_test(webhook=Webhook.objects.get())
    assert services.forget_deliveries() == 0
    assert services.forget_deliveries(now=timezone.now() + timedelta(days=31)) == 1


@pytest.mark.services
def test_post_goes_to_the_address_that_was_checked_whatever_the_name_says_later(receiver: Receiver) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    url = receiver.url.replace("127.0.0.1", "rebinding.example")
    assert post(url, b"{}", {}, allows_loopback=True, resolve=resolve) == "204"
    assert (asked, len(receiver.got)) == (["rebinding.example"], 1)
    assert receiver.got[0][0]["Host"].startswith("rebinding.example:")
    assert post(receiver.url, b"{}", {}, allows_loopback=False) == "forbidden"


@pytest.mark.services
def test_post_follows_no_redirect(receiver: Receiver) -> None:
    receiver.status = 302
    assert post(receiver.url, b"{}", {}, allows_loopback=True) == "302"
    assert len(receiver.got) == 1


def test_time_is_part_of_what_is_signed() -> None:
    from qa_moderation.webhooks.signing import signature

    now = int(time.time())
    assert signature("s", b"{}", now) != signature("s", b"{}", now + 1)
