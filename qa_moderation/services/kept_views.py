"""Filters of the desk that are kept for all."""

from __future__ import annotations

from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import EMPTY, UNKNOWN_VIEW, VIEWS_FULL
from qa_moderation.facts import View, ViewsChanged
from qa_moderation.limits import VIEWS
from qa_moderation.models import DeskView
from qa_moderation.selectors import views as views_of
from qa_moderation.services.moves import Mover
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.topics import desk_topic

_MAX_CHARS = 40


def save_view(*, event_id: int, name: str, query: str, mover: Mover) -> list[View]:
    """Keep a filter under a name; one that has the name already is replaced.

    Raises Refusal(qa.empty, qa.views_full). Locks the desk.
    """
    name = clean_line(name)[:_MAX_CHARS]
    if not name:
        raise Refusal(EMPTY, "expected a name with visible characters, got none")
    with turn_at(event_id) as turn:
        named = DeskView.objects.filter(event_id=event_id, name__iexact=name).first()
        if named is None and DeskView.objects.filter(event_id=event_id).count() >= VIEWS:
            raise Refusal(VIEWS_FULL, f"expected fewer than {VIEWS} views; delete some first", {"limit": VIEWS})
        view = named or DeskView(event_id=event_id)
        view.name, view.query, view.made_by = name, query, mover.name[:80]
        view.save()
        return _announce(turn)


def delete_view(*, event_id: int, view_id: int) -> list[View]:
    """Keep a filter no longer. Raises Refusal(qa.unknown_view). Locks the desk."""
    with turn_at(event_id) as turn:
        deleted, _ = DeskView.objects.filter(event_id=event_id, pk=view_id).delete()
        if not deleted:
            raise Refusal(UNKNOWN_VIEW, f"expected a view of event {event_id}, got {view_id}")
        return _announce(turn)


def _announce(turn: Turn) -> list[View]:
    views = views_of([turn.event_id])[turn.event_id]
    turn.announcements.add(desk_topic(turn.event_id), ViewsChanged(views=views))
    return views
