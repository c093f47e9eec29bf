"""What the crowd opens, rendered once for an event, phase, language and published version, and kept.

A version is what one small query says of the event and of its published experience: while it stands, what was rendered
stands. How often it is asked for is the business of front.py. A process that changes something itself forgets at once.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.db.models import FilteredRelation, Q
from django.db.models.signals import post_delete, post_save

from events.models import AgendaItem, Event, Experience, Phase
from events.moments import epoch_ms
from events.rendering import render_page, render_phase
from events.selectors import event_experience

Part = Literal["page", "phase"]

# Pictures are no part of the version: one that another process changed is seen after this.
_KEPT_S = 60.0
# Some 40 KB each; a launch has two for each phase and language.
_MOST = 128

_EVENT_FIELDS = [field.attname for field in Event._meta.concrete_fields]
_EXPERIENCE_FIELDS = ["shown__pk", "shown__live", "shown__live_revision_id", "shown__last_published_at"]

Version = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document (or its inside) as it is sent; `since_ms` is when its phase began, UTC milliseconds."""

    body: bytes
    etag: str
    phase: Phase
    since_ms: int


@dataclass(slots=True)
class _Kept:
    version: Version
    rendered: Rendered
    rendered_s: float


class KeptPages:
    """At most _MOST documents by address and language. One is rendered at a time: a burst waits for the first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.generation = 0
        """Grows when everything was forgotten."""
        self._clock = clock
        self._kept: dict[tuple[str, str, Part], _Kept] = {}
        self._lock = threading.Lock()

    def get(self, slug: str, language: str, part: Part) -> Rendered | None:
        """Return the current document; None when there is no such event, or it does not speak `language`.

        One query, unless it has changed. The language must be the active one.
        """
        with self._lock:
            return self._current((slug, language, part))

    def forget(self, **_signal: Any) -> None:
        """Render everything anew."""
        self.generation += 1
        self._kept = {}

    def _current(self, key: tuple[str, str, Part]) -> Rendered | None:
        slug, language, part = key
        now = self._clock()
        version = _version(slug, language)
        kept = self._kept.pop(key, None)
        if version is None:
            return None
        if kept is None or kept.version != version or now - kept.rendered_s >= _KEPT_S:
            kept = _Kept(version, _render(slug, language, part), rendered_s=now)
        while len(self._kept) >= _MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = kept  # last of all: the first is the one that was asked for longest ago
        return kept.rendered


kept_pages = KeptPages()


def watch_changes(image_model: type[Any]) -> None:
    """Forget what was rendered when this process changes what it shows."""
    for model in (Event, Experience, AgendaItem, image_model):
        for signal in (post_save, post_delete):
            signal.connect(_forget_on_commit, sender=model, dispatch_uid=f"events.kept_pages.{model.__name__}")


def _forget_on_commit(**_signal: Any) -> None:
    transaction.on_commit(kept_pages.forget)


def _version(slug: str, language: str) -> Version | None:
    """Return what the event and its experience in `language` are, in one query; None for a page that there is not."""
    of_language = FilteredRelation("experiences", condition=Q(experiences__language=language))
    events = Event.objects.filter(slug=slug).annotate(shown=of_language)
    version: Version | None = events.values(*_EVENT_FIELDS, *_EXPERIENCE_FIELDS).first()
    return version if version is not None and language in version["languages"] else None


def _render(slug: str, language: str, part: Part) -> Rendered:
    event = Event.objects.get(slug=slug)
    phase = Phase(event.phase)
    render = render_page if part == "page" else render_phase
    body = render(event, event_experience(event, language), phase).encode()
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    return Rendered(body=body, etag=etag, phase=phase, since_ms=epoch_ms(event.phase_changed_at))
