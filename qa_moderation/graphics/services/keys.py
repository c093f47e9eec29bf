"""Keys to the pages of graphics."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.moments import epoch_ms
from events.text import clean_line
from live.errors import Refusal
from live.log import append_many, put_values
from live.revocation import revoke_tickets
from qa_moderation.graphics.errors import LABEL_EMPTY, TOO_MANY_KEYS, UNKNOWN_KEY
from qa_moderation.graphics.facts import GraphicsKeyMade, GraphicsKeyRecord, GraphicsKeyRevoked
from qa_moderation.graphics.limits import KEYS_PER_EVENT, LABEL_CHARS, SEEN_EVERY_S
from qa_moderation.graphics.models import GraphicsKey
from qa_moderation.graphics.selectors import key_record
from qa_moderation.graphics.states import seen_key
from qa_moderation.graphics.topics import graphics_keys_topic
from qa_moderation.services.turns import lock_desk


def new_secret() -> str:
    """Return 128 random bits, as an address spells them."""
    return secrets.token_urlsafe(16)


@transaction.atomic
def make_key(*, event_id: int, label: str, maker_name: str) -> GraphicsKeyRecord:
    """Make a key; `label` says which machine it is for.

    Raises Refusal(graphics.label_empty, graphics.too_many_keys). Locks the desk.
    """
    label = clean_line(label)[:LABEL_CHARS]
    if not label:
        raise Refusal(LABEL_EMPTY, "expected a label with visible characters, got none")
    lock_desk(event_id)
    if GraphicsKey.objects.filter(event_id=event_id, revoked_at=None).count() >= KEYS_PER_EVENT:
        message = f"expected fewer than {KEYS_PER_EVENT} keys; revoke one first"
        raise Refusal(TOO_MANY_KEYS, message, {"limit": KEYS_PER_EVENT})
    key = GraphicsKey.objects.create(
        event_id=event_id, label=label, secret=new_secret(), made_by=maker_name[:80], made_at=timezone.now()
    )
    record = key_record(key)
    append_many({graphics_keys_topic(event_id): [GraphicsKeyMade(key=record)]})
    return record


@transaction.atomic
def revoke_key(*, event_id: int, key_id: int) -> None:
    """End a key: its address leads nowhere from now on, and the pages that it opened lose their socket in two seconds.

    Raises Refusal(graphics.unknown_key). Locks the desk.
    """
    lock_desk(event_id)
    keys = GraphicsKey.objects.filter(pk=key_id, event_id=event_id, revoked_at=None)
    if not keys.update(revoked_at=timezone.now()):
        raise Refusal(UNKNOWN_KEY, f"expected a key of event {event_id} that is not revoked, got {key_id}")
    revoke_tickets(subject=f"k{key_id}", event_id=event_id)
    topic = graphics_keys_topic(event_id)
    append_many({topic: [GraphicsKeyRevoked(key_id=key_id)]}, {topic: {seen_key(key_id): 0}})


@transaction.atomic
def note_key_in_use(*, event_id: int, key_id: int) -> None:
    """Note that a page of this key is open, at most once in SEEN_EVERY_S seconds."""
    now = timezone.now()
    is_due = Q(last_seen_at=None) | Q(last_seen_at__lt=now - timedelta(seconds=SEEN_EVERY_S))
    if GraphicsKey.objects.filter(is_due, pk=key_id, revoked_at=None).update(last_seen_at=now):
        put_values(graphics_keys_topic(event_id), {seen_key(key_id): epoch_ms(now)})
