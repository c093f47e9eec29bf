"""Filters of the desk that are kept for all. Who replaces or deletes another's says whose it is."""

from __future__ import annotations

import msgspec

from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import EMPTY, UNKNOWN_VIEW, VIEW_OF_ANOTHER, VIEWS_FULL
from qa_moderation.facts import View, ViewsChanged
from qa_moderation.limits import VIEWS
from qa_moderation.models import DeskView
from qa_moderation.selectors import view_record
from qa_moderation.selectors import views as views_of
from qa_moderation.services.decisions import log_arrangement
from qa_moderation.services.moves import Mover
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.topics import desk_topic

_MAX_CHARS = 40


def save_view(*, event_id: int, name: str, query: str, of: str = "", mover: Mover) -> list[View]:
    """Keep a filter under a name; one's own that has the name already is replaced.

    So is another's when `of` says whose. Raises Refusal(qa.empty, qa.views_full, qa.view_of_another). Locks the desk.
    """
    name = clean_line(name)[:_MAX_CHARS]
    if not name:
        raise Refusal(EMPTY, "expected a name with visible characters, got none")
    with turn_at(event_id) as turn:
        named = DeskView.objects.filter(event_id=event_id, name__iexact=name).first()
        if named is None and DeskView.objects.filter(event_id=event_id).count() >= VIEWS:
            raise Refusal(VIEWS_FULL, f"expected fewer than {VIEWS} views; delete some first", {"limit": VIEWS})
        before = _guard_whose(named, of, mover) if named else None
        view = named or DeskView(event_id=event_id)
        view.name, view.query = name, query
        view.made_by, view.made_by_subject = mover.name[:80], mover.subject
        view.save()
        _log("save_view", view, mover, before)
        return _announce(turn)


def delete_view(*, event_id: int, view_id: int, of: str = "", mover: Mover) -> list[View]:
    """Keep a filter no longer; another's only when `of` says whose.

    Raises Refusal(qa.unknown_view, qa.view_of_another). Locks the desk.
    """
    with turn_at(event_id) as turn:
        view = DeskView.objects.filter(event_id=event_id, pk=view_id).first()
        if view is None:
            raise Refusal(UNKNOWN_VIEW, f"expected a view of event {event_id}, got {view_id}")
        _log("delete_view", view, mover, _guard_whose(view, of, mover))
        view.delete()
        return _announce(turn)


def _guard_whose(view: DeskView, of: str, mover: Mover) -> View:
    """Return `view` as it is. Raises Refusal(qa.view_of_another) unless it is one's own, or that of whom one means."""
    record = view_record(view)
    is_own = view.made_by_subject == mover.subject if view.made_by_subject else view.made_by == mover.name[:80]
    if not is_own and view.made_by != of:
        message = f"expected to be told whose view {view.name!r} is, got {of!r}; {view.made_by} saved it last"
        raise Refusal(VIEW_OF_ANOTHER, message, {"view": msgspec.to_builtins(record)})
    return record


def _log(action: str, view: DeskView, mover: Mover, before: View | None) -> None:
    log_arrangement(
        event_id=view.event_id,
        mover=mover,
        action=action,
        version=0,
        details={"name": view.name, "query": view.query},
        before=None if before is None else {"view": msgspec.to_builtins(before)},
    )


def _announce(turn: Turn) -> list[View]:
    views = views_of([turn.event_id])[turn.event_id]
    turn.announcements.add(desk_topic(turn.event_id), ViewsChanged(views=views))
    return views
