"""Tells other servers of answers, given and taken back: at least once, each time with the id by which they know it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

import msgspec
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from events.moments import epoch_ms
from live.errors import Refusal
from live.facts import JSON
from qa_moderation.errors import BAD_WEBHOOK, WEBHOOKS_FULL
from qa_moderation.limits import UNDO_S, WEBHOOKS
from qa_moderation.models import Question, State, Webhook, WebhookDelivery
from qa_moderation.selectors import public_record
from qa_moderation.webhooks.addresses import Forbidden, target_of
from qa_moderation.webhooks.posting import post
from qa_moderation.webhooks.signing import signature

logger = logging.getLogger(__name__)

GIVE_UP = timedelta(hours=24)
KEPT = timedelta(days=30)
ANSWERED = "question.answered"
REOPENED = "question.reopened"
TAKEN_BACK = "taken_back"
"""The status of a delivery that was not sent: the answer was taken back, or written anew."""
ERASED = "erased"
"""The status of a delivery that was not sent: who asked the question is gone."""
_UNDONE_UNTIL = timedelta(seconds=UNDO_S + 2)  # the server allows two more for the way
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(hours=2)
_CLAIM = timedelta(minutes=2)  # a delivery takes ten seconds at most, and those of a batch go out together
_BATCH = 10
_SWEEP_S = 20.0  # then the worker has other things to do; beat begins another sweep in two seconds
_sweeping = Lock()


def save_webhook(*, webhook: Webhook) -> Webhook:
    """Write a new or changed webhook. Raises Refusal(qa.bad_webhook, qa.webhooks_full)."""
    try:
        target_of(webhook.url, allows_loopback=not settings.IS_PRODUCTION)
    except Forbidden as error:
        raise Refusal(BAD_WEBHOOK, str(error)) from error
    if webhook.pk is None and Webhook.objects.filter(event_id=webhook.event_id).count() >= WEBHOOKS:
        raise Refusal(WEBHOOKS_FULL, f"expected at most {WEBHOOKS} webhooks of an event", {"limit": WEBHOOKS})
    webhook.save()
    return webhook


def follow_answer(question: Question, *, before: Question) -> None:
    """Write down what the event's webhooks are owed now that `before` is `question`, in the transaction of the move.

    An answer is sent when it can no longer be undone by a press. What an earlier delivery would say of it is not sent
    any more; whoever may have it already is told when the answer is taken back.
    """
    was, is_now = before.state == State.ANSWERED, question.state == State.ANSWERED
    if is_now and not (was and question.answer == before.answer):
        _withdraw_deliveries(question)
        for hook in Webhook.objects.filter(event_id=question.event_id, is_active=True).select_related("event"):
            told = {**msgspec.to_builtins(public_record(question)), "upvotes": question.upvotes}
            _owe(hook, ANSWERED, {"answered": _how(question, before), "question": told}, after=_UNDONE_UNTIL)
    elif was and not is_now:
        for hook in Webhook.objects.filter(pk__in=_withdraw_deliveries(before)).select_related("event"):
            _owe(hook, REOPENED, {"question": {"id": question.pk}}, after=_UNDONE_UNTIL)


def _how(question: Question, before: Question) -> str:
    was_on_air = question.on_air_at is not None
    return "in_writing" if question.answer and not (was_on_air and question.answer == before.answer) else "on_air"


def _withdraw_deliveries(answered: Question) -> set[int]:
    """Give up what has not arrived of this answer; return the webhooks that may have been told of it all the same."""
    since = answered.answered_at or answered.moved_at
    rows = WebhookDelivery.objects.filter(
        webhook__event_id=answered.event_id, kind__in=(ANSWERED, REOPENED), created_at__gte=since
    ).exclude(body="")
    ids = [pk for pk, body in rows.values_list("pk", "body") if _question_id(body) == answered.pk]
    of_it = WebhookDelivery.objects.filter(pk__in=ids)
    of_it.filter(delivered_at=None, given_up_at=None).update(given_up_at=timezone.now(), last_status=TAKEN_BACK)
    # Only now: of a sweep that takes a row at the same moment, one of the two has waited for the other.
    return set(of_it.filter(kind=ANSWERED, attempts__gt=0).values_list("webhook_id", flat=True))


def owe_test(*, webhook: Webhook) -> WebhookDelivery:
    """Owe a webhook a delivery that says nothing, so that its receiver can be tried."""
    return _owe(webhook, "test", {})


def _owe(hook: Webhook, kind: str, more: dict[str, JSON], *, after: timedelta = timedelta(0)) -> WebhookDelivery:
    now = timezone.now()
    delivery = WebhookDelivery(webhook=hook, kind=kind, created_at=now, due_at=now + after)
    event: dict[str, JSON] = {"id": hook.event_id, "slug": hook.event.slug, "name": hook.event.name}
    body = {"id": delivery.delivery_id, "kind": kind, "at_ms": epoch_ms(now), "event": event, **more}
    delivery.body = msgspec.json.encode(body).decode()
    delivery.save()
    return delivery


def deliver_due(*, now: datetime | None = None) -> int:
    """Send what is due, and return how many arrived. What fails is tried again, ever later, for a day."""
    if not _sweeping.acquire(blocking=False):
        return 0  # one sweep at a time: a receiver that swallows calls must not keep all threads of a worker
    try:
        delivered, ends_at = 0, monotonic() + _SWEEP_S
        while monotonic() < ends_at and (claim := _claim(now or timezone.now())):
            delivered += _deliver(claim, now)
        return delivered
    finally:
        _sweeping.release()


def forget_deliveries(*, now: datetime | None = None) -> int:
    """Delete deliveries that are done with for a month, and return how many."""
    before = (now or timezone.now()) - KEPT
    deleted, _ = WebhookDelivery.objects.filter(created_at__lt=before).delete()
    return deleted


def forget_in_deliveries(*, event_id: int, question_ids: Collection[int]) -> None:
    """Clear what deliveries say of these questions. What has not gone out is given up: there is nothing to tell."""
    rows = WebhookDelivery.objects.filter(webhook__event_id=event_id, kind=ANSWERED).exclude(body="")
    ids = [pk for pk, body in rows.values_list("pk", "body") if _question_id(body) in question_ids]
    told = WebhookDelivery.objects.filter(pk__in=ids)
    told.filter(delivered_at=None, given_up_at=None).update(given_up_at=timezone.now(), last_status=ERASED)
    told.update(body="")


def _question_id(body: str) -> int:
    return int(msgspec.json.decode(body)["question"]["id"])


def _claim(now: datetime) -> str:
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    owed = WebhookDelivery.objects.filter(free, delivered_at=None, given_up_at=None, due_at__lte=now)
    ids = list(owed.filter(webhook__is_active=True).order_by("due_at", "pk").values_list("pk", flat=True)[:_BATCH])
    claim = secrets.token_hex(16)
    # The condition stands in the UPDATE: of two sweeps that chose the same rows, each row goes to one.
    taken = owed.filter(pk__in=ids).update(claim=claim, claimed_until=now + _CLAIM, attempts=F("attempts") + 1)
    return claim if taken else ""


def _deliver(claim: str, now: datetime | None) -> int:
    # Given up since it was claimed: who asked the question has gone, or the answer was taken back.
    claimed = WebhookDelivery.objects.filter(claim=claim, delivered_at=None, given_up_at=None)
    rows = list(claimed.select_related("webhook"))
    delivered = 0
    # Side by side, so that one receiver that is slow keeps no other waiting. The threads know no database.
    with ThreadPoolExecutor(len(rows) or 1) as pool:
        for row, status in zip(rows, pool.map(_post, rows), strict=True):
            delivered += _note(row, status, now or timezone.now())
    return delivered


def _post(row: WebhookDelivery) -> str:
    body = row.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Unveil-Webhook/1",
        "Unveil-Delivery": row.delivery_id,
        "Unveil-Signature": signature(row.webhook.secret, body, int(timezone.now().timestamp())),
    }
    return post(row.webhook.url, body, headers, allows_loopback=not settings.IS_PRODUCTION)


def _note(row: WebhookDelivery, status: str, now: datetime) -> bool:
    arrived = len(status) == 3 and status[0] == "2"
    written: dict[str, object] = {"last_status": status, "claim": "", "claimed_until": None}
    if arrived:
        written["delivered_at"] = timezone.now()
    else:
        pause = min(_FIRST_PAUSE * 2 ** (row.attempts - 1), _LONGEST_PAUSE)
        written["due_at"] = now + pause
        if now + pause > row.created_at + GIVE_UP:
            written["given_up_at"] = timezone.now()
        logger.warning("webhook %d, delivery %s: %s, attempt %d", row.webhook_id, row.delivery_id, status, row.attempts)
    # One that was erased, or taken back, while it was on its way stays given up.
    WebhookDelivery.objects.filter(pk=row.pk).exclude(last_status__in=(ERASED, TAKEN_BACK)).update(**written)
    Webhook.objects.filter(pk=row.webhook_id).update(last_status=status, last_at=timezone.now())
    return arrived
